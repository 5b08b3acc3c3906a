"""The linked companies."""

from typing import Any

from sqlalchemy import Row, insert, or_, select
from sqlalchemy.exc import IntegrityError

from sync.domain.errors import FixSetup
from sync.domain.links import CompanyLink, LinkMode
from sync.domain.rules import Terms
from sync.store.models import LinkModeRow, LinkRow
from sync.store.tables.base import SqlTable

_COLUMNS = (
    LinkRow.id,
    LinkRow.token,
    LinkRow.name,
    LinkRow.intacct_company_id,
    LinkRow.intacct_entity_id,
    LinkRow.re_leased_company_id,
    LinkRow.sync_from,
    LinkRow.currency,
)


class SqlLinks(SqlTable):
    """Keeps `LinkTable`."""

    def add(self, link: CompanyLink) -> CompanyLink:
        """Keep a new link. Raises FixSetup where either company is linked already."""
        self.require_unlinked(link)
        statement = insert(LinkRow).values(
            token=link.token,
            name=link.name,
            intacct_company_id=link.intacct_company_id,
            intacct_entity_id=link.intacct_entity_id,
            re_leased_company_id=link.re_leased_company_id,
            sync_from=link.terms.sync_from,
            currency=link.terms.currency,
            linked_at=self.now(),
        )
        try:
            link_id = self.connection.execute(statement.returning(LinkRow.id)).scalar_one()
        except IntegrityError as error:
            # Somebody linked one of the two between our question and our insert.
            raise FixSetup(f"{link.name} was linked by somebody else just now.") from error
        return self.get(link_id)

    def require_unlinked(self, link: CompanyLink) -> None:
        """Make sure that neither company is linked. Raises FixSetup where one is."""
        same_intacct_company = (LinkRow.intacct_company_id == link.intacct_company_id) & (
            LinkRow.intacct_entity_id == link.intacct_entity_id
        )
        same_re_leased_company = LinkRow.re_leased_company_id == link.re_leased_company_id
        query = select(*_COLUMNS).where(or_(same_intacct_company, same_re_leased_company))
        taken = self.connection.execute(query.order_by(LinkRow.id)).first()
        if taken is not None:
            other = _link(taken)
            raise FixSetup(
                f"Intacct company {other.intacct_company_id} {other.intacct_entity_id}".rstrip()
                + f" and Re-Leased company {other.re_leased_company_id} are linked already, as "
                f"{other.name}. A link is for ever, and neither can be linked a second time."
            )

    def get(self, link_id: int) -> CompanyLink:
        """The link with this id. Raises KeyError where there is none."""
        row = self.connection.execute(select(*_COLUMNS).where(LinkRow.id == link_id)).first()
        if row is None:
            raise KeyError(f"There is no link {link_id}.")
        return _link(row)

    def all(self) -> tuple[CompanyLink, ...]:
        """Every link, in the order they were made."""
        return tuple(
            _link(row) for row in self.connection.execute(select(*_COLUMNS).order_by(LinkRow.id))
        )

    def mode(self, link_id: int) -> LinkMode:
        """The mode it has now; ENGINE where none was ever noted."""
        query = select(LinkModeRow.mode).where(LinkModeRow.link_id == link_id)
        newest = self.connection.execute(query.order_by(LinkModeRow.id.desc()).limit(1))
        return newest.scalar() or LinkMode.ENGINE

    def set_mode(self, link_id: int, mode: LinkMode, *, by: str, reason: str) -> None:
        """Note the mode it has from now on."""
        values = {"link_id": link_id, "mode": mode, "since": self.now(), "set_by": by}
        self.connection.execute(insert(LinkModeRow).values(**values, reason=reason))


def _link(row: Row[*tuple[Any, ...]]) -> CompanyLink:
    return CompanyLink(
        link_id=row.id,
        token=row.token,
        name=row.name,
        intacct_company_id=row.intacct_company_id,
        intacct_entity_id=row.intacct_entity_id,
        re_leased_company_id=row.re_leased_company_id,
        terms=Terms(sync_from=row.sync_from, currency=row.currency),
    )
