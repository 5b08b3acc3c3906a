"""What Re-Leased can tell before two companies are linked: what its key may read, and who connects it."""

from collections.abc import Iterator

from sync.domain.errors import FixSetup
from sync.domain.pre_flight import Check, CheckResult, checked_clock
from sync.domain.sides import Side
from sync.ledgers.re_leased import wire, wire_shapes
from sync.ledgers.re_leased.client import Client
from sync.ledgers.re_leased.json_text import Reader
from sync.ledgers.re_leased.settings import ReLeasedSettings

_LABEL = Side.RE_LEASED.label
_NAMES = {
    wire.Resource.CONTACTS: "Contacts",
    wire.Resource.INVOICES: "Invoices and credit notes",
    wire.Resource.PAYMENTS: "Payments",
    wire.Resource.ACCOUNTS: "Chart of accounts",
    wire.Resource.TAX_TYPES: "Tax types",
    wire.Resource.TRACKING_CATEGORIES: "Property tracking",
}


def checks(client: Client, settings: ReLeasedSettings) -> Iterator[Check]:
    """Every check. Sends no write: what the key may write is not to be asked otherwise.

    Args:
        client: The way to the company, which has answered before.
        settings: Which modules are used, and the code of the tax type that they need.
    """
    readable = {resource: _reading(client, resource) for resource in _NAMES}
    yield from readable.values()
    yield Check(
        _LABEL,
        "Rights to write",
        CheckResult.ATTENTION,
        "Re-Leased does not say what a key may write.",
        "See that the key may create and change contacts, invoices, credit notes and payments, approve "
        "documents, and change financial settings as the company's accounting connection.",
    )
    if settings.modules.uses and readable[wire.Resource.TAX_TYPES].result is CheckResult.OK:
        yield _external_tax(client, settings.external_tax_type)
    yield checked_clock(Side.RE_LEASED, client.clock_difference)


def _reading(client: Client, resource: wire.Resource) -> Check:
    try:
        client.read(resource, {"pageSize": "1"})
    except FixSetup as error:
        return Check(
            _LABEL,
            _NAMES[resource],
            CheckResult.STOP,
            f"Cannot be read. {error}",
            "Ask Re-Leased to give the API key the right to read it.",
        )
    return Check(_LABEL, _NAMES[resource], CheckResult.OK, "Can be read.")


def _external_tax(client: Client, code: str) -> Check:
    """Order Entry and Purchasing need the tax type whose amount is worked out by Intacct."""
    path = wire.record_path(wire.Resource.TAX_TYPES, code)
    found = client.read_if_there(path)
    subject = "Externally Calculated Tax"
    if found is not None and not _TAX_TYPE.read(found).archived:
        return Check(_LABEL, subject, CheckResult.OK, f"There is the tax type {code}.")
    return Check(
        _LABEL,
        subject,
        CheckResult.STOP,
        f"There is no tax type {code} in use, which Order Entry and Purchasing need.",
        "Set it up in Re-Leased, or correct its code in the settings.",
    )


_TAX_TYPE = Reader(wire_shapes.TaxType, "tax type")
