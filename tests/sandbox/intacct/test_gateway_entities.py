"""Records of an entity: who owns them, and from where they are seen."""

from typing import Any

import pytest

from sandbox.intacct.credentials import USER_ID, USER_PASSWORD


def customer(customer_id: str) -> str:
    return (
        f"<create><CUSTOMER><CUSTOMERID>{customer_id}</CUSTOMERID><NAME>{customer_id}</NAME>"
        "</CUSTOMER></create>"
    )


def log_in(company: str, location: str = "") -> str:
    place = f"<locationid>{location}</locationid>" if location else ""
    return (
        f"<login><userid>{USER_ID}</userid><companyid>{company}</companyid><password>"
        f"{USER_PASSWORD}</password>{place}</login>"
    )


def seen(gateway: Any, log: str, *, private: bool = False) -> list[Any]:
    answer = gateway.call(
        "<query><object>CUSTOMER</object><select><field>CUSTOMERID</field><field>MEGAENTITYID</field>"
        f"</select><options><showprivate>{str(private).lower()}</showprivate></options></query>",
        authentication=log,
    )
    return [(row[0].text, row[1].text) for row in answer.data]


@pytest.fixture(autouse=True)
def entities(gateway: Any, desk: Any) -> None:
    desk.book.create_entity("E200", "Quay", by="admin")
    desk.book.create_entity("E300", "Mill", by="admin")
    gateway.call(customer("C-200"), authentication=log_in("HARBOUR|E200"))
    gateway.call(customer("C-300"), authentication=log_in("HARBOUR", "E300"))


def test_top_level__sees_private_records_only_when_asked(gateway: Any) -> None:
    assert seen(gateway, log_in("HARBOUR")) == [("C-17", None)]
    everything = [("C-17", None), ("C-200", "E200"), ("C-300", "E300")]
    assert seen(gateway, log_in("HARBOUR"), private=True) == everything


def test_entity__sees_its_own_and_the_shared_records(gateway: Any) -> None:
    own = [("C-17", None), ("C-200", "E200")]
    assert seen(gateway, log_in("HARBOUR|E200")) == own
    assert seen(gateway, log_in("HARBOUR|E200"), private=True) == own


def test_session__stays_in_its_entity_and_can_go_back(gateway: Any) -> None:
    inside = gateway.call("<getAPISession><locationid>E300</locationid></getAPISession>")
    session = f"<sessionid>{inside.text('operation/result/data/api/sessionid')}</sessionid>"
    assert seen(gateway, session)[-1] == ("C-300", "E300")
    gateway.call(customer("C-301"), authentication=session)
    assert seen(gateway, session)[-1] == ("C-301", "E300")
    back = gateway.call("<getAPISession><locationid/></getAPISession>", authentication=session)
    top = f"<sessionid>{back.text('operation/result/data/api/sessionid')}</sessionid>"
    assert seen(gateway, top) == [("C-17", None)]
