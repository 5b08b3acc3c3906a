"""Pull: what changed on each side since it was last read, reference data first; then what was deleted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import takewhile

from sync.domain.first_use import used_by_documents
from sync.domain.holds import Stop
from sync.domain.kinds import RecordKind
from sync.domain.modules import synced_kinds
from sync.domain.records import Sighting
from sync.domain.sides import Side
from sync.use_cases.ports import Page
from sync.use_cases.run.bench import RunAtWork
from sync.use_cases.run.guards import Gone, stop_of_gone
from sync.use_cases.run.noting import BRINGS_OLD, Noting
from sync.use_cases.run.set_aside import SetAside
from sync.use_cases.run.side_by_side import Halt, both_sides, one_ahead

OVERLAP = {
    Side.INTACCT: timedelta(hours=2),
    Side.RE_LEASED: timedelta(seconds=120),
}
"""How far before its watermark each side is read again.

Intacct stamps a change inside the transaction that makes it, which may commit much later; production
integrations look back one to two hours. Re-Leased's two minutes are the contract we assume.
"""

TIME_TO_SHOW = timedelta(minutes=10)
"""How long a record that was just seen or written is not looked for, because a ledger's queries may be a while
behind. Far less than Intacct's overlap, so that the trail still tells of its deletion once it is looked for."""

KEYS_AT_A_TIME = 5000
"""How many known keys are handed to a ledger in one piece."""

DELETIONS_AT_A_TIME = 500
"""How many deletions are noted in one transaction."""


def pull(at_work: RunAtWork) -> Stop | None:
    """Read both sides' changes and deletions of every synced kind into our records, both sides at once.

    Returns:
        Why nothing may be written now: most records of a kind are gone, and nobody was asked yet. Then no
        deletion is noted, so that the next run finds them again. None where all is noted.
    """
    gone = both_sides(partial(_pull_side, at_work), at_work.bench.machine)
    stop = stop_of_gone(at_work.bench.store, at_work.link.link_id, gone)
    if stop is None:
        for side, of_side in gone.items():
            _note_gone(at_work, side, of_side)
    return stop


def _pull_side(at_work: RunAtWork, side: Side, halt: Halt) -> Gone:
    set_aside = SetAside(side)
    _pull_changes(at_work, side, halt, set_aside)
    gone = _read_deletions(at_work, side, halt)
    return replace(gone, notices=(*gone.notices, *set_aside.notices))


def _pull_changes(at_work: RunAtWork, side: Side, halt: Halt, set_aside: SetAside) -> None:
    """Note what changed. A kind that was read to its end is known up to the newest change of it.

    Where nothing of a kind changes for long, it is known up to the newest change of any kind that an earlier
    reading brought: a moment by that side's own clock that was past when this one began. Else every run would
    read again what changed last, were it years ago.

    What cannot be read is set aside, and its kind is known up to its stamp only: each run tries it again.
    """
    link_id = at_work.link.link_id
    with at_work.bench.store.reading() as transaction:
        marks = transaction.watermarks.all(link_id, side)
    moments = _moments(at_work, side, marks)
    to_read_anew: set[RecordKind] = set()
    noting = Noting(at_work, side)
    changes = at_work.bench.ledgers[side].changes(moments)
    for page in one_ahead(changes, at_work.bench.machine):
        if halt.is_set():
            return
        set_aside.note(page)
        # Only a reading that came to its end may move the watermark.
        is_known = page.is_last and page.kind not in to_read_anew
        changed = noting.page(
            page,
            [*_first_used(at_work, side, page), *page.sightings],
            known_until=_known_until(page, marks, set_aside) if is_known else None,
            has_wholes=bool(page.wholes) and moments[page.kind] is not None,
        )
        brought = BRINGS_OLD.get(page.kind)
        if changed and brought is not None and moments[brought] is not None:
            to_read_anew.add(brought)
        at_work.advance(read=len(page.sightings))
    noting.end()


def _known_until(
    page: Page, marks: Mapping[RecordKind, datetime], set_aside: SetAside
) -> datetime | None:
    """Up to when the page's kind is known by it, aware UTC; None where that is no news."""
    mark, past = marks.get(page.kind), max(marks.values(), default=None)
    newest = max((moment for moment in (page.newest, past) if moment is not None), default=None)
    known_until = set_aside.readable_until(page.kind, newest)
    is_news = known_until is not None and (mark is None or known_until > mark)
    return known_until if is_news else None


def _first_used(at_work: RunAtWork, side: Side, page: Page) -> Sequence[Sighting]:
    """Contacts and items that nothing but the documents of this page shows to be what they are."""
    used = used_by_documents(page.sightings, at_work.link.terms) if side is Side.RE_LEASED else ()
    if not used:
        return ()
    with at_work.bench.store.reading() as transaction:
        unknown = transaction.records.unknown(at_work.link.link_id, side, used)
    return at_work.bench.ledgers[side].first_used(unknown) if unknown else ()


def _moments(
    at_work: RunAtWork, side: Side, marks: Mapping[RecordKind, datetime]
) -> dict[RecordKind, datetime | None]:
    """Since when each kind is read; None for one that was never read to its end."""
    return {
        kind: marks[kind] - OVERLAP[side] if kind in marks else None
        for kind in synced_kinds(at_work.link.terms.modules)
    }


def _read_deletions(at_work: RunAtWork, side: Side, halt: Halt) -> Gone:
    """What was deleted. Deletions have a watermark of their own, as a deleted record has no stamp.

    Once all are noted, they are known up to the newest change that was read before: a moment by that side's
    own clock, and surely past.
    """
    link_id = at_work.link.link_id
    with at_work.bench.store.reading() as transaction:
        mark = transaction.watermarks.deletions_known_until(link_id, side)
        newest_change = transaction.watermarks.newest(link_id, side)
    kinds = synced_kinds(at_work.link.terms.modules)
    since = dict.fromkeys(kinds, mark - OVERLAP[side] if mark else None)
    ledger = at_work.bench.ledgers[side]
    deletions = takewhile(
        lambda _: not halt.is_set(), ledger.deletions(since, partial(_known, at_work, side))
    )
    return Gone(tuple(deletions), newest_change, ledger.notices)


def _note_gone(at_work: RunAtWork, side: Side, gone: Gone) -> None:
    link_id = at_work.link.link_id
    for start in range(0, len(gone.deletions), DELETIONS_AT_A_TIME):
        with at_work.writing() as transaction:
            some = gone.deletions[start : start + DELETIONS_AT_A_TIME]
            transaction.records.note_gone(link_id, side, some)
    with at_work.writing() as transaction:
        transaction.notices.set(link_id, side, gone.notices)
        if gone.known_until is not None:
            transaction.watermarks.set_deletions_known_until(link_id, side, gone.known_until)


def _known(at_work: RunAtWork, side: Side, kind: RecordKind) -> Iterator[Sequence[str]]:
    """The keys we know of a kind, in pieces; each is read in a short transaction of its own."""
    after = ""
    while True:
        with at_work.bench.store.reading() as transaction:
            keys = transaction.records.known_keys(
                at_work.link.link_id,
                side,
                kind,
                known_for=TIME_TO_SHOW,
                after=after,
                limit=KEYS_AT_A_TIME,
            )
        if not keys:
            return
        yield keys
        after = keys[-1]
