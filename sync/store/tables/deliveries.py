"""Which requests from Slack were already taken in."""

from datetime import timedelta

from sqlalchemy import delete

from sync.store.dialects import upsert
from sync.store.models import DeliveryRow
from sync.store.tables.base import SqlTable

KEPT_FOR = timedelta(days=30)
"""How long a delivery is remembered; Slack repeats one within about an hour."""


class SqlDeliveries(SqlTable):
    """Keeps `DeliveryTable`."""

    def is_first(self, key: str) -> bool:
        """Note the delivery `key`; False when it was noted before."""
        now = self.now()
        self.connection.execute(delete(DeliveryRow).where(DeliveryRow.noted_at < now - KEPT_FOR))
        noted = self.connection.execute(
            upsert(self.connection, DeliveryRow)
            .values(key=key, noted_at=now)
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(DeliveryRow.key)
        )
        return noted.first() is not None

    def forget(self, key: str) -> None:
        """The delivery came to nothing: it may be made again."""
        self.connection.execute(delete(DeliveryRow).where(DeliveryRow.key == key))
