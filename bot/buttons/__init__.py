"""What the buttons in messages and on App Home do, a module for each subject."""
