"""What the ledgers page is told: plain shapes, the same for both ledgers.

Amounts are decimal text in the company's currency, dates ISO 8601, moments ISO 8601 in UTC.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import msgspec

FieldType = Literal["text", "date", "time", "amount", "area", "select", "lines", "moment", "email"]
Tone = Literal["good", "plain", "bad"]


class Column(msgspec.Struct, frozen=True):
    """A column of a register's table; `name` is the row's field it shows."""

    name: Literal["title", "subtitle", "date", "amount", "state", "changed"]
    label: str


class Kind(msgspec.Struct, frozen=True):
    """One kind of record, as the page's tab names it."""

    kind: str
    label: str
    singular: str
    count: int
    can_create: bool
    columns: tuple[Column, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One record in a table."""

    key: str
    title: str
    subtitle: str = ""
    date: str | None = None
    amount: Decimal | None = None
    currency: str = ""
    state: str = ""
    changed_at: str = ""
    changed_by: str = ""
    words: str = ""  # what else a search finds it by


class Field(msgspec.Struct, frozen=True):
    """One fact about a record, for reading."""

    name: str
    label: str
    value: str | None
    type: FieldType = "text"
    editable: bool = False


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a document, for reading."""

    description: str
    account: str
    tracking: str
    tax_code: str
    net: Decimal
    tax: Decimal
    gross: Decimal


class Total(msgspec.Struct, frozen=True):
    """One sum under a document's lines."""

    name: str
    label: str
    amount: Decimal


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """Another record that belongs to this one."""

    kind: str
    key: str
    label: str
    text: str
    amount: Decimal | None = None
    currency: str = ""
    state: str = ""


class Action(msgspec.Struct, frozen=True):
    """Something that may be done to a record now; `asks` says whether a form comes first."""

    name: str
    label: str
    asks: bool = False
    tone: Tone = "plain"


class Change(msgspec.Struct, frozen=True):
    """One entry of a record's history."""

    at: str
    by: str
    what: str


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """One record in full."""

    kind: str
    kind_label: str
    key: str
    title: str
    subtitle: str = ""
    state: str = ""
    amount: Decimal | None = None
    currency: str = ""
    note: str | None = None
    fields: tuple[Field, ...] = ()
    lines: tuple[Line, ...] = ()
    totals: tuple[Total, ...] = ()
    related: tuple[Related, ...] = ()
    actions: tuple[Action, ...] = ()
    changes: tuple[Change, ...] = ()


class Option(msgspec.Struct, frozen=True):
    """One choice of a select field."""

    value: str
    label: str


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a form. A field of type `lines` carries the columns of each line."""

    name: str
    label: str
    type: FieldType = "text"
    value: str | tuple[Mapping[str, str], ...] = ""
    required: bool = False
    help: str | None = None
    options: tuple[Option, ...] = ()
    columns: tuple["FormField", ...] = ()
    lines_stay: bool = False  # lines that exist can be changed, but not taken out


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What a person is asked before something is done."""

    title: str
    submit: str
    fields: tuple[FormField, ...] = ()
    question: str | None = None
    tone: Tone = "plain"


class Done(msgspec.Struct, frozen=True):
    """What came of an action: a sentence, the record, and whether the record is no more."""

    message: str
    key: str
    gone: bool = False


class InvoiceTotals(msgspec.Struct, frozen=True):
    """The invoices that both ledgers share, counted and summed.

    Left out is what never stands in both: private drafts, rejected, voided and reversed ones.
    """

    count: int
    total: Decimal
    outstanding: Decimal
