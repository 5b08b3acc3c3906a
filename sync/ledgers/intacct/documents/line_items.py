"""The lines of documents, written for the legacy functions, whose elements have a fixed order."""

from collections.abc import Iterator

from sync.domain.money import Money
from sync.domain.records import DocumentLine
from sync.ledgers.intacct.dimensions import STANDARD, dimension_of, user_defined_field, value_id_of
from sync.ledgers.intacct.wire.values import decimal_text
from sync.ledgers.intacct.wire.xml_text import Element, element

_BEFORE_CUSTOM_FIELDS = ("LOCATION", "DEPARTMENT")
_BEHIND_CUSTOM_FIELDS = ("PROJECT", "CLASS")


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
    now, then = _tags(line), _tags(before)
    yield element("glaccountno", line.account.key)
    yield element("amount", _amount(line.net, sign))
    yield _text("memo", line.description, before.description if before else "")
    yield from _standard_tags(_BEFORE_CUSTOM_FIELDS, now, then)
    yield _user_defined_tags(now, then)
    yield from _standard_tags(_BEHIND_CUSTOM_FIELDS, now, then)
    yield _tax_entries(line, before, sign=sign)


def _standard_tags(
    names: tuple[str, ...], now: dict[str, str], then: dict[str, str]
) -> Iterator[Element | None]:
    for name in names:
        _, _, tag = STANDARD[name]
        yield _text(tag, now.get(name, ""), then.get(name, ""))


def _user_defined_tags(now: dict[str, str], then: dict[str, str]) -> Element | None:
    """The company's own dimensions, as custom fields of the line.

    A guess: Sage documents the GLDIM fields for the generic functions only.
    """
    names = sorted((now.keys() | then.keys()) - STANDARD.keys())
    tags = [
        element(
            "customfield",
            element("customfieldname", user_defined_field(name)),
            element("customfieldvalue", now.get(name, "")),
        )
        for name in names
    ]
    return element("customfields", *tags) if tags else None


def _text(tag: str, text: str, before: str) -> Element | None:
    return element(tag, text) if text or before else None


def _tax_entries(line: DocumentLine, before: DocumentLine | None, *, sign: int) -> Element | None:
    if line.tax_detail is None:
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


def _tags(line: DocumentLine | None) -> dict[str, str]:
    references = line.dimensions if line else ()
    return {dimension_of(one): value_id_of(one) for one in references}
