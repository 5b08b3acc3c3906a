"""Slack: the Bolt app, its commands, buttons and modals, and the messages people read there."""
