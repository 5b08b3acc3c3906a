"""What people and jobs ask for: run a sync, plan one, tell the status. Speaks to the outside through ports."""
