"""Receipts through the gateway: drafts, credits, advances, overpayments, reversals, both shapes."""

from typing import Any

import pytest

DAY = "<year>2026</year><month>03</month><day>16</day>"
HEAD = (
    "<FINANCIALENTITY>BARCLAYS</FINANCIALENTITY><PAYMENTMETHOD>EFT</PAYMENTMETHOD>"
    "<CUSTOMERID>C-17</CUSTOMERID><DOCNUMBER>RLP-1</DOCNUMBER><RECEIPTDATE>03/16/2026</RECEIPTDATE>"
)


def detail(key: int, amount: str = "", inner: str = "") -> str:
    money = f"<TRX_PAYMENTAMOUNT>{amount}</TRX_PAYMENTAMOUNT>" if amount else ""
    return f"<ARPYMTDETAIL><RECORDKEY>{key}</RECORDKEY>{money}{inner}</ARPYMTDETAIL>"


def receipt(*details: str, header: str = HEAD, verb: str = "create") -> str:
    inner = f"<ARPYMTDETAILS>{''.join(details)}</ARPYMTDETAILS>" if details else ""
    return f"<{verb}><ARPYMT>{header}{inner}</ARPYMT></{verb}>"


def record_no(answer: Any) -> int:
    assert answer.results == ["success"], answer.reason
    return int(answer.text("operation/result/data/arpymt/RECORDNO"))


def credit_memo(gateway: Any, amount: str = "-50.00") -> int:
    answer = gateway.call(
        f"<create_aradjustment><customerid>C-17</customerid><datecreated>{DAY}</datecreated>"
        f"<aradjustmentitems><lineitem><glaccountno>4000</glaccountno><amount>{amount}</amount>"
        "</lineitem></aradjustmentitems></create_aradjustment>"
    )
    key: int = answer.key
    return key


def states(gateway: Any, name: str = "ARINVOICE") -> list[Any]:
    rows: list[Any] = gateway.rows(name, "STATE TRX_TOTALPAID TRX_TOTALSELECTED TRX_TOTALDUE")
    return rows


def test_create__pays_and_can_be_read_back(gateway: Any, desk: Any) -> None:
    key = desk.invoice().record_no
    number = record_no(gateway.call(receipt(detail(key, "100.00"))))
    assert states(gateway) == [("Partially Paid", "100", "0", "20")]
    fields = "RECORDNO RECORDTYPE STATE RAWSTATE DOCNUMBER RECEIPTDATE TRX_TOTALENTERED"
    assert gateway.rows("ARPYMT", fields) == [
        (str(number), "rp", "Complete", "C", "RLP-1", "03/16/2026", "100")
    ]
    rows = gateway.rows("ARPYMTDETAIL", "PAYMENTKEY RECORDKEY TRX_PAYMENTAMOUNT")
    assert rows == [(str(number), str(key), "100")]


def test_create__what_was_paid_is_kept_line_by_line(gateway: Any, desk: Any) -> None:
    invoice = desk.invoice()
    line, tax = (str(item.record_no) for item in invoice.items)
    number = str(record_no(gateway.call(receipt(detail(invoice.record_no, "110.00")))))
    rows = gateway.rows("ARINVOICEPAYMENT", "PAYMENTKEY RECORDKEY PAIDITEMKEY AMOUNT STATE")
    key = str(invoice.record_no)
    assert rows == [(number, key, line, "100", "C"), (number, key, tax, "10", "C")]


def test_draft__selects_is_put_anew_and_posted(gateway: Any, desk: Any) -> None:
    first, second = desk.invoice().record_no, desk.invoice().record_no
    draft = f"{HEAD}<ACTION>Draft</ACTION>"
    number = record_no(gateway.call(receipt(detail(first, "120"), header=draft)))
    assert states(gateway)[0] == ("Selected", "0", "120", "120")
    anew = f"<RECORDNO>{number}</RECORDNO><ACTION>Draft</ACTION>"
    gateway.call(receipt(detail(second, "60"), header=anew, verb="update"))
    assert [row[0] for row in states(gateway)] == ["Posted", "Selected"]
    post = f"<RECORDNO>{number}</RECORDNO><ACTION>Submit</ACTION>"
    gateway.call(receipt(header=post, verb="update"))
    assert [row[0] for row in states(gateway)] == ["Posted", "Partially Paid"]
    assert gateway.rows("ARPYMT", "STATE TRX_TOTALENTERED") == [("Complete", "60")]
    assert gateway.call(receipt(header=post, verb="update")).results == ["failure"]


def test_draft__deleted_lets_its_invoices_go(gateway: Any, desk: Any) -> None:
    key = desk.invoice().record_no
    number = record_no(
        gateway.call(receipt(detail(key, "5"), header=f"{HEAD}<ACTION>Draft</ACTION>"))
    )
    gateway.call(f"<delete><object>ARPYMT</object><keys>{number}</keys></delete>")
    assert states(gateway) == [("Posted", "0", "0", "120")]


def test_credit_memo__with_money_in_one_receipt(gateway: Any, desk: Any) -> None:
    key, memo = desk.invoice().record_no, credit_memo(gateway)
    credit = f"<ADJUSTMENTKEY>{memo}</ADJUSTMENTKEY><TRX_ADJUSTMENTAMOUNT>50</TRX_ADJUSTMENTAMOUNT>"
    number = record_no(gateway.call(receipt(detail(key, "70"), detail(key, inner=credit))))
    assert states(gateway) == [("Paid", "120", "0", "0")]
    assert states(gateway, "ARADJUSTMENT") == [("Paid", "-50", "0", "0")]
    rows = gateway.rows("ARPYMTDETAIL", "TRX_PAYMENTAMOUNT ADJUSTMENTKEY TRX_ADJUSTMENTAMOUNT")
    assert rows == [("70", "", ""), ("0", str(memo), "50")]
    gateway.call(
        f'<reverse_arpayment key="{number}"><datereversed>{DAY}</datereversed></reverse_arpayment>'
    )
    assert states(gateway) == [("Posted", "0", "0", "120")]
    assert states(gateway, "ARADJUSTMENT") == [("Posted", "0", "0", "-50")]


def test_apply__a_credit_memo_to_an_invoice(gateway: Any, desk: Any) -> None:
    key, memo = desk.invoice().record_no, credit_memo(gateway)

    def apply(amount: str, invoice: int = key) -> Any:
        return gateway.call(
            f"<apply_arpayment><arpaymentkey>{memo}</arpaymentkey><paymentdate>{DAY}</paymentdate>"
            f"<arpaymentitems><arpaymentitem><invoicekey>{invoice}</invoicekey><amount>{amount}"
            "</amount></arpaymentitem></arpaymentitems></apply_arpayment>"
        )

    assert apply("30").results == ["success"]
    assert states(gateway, "ARADJUSTMENT") == [("Partially Paid", "-30", "0", "-20")]
    assert states(gateway) == [("Partially Paid", "30", "0", "90")]
    assert gateway.rows("ARPYMT", "TRX_TOTALENTERED") == [("0",)]
    assert apply("20.01").results == ["failure"]
    assert apply("1", 99_999).errors[0] == "DL03000005"


def test_debit_memo__is_paid_like_an_invoice(gateway: Any) -> None:
    memo = credit_memo(gateway, "40.00")
    inner = f"<POSADJKEY>{memo}</POSADJKEY><TRX_PAYMENTAMOUNT>40</TRX_PAYMENTAMOUNT>"
    answer = gateway.call(receipt(f"<ARPYMTDETAIL>{inner}</ARPYMTDETAIL>"))
    assert answer.results == ["success"]
    assert states(gateway, "ARADJUSTMENT") == [("Paid", "40", "0", "0")]
    assert gateway.rows("ARPYMTDETAIL", "POSADJKEY") == [(str(memo),)]


def legacy(amount: str, *items: tuple[int, str]) -> str:
    inner = "".join(
        f"<arpaymentitem><invoicekey>{key}</invoicekey><amount>{paid}</amount></arpaymentitem>"
        for key, paid in items
    )
    return (
        f"<create_arpayment><customerid>C-17</customerid><paymentamount>{amount}</paymentamount>"
        f"<bankaccountid>BARCLAYS</bankaccountid><refid>R-1</refid><datereceived>{DAY}</datereceived>"
        f"<paymentmethod>EFT</paymentmethod>{inner}</create_arpayment>"
    )


def test_advance__waits_and_is_applied_later(gateway: Any, desk: Any) -> None:
    key = desk.invoice().record_no
    advance = gateway.call(legacy("200.00")).key
    fields = "RECORDNO RECORDTYPE TRX_TOTALENTERED TRX_TOTALDUE"
    assert gateway.rows("ARADVANCE", fields) == [(str(advance), "rr", "200", "200")]
    credit = f"<ADVANCEKEY>{advance}</ADVANCEKEY><TRX_ADVANCEAMOUNT>120</TRX_ADVANCEAMOUNT>"
    number = record_no(gateway.call(receipt(detail(key, inner=credit))))
    assert states(gateway) == [("Paid", "120", "0", "0")]
    assert gateway.rows("ARADVANCE", "TRX_TOTALDUE") == [("80",)]
    gateway.call(
        f'<reverse_arpayment key="{number}"><datereversed>{DAY}</datereversed></reverse_arpayment>'
    )
    assert gateway.rows("ARADVANCE", "TRX_TOTALDUE") == [("200",)]


def test_advance__generic(gateway: Any) -> None:
    answer = gateway.call(
        f"<create><ARADVANCE>{HEAD}<ARADVANCEITEMS><ARADVANCEITEM><ACCOUNTNO>4000</ACCOUNTNO>"
        "<TRX_AMOUNT>75</TRX_AMOUNT></ARADVANCEITEM></ARADVANCEITEMS></ARADVANCE></create>"
    )
    assert answer.results == ["success"]
    assert gateway.rows("ARADVANCE", "TRX_TOTALENTERED ACCOUNTNO") == [("75", "4000")]


def test_overpayment__stays_on_account_until_the_receipt_is_reversed(
    gateway: Any, desk: Any
) -> None:
    key = desk.invoice().record_no
    number = gateway.call(legacy("150.00", (key, "120.00"))).key
    fields = "TRX_TOTALDUE PARENTPAYMENTKEY RECORDTYPE"
    assert gateway.rows("ARPOSTEDOVERPAYMENT", fields) == [("30", str(number), "ro")]
    assert gateway.rows("ARPYMT", "TRX_TOTALENTERED") == [("150",)]
    gateway.call(
        f'<reverse_arpayment key="{number}"><datereversed>{DAY}</datereversed></reverse_arpayment>'
    )
    assert gateway.rows("ARPOSTEDOVERPAYMENT", "STATE TRX_TOTALDUE") == [("Voided", "0")]


def test_legacy_create__invoices_cannot_take_more_than_was_paid(gateway: Any, desk: Any) -> None:
    key = desk.invoice().record_no
    assert gateway.call(legacy("10", (key, "11"))).results == ["failure"]


def test_reverse__leaves_two_voided_records_and_locked_lines(gateway: Any, desk: Any) -> None:
    key = desk.invoice().record_no
    number = gateway.call(legacy("120.00", (key, "120.00"))).key
    reversal = gateway.call(
        f'<reverse_arpayment key="{number}"><datereversed>{DAY}</datereversed><description>Bounced'
        "</description></reverse_arpayment>"
    ).key
    read = gateway.call(
        f"<read><object>ARPAYMENT</object><keys>{number},{reversal}</keys></read>"
    ).data
    assert [row.findtext("STATE") for row in read] == ["V", "V"]
    assert [row.findtext("INVOICES/APPLIEDAMOUNT") for row in read] == ["120", "-120"]
    assert [len(row.find("CREDITS")) for row in read] == [0, 0]
    modified, created = read[0].findtext("WHENMODIFIED"), read[1].findtext("AUWHENCREATED")
    assert modified == created
    assert sum(float(row[0]) for row in gateway.rows("ARINVOICEPAYMENT", "AMOUNT")) == 0
    edit = (
        f'<update_invoice key="{key}"><updateinvoiceitems><updatelineitem line_num="1"><amount>1'
        "</amount></updatelineitem></updateinvoiceitems></update_invoice>"
    )
    assert gateway.call(edit).results == ["failure"]


def test_old_shape__state_cannot_be_queried(gateway: Any) -> None:
    assert gateway.query("ARPAYMENT", "STATE").errors == ["XL03000010"]
    assert gateway.query("ARPAYMENT", "RECORDNO").results == ["success"]


@pytest.mark.parametrize(
    "inner",
    [
        "<ARPYMTDETAIL/>",
        "<ARPYMTDETAIL><RECORDKEY>1</RECORDKEY><POSADJKEY>2</POSADJKEY></ARPYMTDETAIL>",
        "<ARPYMTDETAIL><RECORDKEY>x</RECORDKEY></ARPYMTDETAIL>",
    ],
)
def test_details__nonsense_is_refused(gateway: Any, inner: str) -> None:
    answer = gateway.call(receipt(inner))
    assert answer.results == ["failure"]
    assert gateway.rows("ARPYMT", "RECORDNO") == []


def test_payables__mirror(gateway: Any) -> None:
    bill = gateway.call(
        f"<create_bill><vendorid>V-5</vendorid><datecreated>{DAY}</datecreated><termname>N30"
        "</termname><billitems><lineitem><glaccountno>4100</glaccountno><amount>80</amount>"
        "</lineitem></billitems></create_bill>"
    ).key
    answer = gateway.call(
        "<create><APPYMT><PAYMENTMETHOD>EFT</PAYMENTMETHOD><FINANCIALENTITY>BARCLAYS"
        "</FINANCIALENTITY><VENDORID>V-5</VENDORID><PAYMENTDATE>03/16/2026</PAYMENTDATE>"
        f"<APPYMTDETAILS><APPYMTDETAIL><RECORDKEY>{bill}</RECORDKEY><TRX_PAYMENTAMOUNT>80"
        "</TRX_PAYMENTAMOUNT></APPYMTDETAIL></APPYMTDETAILS></APPYMT></create>"
    )
    number = answer.text("operation/result/data/appymt/RECORDNO")
    assert states(gateway, "APBILL") == [("Paid", "80", "0", "0")]
    assert gateway.rows("APBILLPAYMENT", "PAYMENTKEY RECORDKEY") == [(number, str(bill))]
    gateway.call(
        f'<reverse_appayment key="{number}"><datereversed>{DAY}</datereversed></reverse_appayment>'
    )
    assert states(gateway, "APBILL") == [("Posted", "0", "0", "80")]
    assert [row[0] for row in gateway.rows("APPYMT", "STATE")] == ["Voided", "Voided"]
