"""Links that were proposed."""

from typing import Any

import msgspec
from sqlalchemy import Row, insert, select, update

from sync.domain.linking import LinkProposal
from sync.domain.links import CompanyIdentity
from sync.domain.pre_flight import Check
from sync.store.models import LinkProposalRow
from sync.store.tables.base import SqlTable


class SqlProposals(SqlTable):
    """Keeps `ProposalTable`."""

    def add(self, proposal: LinkProposal) -> LinkProposal:
        """Keep a new proposal, and return it with its id."""
        statement = insert(LinkProposalRow).values(
            intacct_company_id=proposal.intacct.company_id,
            intacct_entity_id=proposal.intacct.entity_id,
            intacct_name=proposal.intacct.name,
            intacct_currency=proposal.intacct.currency,
            re_leased_company_id=proposal.re_leased.company_id,
            re_leased_name=proposal.re_leased.name,
            re_leased_currency=proposal.re_leased.currency,
            native_connection=proposal.re_leased.native_connection,
            sync_from=proposal.sync_from,
            mode=proposal.mode,
            proposed_by=proposal.proposed_by,
            proposed_at=proposal.proposed_at,
            expires_at=proposal.expires_at,
            checks=msgspec.json.encode(proposal.checks).decode(),
        )
        made = self.connection.execute(statement.returning(LinkProposalRow.id)).scalar_one()
        return self.get(made)

    def get(self, proposal_id: int) -> LinkProposal:
        """The proposal with this id. Raises KeyError where there is none."""
        query = select(*LinkProposalRow.__table__.columns)
        row = self.connection.execute(query.where(LinkProposalRow.id == proposal_id)).first()
        if row is None:
            raise KeyError(f"There is no proposal {proposal_id}.")
        return _proposal(row)

    def confirm(self, proposal_id: int, link_id: int) -> None:
        """Note the link that came of it."""
        statement = update(LinkProposalRow).where(LinkProposalRow.id == proposal_id)
        self.connection.execute(statement.values(link_id=link_id))


def _proposal(row: Row[Any]) -> LinkProposal:
    return LinkProposal(
        proposal_id=row.id,
        intacct=CompanyIdentity(
            row.intacct_company_id, row.intacct_entity_id, row.intacct_name, row.intacct_currency
        ),
        re_leased=CompanyIdentity(
            row.re_leased_company_id,
            "",
            row.re_leased_name,
            row.re_leased_currency,
            row.native_connection,
        ),
        sync_from=row.sync_from,
        mode=row.mode,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        expires_at=row.expires_at,
        link_id=row.link_id,
        checks=msgspec.json.decode(row.checks, type=tuple[Check, ...]),
    )
