"""What Re-Leased's spellings mean in the domain's words, and how the domain's words are spelled there.

A spelling that is not in a table is a broken promise, never a guess: its record is set aside as unreadable, and
the others go on.
"""

from collections.abc import Mapping
from typing import TypeVar

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import AccountClass, DocumentStatus, PaymentStatus, TaxUse
from sync.ledgers.re_leased import wire

MeaningT = TypeVar("MeaningT")

DOCUMENT_STATUSES: Mapping[str, DocumentStatus] = {
    wire.InvoiceStatus.DRAFT: DocumentStatus.PRIVATE,
    wire.InvoiceStatus.AWAITING_APPROVAL: DocumentStatus.DRAFT,
    wire.InvoiceStatus.REJECTED: DocumentStatus.REJECTED,
    wire.InvoiceStatus.APPROVED: DocumentStatus.POSTED,
    wire.InvoiceStatus.PAID: DocumentStatus.POSTED,
    wire.InvoiceStatus.VOIDED: DocumentStatus.VOIDED,
    # Only drafts can be deleted; the sighting says besides that it is gone.
    wire.InvoiceStatus.DELETED: DocumentStatus.PRIVATE,
}

STATUSES_OF_NEW_DOCUMENTS: Mapping[DocumentStatus, wire.InvoiceStatus] = {
    DocumentStatus.DRAFT: wire.InvoiceStatus.AWAITING_APPROVAL,
    DocumentStatus.POSTED: wire.InvoiceStatus.APPROVED,
}

PAYMENT_STATUSES: Mapping[str, PaymentStatus] = {
    wire.PaymentState.ACTIVE: PaymentStatus.POSTED,
    wire.PaymentState.REVERSED: PaymentStatus.UNDONE,
}

ACCOUNT_CLASSES: Mapping[str, AccountClass] = {
    wire.AccountClassName.ASSET: AccountClass.ASSET,
    wire.AccountClassName.EQUITY: AccountClass.EQUITY,
    wire.AccountClassName.EXPENSE: AccountClass.EXPENSE,
    wire.AccountClassName.LIABILITY: AccountClass.LIABILITY,
    wire.AccountClassName.REVENUE: AccountClass.REVENUE,
    wire.AccountClassName.OTHER: AccountClass.OTHER,
}
ACCOUNT_CLASS_NAMES = {meaning: spelling for spelling, meaning in ACCOUNT_CLASSES.items()}

TAX_USES: Mapping[TaxUse, tuple[wire.Kind, ...]] = {
    TaxUse.SALES: (wire.Kind.INCOME,),
    TaxUse.PURCHASES: (wire.Kind.EXPENSE,),
    TaxUse.BOTH: (wire.Kind.INCOME, wire.Kind.EXPENSE),
}

ROLES: Mapping[RecordKind, wire.Category] = {
    RecordKind.CUSTOMER: wire.Category.TENANT,
    RecordKind.VENDOR: wire.Category.CREDITOR,
}

EXTERNAL_ENTITIES: Mapping[RecordKind, wire.ExternalEntity] = {
    RecordKind.CUSTOMER: wire.ExternalEntity.CUSTOMER,
    RecordKind.VENDOR: wire.ExternalEntity.VENDOR,
    RecordKind.SALES_INVOICE: wire.ExternalEntity.SALES_INVOICE,
    RecordKind.BILL: wire.ExternalEntity.BILL,
    RecordKind.SALES_CREDIT: wire.ExternalEntity.SALES_ADJUSTMENT,
    RecordKind.PURCHASE_CREDIT: wire.ExternalEntity.PURCHASE_ADJUSTMENT,
    RecordKind.RECEIPT: wire.ExternalEntity.RECEIPT,
    RecordKind.DISBURSEMENT: wire.ExternalEntity.DISBURSEMENT,
}


def meaning_of(spelling: str, table: Mapping[str, MeaningT], *, field: str, of: str) -> MeaningT:
    """What `spelling` means.

    Args:
        spelling: As it stands on the wire.
        table: The meanings known.
        field: What the field is called, for the message.
        of: Which record it stands in, for the message.

    Raises:
        BrokenPromise: Nobody told us what it means.
    """
    if spelling in table:
        return table[spelling]
    raise unknown_spelling(spelling, field=field, of=of)


def tax_use(applies_to: list[str], *, of: str) -> TaxUse:
    """Which documents a tax type may stand on."""
    for use, kinds in TAX_USES.items():
        if set(applies_to) == {str(kind) for kind in kinds}:
            return use
    raise unknown_spelling(", ".join(applies_to) or "(nothing)", field="use", of=of)


def unknown_spelling(spelling: str, *, field: str, of: str) -> BrokenPromise:
    """The error for a value that stands in no table."""
    return BrokenPromise(
        f"Re-Leased's {of} has the {field} {spelling[:80]!r}, which Leasebridge does not know. "
        "Nothing is guessed: tell Leasebridge's maintainers what it means."
    )
