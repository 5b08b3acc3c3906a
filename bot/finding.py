"""The records that somebody names: by number or name, or by our own number, such as `#17`."""

from sync.domain.look_alikes import folded
from sync.use_cases.find_records import FoundRecord, find_records
from sync.use_cases.ports import Store
from sync.use_cases.show_record import NotFound, show_record

LARGEST_NUMBER = 2**31 - 1


def things_found(store: Store, words: str) -> tuple[FoundRecord, ...]:
    """What `words` find in any of the linked companies."""
    with store.reading() as transaction:
        links = transaction.links.all()
    return tuple(one for link in links for one in find_records(store, link.link_id, words))


def companies_to_name(store: Store) -> dict[int, str]:
    """The linked companies' names by link, where there are several; none where a record can be of one only."""
    with store.reading() as transaction:
        links = transaction.links.all()
    return {link.link_id: link.name for link in links} if len(links) > 1 else {}


def things_called(store: Store, name: str) -> tuple[FoundRecord, ...]:
    """What is or was called exactly `name`, a linked pair as one; or the one with this number of ours."""
    number = name.removeprefix("#")
    if name.startswith("#") and number.isascii() and number.isdecimal():
        return _numbered(store, min(int(number[:18]), LARGEST_NUMBER))
    wanted = folded(name)
    return tuple(one for one in things_found(store, name) if wanted in map(folded, one.names))


def _numbered(store: Store, record_id: int) -> tuple[FoundRecord, ...]:
    try:
        return (show_record(store, record_id).found,)
    except NotFound:
        return ()
