"""The lines of documents, written for the legacy functions, whose elements have a fixed order."""

from collections.abc import Iterator

from sync.domain.money import Money
from sync.domain.records import DocumentLine
from sync.ledgers.intacct.documents.line_tags import (
    BEFORE_CUSTOM_FIELDS,
    BEHIND_CUSTOM_FIELDS,
    standard_tags,
    tags_on,
    text_or_blank,
    user_defined_tags,
)
from sync.ledgers.intacct.wire.values import decimal_text
from sync.ledgers.intacct.wire.xml_text import Element, element


def line_item(line: DocumentLine, *, sign: int) -> Element:
    """A new line; `sign` is that of its document's object."""
    return element("lineitem", *_parts(line, before=None, sign=sign))


def changed_line_item(
    line: DocumentLine, *, before: DocumentLine, place: int, sign: int
) -> Element:
    """The line at the 1-based `place` as it shall be; what `before` had and it lacks is sent empty."""
    parts = _parts(line, before=before, sign=sign)
    return element("updatelineitem", *parts, line_num=str(place))


def _parts(
    line: DocumentLine, *, before: DocumentLine | None, sign: int
) -> Iterator[Element | None]:
    now, then = tags_on(line), tags_on(before)
    yield element("glaccountno", line.account.key)
    yield element("amount", _amount(line.net, sign))
    yield text_or_blank("memo", line.description, before.description if before else "")
    yield from standard_tags(BEFORE_CUSTOM_FIELDS, now, then)
    yield user_defined_tags(now, then)
    yield from standard_tags(BEHIND_CUSTOM_FIELDS, now, then)
    yield _tax_entries(line, before, sign=sign)


def _tax_entries(line: DocumentLine, before: DocumentLine | None, *, sign: int) -> Element | None:
    if line.tax_detail is None or line.tax is None:
        return element("taxentries") if before and before.tax_detail else None
    # The amount is sent as an override, so that both ledgers hold the same tax to the cent.
    entry = element(
        "taxentry",
        element("detailid", line.tax_detail.key),
        element("trx_tax", _amount(line.tax, sign)),
    )
    return element("taxentries", entry)


def _amount(money: Money, sign: int) -> str:
    return decimal_text((money if sign > 0 else -money).amount)
