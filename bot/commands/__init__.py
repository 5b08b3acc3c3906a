"""The slash command's words. One registry; help, completion and answers to typing errors come from it."""
