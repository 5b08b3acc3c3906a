"""Amounts: exact to the cent from the wire to the totals and back."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.re_leased.document_records import (
    AmountsAre,
    Document,
    DocumentType,
    Kind,
    Line,
    Status,
)
from sandbox.re_leased.line_amounts import Totals, with_tax
from sandbox.re_leased.wire import decode, encode
from tests.sandbox.re_leased.re_leased_office import COMPANY, PAT, SALE, Office, codes, line

CENT = Decimal("0.01")
_DAY = date(2026, 3, 1)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


def test_tax__is_rounded_half_up_on_every_line(office: Office) -> None:
    # 20 % of 0.13 is 0.026, of 0.12 is 0.024, of 0.025 (a quarter of 0.10) a half cent.
    lines = [
        line(unitPrice=Decimal("0.13")),
        line(unitPrice=Decimal("0.12")),
        line(unitPrice=Decimal("0.10"), taxTypeCode="UK Sale Reduced"),
    ]
    made = office.invoice(lines=lines)
    assert [part["taxAmount"] for part in made["lines"]] == [
        Decimal("0.03"),
        Decimal("0.02"),
        Decimal("0.01"),
    ]
    assert (made["netTotal"], made["taxTotal"], made["grossTotal"]) == (
        Decimal("0.35"),
        Decimal("0.06"),
        Decimal("0.41"),
    )


def test_tax__a_given_amount_is_kept_to_the_cent(office: Office) -> None:
    made = office.invoice(lines=[line(taxAmount=Decimal("19.985"))])
    assert made["lines"][0]["taxAmount"] == Decimal("19.99")
    assert made["grossTotal"] == Decimal("119.99")


def test_tax__contained_in_inclusive_prices(office: Office) -> None:
    made = office.invoice(amountsAre="TaxInclusive", lines=[line(unitPrice=Decimal("100.00"))])
    assert (made["netTotal"], made["taxTotal"], made["grossTotal"]) == (
        Decimal("83.33"),
        Decimal("16.67"),
        Decimal("100.00"),
    )


def test_amount__quantity_times_price_or_the_net_amount(office: Office) -> None:
    lines = [
        line(quantity=Decimal("2.5"), unitPrice=Decimal("3.333")),
        line(quantity=None, unitPrice=None, netAmount=Decimal("7.77")),
    ]
    made = office.invoice(lines=lines)
    assert [part["netAmount"] for part in made["lines"]] == [Decimal("8.33"), Decimal("7.77")]
    assert made["lines"][0]["unitPrice"] == Decimal("3.333")


@pytest.mark.parametrize("number", ["1e400", "9999999999999999"])
def test_amount__absurd_ones_are_refused(office: Office, number: str) -> None:
    text = encode(office.draft(lines=[line(unitPrice=77)])).decode().replace("77", number)
    response = office.http.post(f"/companies/{COMPANY}/invoices", content=text)
    assert codes(response) == ["invalid_value"]


def test_amount__exponents_in_are_plain_numbers_out(office: Office) -> None:
    text = encode(office.draft(lines=[line(unitPrice=77)])).decode().replace("77", "1.5e3")
    response = office.http.post(f"/companies/{COMPANY}/invoices", content=text)
    assert '"netTotal":1500.00' in response.text
    assert '"unitPrice":1500.00' in response.text


@settings(max_examples=40, deadline=None)
@given(prices=st.lists(AMOUNTS, min_size=1, max_size=4))
def test_amounts__the_wire_keeps_every_cent(server_office: Office, prices: list[Decimal]) -> None:
    lines = [line(unitPrice=price) for price in prices]
    made: dict[str, Any] = server_office.ok("POST", "/invoices", server_office.draft(lines=lines))
    again = server_office.ok("GET", f"/invoices/{made['id']}")
    taxes = [(price * 20 / 100).quantize(CENT, ROUND_HALF_UP) for price in prices]
    assert [part["netAmount"] for part in again["lines"]] == prices
    assert [part["taxAmount"] for part in again["lines"]] == taxes
    assert again["grossTotal"] == sum(prices) + sum(taxes)
    assert again["amountDue"] == again["grossTotal"]


@settings(deadline=None)
@given(amount=AMOUNTS, tax_share=st.integers(0, 100), are=st.sampled_from(AmountsAre))
def test_line__net_and_tax_make_gross(amount: Decimal, tax_share: int, are: AmountsAre) -> None:
    tax = (amount * tax_share / 100).quantize(CENT)
    bare = Line(
        id="1",
        description="",
        quantity=Decimal(1),
        unit_price=amount,
        account_code="4000",
        tax_type_code=SALE,
        net_amount=amount,
        gross_amount=amount,
    )
    taxed = with_tax(bare, amount=amount, tax=tax, rate=Decimal(tax_share), are=are)
    assert taxed.net_amount + tax == taxed.gross_amount
    sums = Totals.of([taxed, taxed])
    assert sums.net_total + sums.tax_total == sums.gross_total == 2 * taxed.gross_amount


@settings(deadline=None)
@given(amount=st.decimals(min_value=0, max_value=10**12, places=2))
def test_json__money_has_two_decimals_and_comes_back_the_same(amount: Decimal) -> None:
    from_wire = decode(encode(_document(amount)), Document)
    assert from_wire.gross_total == amount
    assert f'"grossTotal":{amount:.2f}'.encode() in encode(from_wire)


def _document(amount: Decimal) -> Document:
    fixed: dict[str, Any] = {"created_at": "", "modified_at": "", "modified_by": PAT}
    return Document(
        id="1",
        company_id=COMPANY,
        kind=Kind.INCOME,
        document_type=DocumentType.INVOICE,
        status=Status.DRAFT,
        invoice_number="RL-1",
        contact_id="501",
        issue_date=_DAY,
        due_date=_DAY,
        currency="GBP",
        lines=(),
        gross_total=amount,
        **fixed,
    )
