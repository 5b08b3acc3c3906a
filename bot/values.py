"""Reading what a button or dialog brings back: it comes from outside, whatever we once put there."""

LONGEST_ID = 18
"""Digits; more than any database counts to."""


def row_id(value: str) -> int | None:
    """The id of ours that `value` holds; None where it holds anything else."""
    is_id = value.isascii() and value.isdecimal() and len(value) <= LONGEST_ID
    return int(value) if is_id else None
