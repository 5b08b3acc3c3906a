"""The functions that make, change and post order documents, built in the order they insist on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sync.domain.records import Document, DocumentLine, DocumentStatus
from sync.ledgers.intacct.documents.line_tags import (
    BEFORE_CUSTOM_FIELDS,
    BEHIND_CUSTOM_FIELDS,
    standard_tags,
    tags_on,
    text_or_blank,
    user_defined_tags,
)
from sync.ledgers.intacct.orders.objects import OrderObject
from sync.ledgers.intacct.wire.values import day_element, decimal_text
from sync.ledgers.intacct.wire.xml_text import Element, element

DRAFT = "Draft"
APPROVED = "Pending"
"""The state that a draft is approved by. Guessed: that it is this one of Pending and Closed, and that a
document of a definition that posts is posted by it."""


@dataclass(frozen=True, slots=True)
class OrderFunctions:
    """Builds the functions for the documents of one transaction definition.

    Attributes:
        what: The object.
        definition: The transaction definition.
        tax_solution: Intacct's name of the tax solution on new documents; empty where none is used.
    """

    what: OrderObject
    definition: str
    tax_solution: str

    def creation(self, record: Document, *, number: str, external_id: str) -> Element:
        """The function that makes a document; what is posted gets the definition's own state.

        No tax is sent: the amounts are Intacct's engine's to work out.
        """
        noun = self.what.noun
        return element(
            f"create_{noun}",
            element("transactiontype", self.definition),
            day_element("datecreated", record.issue_date),
            element(self.what.contact_element, record.contact.key),
            element("documentno", number),
            element("referenceno", record.reference) if record.reference else None,
            day_element("datedue", record.due_date),
            *(element(name, element("contactname")) for name in self.what.contacts),
            element("externalid", external_id),
            element("state", DRAFT) if record.status is DocumentStatus.DRAFT else None,
            element("taxsolutionid", self.tax_solution) if self.tax_solution else None,
            element(f"{self.what.item_element}s", *(self._line(one) for one in record.lines)),
        )

    def change(
        self, doc_id: str, record: Document, *, now: Document, fields: frozenset[str]
    ) -> Element:
        """The function that makes the named `fields` what `record` says; saving keeps all else."""
        posts = "status" in fields and record.status is DocumentStatus.POSTED
        approves = posts and now.status is DocumentStatus.DRAFT
        lines = list(self._changed_lines(record, now)) if "lines" in fields else []
        return element(
            f"update_{self.what.noun}",
            day_element("datecreated", record.issue_date) if "issue_date" in fields else None,
            element("referenceno", record.reference) if "reference" in fields else None,
            day_element("datedue", record.due_date) if "due_date" in fields else None,
            element("state", APPROVED) if approves else None,
            element(f"update{self.what.item_element}s", *lines) if lines else None,
            key=doc_id,
            set_nulls="true",
        )

    def approval(self, doc_id: str) -> Element:
        """The function that approves a draft as it is."""
        return element(f"update_{self.what.noun}", element("state", APPROVED), key=doc_id)

    def _changed_lines(self, record: Document, now: Document) -> Iterator[Element]:
        for place, (line, before) in enumerate(zip_longest(record.lines, now.lines), start=1):
            if before is None:
                yield self._line(line)
            elif without_tax(line) != without_tax(before):
                name = f"update{self.what.item_element}"
                yield element(name, *_parts(line, before), line_num=str(place))

    def _line(self, line: DocumentLine) -> Element:
        return element(self.what.item_element, *_parts(line, None))


def without_tax(line: DocumentLine) -> tuple[object, ...]:
    """What is ours to say of a line: the tax on it is the engine's."""
    return line.description, line.account, line.net, line.dimensions


def _parts(line: DocumentLine, before: DocumentLine | None) -> Iterator[Element | None]:
    """A line is one of its item at its amount."""
    now, then = tags_on(line), tags_on(before)
    yield element("itemid", line.account.key)
    yield element("quantity", "1")
    yield element("price", decimal_text(line.net.amount))
    yield from standard_tags(BEFORE_CUSTOM_FIELDS, now, then)
    yield text_or_blank("memo", line.description, before.description if before else "")
    yield user_defined_tags(now, then)
    yield from standard_tags(BEHIND_CUSTOM_FIELDS, now, then)
