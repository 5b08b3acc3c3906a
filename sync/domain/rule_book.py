"""The rule book: who may create, change and end which record, and what the other side gets.

This table is the only place that decides it. `/sync rules` prints it, the planner obeys it, and tests
run over every cell. Source: Re-Leased's help centre on its Sage Intacct integration (key aspects,
field mapping, limitations).
"""

from dataclasses import dataclass

from sync.domain.kinds import RecordKind
from sync.domain.sides import Side

INTACCT = frozenset({Side.INTACCT})
RE_LEASED = frozenset({Side.RE_LEASED})
EITHER = frozenset({Side.INTACCT, Side.RE_LEASED})
NEITHER: frozenset[Side] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule book.

    Attributes:
        title: The record's name in both systems' words.
        kinds: The kinds of record the row speaks of.
        created_in: The sides whose new records are carried over.
        changed_in: The sides whose changes are carried over.
        ended_in: The sides where such a record may be ended.
        ending: What ending it is called.
        other_side_gets: What happens on the other side, in a sentence for people.
    """

    title: str
    kinds: tuple[RecordKind, ...]
    created_in: frozenset[Side]
    changed_in: frozenset[Side]
    ended_in: frozenset[Side]
    ending: str
    other_side_gets: str


RULE_BOOK = (
    Rule(
        title="Dimension / Property Tracking",
        kinds=(RecordKind.DIMENSION, RecordKind.DIMENSION_VALUE),
        created_in=INTACCT,
        changed_in=INTACCT,
        ended_in=INTACCT,
        ending="deactivate",
        other_side_gets="Copied to Re-Leased.",
    ),
    Rule(
        title="Tax Detail / Tax Type",
        kinds=(RecordKind.TAX_DETAIL,),
        created_in=INTACCT,
        changed_in=INTACCT,
        ended_in=INTACCT,
        ending="deactivate",
        other_side_gets="Copied to Re-Leased.",
    ),
    Rule(
        title="Account / Chart of Accounts",
        kinds=(RecordKind.ACCOUNT,),
        created_in=INTACCT,
        changed_in=INTACCT,
        ended_in=INTACCT,
        ending="deactivate",
        other_side_gets="Copied to Re-Leased.",
    ),
    Rule(
        title="Item (only with Order Entry or Purchasing)",
        kinds=(RecordKind.ITEM,),
        created_in=RE_LEASED,
        changed_in=RE_LEASED,
        ended_in=RE_LEASED,
        ending="deactivate",
        other_side_gets=(
            "Made in Intacct from Re-Leased's chart of accounts, "
            "with the suffix [s] for sales or [p] for purchasing."
        ),
    ),
    Rule(
        title="Contact / Customer, Vendor",
        kinds=(RecordKind.CUSTOMER, RecordKind.VENDOR),
        created_in=EITHER,
        changed_in=INTACCT,
        ended_in=INTACCT,
        ending="archive",
        other_side_gets=(
            "New contacts go both ways; changes go from Intacct to Re-Leased. "
            "A change made in Re-Leased becomes a reminder to make it in Intacct."
        ),
    ),
    Rule(
        title="Sales invoice",
        kinds=(RecordKind.SALES_INVOICE,),
        created_in=EITHER,
        changed_in=EITHER,
        ended_in=INTACCT,
        ending="void",
        other_side_gets=(
            "Both ways. Awaiting Approval in Re-Leased is a Draft in Intacct; Approved is Posted. "
            "Reversing it in Intacct voids it in Re-Leased; a deletion is not carried over."
        ),
    ),
    Rule(
        title="Bill",
        kinds=(RecordKind.BILL,),
        created_in=EITHER,
        changed_in=EITHER,
        ended_in=INTACCT,
        ending="void",
        other_side_gets="Both ways, as sales invoices.",
    ),
    Rule(
        title="Credit note / adjustment",
        kinds=(RecordKind.SALES_CREDIT, RecordKind.PURCHASE_CREDIT),
        created_in=EITHER,
        changed_in=EITHER,
        ended_in=INTACCT,
        ending="void",
        other_side_gets="Both ways, as invoices.",
    ),
    Rule(
        title="Payment",
        kinds=(RecordKind.RECEIPT, RecordKind.DISBURSEMENT),
        created_in=EITHER,
        changed_in=NEITHER,
        ended_in=INTACCT,
        ending="undo",
        other_side_gets=(
            "New payments go both ways. A payment undone in Intacct stays in Re-Leased, "
            "and somebody is reminded to deal with it."
        ),
    ),
    Rule(
        title="Credit allocation",
        kinds=(RecordKind.SALES_CREDIT_ALLOCATION, RecordKind.PURCHASE_CREDIT_ALLOCATION),
        created_in=EITHER,
        changed_in=NEITHER,
        ended_in=INTACCT,
        ending="undo",
        other_side_gets="New allocations go both ways, as payments.",
    ),
    Rule(
        title="Attachment",
        kinds=(RecordKind.ATTACHMENT,),
        created_in=NEITHER,
        changed_in=NEITHER,
        ended_in=NEITHER,
        ending="",
        other_side_gets="Never copied; somebody is reminded.",
    ),
)

_RULES = {kind: rule for rule in RULE_BOOK for kind in rule.kinds}


def rule_for(kind: RecordKind) -> Rule:
    """The row of the rule book that speaks of `kind`."""
    return _RULES[kind]


def may_create_from(kind: RecordKind, side: Side) -> bool:
    """Whether a record of this kind that is new on `side` is carried over."""
    return side in rule_for(kind).created_in


def may_change_from(kind: RecordKind, side: Side) -> bool:
    """Whether a change made on `side` to a record of this kind is carried over."""
    return side in rule_for(kind).changed_in


def may_end_from(kind: RecordKind, side: Side) -> bool:
    """Whether `side` is where a record of this kind is ended.

    Its counterpart ends with it, except that of a payment: what other_side_gets says holds.
    """
    return side in rule_for(kind).ended_in
