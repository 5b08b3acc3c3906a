"""Drafts as messages show them: none, some, a thousand, and with hostile names."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, islice

from sync.domain.approving.approvals import ACTIVE, Approval, ApprovalState, ApprovalVerb, Decided
from sync.domain.approving.drafts import Draft, Oddity
from sync.domain.choices import Person
from sync.domain.company_settings import ApprovalPolicy, Channels
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.use_cases.approving.views import BatchView, DraftView, WaitingDraft
from tests.bot.views import NOON, link, money
from tests.sync.store.builders import invoice

GRACE = Person("grace", "U0GRACE")


def draft(number: int = 1, text: str = "INV-1") -> Draft:
    return Draft(
        kind=RecordKind.SALES_INVOICE,
        intacct_id=number,
        re_leased_id=number + 1,
        intacct_fingerprint=f"i{number}",
        re_leased_fingerprint=f"r{number}",
        title=text,
        contact=text,
        tags=text,
        amount=money(number),
        dated=date(2026, 3, 1),
        due=date(2026, 3, 31),
        changers=(text, "7"),
        workflow=text if number % 3 == 0 else "",
        is_tax_pending=number % 4 == 0,
        oddities=tuple(Oddity) if number % 2 == 0 else (),
    )


def decided(verb: ApprovalVerb = ApprovalVerb.APPROVE, text: str = "") -> Decided:
    return Decided(verb, GRACE, "d", text, Person(text, "") if text else None, NOON)


def approval(
    number: int = 1, text: str = "INV-1", state: ApprovalState = ApprovalState.OPEN
) -> Approval:
    is_rejected = state is ApprovalState.REJECTED
    verb = ApprovalVerb.REJECT if is_rejected else ApprovalVerb.APPROVE
    return Approval(
        approval_id=number,
        link_id=1,
        batch_id=1,
        draft=draft(number, text),
        state=state,
        verb=None if state.is_undecided else verb,
        opened_at=NOON,
        expires_at=NOON + timedelta(hours=72),
        result="" if state in ACTIVE else text,
        decisions=() if state is ApprovalState.OPEN else (decided(verb, text),),
    )


def approvals(count: int, text: str = "INV-1") -> tuple[Approval, ...]:
    states = islice(cycle(ApprovalState), count)
    return tuple(approval(number, text, state) for number, state in enumerate(states, start=1))


def all_open(count: int, text: str = "INV-1") -> tuple[Approval, ...]:
    return tuple(approval(number, text) for number in range(1, count + 1))


def batch(found: tuple[Approval, ...], text: str = "Harbour Estates") -> BatchView:
    policy = ApprovalPolicy(approver_limit=money().amount, second_approver_above=money().amount)
    return BatchView(link(text), found, policy, Channels())


def waiting(count: int, text: str = "INV-1") -> tuple[WaitingDraft, ...]:
    return tuple(WaitingDraft(text, one) for one in approvals(count, text))


def details(count: int, text: str = "INV-1") -> DraftView:
    document = invoice(text)
    line = replace(document.lines[0], description=text)
    return DraftView(
        link=link(text),
        approval=approval(1, text),
        document=replace(document, reference=text, lines=(line,) * max(count, 1)),
        names={line.account: text},
        addresses={Side.INTACCT: "https://intacct.test/1", Side.RE_LEASED: text},
        policy=ApprovalPolicy(),
    )
