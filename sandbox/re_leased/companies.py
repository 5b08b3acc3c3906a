"""The billing group's companies, and the one link of each to its books."""

from datetime import date
from typing import Any

import msgspec

from sandbox.clock import Clock
from sandbox.re_leased.fields import ConnectionFields
from sandbox.re_leased.moments import moment
from sandbox.re_leased.records import (
    AccountingConnection,
    Actor,
    Company,
    ConnectionStatus,
    Provider,
)
from sandbox.re_leased.refusal import Refusal, broken_rule
from sandbox.re_leased.shelf import Shelf
from sandbox.storage import Collection, Storage

EARLIEST_SYNC_FROM = date(2018, 1, 1)
GROUP = "group"  # companies stand on one shelf together, under this name


class ConnectedKey(msgspec.Struct):
    """The interface key that acts as a company's accounting connection."""

    key_id: str


class Companies:
    """All companies that a key may see."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._clock = clock
        self.shelf = Shelf(storage, clock, name="company", record_type=Company)
        self._connected_keys = Collection(storage, "re_leased_connected_key", ConnectedKey)

    def open(self, company_id: str, *, by: Actor, **fields: Any) -> Company:
        """Set a company up; it starts not connected to any accounting software."""
        return self.shelf.add(GROUP, by=by, id=company_id, **fields)

    def get(self, company_id: str) -> Company:
        """The company.

        Raises:
            Refusal: 404 when there is none.
        """
        return self.shelf.get(GROUP, company_id, what="company")

    def connect(self, company_id: str, wanted: ConnectionFields, *, by: Actor) -> Company:
        """Link the company to its books, once and for ever, or change the link's settings.

        One Re-Leased company to one company or entity of the books, irreversibly (Key aspects of
        the Intacct integration). The sync-from date is fixed with it.

        Raises:
            Refusal: 409 `company_link_locked` for another company, provider or date; 409
                `already_linked` when another company has the link; 403 for another key; 422
                `before_sync_from_date` for a date before 2018.
        """
        company = self.get(company_id)
        known = company.accounting_connection
        if known.status is ConnectionStatus.NOT_CONNECTED:
            return self._connect_first(company, wanted, by=by)
        self._require_same_link(company, wanted)
        self.require_connection_key(company_id, by=by)
        return self._settle(company, wanted, by=by)

    def connect_natively(self, company_id: str, *, provider: Provider, by: Actor) -> Company:
        """A person connects the company to accounting software in Re-Leased's own settings."""
        company = self.get(company_id)
        connection = AccountingConnection(
            provider=provider,
            status=ConnectionStatus.SUCCESSFULLY_SYNCED,
            external_company_id="native",
            connected_at=moment(self._clock.now()),
        )
        return self.shelf.change(company, by=by, accounting_connection=connection)

    def disconnect_natively(self, company_id: str, *, by: Actor) -> Company:
        """A person takes the native connection away; that this leaves no trace is a guess."""
        company = self.get(company_id)
        return self.shelf.change(company, by=by, accounting_connection=AccountingConnection())

    def require_connection_key(self, company_id: str, *, by: Actor) -> None:
        """On a connected company, financial settings come from the accounting software only.

        Raises:
            Refusal: 403 `managed_by_accounting_system` for anybody else.
        """
        company = self.get(company_id)
        if company.accounting_connection.status is ConnectionStatus.NOT_CONNECTED:
            return
        holder = self._connected_keys.get(company_id)
        if by.type == "system" or (holder is not None and holder.key_id == by.id):
            return
        raise Refusal(
            403,
            "managed_by_accounting_system",
            f"{company.name} is connected to accounting software; change this over there.",
        )

    def _connect_first(self, company: Company, wanted: ConnectionFields, *, by: Actor) -> Company:
        if wanted.sync_from_date is msgspec.UNSET or wanted.sync_from_date < EARLIEST_SYNC_FROM:
            raise broken_rule(
                "before_sync_from_date",
                f"A sync-from date is needed, {EARLIEST_SYNC_FROM} at the earliest.",
                field="syncFromDate",
            )
        for other in self.shelf.every(GROUP):
            if _same_books(other.accounting_connection, wanted):
                raise Refusal(
                    409, "already_linked", f"{other.name} is already linked to these books."
                )
        self._connected_keys.put(company.id, ConnectedKey(key_id=by.id))
        return self._settle(company, wanted, by=by, connected_at=moment(self._clock.now()))

    def _settle(
        self, company: Company, wanted: ConnectionFields, *, by: Actor, **changes: Any
    ) -> Company:
        connection = msgspec.structs.replace(
            company.accounting_connection, **wanted.given(), **changes
        )
        if connection == company.accounting_connection:
            return company
        return self.shelf.change(company, by=by, accounting_connection=connection)

    @staticmethod
    def _require_same_link(company: Company, wanted: ConnectionFields) -> None:
        known = company.accounting_connection
        same_date = wanted.sync_from_date in {msgspec.UNSET, known.sync_from_date}
        if not same_date or wanted.provider is not known.provider or not _same_books(known, wanted):
            raise Refusal(
                409,
                "company_link_locked",
                f"{company.name} is linked to {known.external_company_id} by {known.provider} "
                f"from {known.sync_from_date}; that cannot be changed.",
            )


def _same_books(known: AccountingConnection, wanted: ConnectionFields) -> bool:
    return (known.external_company_id, known.external_entity_id) == (
        wanted.external_company_id,
        wanted.external_entity_id,
    )
