"""What users with other preferences than the usual see, and how their filters are read."""

from typing import Any

import msgspec
import pytest


@pytest.fixture
def user(desk: Any) -> Any:
    """Changes the API user's preferences."""

    def change(**preferences: Any) -> None:
        book = desk.book
        book.users.put(msgspec.structs.replace(book.user("xmluser"), **preferences))

    return change


def compare(operator: str, field: str, value: str) -> str:
    return f"<{operator}><field>{field}</field><value>{value}</value></{operator}>"


@pytest.mark.parametrize(
    ("preferences", "day", "entered"),
    [
        ({}, "04/01/2026", "03/02/2026 14:30"),
        ({"date_format": "/dmY"}, "01/04/2026", "02/03/2026 14:30"),
        ({"date_format": "-Ymd"}, "2026-04-01", "2026-03-02 14:30"),
        ({"date_format": ".dmY", "clock": "12"}, "01.04.2026", "02.03.2026 02:30"),
        ({"clock": "12"}, "04/01/2026", "03/02/2026 02:30"),
    ],
)
def test_answers__are_in_the_users_form(
    gateway: Any, desk: Any, user: Any, *, preferences: dict[str, str], day: str, entered: str
) -> None:
    user(gmt_offset_minutes=330, **preferences)
    record = desk.invoice()
    [(due, stamp)] = gateway.rows("ARINVOICE", "WHENDUE AUWHENCREATED")
    assert due == day
    assert stamp.startswith(f"{entered}:0")
    assert stamp.endswith(" PM") is (preferences.get("clock") == "12")
    flat = gateway.call(
        "<readByQuery><object>ARINVOICE</object><fields>WHENDUE</fields><query></query></readByQuery>"
    )
    assert flat.data[0].findtext("WHENDUE") == day
    read = f"<read><object>ARINVOICE</object><keys>{record.record_no}</keys></read>"
    assert gateway.call(read).data[0].findtext("WHENDUE") == "2026-04-01"


def test_filters__are_read_in_the_users_form(gateway: Any, desk: Any, user: Any) -> None:
    desk.invoice()  # due on 1 April, entered on 2 March at 9
    user(date_format="/dmY", clock="12")
    due = compare("equalto", "WHENDUE", "01/04/2026")
    assert len(gateway.rows("ARINVOICE", "RECORDNO", due)) == 1
    american = compare("equalto", "WHENDUE", "04/01/2026")
    assert gateway.rows("ARINVOICE", "RECORDNO", american) == []
    for hour, count in (("08:59:59 AM", 1), ("11:00:00 AM", 0), ("23:00:00", 0)):
        since = compare("greaterthan", "AUWHENCREATED", f"02/03/2026 {hour}")
        assert len(gateway.rows("ARINVOICE", "RECORDNO", since)) == count
    assert gateway.query(
        "ARINVOICE", "RECORDNO", compare("equalto", "WHENDUE", "13/31/2026")
    ).errors


def test_preferences__are_told(gateway: Any, user: Any) -> None:
    user(locale="en_GB", date_format="/dmY", clock="12", gmt_offset_minutes=60)
    told = gateway.call("<readUserFormatting/>").data.find("userformatting")
    assert [told.findtext(tag) for tag in ("locale", "dateformat", "clock", "gmtoffset")] == [
        *("en_GB", "/dmY", "12", "+01:00"),
    ]
