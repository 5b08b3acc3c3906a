"""What an operator must put right is told to the administrators once, and updated when it is over."""

import logging
from collections.abc import Sequence

from sync.use_cases.people import is_group
from sync.use_cases.ports import OutboxTopic, Transaction

log = logging.getLogger(__name__)

THE_APP = "slack"
"""The subject of trouble with the app's place in the workspace as a whole."""


def tell_operators(
    transaction: Transaction, administrators: Sequence[str], *, subject: str, text: str
) -> None:
    """Tell of trouble, unless it is known: in the log, and to every administrator directly.

    Args:
        transaction: The trouble is noted in it.
        administrators: The ids of the people and user groups whom it is told; where there are none, it is
            told in the installation's channel.
        subject: What it is about, such as `channel:C0123`.
        text: What happened, and what to do.
    """
    trouble_id = transaction.troubles.note(subject, text)
    if trouble_id is not None:
        log.error("%s", text)
        _ask_for_messages(transaction, administrators, trouble_id)


def trouble_is_over(
    transaction: Transaction, administrators: Sequence[str], *, subject: str
) -> None:
    """Let whoever was told of trouble see that it is over."""
    trouble_id = transaction.troubles.over(subject)
    if trouble_id is not None:
        _ask_for_messages(transaction, administrators, trouble_id)


def _ask_for_messages(
    transaction: Transaction, administrators: Sequence[str], trouble_id: int
) -> None:
    groups = [each for each in administrators if is_group(each)]
    people = {each for each in administrators if not is_group(each)}
    people |= transaction.people.members(groups)
    for person_id in sorted(people) or [""]:
        transaction.outbox.add(OutboxTopic.MESSAGE, f"trouble:{trouble_id}:{person_id}")
