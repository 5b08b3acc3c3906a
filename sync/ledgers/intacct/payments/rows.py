"""The rows of payments: what is read of them, and what they say."""

from dataclasses import dataclass
from decimal import Decimal

from sync.domain.records import PaymentStatus, Reference
from sync.ledgers.intacct.payments.objects import Means, PaymentObject
from sync.ledgers.intacct.reading.source import CREATED_TRANSACTION
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.values import decimal_of

PARENT = "PARENTPAYMENTKEY"
ZERO = Decimal(0)
_NOT_POSTED = frozenset({"draft", "submitted", "partially approved", "approved", "declined"})
_VOIDED = frozenset({"voided", "void", "reversed"})
REVERSAL = "reversal"


def payment_fields(what: PaymentObject) -> tuple[str, ...]:
    """What is read of each payment itself."""
    return (*advance_fields(what), "RECORDTYPE", PARENT)


def advance_fields(what: PaymentObject) -> tuple[str, ...]:
    """What is read of each advance itself. DISPLAYSTATE, because STATE cannot be asked for everywhere."""
    return (
        "DISPLAYSTATE",
        what.contact_field,
        "WHENCREATED",
        "FINANCIALENTITY",
        "PAYMENTMETHOD",
        "DOCNUMBER",
        "DESCRIPTION",
        "TRX_TOTALENTERED",
        "CURRENCY",
        CREATED_TRANSACTION,
        "WHENMODIFIED",
        "MODIFIEDBY",
        "RECORD_URL",
        *what.further_fields,
    )


def detail_fields(what: PaymentObject) -> tuple[str, ...]:
    """What is read of what a payment pays."""
    means = (field for name in what.means for field in (f"{name}KEY", f"TRX_{name}AMOUNT"))
    paid = ("PAYMENTKEY", "RECORDKEY", "POSADJKEY", "TRX_PAYMENTAMOUNT")
    return (*paid, *means, "WHENCREATED", "WHENMODIFIED")


@dataclass(frozen=True, slots=True)
class Use:
    """A credit, or money that came in earlier, put against a document."""

    means: Means
    key: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Detail:
    """How a payment settles one document, or a part of it.

    Attributes:
        payment: RECORDNO of the payment.
        paid: The document, by its RECORDNO.
        money: Without credits, and without a discount, which is no money.
        uses: What settles it besides.
    """

    payment: str
    paid: Reference
    money: Decimal
    uses: tuple[Use, ...]

    @property
    def settled(self) -> Decimal:
        """By how much the document is settled."""
        return self.money + sum((one.amount for one in self.uses), ZERO)


def detail_of(row: Row, what: PaymentObject) -> Detail:
    """A row of ARPYMTDETAIL or APPYMTDETAIL."""
    adjustment = row["POSADJKEY"]
    kind = what.adjustments.kind if adjustment else what.documents.kind
    uses = (
        Use(means, row[f"{name}KEY"], _amount(row, f"TRX_{name}AMOUNT"))
        for name, means in what.means.items()
        if row[f"{name}KEY"]
    )
    return Detail(
        payment=row["PAYMENTKEY"],
        paid=Reference(kind, adjustment or row["RECORDKEY"]),
        money=_amount(row, "TRX_PAYMENTAMOUNT"),
        uses=tuple(uses),
    )


def status_of(row: Row) -> PaymentStatus:
    """Where a payment stands by its own words.

    The words are guessed from the documented codes: draft, submitted and approved are not in the books yet,
    voided is undone, everything else is posted.
    """
    state = row["DISPLAYSTATE"].lower()
    if state in _NOT_POSTED:
        return PaymentStatus.DRAFT
    return PaymentStatus.UNDONE if state in {*_VOIDED, REVERSAL} else PaymentStatus.POSTED


def total_of(row: Row) -> Decimal:
    """The money of a payment or advance. That credits are not counted in it is a guess."""
    return _amount(row, "TRX_TOTALENTERED")


def _amount(row: Row, field: str) -> Decimal:
    return decimal_of(row[field]) or ZERO
