"""The lines of documents, written for the legacy functions, whose elements have a fixed order.

Sales invoices use it; bills and adjustments take lines of the same form.
"""

from collections.abc import Iterator
from dataclasses import replace

from sync.domain.records import DocumentLine, Reference
from sync.ledgers.intacct.dimensions import STANDARD, dimension_of, value_id_of
from sync.ledgers.intacct.wire.values import decimal_text, stored
from sync.ledgers.intacct.wire.xml_text import Element, element


def stored_line(line: DocumentLine) -> DocumentLine:
    """The line as Intacct will show it again."""
    return replace(
        line,
        description=stored(line.description, "memo"),
        dimensions=tuple(sorted(line.dimensions)),
    )


def line_item(line: DocumentLine) -> Element:
    """A new line."""
    return element("lineitem", *_parts(line, before=None))


def changed_line_item(line: DocumentLine, *, before: DocumentLine, place: int) -> Element:
    """The line at the 1-based `place` as it shall be; what `before` had and it lacks is sent empty."""
    return element("updatelineitem", *_parts(line, before=before), line_num=str(place))


def is_written_with_lines(reference: Reference) -> bool:
    """Whether the dimension of this value has an element on lines."""
    return dimension_of(reference) in STANDARD


def _parts(line: DocumentLine, *, before: DocumentLine | None) -> Iterator[Element | None]:
    yield element("glaccountno", line.account.key)
    yield element("amount", decimal_text(line.net.amount))
    yield _text("memo", line.description, before.description if before else "")
    now, then = _tags(line), _tags(before)
    for name, (_, _, tag) in STANDARD.items():
        yield _text(tag, now.get(name, ""), then.get(name, ""))
    yield _tax_entries(line, before)


def _text(tag: str, text: str, before: str) -> Element | None:
    return element(tag, text) if text or before else None


def _tax_entries(line: DocumentLine, before: DocumentLine | None) -> Element | None:
    if line.tax_detail is None:
        return element("taxentries") if before and before.tax_detail else None
    # The amount is sent as an override, so that both ledgers hold the same tax to the cent.
    entry = element(
        "taxentry",
        element("detailid", line.tax_detail.key),
        element("trx_tax", decimal_text(line.tax.amount)),
    )
    return element("taxentries", entry)


def _tags(line: DocumentLine | None) -> dict[str, str]:
    references = line.dimensions if line else ()
    return {dimension_of(one): value_id_of(one) for one in references}
