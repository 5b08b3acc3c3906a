"""The rule book, as the private answer to `/sync rules`."""

from bot.messages.blocks import Message, context, header, table
from sync.domain.kinds import NOT_YET_SYNCED_KINDS
from sync.domain.rule_book import RULE_BOOK, Rule
from sync.domain.sides import Side


def rules_message() -> Message:
    """The rule book as a table, with the kinds this version does not carry yet named."""
    rows = [
        (
            rule.title if rule.is_synced else f"{rule.title} (not yet synced)",
            sides(rule.created_in),
            sides(rule.changed_in),
            _ending(rule),
            rule.other_side_gets,
        )
        for rule in RULE_BOOK
    ]
    heads = ("Record", "Created in", "Changed in", "Ended in", "What the other side gets")
    names = ", ".join(kind.plural for kind in NOT_YET_SYNCED_KINDS)
    return Message(
        text="The rule book: which ledger may create, change and end which record.",
        blocks=(
            header("The rule book"),
            table(heads, rows),
            context(f"Not yet synced by this version: {names}."),
        ),
    )


def sides(allowed: frozenset[Side]) -> str:
    """The sides of a rule in words."""
    if len(allowed) > 1:
        return "either"
    return next((side.label for side in allowed), "-")


def _ending(rule: Rule) -> str:
    return f"{sides(rule.ended_in)} ({rule.ending})" if rule.ending else "-"
