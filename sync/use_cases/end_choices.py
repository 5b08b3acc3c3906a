"""What came of people's choices, noted in the same transaction as its effect, and in the audit trail."""

from collections.abc import Iterable

from sync.domain.choices import ChoiceEnding
from sync.use_cases.ports import AuditEvent, Transaction


def end_choices(
    transaction: Transaction, link_id: int, endings: Iterable[ChoiceEnding | None]
) -> None:
    """Note how choices came to their end; None stands for a step that carried out none."""
    ended = transaction.choices.end(ending for ending in endings if ending is not None)
    for ending in ended:
        transaction.audit.append(
            AuditEvent(
                tag=f"record:choice_{ending.end}",
                link_id=link_id,
                actor="Leasebridge",
                subject=ending.subject,
                facts={"choice": str(ending.choice_id), "reason": ending.result},
            )
        )
