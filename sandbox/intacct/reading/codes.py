"""The database codes that `readByQuery` filters by, and the labels they stand for.

`query` filters by label. That readByQuery takes labels too is known for STATE of adjustments; here
it takes them everywhere (a guess).
"""

from collections.abc import Mapping

from sandbox.intacct.master_records import ITEM_TYPES
from sandbox.intacct.objects.definition import Field
from sandbox.intacct.order_records import OrderState
from sandbox.intacct.payment_records import PaymentState
from sandbox.intacct.records import InvoiceState
from sandbox.intacct.wire.values import Kind

_FLAGS = {"T": ("true",), "F": ("false",)}
_STATUS = {"T": ("active",), "F": ("inactive",)}
_DOCUMENT_STATE = {
    "D": (InvoiceState.DRAFT.value,),
    "A": tuple(state.value for state in InvoiceState if state is not InvoiceState.DRAFT),
}
_PAYMENT_STATE = {state.letter: (state.value,) for state in PaymentState}
_ORDER_STATE = {state.letter: (state.value,) for state in OrderState}
_STATES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("ARINVOICE", "ARADJUSTMENT", "APBILL", "APADJUSTMENT"), _DOCUMENT_STATE),
    **dict.fromkeys(("ARPYMT", "APPYMT", "ARADVANCE", "APADVANCE"), _PAYMENT_STATE),
    **dict.fromkeys(("SODOCUMENT", "PODOCUMENT"), _ORDER_STATE),
}
_TAX_TYPES = {"S": ("Sale",), "P": ("Purchase",)}
_ACCESS_MODES = {
    **{word: (word[0],) for word in ("Access", "Modify", "Create", "Delete", "Workflow")},
    "Activity": ("T",),
    "User action": ("U",),
}


def labels_of(object_name: str, field: Field, text: str) -> tuple[str, ...]:
    """What a text in a query of that object stands for: itself when it is no code."""
    if field.kind is Kind.BOOLEAN:
        return _FLAGS.get(text, (text,))
    codes: Mapping[str, tuple[str, ...]]
    match field.name:
        case "STATUS":
            codes = _STATUS
        case "STATE":
            codes = _STATES.get(object_name, {})
        case "TAXTYPE":
            codes = _TAX_TYPES
        case "ITEMTYPE":
            codes = {code: (label,) for code, label in ITEM_TYPES.items()}
        case "ACCESSMODE":
            codes = _ACCESS_MODES
        case _:
            codes = {}
    return codes.get(text, (text,))
