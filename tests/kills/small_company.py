"""A landlord with next to nothing, but some of every sort: a first sync makes each call, and few of each."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sandbox.seed import chart
from sandbox.seed.generate import portfolio
from sandbox.seed.portfolio import BornIn, Document, DocumentState, Party, Portfolio

_ACCOUNTS = {
    *(chart.BANK, chart.RENT, chart.LICENCE_FEES),
    *("1100", "1200", "2000", "2150", "2200", "5000"),  # control accounts, deposits, repairs
}
_TAXES = {
    chart.SALE_STANDARD,
    chart.SALE_EXEMPT,
    chart.SALE_ZERO,
    "UK Purchase Standard",
    "UK Purchase Zero",
}
_STATES = (DocumentState.AWAITING_APPROVAL, DocumentState.APPROVED)


def small_company(*, documents: bool) -> Portfolio:
    """Of a company of usual size, a part that stands by itself.

    Args:
        documents: Whether there are any: a draft and an approved invoice born on either side.
    """
    whole = portfolio(documents=120, today=datetime.now(tz=UTC).date())
    kept = tuple(_one_of_each(whole.documents)) if documents else ()
    accounts = _ACCOUNTS | {line.account_number for each in kept for line in each.lines}
    taxes = _TAXES | {line.tax_code for each in kept for line in each.lines}
    leases = tuple(
        one for one in whole.leases if one.number in {each.lease_number for each in kept}
    )
    places = {one.property_number for one in leases} or {whole.properties[0].number}
    properties = tuple(one for one in whole.properties if one.number in places)
    members = {one.reference for one in properties}
    members |= {line.location for each in kept for line in each.lines}
    members |= {line.department or "" for each in kept for line in each.lines}
    return replace(
        whole,
        accounts=tuple(one for one in whole.accounts if one.number in accounts),
        tax_rates=tuple(one for one in whole.tax_rates if one.code in taxes),
        dimension_values=tuple(one for one in whole.dimension_values if one.code in members),
        parties=tuple(_parties(whole.parties, {each.party_number for each in kept})),
        properties=properties,
        leases=leases,
        documents=kept,
    )


def _one_of_each(documents: Iterable[Document]) -> Iterable[Document]:
    """Of each side a draft and an approved invoice, the latest, with few lines."""
    latest = sorted(documents, key=lambda one: (len(one.lines), -one.issued.toordinal()))
    for side in (BornIn.INTACCT, BornIn.RE_LEASED):
        for state in _STATES:
            yield next(one for one in latest if one.born_in is side and one.state is state)


def _parties(parties: Iterable[Party], named: set[str]) -> Iterable[Party]:
    """Those that are named, and a supplier of either side."""
    wanted = {(True, BornIn.INTACCT), (True, BornIn.RE_LEASED)}
    for one in parties:
        sort = (one.is_supplier, one.born_in)
        if one.number in named or sort in wanted:
            wanted.discard(sort)
            yield one
