"""Keeping the schedules: every linked company syncs by itself, as often as the settings say."""

from sync.use_cases.ports import Store


def keep_schedules(store: Store, *, every_seconds: int) -> None:
    """Give every link a schedule with this interval; 0 takes the schedules away.

    Safe to repeat: an interval that has not changed leaves the next start where it is.
    """
    with store.transaction() as transaction:
        for link in transaction.links.all():
            name = f"sync:{link.link_id}"
            if every_seconds > 0:
                transaction.schedules.put(name, link_id=link.link_id, every_seconds=every_seconds)
            else:
                transaction.schedules.remove(name)
