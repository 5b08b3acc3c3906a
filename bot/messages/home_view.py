"""App Home: how things stand, and what the reader may do."""

from collections.abc import Sequence

from bot import texts
from bot.messages.blocks import Block, Message, context, divider, header, section
from bot.messages.status_message import status_blocks
from sync.domain.roles import PERMISSIONS, Role
from sync.use_cases.status import Status


def home_view(statuses: Sequence[Status], role: Role | None) -> Message:
    """The Home tab for somebody with `role`; None sees only whom to ask."""
    blocks: list[Block] = [header("Leasebridge"), section(_rights(role))]
    if role is not None:
        for status in statuses:
            blocks += [divider(), *status_blocks(status, in_full=len(statuses) == 1)]
    if not statuses:
        blocks.append(section(texts.NO_COMPANIES))
    blocks.append(context("Type `/sync help` in a channel to see what you can ask."))
    return Message("Leasebridge: how things stand.", tuple(blocks))


def _rights(role: Role | None) -> str:
    if role is None:
        return "You have no role in Leasebridge yet. Ask an administrator of Leasebridge for one."
    allowed = ", ".join(sorted(permission.label for permission in PERMISSIONS[role]))
    article = "an" if role.value[0] in "aeiou" else "a"
    return f"You are {article} *{role.value}*: you may {allowed}."
