"""Records as people are shown them: nothing, the usual, a thousand of everything, and hostile names."""

from dataclasses import replace
from datetime import date, timedelta

from sync.domain.choices import Choice, ChoiceVerb, Person, Unlinking
from sync.domain.kinds import RecordKind
from sync.domain.runs import IntentState, Requester
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, Standing, StandingState
from sync.use_cases.choose import Offer
from sync.use_cases.field_rows import FieldRow
from sync.use_cases.find_records import FoundBy, FoundRecord
from sync.use_cases.ports import KnownRecord, PastEvent, PastWrite
from sync.use_cases.show_record import RecordView
from sync.use_cases.unlink import UnlinkedRecord
from tests.bot.views import NOON, money, steps

CONFLICT = Standing(
    StandingState.CONFLICT,
    Cause.CHANGED_ON_BOTH_SIDES,
    detail="memo: Sage Intacct says a, Re-Leased says b",
)


def known(
    side: Side = Side.INTACCT,
    text: str = "INV-1001",
    *,
    record_id: int = 17,
    standing: Standing = LINKED,
    address: str = "",
) -> KnownRecord:
    return KnownRecord(
        record_id=record_id,
        link_id=1,
        side=side,
        kind=RecordKind.SALES_INVOICE,
        key=text,
        title=text,
        amount=money(),
        standing=replace(standing, detail=text) if standing.cause else standing,
        dated=date(2026, 3, 1),
        changed_at=NOON,
        changed_by=text,
        address=address,
        gone=False,
        is_linked=standing.state is StandingState.LINKED,
    )


def found(
    text: str = "INV-1001", *, former: int = 0, standing: Standing = LINKED, address: str = ""
) -> FoundRecord:
    return FoundRecord(
        records=tuple(known(side, text, standing=standing, address=address) for side in Side),
        former_names=(text,) * former,
        found_by=FoundBy.CONTACT,
    )


def record_view(
    count: int, text: str = "INV-1001", *, standing: Standing = LINKED, address: str = ""
) -> RecordView:
    writes = tuple(
        PastWrite(step, IntentState.REFUSED, text, 7, Requester("", text), NOON)
        for step in steps(count, text)
    )
    decision = PastEvent(NOON, "record:unlinked", text, {"reason": text})
    return RecordView(
        found=found(text, former=count, standing=standing, address=address),
        fields=tuple(
            FieldRow(text or "memo", (text,) * n, (text,), differs=bool(n % 2))
            for n in range(count)
        ),
        writes=writes,
        decisions=(decision,) * count,
    )


def unlinked(count: int, text: str = "INV-1001") -> tuple[UnlinkedRecord, ...]:
    unlinking = Unlinking(
        unlinking_id=1,
        link_id=1,
        kind=RecordKind.SALES_INVOICE,
        intacct_id=17,
        re_leased_id=None,
        reason=text,
        who=Person(text),
        since=NOON - timedelta(days=40),
    )
    return (UnlinkedRecord(unlinking, (known(text=text),)),) * count


def offer(text: str = "INV-1001", *, verbs: tuple[ChoiceVerb, ...] = ()) -> Offer:
    return Offer(
        intacct=known(Side.INTACCT, text, standing=CONFLICT),
        re_leased=known(Side.RE_LEASED, text, record_id=18, standing=CONFLICT),
        choices=verbs or (ChoiceVerb.TAKE_INTACCT, ChoiceVerb.LEAVE_BOTH),
        fingerprints={Side.INTACCT: "a" * 64, Side.RE_LEASED: "b" * 64},
        picked=None,
    )


def picked(text: str) -> Choice:
    return Choice(
        choice_id=1,
        link_id=1,
        kind=RecordKind.SALES_INVOICE,
        verb=ChoiceVerb.TAKE_INTACCT,
        intacct_id=17,
        re_leased_id=18,
        intacct_fingerprint="a" * 64,
        re_leased_fingerprint="b" * 64,
        who=Person(text),
        why=text,
        chosen_at=NOON,
    )
