"""The rule book, as the private answer to `/sync rules`."""

from bot.escaping import markup
from bot.messages.blocks import Message, header, section, table
from sync.domain.rule_book import RULE_BOOK, Rule
from sync.domain.sides import Side


def rules_message() -> Message:
    """The rule book as a table."""
    rows = [
        (rule.title, sides(rule.created_in), sides(rule.changed_in), _ending(rule))
        for rule in RULE_BOOK
    ]
    gets = [f"• *{markup(rule.title)}:* {markup(rule.other_side_gets)}" for rule in RULE_BOOK]
    return Message(
        "The rule book: which ledger may create, change and end which record.",
        (
            header("The rule book"),
            table(("Record", "Created in", "Changed in", "Ended in"), rows),
            section("*What the other side gets*", *gets),
        ),
    )


def sides(allowed: frozenset[Side]) -> str:
    """The sides of a rule in words."""
    if len(allowed) > 1:
        return "either"
    return next((side.label for side in allowed), "-")


def _ending(rule: Rule) -> str:
    return f"{sides(rule.ended_in)} ({rule.ending})" if rule.ending else "-"
