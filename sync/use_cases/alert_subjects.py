"""The subjects of the messages that alert people; `bot.presenter` makes each from the database."""

from datetime import date, datetime


def issue_subject(issue_id: int) -> str:
    """The one message about an issue, kept current."""
    return f"issue:{issue_id}"


def assigned_subject(issue_id: int, person_id: str, at: datetime) -> str:
    """The word in an issue's thread to whom it was assigned: an edited message tells nobody."""
    return f"issue:{issue_id}:assigned:{person_id}:{_seconds(at)}"


def woken_subject(issue_id: int, at: datetime) -> str:
    """The word in an issue's thread that its snooze is over and it is still open."""
    return f"issue:{issue_id}:woken:{_seconds(at)}"


def issue_list_subject(list_id: int) -> str:
    """The one message about the issues of a company that have none of their own."""
    return f"issues:{list_id}"


def escalation_subject(link_id: int, at: datetime) -> str:
    """The message to whom issues are escalated, about those that were at this moment."""
    return f"escalation:{link_id}:{_seconds(at)}"


def stoppage_subject(stoppage_id: int) -> str:
    """The one message about scheduled runs that fail for one reason."""
    return f"stoppage:{stoppage_id}"


def hold_subject(hold_id: int) -> str:
    """The one message about runs that stopped before they wrote, kept current."""
    return f"hold:{hold_id}"


def digest_subject(link_id: int, day: date) -> str:
    """The morning digest of a company, of this day."""
    return f"digest:{link_id}:{day:%Y-%m-%d}"


def watch_over_subject(watch_id: int) -> str:
    """The message that what somebody waited for has arrived."""
    return f"watch:{watch_id}:over"


def reminder_subject(watch_id: int, number: int) -> str:
    """The reminder with this number that what somebody waits for is still to be done."""
    return f"watch:{watch_id}:reminder:{number}"


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
