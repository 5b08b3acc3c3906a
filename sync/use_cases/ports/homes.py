"""What the use cases ask of the database about people's own pages."""

from datetime import datetime
from typing import Protocol


class HomeTable(Protocol):
    """Who looked at their page lately, and what it showed."""

    def opened(self, person_id: str, seen: int) -> None:
        """Somebody looks at their page now, which shows the audit trail up to the row `seen`."""
        ...

    def outdated(
        self, seen: int, *, opened_since: datetime, asked_before: datetime, limit: int
    ) -> tuple[str, ...]:
        """People whose page shows less than the row `seen` of the audit trail, whoever looked last first.

        Only of the `limit` people who opened theirs last, since `opened_since`; and of these only those whose
        page was not asked for since `asked_before`.
        """
        ...

    def asked_for(self, person_ids: tuple[str, ...], seen: int) -> None:
        """The pages of these people are being made anew, up to the row `seen`."""
        ...
