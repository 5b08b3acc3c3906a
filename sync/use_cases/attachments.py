"""Files never travel: people are reminded of those that stand on one side only, each document once."""

from sync.domain.choices import Person
from sync.use_cases.ports import AuditEvent, KnownRecord, Store

MOST_SHOWN = 100
SEEN_AT_A_TIME = 5000


def attachments_to_copy(store: Store, link_id: int) -> tuple[KnownRecord, ...]:
    """Linked documents with files that their counterpart does not have, and that nobody has seen to.

    At most 100, the one known longest first. A document leaves the list when the other side has a file too, or
    when somebody says that it was seen to; another file on it brings it back.
    """
    with store.reading() as transaction:
        ids = transaction.remarks.with_attachments(link_id, MOST_SHOWN)
        known = transaction.records.known(ids)
    return tuple(known[record_id] for record_id in ids)


def mark_attachments_seen(store: Store, link_id: int, who: Person) -> int:
    """Somebody has seen to all the files that are told of now, whether copied or not needed.

    Returns:
        Of how many documents.
    """
    with store.transaction() as transaction:
        seen = 0
        while ids := transaction.remarks.with_attachments(link_id, SEEN_AT_A_TIME):
            transaction.remarks.attachments_seen(ids)
            seen += len(ids)
        transaction.issues.refresh(link_id)
        transaction.audit.append(
            AuditEvent(
                tag="attachments:seen",
                link_id=link_id,
                actor=str(who),
                subject="attachments",
                facts={"documents": str(seen)},
            )
        )
    return seen
