"""Who may write what, from which level, and where a restricted user stops."""

from datetime import date
from typing import Any

import pytest

from sandbox.intacct.credentials import USER_ID, USER_PASSWORD

DAY = "<year>2026</year><month>03</month><day>02</day>"
LINE = "<lineitem><glaccountno>4000</glaccountno><amount>10</amount>{}</lineitem>"
INVOICE = (
    f"<create_invoice><customerid>C-17</customerid><datecreated>{DAY}</datecreated><termname>N14"
    "</termname>{}<invoiceitems>" + LINE + "</invoiceitems></create_invoice>"
)
DRAFT = "<action>Draft</action>"


def log_in(company: str) -> str:
    return (
        f"<login><userid>{USER_ID}</userid><companyid>{company}</companyid><password>"
        f"{USER_PASSWORD}</password></login>"
    )


QUAY, MILL, TOP = log_in("HARBOUR|E200"), log_in("HARBOUR|E300"), log_in("HARBOUR")


@pytest.mark.parametrize(
    ("name", "function", "operation"),
    [
        ("ARINVOICE", INVOICE.format("", ""), "CREATE"),
        ("ARINVOICE", '<update_invoice key="1"/>', "UPDATE"),
        (
            "ARINVOICE",
            f'<reverse_invoice key="1"><datereversed>{DAY}</datereversed></reverse_invoice>',
            "REVERSE",
        ),
        ("ARINVOICE", "<delete><object>ARINVOICE</object><keys>1</keys></delete>", "DELETE"),
        (
            "CUSTOMER",
            "<create><CUSTOMER><CUSTOMERID>X</CUSTOMERID><NAME>N</NAME></CUSTOMER></create>",
            "CREATE",
        ),
        (
            "CUSTOMER",
            "<update><CUSTOMER><CUSTOMERID>C-17</CUSTOMERID></CUSTOMER></update>",
            "UPDATE",
        ),
        ("CUSTOMER", '<delete_customer customerid="C-17"/>', "DELETE"),
        ("SODOCUMENT", '<delete_sotransaction key="X"/>', "DELETE"),
        ("ARPYMT", '<delete_arpayment key="1"/>', "DELETE"),
    ],
)
def test_writing__denied_by_object(
    gateway: Any, desk: Any, name: str, function: str, operation: str
) -> None:
    desk.book.options.read_only_objects = frozenset({name})
    answer = gateway.call(function)
    assert answer.errors[0] == "PL04000005"
    assert answer.reason == (
        f"You do not have permission for API operation {operation} on object {name}"
    )
    assert gateway.query(name, "RECORDNO").results == ["success"]


def test_restricted_user__cannot_reverse_outside_his_locations(gateway: Any, desk: Any) -> None:
    keys = [
        gateway.call(INVOICE.format("", f"<locationid>{place}</locationid>" if place else "")).key
        for place in ("E200", "")
    ]
    user = desk.book.user(USER_ID)
    desk.book.users.put(type(user)(**{**_fields(user), "locations": ("E300",)}))
    reverse = [
        f'<reverse_invoice key="{key}"><datereversed>{DAY}</datereversed></reverse_invoice>'
        for key in keys
    ]
    answer = gateway.call(*reverse)
    assert answer.results == ["failure", "success"]
    assert "outside your restriction" in answer.reason
    payment = desk.book.pay_invoice(keys[0], on=date(2026, 3, 2), by="fsmith")
    undo = (
        f'<reverse_arpayment key="{payment.record_no}"><datereversed>{DAY}</datereversed>'
        "</reverse_arpayment>"
    )
    assert gateway.call(undo).results == ["failure"]
    desk.book.users.put(type(user)(**{**_fields(user), "locations": ("E200",)}))
    assert gateway.call(undo).results == ["success"]


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


@pytest.fixture
def entities(desk: Any) -> None:
    desk.book.create_entity("E200", "Quay", by="admin")
    desk.book.create_entity("E300", "Mill", by="admin")


@pytest.mark.usefixtures("entities")
def test_change__only_from_the_level_that_owns_the_record(gateway: Any) -> None:
    key = gateway.call(INVOICE.format(DRAFT, ""), authentication=QUAY).key
    changes = (
        f'<update_invoice key="{key}"><action>Draft</action></update_invoice>',
        f"<delete><object>ARINVOICE</object><keys>{key}</keys></delete>",
        f'<delete_invoice key="{key}"/>',
    )
    for place in (TOP, MILL):
        answer = gateway.call(*changes, authentication=place)
        assert answer.results == ["failure"] * 3
        assert answer.reason == f"The record {key} belongs to entity E200."
    shared = "<update><CUSTOMER><CUSTOMERID>C-17</CUSTOMERID><TAXID>1</TAXID></CUSTOMER></update>"
    refused = gateway.call(shared, authentication=QUAY)
    assert "belongs to the top level" in refused.reason
    assert gateway.call(shared).results == ["success"]
    assert gateway.call(*changes[:2], authentication=QUAY).results == ["success", "success"]


@pytest.mark.usefixtures("entities")
def test_change__from_anywhere_where_the_switch_says_so(gateway: Any, desk: Any) -> None:
    desk.book.options.only_owners_change = False
    key = gateway.call(INVOICE.format(DRAFT, ""), authentication=QUAY).key
    update = f'<update_invoice key="{key}"><action>Draft</action></update_invoice>'
    assert gateway.call(update).results == ["success"]


@pytest.mark.usefixtures("entities")
def test_read__by_key_keeps_to_what_is_seen(gateway: Any, desk: Any) -> None:
    key = gateway.call(INVOICE.format(DRAFT, ""), authentication=QUAY).key
    read = f"<read><object>ARINVOICE</object><keys>{key}</keys></read>"
    get = f'<get_invoice key="{key}"/>'

    def seen(place: str) -> tuple[Any, ...]:
        answer = gateway.call(read, get, authentication=place)
        counts = [data.get("count") for data in answer.root.iterfind("operation/result/data")]
        return counts[0], answer.results[1]

    assert seen(QUAY) == ("1", "success")
    assert seen(MILL) == seen(TOP) == ("0", "failure")
    desk.book.options.read_shows_private = True
    assert (seen(MILL), seen(TOP)) == (("0", "failure"), ("1", "success"))


@pytest.mark.usefixtures("entities")
@pytest.mark.parametrize(
    ("company", "entity"),
    [("CONSOLE|HARBOUR|E200", "E200"), ("CONSOLE|HARBOUR|", ""), ("HARBOUR|E200", "E200")],
)
def test_log_in__through_a_console(gateway: Any, desk: Any, company: str, entity: str) -> None:
    desk.book.options.console_id = "CONSOLE"
    answer = gateway.call("<getAPISession/>", authentication=log_in(company))
    assert answer.results == ["success"]
    assert answer.text("operation/authentication/companyid") == "HARBOUR"
    assert answer.text("operation/authentication/locationid") == entity


@pytest.mark.usefixtures("entities")
@pytest.mark.parametrize(
    "company", ["OTHER|HARBOUR|E200", "CONSOLE|OTHER|E200", "CONSOLE|HARBOUR|E9", "HARBOUR|E200|"]
)
def test_log_in__wrong_places_are_refused(gateway: Any, desk: Any, company: str) -> None:
    desk.book.options.console_id = "CONSOLE"
    answer = gateway.call("<getAPISession/>", authentication=log_in(company))
    assert answer.text("operation/authentication/status") == "failure"


def test_create__several_objects_are_not_one_piece_of_work(gateway: Any) -> None:
    contact = "<CONTACT><CONTACTNAME>{0}</CONTACTNAME><PRINTAS>{0}</PRINTAS></CONTACT>"
    both = f"<create>{contact.format('A')}{contact.format('A')}</create>"
    answer = gateway.call(both)
    assert answer.results == ["failure"]
    assert (answer.data.get("listtype"), answer.data.get("count")) == ("objects", "1")
    assert answer.data.findtext("contact/CONTACTNAME") == "A"
    assert answer.errors == ["BL34000061"]
    condition = "<equalto><field>CONTACTNAME</field><value>A</value></equalto>"
    assert len(gateway.rows("CONTACT", "RECORDNO", condition)) == 1
    together = gateway.call(both.replace(">A<", ">B<"), transaction=True)
    assert together.errors == ["BL34000061", "XL03000009"]
    assert gateway.rows("CONTACT", "RECORDNO", condition.replace(">A<", ">B<")) == []


@pytest.mark.usefixtures("entities")
def test_receipt__of_an_entity_is_not_shown_to_another(gateway: Any) -> None:
    key = gateway.call(INVOICE.format("", ""), authentication=QUAY).key
    paid = (
        f"<create_arpayment><customerid>C-17</customerid><paymentamount>10</paymentamount>"
        f"<bankaccountid>BARCLAYS</bankaccountid><datereceived>{DAY}</datereceived>"
        f"<paymentmethod>EFT</paymentmethod><arpaymentitem><invoicekey>{key}</invoicekey>"
        "<amount>10</amount></arpaymentitem></create_arpayment>"
    )
    number = gateway.call(paid, authentication=QUAY).key
    get, listed = f'<get_arpayment key="{number}"/>', '<get_list object="arpayment"/>'
    own = gateway.call(get, listed, authentication=QUAY)
    assert own.results == ["success", "success"]
    other = gateway.call(get, listed, authentication=MILL)
    assert other.results == ["failure", "success"]
    assert other.root.findall("operation/result/listtype")[0].get("total") == "0"
