"""The set-up of the stand-in company: what an administrator would tick in Sage Intacct."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class RepeatAnswer(StrEnum):
    """What a repeated function control id is answered with.

    Sage documents that a completed function is not run twice, but not the answer, so both of the
    plausible answers can be tried.
    """

    REFUSE = "refuse"
    REPLAY = "replay"


class AuditKeyForm(StrEnum):
    """How OBJECTKEY names a record.

    Other integrations have met the first two; that it is the object's unique name, RECORDNO where
    there is none, is documented.
    """

    RECORD = "record"  # 901--REC
    PLAIN = "plain"  # 901
    NATURAL = "natural"  # C-17, or 901 of an invoice


class LongTexts(StrEnum):
    """What becomes of a text that is longer than its field."""

    KEEP = "keep"
    CUT = "cut"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field of the company's own, on documents, their lines, customers or vendors.

    Attributes:
        object_name: For example ARINVOICE, or ARINVOICEITEM for its lines.
        default: What records without it show; empty for a new field on old records.
    """

    object_name: str
    name: str
    label: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class UserDimension:
    """A dimension of the company's own; lines name its members in `GLDIM<object name>`."""

    object_name: str
    label: str


class OrderModule(StrEnum):
    """Whose transaction definition it is."""

    ORDER_ENTRY = "Order Entry"
    PURCHASING = "Purchasing"


@dataclass(frozen=True, slots=True)
class TransactionDefinition:
    """A transaction definition, such as Sales Invoice.

    Attributes:
        posts: Whether its documents make an AR or AP record.
        state: In which state a document is saved when none is asked for.
        taxes: Whether tax is worked out for its documents.
    """

    name: str
    module: OrderModule
    posts: bool
    state: str = "Pending"
    taxes: bool = True


USUAL_DEFINITIONS = (
    TransactionDefinition("Sales Order", OrderModule.ORDER_ENTRY, posts=False),
    TransactionDefinition("Sales Invoice", OrderModule.ORDER_ENTRY, posts=True),
    TransactionDefinition("Purchase Order", OrderModule.PURCHASING, posts=False),
    TransactionDefinition("Vendor Invoice", OrderModule.PURCHASING, posts=True),
)


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A member of one dimension that fills in the member of another on the same line.

    Attributes:
        dimension: For example CLASS; `member` is the one that fills in.
        target: For example LOCATION; `value` is the member that is filled in.
    """

    dimension: str
    member: str
    target: str
    value: str


def _dimension_labels() -> dict[str, str]:
    return {
        "DEPARTMENT": "Department",
        "LOCATION": "Location",
        "CLASS": "Class",
        "PROJECT": "Project",
        "ITEM": "Item",
        "CUSTOMER": "Customer",
        "VENDOR": "Vendor",
    }


@dataclass(slots=True)
class CompanyOptions:
    """Switches of the company; changing one takes effect with the next request.

    Attributes:
        enable_reversal_of_unpaid_invoices: On, posted invoices are reversed; off, deleted.
        unique_invoice_numbers: Whether a second invoice of the same number is refused. Off by
            default, so that an invoice sent twice shows up as two.
        invoice_number_prefix: When set, the company numbers invoices itself and replaces the
            number that is sent, as document sequencing does.
        customer_number_prefix: When set, a customer without an id is given the next one.
        required_dimensions: Dimensions that every line must name, by object name; those of the
            company's own too.
        payment_touches_invoice: Whether a payment moves the invoice's WHENMODIFIED. Not
            documented by Sage; off by default, so that nothing comes to depend on it.
        contact_touches_party: Whether editing a contact moves the WHENMODIFIED of the customers
            and vendors that are shown by it. Off is a guess: the contact alone is stamped.
        audit_trail: Whether the company keeps an audit trail at all.
        audit_key_form: How AUDITHISTORY names a record.
        audit_adjustments: Whether AUDITHISTORY has rows for adjustments. Off by default, as
            other integrations have found it.
        audit_lines: Whether AUDITHISTORY has rows for lines. Off by default, for the same reason.
        unaudited_objects: Other objects that AUDITHISTORY has no rows for, by name.
        audit_sign_ins: Whether AUDITHISTORY has access rows of sessions among the others.
        long_texts: What becomes of texts that are longer than their fields. Kept by default,
            because the known limits are of 2019 and may have grown.
        repeat_answer: What a repeated function control id is answered with.
        session_duration: How long a session lives after its last request.
        dimension_labels: The company's own words for its dimensions.
        order_tax_details: Which tax detail Order Entry ("Sale") and Purchasing ("Purchase") use.
        tax_engine_away: Whether the engine that works out the tax of order documents is out of reach.
            A document saved meanwhile has none until it is saved again (a guess).
        transaction_definitions: The transaction definitions of Order Entry and Purchasing.
        custom_fields: The company's own fields. Replace the tuple to change them.
        user_dimensions: The company's own dimensions. Replace the tuple to change them.
        dimensions_switched_off: Object names of dimensions that the general ledger uses no more.
        dimension_relationships: Pairs of dimensions of which the first fills in the second.
        filled_in: Which member fills in which, of departments, locations, classes and projects.
        sender_authorised: Whether the company has the sender on its list of authorised ones.
        further_currencies: Currencies of documents besides the company's own; at a rate of 1 here.
        denied_objects: Objects that the API user may not read, by name.
        read_only_objects: Objects that the API user may read but not write, by name.
        only_owners_change: Whether a record is changed only from the level that owns it, the top
            level or its entity.
        read_shows_private: Whether `read` by key shows entities' records at the top level, where
            `query` shows them only when it is asked to.
        console_id: The console under which the company may be signed in to; empty for none.
        multi_entity: Whether lines must name a location.
    """

    enable_reversal_of_unpaid_invoices: bool = True
    unique_invoice_numbers: bool = False
    invoice_number_prefix: str | None = None
    customer_number_prefix: str | None = None
    required_dimensions: tuple[str, ...] = ()
    payment_touches_invoice: bool = False
    contact_touches_party: bool = False
    audit_trail: bool = True
    audit_key_form: AuditKeyForm = AuditKeyForm.RECORD
    audit_adjustments: bool = False
    audit_lines: bool = False
    unaudited_objects: frozenset[str] = frozenset()
    audit_sign_ins: bool = False
    long_texts: LongTexts = LongTexts.KEEP
    repeat_answer: RepeatAnswer = RepeatAnswer.REFUSE
    session_duration: timedelta = timedelta(hours=8)
    dimension_labels: dict[str, str] = field(default_factory=_dimension_labels)
    order_tax_details: dict[str, str] = field(default_factory=dict)
    tax_engine_away: bool = False
    transaction_definitions: tuple[TransactionDefinition, ...] = USUAL_DEFINITIONS
    custom_fields: tuple[CustomField, ...] = ()
    user_dimensions: tuple[UserDimension, ...] = ()
    dimensions_switched_off: frozenset[str] = frozenset()
    dimension_relationships: tuple[tuple[str, str], ...] = ()
    filled_in: tuple[FilledIn, ...] = ()
    sender_authorised: bool = True
    further_currencies: frozenset[str] = frozenset()
    denied_objects: frozenset[str] = frozenset()
    read_only_objects: frozenset[str] = frozenset()
    only_owners_change: bool = True
    read_shows_private: bool = False
    console_id: str = ""
    multi_entity: bool = False
