"""The two families of objects that payments are kept in, and what can settle a document besides money."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sync.domain.kinds import RecordKind
from sync.ledgers.intacct.documents.objects import (
    BILLS,
    PURCHASE_CREDITS,
    SALES_CREDITS,
    SALES_INVOICES,
    DocumentObject,
)


class Means(StrEnum):
    """What can settle a document besides money."""

    ADJUSTMENT = "adjustment"  # a credit memo
    NEGATIVE_DOCUMENT = "negative document"
    ADVANCE = "advance"
    OVERPAYMENT = "overpayment"


CREDITS = frozenset({Means.ADJUSTMENT, Means.NEGATIVE_DOCUMENT})
"""The means that are documents themselves. The others are money that came in earlier."""


@dataclass(frozen=True, slots=True)
class PaymentObject:
    """What tells receipts from payments to vendors on the wire.

    Attributes:
        kind: The kind of payment.
        allocation_kind: The kind of its applications of credits.
        object_name: Intacct's object of payments; that of their details has DETAIL behind it.
        contact_kind: Who pays or is paid.
        contact_field: The field that names them.
        documents: What is paid.
        adjustments: Their adjustments: those that debit are paid too, those that credit are credits.
        advance_name: The object of money that waits to be applied.
        overpayment_name: The object of what a payment had too much; empty where there is none.
        means: What can settle a document besides money, by the name of its fields: `ADVANCE` stands
            for ADVANCEKEY and TRX_ADVANCEAMOUNT.
        methods: The methods of payment that may be written. Others would print a cheque or charge a card.
        date_fields: The fields that take the day it was paid.
        further_fields: What is read of a payment on this side only.
        kept_elsewhere: Record types that are read from an object of their own.
    """

    kind: RecordKind
    allocation_kind: RecordKind
    object_name: str
    contact_kind: RecordKind
    contact_field: str
    documents: DocumentObject
    adjustments: DocumentObject
    advance_name: str
    overpayment_name: str
    means: Mapping[str, Means]
    methods: frozenset[str]
    date_fields: tuple[str, ...]
    further_fields: tuple[str, ...] = ()
    kept_elsewhere: frozenset[str] = frozenset()

    @property
    def details_name(self) -> str:
        """The object of what payments pay."""
        return f"{self.object_name}DETAIL"

    def fields_of(self, *means: Means) -> tuple[str, ...]:
        """The fields that name what was used, for these means."""
        return tuple(f"{name}KEY" for name, one in self.means.items() if one in means)


RECEIPTS = PaymentObject(
    kind=RecordKind.RECEIPT,
    allocation_kind=RecordKind.SALES_CREDIT_ALLOCATION,
    object_name="ARPYMT",
    contact_kind=RecordKind.CUSTOMER,
    contact_field="CUSTOMERID",
    documents=SALES_INVOICES,
    adjustments=SALES_CREDITS,
    advance_name="ARADVANCE",
    overpayment_name="ARPOSTEDOVERPAYMENT",
    means={
        "ADJUSTMENT": Means.ADJUSTMENT,
        "NEGATIVEINVOICE": Means.NEGATIVE_DOCUMENT,
        "ADVANCE": Means.ADVANCE,
        "POSTEDADVANCE": Means.ADVANCE,
        "OVERPAYMENT": Means.OVERPAYMENT,
        "POSTEDOVERPAYMENT": Means.OVERPAYMENT,
    },
    methods=frozenset({"Printed Check", "Cash", "EFT", "Credit Card"}),
    date_fields=("RECEIPTDATE", "PAYMENTDATE"),
    further_fields=("UNDEPOSITEDACCOUNTNO", "PAYERNAME"),
    kept_elsewhere=frozenset({"rr", "ro"}),
)
# How negative bills are named in the details is not known; they cannot travel anyway.
DISBURSEMENTS = PaymentObject(
    kind=RecordKind.DISBURSEMENT,
    allocation_kind=RecordKind.PURCHASE_CREDIT_ALLOCATION,
    object_name="APPYMT",
    contact_kind=RecordKind.VENDOR,
    contact_field="VENDORID",
    documents=BILLS,
    adjustments=PURCHASE_CREDITS,
    advance_name="APADVANCE",
    overpayment_name="",
    means={
        "ADJUSTMENT": Means.ADJUSTMENT,
        "ADVANCE": Means.ADVANCE,
        "POSTEDADVANCE": Means.ADVANCE,
    },
    methods=frozenset({"Cash", "EFT"}),
    date_fields=("PAYMENTDATE",),
)

PAYMENT_OBJECTS = (RECEIPTS, DISBURSEMENTS)
