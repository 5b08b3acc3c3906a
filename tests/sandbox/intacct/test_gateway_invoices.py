"""The legacy invoice functions: forms, order, tax, keys."""

from decimal import Decimal
from typing import Any

import pytest

from sandbox.intacct.forms import AccountForm

DAY = "<year>2026</year><month>03</month><day>02</day>"
HEAD = f"<customerid>C-17</customerid><datecreated>{DAY}</datecreated>"
DUE = "<datedue><year>2026</year><month>03</month><day>16</day></datedue>"


def tax(detail: str = "UK Sale Standard", amount: str = "") -> str:
    return (
        f"<taxentries><taxentry><detailid>{detail}</detailid><trx_tax>{amount}</trx_tax>"
        "</taxentry></taxentries>"
    )


def line(amount: str = "1200.00", inner: str = "", account: str = "4000") -> str:
    return (
        f"<lineitem><glaccountno>{account}</glaccountno><amount>{amount}</amount>{inner}</lineitem>"
    )


def create(middle: str = DUE, lines: str | None = None) -> str:
    return (
        f"<create_invoice>{HEAD}{middle}<invoiceitems>{lines or line()}</invoiceitems>"
        "</create_invoice>"
    )


def total(desk: Any, key: int) -> Decimal:
    amount: Decimal = desk.book.invoice(key).total_entered
    return amount


def test_create__answers_with_the_key_under_the_result(gateway: Any, desk: Any) -> None:
    answer = gateway.call(create(f"{DUE}<action>Draft</action><invoiceno>RL-1</invoiceno>"))
    assert answer.data is None
    invoice = desk.book.invoice(answer.key)
    assert (invoice.record_id, invoice.state) == ("RL-1", "Draft")
    assert invoice.bill_to == "Quay Foods Ltd(CC-17)"


def test_create__posts_unless_told_otherwise(gateway: Any, desk: Any) -> None:
    assert desk.state(gateway.call(create()).key) == "Posted"


def test_create__due_date_follows_from_the_term(gateway: Any, desk: Any) -> None:
    key = gateway.call(create("<termname>N30</termname>")).key
    assert desk.book.invoice(key).due_date.isoformat() == "2026-04-01"
    assert gateway.call(create("")).errors[0] == "BL01001973"


def test_create__tax_is_worked_out_line_by_line(gateway: Any, desk: Any) -> None:
    lines = line("33.33", tax()) + line("0.02", tax()) + line("-10.13", tax())
    key = gateway.call(create(lines=lines)).key
    taxes = [item.amount for item in desk.book.invoice(key).items if not item.is_user_line]
    assert taxes == [Decimal("6.67"), Decimal("0.00"), Decimal("-2.03")]
    assert total(desk, key) == Decimal("27.86")


def test_create__half_a_cent_rounds_up(gateway: Any, desk: Any) -> None:
    key = gateway.call(create(lines=line("0.50", tax("UK Sale Reduced")))).key
    assert total(desk, key) == Decimal("0.53")


def test_create__given_tax_wins(gateway: Any, desk: Any) -> None:
    key = gateway.call(create(lines=line("100", tax(amount="19.99")))).key
    assert total(desk, key) == Decimal("119.99")


def test_create__every_line_of_a_vat_invoice_needs_tax(gateway: Any) -> None:
    solution = f"{DUE}<taxsolutionid>United Kingdom - VAT</taxsolutionid>"
    assert gateway.call(create(solution)).results == ["failure"]
    assert gateway.call(create(solution, line(inner=tax()))).results == ["success"]


@pytest.mark.parametrize(
    "middle",
    [
        f"{DUE}<batchkey></batchkey><action>Draft</action>",
        (
            f"{DUE}<action>Draft</action><batchkey></batchkey><ponumber>P</ponumber><onhold>false"
            "</onhold><description>d</description>"
        ),
        f"{DUE}<customfields/><taxsolutionid></taxsolutionid>",
        f"{DUE}<supdocid/><taxsolutionid></taxsolutionid><customfields/>",
        (
            f"{DUE}<billto><contactname>X</contactname></billto><basecurr>GBP</basecurr>"
            "<currency>GBP</currency><exchratetype></exchratetype>"
        ),
    ],
)
def test_create__orders_that_are_served(gateway: Any, middle: str) -> None:
    assert gateway.call(create(middle)).results == ["success"]


@pytest.mark.parametrize(
    "function",
    [
        create(f"<termname>N14</termname>{DUE}"),
        create(f"{DUE}<invoiceno>1</invoiceno><action>Draft</action>"),
        create(f"{DUE}<unheardof/>"),
        create(f"{DUE}<invoiceno>1</invoiceno><invoiceno>2</invoiceno>"),
        create(lines="<lineitem><amount>1</amount><glaccountno>4000</glaccountno></lineitem>"),
        create(lines="<lineitem><glaccountno>4000</glaccountno></lineitem>"),
        create().replace(f"<datecreated>{DAY}</datecreated>", ""),
        create().replace("<month>03</month><day>02</day>", "<day>02</day><month>03</month>"),
    ],
)
def test_create__orders_that_are_not(gateway: Any, function: str) -> None:
    answer = gateway.call(function)
    assert answer.text("errormessage/error/errorno") == "XL03000003"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (line(account="9999"), "Account 9999 is not valid"),
        (line(inner="<departmentid>NO</departmentid>"), "Department NO is not valid"),
        (line(inner="<locationid>NO</locationid>"), "Location NO is not valid"),
        (line(inner="<projectid>NO</projectid>"), "Invalid Project 'NO' specified."),
        (line(inner=tax("NO")), "Tax detail 'NO' is not valid"),
        (line("much"), "Invalid amount 'much'"),
    ],
)
def test_create__what_a_line_refers_to_must_be_there(
    gateway: Any, desk: Any, lines: str, reason: str
) -> None:
    answer = gateway.call(create(lines=lines))
    assert answer.reason == reason
    assert len(desk.book.invoices) == 0


def test_create__missing_dimension_is_named_in_the_companys_words(gateway: Any, desk: Any) -> None:
    desk.book.options.dimension_labels["LOCATION"] = "Property"
    desk.book.update_account("4000", AccountForm(require_location=True), by="admin")
    answer = gateway.call(create())
    assert answer.reason == (
        "This transaction is missing the Property dimension for the Account 4000"
    )
    here = line(inner="<locationid>E200</locationid>")
    assert gateway.call(create(lines=here)).results == ["success"]


def test_create__numbers_are_unique_only_if_the_company_says_so(gateway: Any, desk: Any) -> None:
    numbered = create(f"{DUE}<invoiceno>RL-1</invoiceno>")
    assert gateway.call(numbered, numbered).results == ["success", "success"]
    desk.book.options.unique_invoice_numbers = True
    assert gateway.call(numbered).errors[0] == "BL34000061"


def test_create__the_company_may_number_invoices_itself(gateway: Any, desk: Any) -> None:
    desk.book.options.invoice_number_prefix = "INV"
    key = gateway.call(create(f"{DUE}<invoiceno>RL-1</invoiceno>")).key
    assert desk.book.invoice(key).record_id == f"INV{key}"


def test_get_invoice__by_external_id(gateway: Any) -> None:
    key = gateway.call(create(f"{DUE}<externalid>RL-1</externalid>", line("10", tax()))).key
    answer = gateway.call('<get_invoice key="RL-1" externalkey="true"/>')
    invoice = answer.data.find("invoice")
    assert invoice.findtext("key") == str(key)
    assert invoice.findtext("datecreated/month") == "03"
    assert invoice.findtext("totalamount") == "12.00"
    assert invoice.findtext("invoiceitems/lineitem/glaccountno") == "4000"
    missing = gateway.call('<get_invoice key="RL-2" externalkey="true"/>')
    assert missing.errors == ["DL03000005"]


def test_update__without_action_posts_the_draft(gateway: Any, desk: Any) -> None:
    invoice = desk.invoice(draft=True)
    answer = gateway.call(
        f'<update_invoice key="{invoice.record_no}"><description>Rent</description></update_invoice>'
    )
    assert answer.key == invoice.record_no
    assert desk.state(invoice.record_no) == "Posted"


def test_update__lines_by_place_and_new_ones(gateway: Any, desk: Any) -> None:
    invoice = desk.invoice("100.00", draft=True, external_id="RL-1")
    update = (
        '<update_invoice key="RL-1" externalkey="true"><action>Draft</action><updateinvoiceitems>'
        '<updatelineitem line_num="1"><amount>50.00</amount><memo>half</memo></updatelineitem>'
        f"{line('10.00', tax('UK Sale Reduced'))}</updateinvoiceitems></update_invoice>"
    )
    assert gateway.call(update).results == ["success"]
    after = desk.book.invoice(invoice.record_no)
    assert after.total_entered == Decimal("70.50")
    assert after.items[0].record_no == invoice.items[0].record_no
    assert [(item.line_no, item.memo) for item in after.items] == [
        (1, "half"),
        (2, ""),
        (1, ""),
        (2, ""),
    ]


def test_update__empty_elements_blank_only_with_set_nulls(gateway: Any, desk: Any) -> None:
    key = gateway.call(create(f"{DUE}<ponumber>P-1</ponumber>")).key
    gateway.call(f'<update_invoice key="{key}"><ponumber></ponumber></update_invoice>')
    assert desk.book.invoice(key).doc_number == "P-1"
    gateway.call(
        f'<update_invoice key="{key}" set_nulls="true"><ponumber></ponumber></update_invoice>'
    )
    assert desk.book.invoice(key).doc_number == ""


@pytest.mark.parametrize("place", ["", "0", "2", "first", "²"])
def test_update__a_line_that_is_not_there(gateway: Any, desk: Any, place: str) -> None:
    key = desk.invoice(draft=True).record_no
    answer = gateway.call(
        f'<update_invoice key="{key}"><updateinvoiceitems><updatelineitem line_num="{place}">'
        "<memo>x</memo></updatelineitem></updateinvoiceitems></update_invoice>"
    )
    assert answer.errors == ["BL01001973", "BL01001973"]
    assert desk.state(key) == "Draft"


def test_reverse__answers_with_the_second_record(gateway: Any, desk: Any) -> None:
    invoice = desk.invoice()
    answer = gateway.call(
        f'<reverse_invoice key="{invoice.record_no}"><datereversed>{DAY}</datereversed>'
        "<description>Wrong tenant</description></reverse_invoice>"
    )
    assert desk.state(invoice.record_no) == "Reversed"
    reversal = desk.book.invoice(answer.key)
    assert (reversal.state, reversal.total_entered) == ("Reversal", Decimal("-120.00"))


def test_delete__generic_and_legacy(gateway: Any, desk: Any) -> None:
    first, second = desk.invoice(draft=True), desk.invoice(draft=True)
    answer = gateway.call(
        f'<delete_invoice key="{first.record_no}"/>',
        f"<delete><object>ARINVOICE</object><keys>{second.record_no}</keys></delete>",
    )
    assert answer.results == ["success", "success"]
    assert len(desk.book.invoices) == 0
    assert gateway.rows("ARINVOICEITEM", "RECORDNO") == []
