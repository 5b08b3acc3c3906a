"""The rules by which a record that has no counterpart yet does not travel. One function each.

Every rule takes the record as last seen and returns where it stands, or None when the rule has
nothing against it. Sources: Re-Leased help centre on Sage Intacct (connecting, limitations, key aspects).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sync.domain.crossing import Counterparts, missing_references
from sync.domain.kinds import RecordKind
from sync.domain.likeness import Likeness, likenesses
from sync.domain.module_rules import objection_by_modules
from sync.domain.modules import PLAIN, Modules
from sync.domain.money import Money
from sync.domain.never_travelling import settling_what_never_travels, waiting_for
from sync.domain.plan import Face
from sync.domain.records import (
    Account,
    Contact,
    CreditAllocation,
    Dimension,
    DimensionValue,
    Document,
    DocumentStatus,
    Item,
    Payment,
    PaymentStatus,
    TaxDetail,
)
from sync.domain.rule_book import may_create_from
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState


@dataclass(frozen=True, slots=True)
class Terms:
    """What the link between the two companies lays down.

    Attributes:
        sync_from: Documents and payments dated before it do not travel; never before 2018.
        currency: ISO 4217 code of the company's books.
        modules: Which of Intacct's modules keep the company's documents; a setting of the ledgers.
    """

    sync_from: date
    currency: str
    modules: Modules = PLAIN


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A record without a counterpart, with all that the rules look at.

    Attributes:
        kind: What it is.
        face: The record, on the side where it is new.
        terms: What the link lays down.
        counterparts: Of the records it refers to.
        open_creations: What was sent to its side to be made there, and not answered: the title by each
            thing that a record may have in common with it.
    """

    kind: RecordKind
    face: Face
    terms: Terms
    counterparts: Counterparts
    open_creations: Mapping[Likeness, str] = field(default_factory=dict)


Rule = Callable[[Newcomer], Standing | None]


def deleted_before_link(newcomer: Newcomer) -> Standing | None:
    """A record deleted before it ever travelled stays away."""
    return _set_aside(Cause.DELETED_BEFORE_LINK) if newcomer.face.gone else None


def created_on_the_wrong_side(newcomer: Newcomer) -> Standing | None:
    """Only records created where the rule book allows it are carried over."""
    if may_create_from(newcomer.kind, newcomer.face.side):
        return None
    is_from_intacct = newcomer.face.side is Side.INTACCT
    return _set_aside(Cause.ONLY_IN_INTACCT if is_from_intacct else Cause.ONLY_IN_RE_LEASED)


def archived_before_link(newcomer: Newcomer) -> Standing | None:
    """Archived or inactive reference data and contacts are not carried over."""
    match newcomer.face.now:
        case Dimension(active=False) | DimensionValue(active=False) | TaxDetail(active=False):
            return _set_aside(Cause.ARCHIVED_BEFORE_LINK)
        case Account(active=False) | Contact(active=False) | Item(active=False):
            return _set_aside(Cause.ARCHIVED_BEFORE_LINK)
        case _:
            return None


def dated_before_sync_from(newcomer: Newcomer) -> Standing | None:
    """Nothing dated before the link's sync-from date travels."""
    match newcomer.face.now:
        case (
            Document(issue_date=day) | Payment(paid_on=day) | CreditAllocation(allocated_on=day)
        ) if day < newcomer.terms.sync_from:
            return _set_aside(Cause.BEFORE_SYNC_FROM)
        case _:
            return None


_ENDED_OR_PRIVATE = {
    DocumentStatus.PRIVATE: Cause.PRIVATE_DRAFT,
    DocumentStatus.REJECTED: Cause.REJECTED_BEFORE_LINK,
    DocumentStatus.VOIDED: Cause.VOIDED_BEFORE_LINK,
}


def not_open(newcomer: Newcomer) -> Standing | None:
    """A document travels while it awaits approval or once it is approved, and in no other status."""
    match newcomer.face.now:
        case Document(status=status) if status in _ENDED_OR_PRIVATE:
            return _set_aside(_ENDED_OR_PRIVATE[status])
        case _:
            return None


def undone_before_link(newcomer: Newcomer) -> Standing | None:
    """A payment, or a credit's allocation, that was undone before it ever travelled stays away."""
    match newcomer.face.now:
        case Payment(status=PaymentStatus.UNDONE) | CreditAllocation(status=PaymentStatus.UNDONE):
            return _set_aside(Cause.UNDONE_BEFORE_LINK)
        case _:
            return None


def payment_not_posted(newcomer: Newcomer) -> Standing | None:
    """A draft payment, or a draft allocation of a credit, waits until it is posted."""
    match newcomer.face.now:
        case Payment(status=PaymentStatus.DRAFT) | CreditAllocation(status=PaymentStatus.DRAFT):
            return Standing(StandingState.WAITING, Cause.PAYMENT_NOT_POSTED)
        case _:
            return None


_OWED = frozenset({RecordKind.SALES_INVOICE, RecordKind.BILL})


def negative_invoice(newcomer: Newcomer) -> Standing | None:
    """A negative invoice or bill is refused: credit is given with an adjustment or a credit note.

    An adjustment may well be negative: it debits.
    """
    match newcomer.face.now:
        case Document() as invoice if newcomer.kind in _OWED and invoice.gross.is_negative:
            return Standing(
                StandingState.REFUSED, Cause.NEGATIVE_INVOICE, detail=str(invoice.gross)
            )
        case _:
            return None


def foreign_currency(newcomer: Newcomer) -> Standing | None:
    """A document or payment in another currency than the company's is refused."""
    match newcomer.face.now:
        case (
            Document(currency=currency)
            | Payment(amount=Money(currency=currency))
            | CreditAllocation(amount=Money(currency=currency))
        ) if currency != newcomer.terms.currency:
            return Standing(StandingState.REFUSED, Cause.FOREIGN_CURRENCY, subject=currency)
        case _:
            return None


def settles_what_never_travels(newcomer: Newcomer) -> Standing | None:
    """A payment, or a credit's allocation, goes whole or not at all.

    Where none of its documents will ever travel it is set aside like them; where some travel and others never
    will, it is refused.
    """
    return settling_what_never_travels(newcomer.face.now, newcomer.counterparts)


def unapplied_payment(newcomer: Newcomer) -> Standing | None:
    """A payment of which a part pays no document yet waits, as a whole, until all of it is applied."""
    match newcomer.face.now:
        case Payment() as payment if payment.unapplied.amount > 0:
            rest = f"{payment.unapplied} of {payment.amount} is not applied."
            return Standing(StandingState.WAITING, Cause.PAYMENT_NOT_APPLIED, detail=rest)
        case _:
            return None


def payment_without_account(newcomer: Newcomer) -> Standing | None:
    """A payment that names no account of the bank is refused: nobody could reconcile it."""
    match newcomer.face.now:
        case Payment(account=None):
            return Standing(StandingState.REFUSED, Cause.PAYMENT_WITHOUT_ACCOUNT)
        case _:
            return None


def fits_the_modules(newcomer: Newcomer) -> Standing | None:
    """A document, or a payment of one, travels only as the modules that the company uses allow."""
    return objection_by_modules(newcomer.kind, newcomer.face, newcomer.terms.modules)


def may_be_sent_already(newcomer: Newcomer) -> Standing | None:
    """A record that looks like one we sent, and never heard of again, waits until that is known.

    It may be the very record that we made. Carried over, it would make the original a twin.
    """
    like = likenesses(newcomer.kind, newcomer.face.now)
    titles = sorted({newcomer.open_creations[one] for one in like & newcomer.open_creations.keys()})
    if not titles:
        return None
    return Standing(StandingState.WAITING, Cause.MAY_BE_SENT_ALREADY, subject=titles[0])


def waits_for_another(newcomer: Newcomer) -> Standing | None:
    """A record waits for each that it refers to and that is missing over there.

    That is a document's contact, accounts, tax types and dimensions; a payment's contact, account and
    documents; an allocation's credit and document.
    """
    missing = missing_references(newcomer.face.now, newcomer.counterparts)
    return waiting_for(missing, newcomer.counterparts) if missing else None


NEWCOMER_RULES: tuple[Rule, ...] = (
    deleted_before_link,
    created_on_the_wrong_side,
    archived_before_link,
    dated_before_sync_from,
    not_open,
    undone_before_link,
    payment_not_posted,
    negative_invoice,
    settles_what_never_travels,
    foreign_currency,
    fits_the_modules,
    unapplied_payment,
    payment_without_account,
    may_be_sent_already,
    waits_for_another,
)
"""In the order they are asked; the first that objects decides."""


def objection_to(newcomer: Newcomer) -> Standing | None:
    """Where a record without a counterpart stands, or None when it may travel."""
    answers = (rule(newcomer) for rule in NEWCOMER_RULES)
    return next((answer for answer in answers if answer is not None), None)


def _set_aside(cause: Cause) -> Standing:
    return Standing(StandingState.SET_ASIDE, cause)
