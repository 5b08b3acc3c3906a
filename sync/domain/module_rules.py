"""What Order Entry and Purchasing mean for a record without a counterpart: three rules, one function each.

Source: Re-Leased help centre on Sage Intacct (key aspects; limitations, whose older version says that
documents of the modules and payments of them fail in a company that is set up without).
"""

from sync.domain.kinds import RecordKind
from sync.domain.modules import PURCHASE_ORDER_KEY, SALES_ORDER_KEY, Modules, is_made_by_a_module
from sync.domain.plan import Face
from sync.domain.records import EXTERNAL_TAX, CreditAllocation, Document, Payment
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState


def objection_by_modules(kind: RecordKind, face: Face, modules: Modules) -> Standing | None:
    """Where a record stands that the company's use of the modules keeps back; None for all others.

    Args:
        kind: The kind of record.
        face: The record, on the side where it is new.
        modules: Which modules the company uses.
    """
    if face.side is Side.INTACCT:
        return from_a_module(kind, face, modules)
    if not isinstance(face.now, Document):
        return None
    if modules.keep(kind):
        return tax_not_external(face.now)
    return tax_only_external(face.now)


def from_a_module(kind: RecordKind, face: Face, modules: Modules) -> Standing | None:
    """Without the module, a document that comes from it is refused, and so is a payment of one."""
    if modules.serve(kind):
        return None
    key = next(filter(is_made_by_a_module, _documents_in(face)), None)
    if key is None:
        return None
    module = "Order Entry" if key.startswith(SALES_ORDER_KEY) else "Purchasing"
    name = key.removeprefix(SALES_ORDER_KEY).removeprefix(PURCHASE_ORDER_KEY)
    is_itself = isinstance(face.now, Document)
    cause = Cause.FROM_A_MODULE if is_itself else Cause.PAYS_FROM_A_MODULE
    return Standing(StandingState.REFUSED, cause, subject=module, detail=name)


def tax_not_external(document: Document) -> Standing | None:
    """A document for a module is refused unless the tax of every line is Intacct's to work out."""
    line = next((one for one in document.lines if one.tax_detail != EXTERNAL_TAX), None)
    if line is None:
        return None
    named = line.tax_detail.key if line.tax_detail else "(none)"
    return Standing(
        StandingState.REFUSED, Cause.TAX_NOT_EXTERNAL, subject=named, detail=line.description
    )


def tax_only_external(document: Document) -> Standing | None:
    """A document that no module keeps is refused where the tax of a line would be Intacct's to work out."""
    if any(line.tax_detail == EXTERNAL_TAX for line in document.lines):
        return Standing(StandingState.REFUSED, Cause.TAX_ONLY_EXTERNAL)
    return None


def _documents_in(face: Face) -> tuple[str, ...]:
    """The Intacct keys of the documents that a record is, or pays."""
    match face.now:
        case Document():
            return (face.key,)
        case Payment(allocations=paid):
            return tuple(one.document.key for one in paid)
        case CreditAllocation(credit=credit, document=document):
            return credit.key, document.key
        case _:
            return ()
