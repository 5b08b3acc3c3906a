"""What people see in a browser: the workspace page and the two ledgers side by side."""
