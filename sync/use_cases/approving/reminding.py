"""Subjects of what is told about drafts that nobody decides about."""


def reminder_subject(batch_id: int) -> str:
    """The subject of the reminder in the thread of a batch's card."""
    return f"approvals:{batch_id}:reminder"


def escalation_subject(batch_id: int) -> str:
    """The subject of the message to whom a batch is passed on."""
    return f"approvals:{batch_id}:escalation"
