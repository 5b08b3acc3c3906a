"""Reading: questions, and how many of them are asked side by side."""
