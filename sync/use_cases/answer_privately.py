"""Answering one person privately, by way of the outbox."""

from sync.use_cases.ports import Answer, OutboxTopic, Store


def answer_privately(store: Store, answer: Answer) -> None:
    """Have `answer` shown to the person it is for, and to nobody else."""
    with store.transaction() as transaction:
        answer_id = transaction.answers.add(answer)
        transaction.outbox.add(OutboxTopic.MESSAGE, f"answer:{answer_id}")
