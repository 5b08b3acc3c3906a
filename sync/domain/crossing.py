"""Carries a record across the bridge: from one side's keys and habits to the other's.

Source of the contact rule: Re-Leased help centre, field mapping for Sage Intacct: the name in
Re-Leased is Intacct's ID and Name together, the correspondence name is Intacct's Name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sync.domain.kept_texts import with_whole_texts
from sync.domain.line_accounts import charged_as
from sync.domain.records import (
    EXTERNAL_TAX,
    Account,
    Contact,
    CreditAllocation,
    DimensionValue,
    Document,
    DocumentLine,
    Payment,
    Record,
    Reference,
    TaxDetail,
    references_of,
    title_of,
)
from sync.domain.sides import Side
from sync.domain.standing import Cause


class CounterpartState(StrEnum):
    """What is known of a referred record on the other side."""

    LINKED = "linked"
    PLANNED = "planned"  # this very plan makes or links it
    MISSING = "missing"  # and may still come
    UNLINKED = "unlinked"  # missing, and a person holds the record that would travel
    NEVER = "never"  # the referred record is set aside for a cause that does not pass

    @property
    def is_there(self) -> bool:
        """Whether the other side has it, or will have it once the plan is carried out."""
        return self in {CounterpartState.LINKED, CounterpartState.PLANNED}


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What is known of the other side's record for a reference.

    Attributes:
        state: Whether it is there.
        key: Its key over there; empty where it does not exist yet.
        title: What people call the referred record; empty where it was never seen.
        cause: For NEVER, why it does not travel.
    """

    state: CounterpartState
    key: str = ""
    title: str = ""
    cause: Cause | None = None


MISSING = Counterpart(CounterpartState.MISSING)

Counterparts = Mapping[Reference, Counterpart]
"""For references in one side's keys: their counterparts on the other side."""

NOT_MADE_YET = "(new)"
"""Stands for the key of a record that the plan is about to make."""


def missing_references(record: Record, counterparts: Counterparts) -> tuple[Reference, ...]:
    """The records that `record` needs and that have no counterpart, in the order they are met."""
    return tuple(
        reference
        for reference in references_of(record)
        if not counterparts.get(reference, MISSING).state.is_there
    )


def named(reference: Reference, counterparts: Counterparts) -> str:
    """The referred record as people know it: `sales invoice INV-41`, `account 4000`.

    By its title, except where the key is the code that people know and that the title begins with.
    """
    key, title = reference.key, counterparts.get(reference, MISSING).title
    is_code = not title or title.startswith(key)
    return f"{reference.kind.singular} {key if is_code else title}"


def full_title(record: Record, counterparts: Counterparts) -> str:
    """What people call a record; of a credit's allocation, which credit was put against what."""
    if not isinstance(record, CreditAllocation):
        return title_of(record)
    credit, document = (named(one, counterparts) for one in (record.credit, record.document))
    return f"{record.amount} of {credit} put against {document}"


def with_titles(record: Record, counterparts: Counterparts) -> Record:
    """`record` for people only: what it refers to is named by titles in place of keys, where they are known."""

    def titled(reference: Reference) -> Reference:
        return replace(reference, key=counterparts.get(reference, MISSING).title or reference.key)

    return _with_references(record, titled)


def carried(
    record: Record,
    *,
    source: Side,
    own_key: str,
    target_key: str,
    counterparts: Counterparts,
    held: Record | None = None,
) -> Record:
    """`record` as the other side should hold it.

    Args:
        record: As read on `source`.
        source: The side it was read on.
        own_key: Its key on `source`.
        target_key: Its key on the other side; empty where it does not exist there yet.
        counterparts: For every reference in the record that has a counterpart.
        held: What the other side holds at present; None where it does not exist there yet. Texts of which
            Intacct keeps only a part stay whole in Re-Leased.

    Returns:
        The record in the other side's terms. A reference without a key there yet gets a placeholder.
    """

    def crossed(reference: Reference) -> Reference:
        return Reference(reference.kind, counterparts.get(reference, MISSING).key or NOT_MADE_YET)

    if isinstance(record, Contact) and source is Side.RE_LEASED:
        return named_in_intacct(record, intacct_id=target_key)
    there = (
        named_in_re_leased(record, intacct_id=own_key)
        if isinstance(record, Contact)
        else _with_references(record, crossed)
    )
    if held is None:
        return there
    there = _under_its_own_code(charged_as(there, held), held)
    return with_whole_texts(there, held) if source is Side.INTACCT else there


def _under_its_own_code(there: Record, held: Record) -> Record:
    """A code never changes: each side keeps its own where people matched two that differ."""
    match there, held:
        case Account(), Account():
            return replace(there, number=held.number)
        case TaxDetail(), TaxDetail():
            return replace(there, code=held.code)
        case _:
            return there


def named_in_re_leased(contact: Contact, *, intacct_id: str) -> Contact:
    """A customer or vendor as Re-Leased lists it: Intacct's ID and Name, as one name."""
    return replace(contact, name=f"{intacct_id} {contact.name}", correspondence_name=contact.name)


def named_in_intacct(contact: Contact, *, intacct_id: str) -> Contact:
    """A Re-Leased contact as Intacct names it: without the id that Re-Leased shows before it."""
    plain = contact.name.removeprefix(f"{intacct_id} ") if intacct_id else contact.name
    return replace(contact, name=plain, correspondence_name=plain)


def _with_references(record: Record, crossed: Callable[[Reference], Reference]) -> Record:
    match record:
        case DimensionValue():
            return replace(record, dimension=crossed(record.dimension))
        case Document():
            lines = tuple(_carried_line(line, crossed) for line in record.lines)
            return replace(record, contact=crossed(record.contact), lines=lines)
        case Payment():
            return _carried_payment(record, crossed)
        case CreditAllocation():
            return replace(record, credit=crossed(record.credit), document=crossed(record.document))
        case _:
            return record


def _carried_line(line: DocumentLine, crossed: Callable[[Reference], Reference]) -> DocumentLine:
    return replace(
        line,
        account=crossed(line.account),
        tax_detail=_crossed_tax(line.tax_detail, crossed),
        dimensions=tuple(sorted(crossed(dimension) for dimension in line.dimensions)),
    )


def _crossed_tax(
    tax: Reference | None, crossed: Callable[[Reference], Reference]
) -> Reference | None:
    return crossed(tax) if tax and tax != EXTERNAL_TAX else tax


def _carried_payment(payment: Payment, crossed: Callable[[Reference], Reference]) -> Payment:
    paid = (replace(one, document=crossed(one.document)) for one in payment.allocations)
    return replace(
        payment,
        contact=crossed(payment.contact),
        account=crossed(payment.account) if payment.account else None,
        allocations=tuple(sorted(paid, key=lambda one: one.document)),
    )
