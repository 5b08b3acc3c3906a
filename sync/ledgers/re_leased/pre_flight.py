"""What Re-Leased can tell before two companies are linked: what its key may read, and who connects it."""

from collections.abc import Iterator

from sync.domain.errors import FixSetup
from sync.domain.pre_flight import Check, CheckResult, checked_clock
from sync.domain.sides import Side
from sync.ledgers.re_leased import wire, wire_shapes
from sync.ledgers.re_leased.client import Client
from sync.ledgers.re_leased.json_text import Reader

_LABEL = Side.RE_LEASED.label
_NAMES = {
    wire.Resource.CONTACTS: "Contacts",
    wire.Resource.INVOICES: "Invoices and credit notes",
    wire.Resource.PAYMENTS: "Payments",
    wire.Resource.ACCOUNTS: "Chart of accounts",
    wire.Resource.TAX_TYPES: "Tax types",
    wire.Resource.TRACKING_CATEGORIES: "Property tracking",
}
_TAX_TYPES = Reader(wire_shapes.Listing, "tax types")


def checks(client: Client) -> Iterator[Check]:
    """Every check. Sends no write: what the key may write is not to be asked otherwise.

    Args:
        client: The way to the company, which has answered before.
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
    if readable[wire.Resource.TAX_TYPES].result is CheckResult.OK:
        yield _external_tax(client)
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


def _external_tax(client: Client) -> Check:
    """Order Entry and Purchasing need a tax type whose amount is worked out by Intacct."""
    listing = _TAX_TYPES.read(client.read(wire.Resource.TAX_TYPES, {"pageSize": "200"}))
    types = [_TAX_TYPE.read(raw) for raw in listing.data]
    external = [one.code for one in types if one.rate is None and not one.archived]
    found = ", ".join(external) or "None; needed only where Order Entry or Purchasing is used."
    return Check(_LABEL, "Externally Calculated Tax", CheckResult.OK, found)


_TAX_TYPE = Reader(wire_shapes.TaxType, "tax type")
