"""What Intacct's errors mean: the one translation into what to do next. The table is `error_table`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from sync.domain.errors import (
    BrokenPromise,
    FixSetup,
    LeasebridgeError,
    RetryLater,
    SignInRefused,
)
from sync.domain.standing import Cause
from sync.ledgers.intacct.wire.error_table import TABLE, Complaint, Level, Meaning, Row
from sync.use_cases.ports import Refused

LONGEST_MESSAGE = 500
_CAUSES = {Meaning.PERIOD_CLOSED: Cause.PERIOD_CLOSED}
"""Refusals that people know by a name of their own."""
_SUPPORT_ID = re.compile(r"\s*\[Support ID: *([^\]]*)\]")
_WRAPPERS = re.compile(
    r"could not \w+ .* record|transaction .*rolled back|error processing the function"
)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a failure means, in words for people.

    Attributes:
        meaning: What it asks for.
        code: Intacct's error number.
        message: What happened.
        remedy: What a person should do next; empty where nobody knows.
        support_id: What Sage's support wants to know.
    """

    meaning: Meaning
    code: str
    message: str
    remedy: str = ""
    support_id: str = ""


def complaint_of(*, number: str, description: str, description2: str, correction: str) -> Complaint:
    """One error, its texts joined where both are filled, the support id in a field of its own."""
    text = " ".join(part for part in (description2, description) if part)
    found = _SUPPORT_ID.search(text)
    return Complaint(
        number=number,
        text=_SUPPORT_ID.sub("", text).strip(),
        correction=_SUPPORT_ID.sub("", correction).strip(),
        support_id=unquote(found.group(1)) if found else "",
    )


def diagnose(level: Level, complaints: Sequence[Complaint]) -> Diagnosis:
    """What a failure means.

    Intacct puts the most specific error first and general wrappers after it; the first complaint that is
    not a wrapper gives the words, the first that the table knows gives the meaning. What the table does
    not know is refused, which repeats nothing; on the level of the request it is the set-up.
    """
    spoken = [one for one in complaints if not _WRAPPERS.search(one.text.lower())] or list(
        complaints
    )
    first = spoken[0] if spoken else Complaint(number="", text="Intacct gave no reason.")
    row = _first_fitting(level, spoken) or _unknown(level)
    return Diagnosis(
        meaning=row.meaning,
        code=first.number or row.meaning.value.replace(" ", "_"),
        message=(first.text or f"Intacct answered {first.number}.")[:LONGEST_MESSAGE],
        remedy=row.remedy or first.correction,
        support_id=next((one.support_id for one in complaints if one.support_id), ""),
    )


def _first_fitting(level: Level, complaints: Sequence[Complaint]) -> Row | None:
    return next((row for one in complaints for row in TABLE if row.fits(level, one)), None)


def _unknown(level: Level) -> Row:
    return Row(Meaning.REFUSED if level is Level.FUNCTION else Meaning.FIX_SETUP)


def as_refused(diagnosis: Diagnosis) -> Refused:
    """The failure of one write, as data."""
    return Refused(
        code=diagnosis.code,
        message=diagnosis.message,
        remedy=diagnosis.remedy,
        moved=diagnosis.meaning is Meaning.NOT_THERE,
        cause=_CAUSES.get(diagnosis.meaning, Cause.REFUSED_BY_LEDGER),
    )


def as_error(diagnosis: Diagnosis, *, wait_seconds: float | None = None) -> LeasebridgeError:
    """The failure of a reading or of a whole request, as an exception for the caller to raise."""
    said = f"Intacct answered {diagnosis.code}: {diagnosis.message}"
    sentence = said if said.endswith((".", "!", "?")) else f"{said}."
    message = f"{sentence} {diagnosis.remedy}".strip()
    match diagnosis.meaning:
        case Meaning.BACK_OFF:
            return RetryLater(message, wait_seconds=wait_seconds)
        case Meaning.SIGN_IN_REFUSED | Meaning.SIGN_IN_AGAIN:
            reconnect = "Sage Intacct needs reconnecting: it did not accept our sign-in."
            return SignInRefused(f"{reconnect} {message}")
        case Meaning.FIX_SETUP:
            return FixSetup(message)
        case _:
            return BrokenPromise(message)
