"""The adapters, set up for the stand-in companies."""

from collections.abc import Mapping
from dataclasses import replace

import httpx

from sync.domain.modules import Modules
from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Ledger
from tests.simulation.clock import StoppedMachine
from tests.sync.use_cases.bridge import intacct_settings, re_leased_settings

ADDRESS = "http://127.0.0.1"


def ledgers_of(
    modules: Modules,
    machine: StoppedMachine,
    way: httpx.BaseTransport,
    *,
    page_size: int | None = None,
) -> Mapping[Side, Ledger]:
    """Both adapters, on one machine; with pages of so many rows, or of as many as usual."""
    intacct = replace(
        intacct_settings(ADDRESS),
        sales_definition="Sales Invoice" if modules.order_entry else "",
        purchase_definition="Vendor Invoice" if modules.purchasing else "",
    )
    re_leased = replace(re_leased_settings(ADDRESS), modules=modules, requests_per_minute=600)
    if page_size is not None:
        intacct = replace(intacct, page_size=page_size)
        re_leased = replace(re_leased, page_size=page_size)
    return {
        Side.INTACCT: IntacctLedger(intacct, transport=way, machine=machine),
        Side.RE_LEASED: ReLeasedLedger(re_leased, way, machine),
    }
