"""What is looked at before two companies are linked: what was found, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sync.domain.links import CompanyIdentity
from sync.domain.sides import Side

TOLERATED_DIFFERENCE = timedelta(minutes=2)
"""Between our clock and a ledger's. Slack refuses requests that are five minutes old, so that a clock of ours
that is wrong shows here first."""


class CheckResult(StrEnum):
    """How a check came out."""

    OK = "ok"
    ATTENTION = "attention"  # it will work, and somebody should know or see to it
    STOP = "stop"  # it cannot work like this

    @property
    def label(self) -> str:
        """The result as people read it in a list."""
        return _LABELS[self]


_LABELS = {
    CheckResult.OK: "OK",
    CheckResult.ATTENTION: "look at this",
    CheckResult.STOP: "stops here",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        where: The ledger, or both.
        subject: What was looked at.
        result: How it came out.
        found: What was found.
        next_step: What to do; empty where there is nothing to do.
    """

    where: str
    subject: str
    result: CheckResult
    found: str
    next_step: str = ""


def stops(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Those that stand in the way."""
    return tuple(check for check in checks if check.result is CheckResult.STOP)


def checked_clock(side: Side, difference: timedelta | None) -> Check:
    """How far a ledger's clock is from ours; None where the ledger does not tell its time."""
    subject = "Clock"
    if difference is None:
        return Check(side.label, subject, CheckResult.OK, "It does not tell its time.")
    seconds = round(difference.total_seconds())
    if abs(difference) <= TOLERATED_DIFFERENCE:
        return Check(side.label, subject, CheckResult.OK, f"{abs(seconds)} seconds from ours.")
    which = "ahead of" if seconds > 0 else "behind"
    return Check(
        side.label,
        subject,
        CheckResult.ATTENTION,
        f"{abs(seconds)} seconds {which} ours.",
        "Have this server's clock set by a time service; if it is right, tell the ledger's support.",
    )


def checked_currencies(intacct: CompanyIdentity, re_leased: CompanyIdentity) -> Check:
    """Both companies keep their books in one currency, or they cannot be linked."""
    where, subject = "Both", "Currency"
    currencies = {intacct.currency, re_leased.currency} - {""}
    if len(currencies) > 1:
        return Check(
            where,
            subject,
            CheckResult.STOP,
            f"{intacct.currency} in {Side.INTACCT.label}, {re_leased.currency} in "
            f"{Side.RE_LEASED.label}.",
            "Only companies with the same currency can be linked: check the companies in the settings.",
        )
    if not currencies:
        return Check(
            where,
            subject,
            CheckResult.STOP,
            "Neither ledger names its currency.",
            "Name the entity in the settings: with several base currencies each entity has its own.",
        )
    return Check(where, subject, CheckResult.OK, f"{currencies.pop()} in both.")


def checked_native_connection(re_leased: CompanyIdentity) -> Check:
    """Whether Re-Leased itself connects the company to its books."""
    subject = "Native connection"
    if not re_leased.native_connection:
        return Check(Side.RE_LEASED.label, subject, CheckResult.OK, "None.")
    return Check(
        Side.RE_LEASED.label,
        subject,
        CheckResult.ATTENTION,
        f"Connected to {re_leased.native_connection}: the company can only be observed.",
        "To let Leasebridge write, disconnect it in Re-Leased's settings before linking.",
    )


def checked_modules(intacct: CompanyIdentity, re_leased: CompanyIdentity) -> Check:
    """Both ledgers are set up for the same modules."""
    where, subject = "Both", "Modules"
    if intacct.modules == re_leased.modules:
        return Check(where, subject, CheckResult.OK, f"Set up for {intacct.modules}.")
    return Check(
        where,
        subject,
        CheckResult.STOP,
        f"{Side.INTACCT.label} is set up for {intacct.modules}, {Side.RE_LEASED.label} for "
        f"{re_leased.modules}.",
        "Set both up alike.",
    )
