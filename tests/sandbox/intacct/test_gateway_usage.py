"""What the company's usage record says: what was charged, and what became of each function."""

from typing import Any

import pytest

from sandbox.intacct.faults import Fault, FaultKind
from sandbox.intacct.options import RepeatAnswer

DAY = "<year>2026</year><month>03</month><day>02</day>"
LINE = "<lineitem><glaccountno>4000</glaccountno><amount>10</amount></lineitem>"
INVOICE = (
    f"<create_invoice><customerid>C-17</customerid><datecreated>{DAY}</datecreated><termname>N14"
    f"</termname><invoiceitems>{LINE * 3}</invoiceitems></create_invoice>"
)
CONTACT = "<CONTACT><CONTACTNAME>{0}</CONTACTNAME><PRINTAS>{0}</PRINTAS></CONTACT>"


def usage(gateway: Any, control_id: str) -> list[Any]:
    condition = f"<equalto><field>CONTROLID</field><value>{control_id}</value></equalto>"
    rows: list[Any] = gateway.rows("APIUSAGEDETAIL", "FUNCTION N_TRANS STATUS", condition)
    return rows


@pytest.mark.parametrize(
    ("function", "cost"),
    [
        (INVOICE, "1"),
        (f"<create>{CONTACT.format('A')}{CONTACT.format('B')}</create>", "2"),
        (f"<create>{CONTACT.format('A')}{CONTACT.format('A')}</create>", "1"),
        ("<update><CUSTOMER><CUSTOMERID>C-17</CUSTOMERID></CUSTOMER></update>", "1"),
        ("<query><object>CONTACT</object><select><field>RECORDNO</field></select></query>", "1"),
        ("<read><object>CONTACT</object><keys>1,2,3</keys></read>", "1"),
        ("<read><object>CONTACT</object><keys>999999</keys></read>", "1"),
        (
            (
                "<readByQuery><object>GLACCOUNT</object><fields>*</fields><query></query>"
                "<pagesize>1</pagesize></readByQuery>"
            ),
            "1",
        ),
        ("<getAPISession/>", "0"),
        ("<read><object>NOTHING</object><keys>1</keys></read>", "0"),
    ],
)
def test_charge__by_records_written_and_calls_that_read(
    gateway: Any, function: str, cost: str
) -> None:
    gateway.call(function, control_ids=("asked",))
    assert [row[1] for row in usage(gateway, "asked")] == [cost]


def test_charge__every_page_is_a_call(gateway: Any) -> None:
    first = gateway.call(
        "<readByQuery><object>GLACCOUNT</object><fields>*</fields><query></query>"
        "<pagesize>1</pagesize></readByQuery>",
        control_ids=("first",),
    )
    more = f"<readMore><resultId>{first.data.get('resultId')}</resultId></readMore>"
    gateway.call(more, control_ids=("second",))
    assert usage(gateway, "second") == [("readMore", "1", "success")]


def test_lost_write__is_found_by_its_control_id(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.LOST_REPLY))
    envelope = gateway.envelope(INVOICE, control_ids=("lost",))
    assert gateway.post(envelope).status_code == 500
    assert usage(gateway, "lost") == [("create_invoice", "1", "success")]


def test_late_write__is_found_only_once_it_is_done(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.LATE_COMMIT, status=524, seconds=3600))
    gateway.post(gateway.envelope(INVOICE, control_ids=("late",)))
    assert usage(gateway, "late") == []
    desk.clock.advance(desk.book.options.session_duration)
    assert usage(gateway, "late") == [("create_invoice", "1", "success")]


def test_transaction__that_was_rolled_back_cost_nothing(gateway: Any) -> None:
    gateway.call(
        INVOICE,
        INVOICE.replace("C-17", "X"),
        INVOICE,
        control_ids=("a", "b", "c"),
        transaction=True,
    )
    found = [usage(gateway, name)[0][1:] for name in ("a", "b", "c")]
    assert found == [("0", "aborted"), ("0", "failure"), ("0", "aborted")]


@pytest.mark.parametrize(
    ("answer", "statuses"),
    [(RepeatAnswer.REFUSE, ["success", "failure"]), (RepeatAnswer.REPLAY, ["success"])],
)
def test_repeat__is_charged_once(
    gateway: Any, desk: Any, answer: RepeatAnswer, statuses: list[str]
) -> None:
    desk.book.options.repeat_answer = answer
    for _ in range(2):
        gateway.call(INVOICE, control_ids=("twice",), unique="true")
    rows = usage(gateway, "twice")
    assert [row[2] for row in rows] == statuses
    assert sum(int(row[1]) for row in rows) == 1


def test_summary__adds_up_the_day(gateway: Any, desk: Any) -> None:
    gateway.call(INVOICE, INVOICE)
    desk.clock.advance(desk.book.options.session_duration * 3)
    gateway.call(INVOICE)
    rows = gateway.rows("APIUSAGESUMMARY", "TODAY DAILY_SUM TOTAL_TRANS")
    assert rows == [("03/02/2026", "2", "3"), ("03/03/2026", "1", "3")]
