"""What people look at before and after they decide: a batch of drafts, one draft in full, all that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sync.domain.approving.approvals import ASKED_FOR_ANEW, Approval
from sync.domain.company_settings import ApprovalPolicy, Channels
from sync.domain.links import CompanyLink
from sync.domain.look_alikes import folded
from sync.domain.records import Document, Reference
from sync.domain.sides import Side
from sync.use_cases.ports import Store, Transaction


@dataclass(frozen=True, slots=True)
class BatchView:
    """Drafts that were put forward together.

    Attributes:
        link: The companies.
        approvals: The drafts, what needs a second look and much money first.
        policy: What the company has set.
        channels: Where the company is told things.
    """

    link: CompanyLink
    approvals: tuple[Approval, ...]
    policy: ApprovalPolicy
    channels: Channels

    @property
    def undecided(self) -> tuple[Approval, ...]:
        """Those that people may still decide about."""
        return tuple(one for one in self.approvals if one.state.is_undecided)


@dataclass(frozen=True, slots=True)
class DraftView:
    """One draft in full, as Intacct has it now.

    Attributes:
        link: The companies.
        approval: What is to be decided.
        document: The document; None where it is no document any more.
        names: What people call the accounts, tax types and dimension values on its lines.
        addresses: Where it can be opened in a browser, by side; a side that does not say is left out.
        policy: What the company has set.
    """

    link: CompanyLink
    approval: Approval
    document: Document | None
    names: dict[Reference, str]
    addresses: dict[Side, str]
    policy: ApprovalPolicy


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft that waits, with its company's name."""

    company: str
    approval: Approval


def view_batch(store: Store, batch_id: int) -> BatchView | None:
    """The drafts of one card; None where there are none."""
    with store.reading() as transaction:
        approvals = transaction.approvals.of_batch(batch_id)
        if not approvals:
            return None
        link_id = approvals[0].link_id
        settings = transaction.settings.get(link_id)
        link = transaction.links.get(link_id)
    return BatchView(link, _first_things_first(approvals), settings.approval, settings.channels)


def view_draft(store: Store, approval_id: int) -> DraftView | None:
    """One draft in full; None where there is none."""
    with store.reading() as transaction:
        try:
            approval = transaction.approvals.get(approval_id)
        except KeyError:
            return None
        return _draft_view(transaction, approval)


def waiting_drafts(store: Store, words: str) -> tuple[WaitingDraft, ...]:
    """All that waits for people and fits every one of `words`, the most pressing first.

    Words are looked for in the company's name, the document's number and kind, the contact, and the names of
    what its lines are tagged with, such as the property.
    """
    with store.reading() as transaction:
        names = {link.link_id: link.name for link in transaction.links.all()}
        undecided = transaction.approvals.undecided()
    waiting = (WaitingDraft(names[one.link_id], one) for one in _first_things_first(undecided))
    wanted = folded(words).split()
    return tuple(one for one in waiting if all(word in _said_of(one) for word in wanted))


def closed_drafts(store: Store, limit: int) -> tuple[WaitingDraft, ...]:
    """Drafts that still await approval, and are put forward again only if somebody asks for it."""
    with store.reading() as transaction:
        links = transaction.links.all()
        found = [
            WaitingDraft(link.name, one)
            for link in links
            for one in transaction.approvals.asked_for_anew(link.link_id, limit=limit)
        ]
    return tuple(found[:limit])


def may_be_asked_anew(approval: Approval) -> bool:
    """Whether it ended in a way that somebody may want to try again."""
    return approval.state in ASKED_FOR_ANEW


def _first_things_first(approvals: Sequence[Approval]) -> tuple[Approval, ...]:
    """What is undecided before the rest, what is marked before the rest, much money before little."""

    def order(one: Approval) -> tuple[bool, bool, Decimal]:
        draft = one.draft
        return not one.state.is_undecided, not draft.oddities, -abs(draft.amount.amount)

    return tuple(sorted(approvals, key=order))


def _said_of(one: WaitingDraft) -> str:
    draft = one.approval.draft
    return folded(f"{one.company} {draft.kind.singular} {draft.title} {draft.contact} {draft.tags}")


def _draft_view(transaction: Transaction, approval: Approval) -> DraftView:
    draft, link_id = approval.draft, approval.link_id
    known = transaction.records.known([draft.intacct_id, draft.re_leased_id])
    face = transaction.records.faces([draft.intacct_id])[draft.intacct_id]
    document = face.now if isinstance(face.now, Document) else None
    named: list[Reference] = []
    for line in document.lines if document is not None else ():
        named += [line.account, *line.dimensions, *([line.tax_detail] if line.tax_detail else [])]
    counterparts = transaction.records.counterparts(
        link_id, Side.INTACCT, list(dict.fromkeys(named)), None
    )
    return DraftView(
        link=transaction.links.get(link_id),
        approval=approval,
        document=document,
        names={one: found.title or one.key for one, found in counterparts.items()},
        addresses={one.side: one.address for one in known.values() if one.address},
        policy=transaction.settings.get(link_id).approval,
    )
