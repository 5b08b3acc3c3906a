"""What the use cases ask of the database about a company's settings."""

from typing import Protocol

from sync.domain.company_settings import CompanySettings


class SettingsTable(Protocol):
    """What was set for each pair of linked companies."""

    def get(self, link_id: int) -> CompanySettings:
        """The settings; the usual ones where nobody set any."""
        ...

    def put(self, link_id: int, settings: CompanySettings) -> None:
        """Replace the settings."""
        ...
