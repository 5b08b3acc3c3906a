"""Who is who: Intacct's records name its users by number, people know each other by login.

That USERINFO is asked so for RECORDNO and LOGINID is documented (developer site, Company and console, Users).
Logins never change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sync.domain.records import Sighting
from sync.ledgers.intacct.reading.query import KEY, Query
from sync.ledgers.intacct.settings import LARGEST_PAGE
from sync.ledgers.intacct.wire.envelope import Result, records_in
from sync.ledgers.intacct.wire.xml_text import Element

Logins = Mapping[str, str]
"""The logins of users by their number (RECORDNO)."""

USERS = Query("USERINFO", ("LOGINID",))


def question_for_users() -> Element:
    """The function that reads all users, active or not: as many as a page holds, which is 2,000."""
    return USERS.page(page_size=LARGEST_PAGE)


def logins_in(result: Result) -> Logins:
    """The logins that an answer tells; a user without one stays a number."""
    told = ((row.get(KEY, ""), row.get("LOGINID", "")) for row in records_in(result))
    return {number: login for number, login in told if number and login}


def with_logins(sightings: Sequence[Sighting], logins: Logins) -> tuple[Sighting, ...]:
    """The sightings, with people's logins where the users' numbers stood; an unknown number stays."""
    return tuple(
        replace(
            one,
            entered_by=logins.get(one.entered_by, one.entered_by),
            changed_by=logins.get(one.changed_by, one.changed_by),
        )
        for one in sightings
    )
