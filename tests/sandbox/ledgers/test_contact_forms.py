"""Re-Leased's form for a contact: what was not touched stays as it was."""

from tests.sandbox.ledgers_client import LedgersClient


def test_contact_edit__of_the_telephone_leaves_the_address_as_it_was(client: LedgersClient) -> None:
    contact = client.rows("re_leased", "contacts", state="Active")["rows"][0]
    before = _fields(client, contact["key"])
    form = client.form_values("re_leased", "contacts", contact["key"], "edit")
    assert form["town_city"]
    assert form["region_state"]
    client.do(
        "re_leased", "contacts", contact["key"], "edit", form | {"telephone": "0117 496 0000"}
    )
    after = _fields(client, contact["key"])
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"telephone", "version"}


def _fields(client: LedgersClient, key: str) -> dict[str, str | None]:
    fields = client.detail("re_leased", "contacts", key)["fields"]
    return {field["name"]: field["value"] for field in fields}
