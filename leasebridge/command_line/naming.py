"""Which record somebody names in the terminal: by its number or name, or by our own number for it."""

from collections.abc import Sequence

from leasebridge.choice_texts import records_text
from leasebridge.command_line.at_hand import named_company
from sync.domain.errors import FixSetup
from sync.domain.kinds import RecordKind
from sync.domain.look_alikes import folded
from sync.use_cases.find_records import FoundRecord, find_records
from sync.use_cases.ports import KnownRecord, Store
from sync.use_cases.show_record import show_record

LARGEST_NUMBER = 2**31 - 1


def records_named(store: Store, company: str, name: str, kind: str | None) -> Sequence[FoundRecord]:
    """What is called exactly `name`, now or before; or the one record with this number of ours, such as `#17`.

    Raises:
        FixSetup: Nothing is called so.
        NotFound: There is no record with this number.
    """
    link_id = named_company(store, company).link_id
    number = name.removeprefix("#")
    if name.startswith("#") and number.isdecimal():
        view = show_record(store, min(int(number), LARGEST_NUMBER))
        return [view.found] if view.found.records[0].link_id == link_id else []
    wanted = RecordKind(kind.replace("-", "_")) if kind else None
    found = [
        one
        for one in find_records(store, link_id, name)
        if folded(name) in map(folded, one.names) and wanted in {None, one.kind}
    ]
    if not found:
        raise FixSetup(f"Nothing is called {name}. Look it up with: leasebridge sync find {name}")
    return found


def only_one(found: Sequence[FoundRecord]) -> KnownRecord:
    """The one thing that was found, by Intacct's record where both sides have it.

    Raises:
        FixSetup: Several are called so.
    """
    if len(found) > 1:
        records = [one for thing in found for one in thing.records]
        raise FixSetup(
            f"Several records are called so. Name one by our number, such as "
            f"'#{records[0].record_id}':\n{records_text(records)}"
        )
    return found[0].records[0]
