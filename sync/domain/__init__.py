"""The rules, pure: money, records, the rule book, comparison and the plan. Standard library only."""
