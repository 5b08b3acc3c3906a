"""The XML functions, one module for each family; `registry` finds them by name."""
