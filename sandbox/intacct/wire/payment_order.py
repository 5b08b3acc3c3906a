"""The element order of the legacy functions for payments."""

from collections.abc import Mapping

from sandbox.intacct.wire.document_order import CURRENCY, DATES
from sandbox.intacct.wire.element_order import Sequenced

_ITEM = Sequenced(("invoicekey", "amount"), frozenset({"invoicekey", "amount"}))
_ITEMS = frozenset({"arpaymentitem"})

# Sage's libraries put the undeposited funds account before the batch and the bank, and the
# exchange rate type twice; the schema has one of the three in one place.
PAYMENT_ORDER: Mapping[str, Sequenced] = {
    "create_arpayment": Sequenced(
        (
            "customerid",
            "paymentamount",
            ("translatedamount", "batchkey", "bankaccountid", "undepfundsacct"),
            "refid",
            "overpaylocid",
            "overpaydeptid",
            "datereceived",
            "paymentmethod",
            *CURRENCY,
            "cctype",
            "authcode",
            "arpaymentitem",
        ),
        frozenset({"customerid", "paymentamount"}),
        _ITEMS,
        {**DATES, "arpaymentitem": _ITEM},
    ),
    "apply_arpayment": Sequenced(
        (
            "arpaymentkey",
            "paymentdate",
            "batchkey",
            "memo",
            "overpaylocid",
            "overpaydeptid",
            "arpaymentitems",
        ),
        frozenset({"arpaymentkey", "paymentdate"}),
        inner={
            **DATES,
            "arpaymentitems": Sequenced(
                ("arpaymentitem",), _ITEMS, _ITEMS, {"arpaymentitem": _ITEM}
            ),
        },
    ),
    "reverse_arpayment": Sequenced(
        ("datereversed", "description", "nsfclosedaccount"),
        frozenset({"datereversed"}),
        inner=DATES,
    ),
    "reverse_appayment": Sequenced(
        ("datereversed", "description"), frozenset({"datereversed"}), inner=DATES
    ),
    "delete_arpayment": Sequenced(()),
}
