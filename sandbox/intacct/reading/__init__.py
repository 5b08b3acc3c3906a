"""How `query` finds rows: conditions, narrowing by index, order, pages."""
