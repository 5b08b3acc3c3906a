"""Trouble that an operator must put right: told once, and updated when it is over."""

from bot.escaping import markup, moment
from bot.messages.blocks import Message, context, header, section
from sync.use_cases.ports import Trouble


def trouble_message(trouble: Trouble) -> Message:
    """What happened and what to do; or that it is over."""
    if trouble.over_at is not None:
        return Message(
            f"This is over: {trouble.text}",
            (
                header("This is over"),
                section(":white_check_mark: " + markup(trouble.text, 1500)),
                context(f"since {moment(trouble.over_at)}; nothing is left to do"),
            ),
        )
    return Message(
        f"Leasebridge needs an operator. {trouble.text}",
        (
            header("Leasebridge needs an operator"),
            section(":warning: " + markup(trouble.text, 1500)),
            context(f"since {moment(trouble.noted_at)}; this is told once"),
        ),
    )
