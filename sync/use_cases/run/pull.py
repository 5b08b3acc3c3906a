"""Pull: what changed on each side since it was last read, reference data first."""

from datetime import datetime, timedelta

from sync.domain.kinds import SYNCED_KINDS, RecordKind
from sync.domain.sides import Side
from sync.use_cases.run.bench import RunAtWork

OVERLAP = {
    Side.INTACCT: timedelta(hours=2),
    Side.RE_LEASED: timedelta(seconds=120),
}
"""How far before its watermark each side is read again.

Intacct stamps a change inside the transaction that makes it, which may commit much later; production
integrations look back one to two hours. Re-Leased's two minutes are the contract we assume.
"""


def pull(at_work: RunAtWork) -> None:
    """Read both sides' changes of every synced kind into our records."""
    for side in Side:
        _pull_side(at_work, side)


def _pull_side(at_work: RunAtWork, side: Side) -> None:
    for page in at_work.bench.ledgers[side].changes(_moments(at_work, side)):
        with at_work.writing() as transaction:
            transaction.records.see(at_work.link.link_id, side, page.sightings)
            if page.is_last and page.newest is not None:
                # Only a reading that came to its end may move the watermark.
                transaction.watermarks.set(at_work.link.link_id, side, page.kind, page.newest)
        at_work.advance(read=len(page.sightings))


def _moments(at_work: RunAtWork, side: Side) -> dict[RecordKind, datetime | None]:
    """Since when each kind is read; None for one that was never read to its end."""
    with at_work.bench.store.reading() as transaction:
        marks = {
            kind: transaction.watermarks.get(at_work.link.link_id, side, kind)
            for kind in SYNCED_KINDS
        }
    return {kind: mark - OVERLAP[side] if mark else None for kind, mark in marks.items()}
