"""Linking one Re-Leased company to one Intacct company: once, for ever."""

import secrets
from collections.abc import Mapping
from datetime import date

from sync.domain.errors import FixSetup
from sync.domain.links import CompanyLink
from sync.domain.rules import Terms
from sync.domain.sides import Side
from sync.use_cases.ports import AuditEvent, CompanyIdentity, Ledger, Store

EARLIEST_SYNC_FROM = date(2018, 1, 1)
"""Re-Leased help centre, connecting to Sage Intacct: the sync-from date is not before 2018."""


def make_link(
    store: Store, ledgers: Mapping[Side, Ledger], *, sync_from: date, actor: str
) -> CompanyLink:
    """Link the companies that both ledgers' credentials answer for.

    Args:
        store: The database.
        ledgers: Both ledgers' adapters.
        sync_from: Documents dated before it never travel.
        actor: Who does this, for the audit trail.

    Returns:
        The new link.

    Raises:
        FixSetup: The date is too early, a company is linked already, Re-Leased is natively connected to
            an accounting system, or the two companies keep their books in different currencies.
    """
    intacct = ledgers[Side.INTACCT].identity()
    re_leased = ledgers[Side.RE_LEASED].identity()
    objection = objection_to_linking(intacct, re_leased, sync_from)
    if objection is not None:
        raise FixSetup(objection)
    link = CompanyLink(
        link_id=0,
        token=secrets.token_hex(4),
        name=re_leased.name,
        intacct_company_id=intacct.company_id,
        intacct_entity_id=intacct.entity_id,
        re_leased_company_id=re_leased.company_id,
        terms=Terms(sync_from=sync_from, currency=re_leased.currency or intacct.currency),
    )
    with store.transaction() as transaction:
        made = transaction.links.add(link)
        transaction.audit.append(
            AuditEvent(
                tag="link:made",
                link_id=made.link_id,
                actor=actor,
                subject=made.name,
                facts={"intacct": intacct.company_id, "re_leased": re_leased.company_id},
            )
        )
    return made


def objection_to_linking(
    intacct: CompanyIdentity, re_leased: CompanyIdentity, sync_from: date
) -> str | None:
    """Why these companies cannot be linked, in a sentence with the next step; None where they can."""
    if sync_from < EARLIEST_SYNC_FROM:
        return f"The sync-from date {sync_from} is too early. Choose {EARLIEST_SYNC_FROM} or later."
    if re_leased.native_connection:
        return (
            f"{re_leased.name} is connected to {re_leased.native_connection} inside Re-Leased. "
            "Disconnect it there first: two syncs on one company would create every document twice."
        )
    currencies = {intacct.currency, re_leased.currency} - {""}
    if len(currencies) > 1:
        return (
            f"{re_leased.name} keeps its books in {re_leased.currency}, and {intacct.name} in "
            f"{intacct.currency}. Only companies with the same currency can be linked."
        )
    return None
