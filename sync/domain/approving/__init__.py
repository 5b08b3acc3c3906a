"""Approving drafts: what waits for whom, who may decide, and what came of it. Pure, as all of the domain."""
