"""Pull: what changed on each side since it was last read, reference data first."""

from datetime import timedelta

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
    for kind in SYNCED_KINDS:
        for side in Side:
            _pull_kind(at_work, side, kind)


def _pull_kind(at_work: RunAtWork, side: Side, kind: RecordKind) -> None:
    link_id, store = at_work.link.link_id, at_work.bench.store
    with store.reading() as transaction:
        watermark = transaction.watermarks.get(link_id, side, kind)
    since = watermark - OVERLAP[side] if watermark else None
    newest = None
    for page in at_work.bench.ledgers[side].changes(kind, since):
        with at_work.writing() as transaction:
            transaction.records.see(link_id, side, page.sightings)
        newest = page.newest
        at_work.advance(read=len(page.sightings))
    if newest is not None:
        # Only a reading that came to its end may move the watermark.
        with at_work.writing() as transaction:
            transaction.watermarks.set(link_id, side, kind, newest)
