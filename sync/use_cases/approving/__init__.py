"""Approving drafts: putting them before people, taking decisions, and keeping them moving."""
