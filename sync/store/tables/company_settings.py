"""What was set for each pair of linked companies, kept whole as JSON."""

import msgspec
from sqlalchemy import delete, insert, select

from sync.domain.company_settings import CompanySettings
from sync.store.models import CompanySettingsRow
from sync.store.tables.base import SqlTable


class SqlCompanySettings(SqlTable):
    """Keeps `SettingsTable`."""

    def get(self, link_id: int) -> CompanySettings:
        """The settings; the usual ones where nobody set any."""
        query = select(CompanySettingsRow.body).where(CompanySettingsRow.link_id == link_id)
        body = self.connection.execute(query).scalar_one_or_none()
        return (
            CompanySettings() if body is None else msgspec.json.decode(body, type=CompanySettings)
        )

    def put(self, link_id: int, settings: CompanySettings) -> None:
        """Replace the settings."""
        of_link = CompanySettingsRow.link_id == link_id
        self.connection.execute(delete(CompanySettingsRow).where(of_link))
        body = msgspec.json.encode(settings).decode()
        row = {"link_id": link_id, "body": body, "changed_at": self.now()}
        self.connection.execute(insert(CompanySettingsRow).values(row))
