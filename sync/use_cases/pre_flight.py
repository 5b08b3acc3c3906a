"""The pre-flight check: what would go wrong later is told now, with what to do."""

from collections.abc import Iterator, Sequence

from sync.domain.errors import FixSetup, SignInRefused
from sync.domain.pre_flight import (
    Check,
    CheckResult,
    checked_currencies,
    checked_modules,
    checked_native_connection,
)
from sync.domain.sides import Side
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.ports import Ledger


def check_before_linking(desk: LinkDesk) -> Sequence[Check]:
    """Look at everything that a link needs, on both sides. Writes nothing.

    Returns:
        Every check, those that went well too: Intacct's, Re-Leased's, then what concerns both.

    Raises:
        RetryLater: A ledger is busy or away.
    """
    return tuple(_checks(desk))


def _checks(desk: LinkDesk) -> Iterator[Check]:
    reached = True
    for side in Side:
        checks = _checks_of(desk.ledgers[side])
        reached = reached and bool(checks) and checks[0].result is CheckResult.OK
        yield from checks
    if not reached:
        return
    re_leased = desk.ledgers[Side.RE_LEASED].identity()
    yield checked_native_connection(re_leased)
    intacct = desk.ledgers[Side.INTACCT].identity()
    yield checked_currencies(intacct, re_leased)
    yield checked_modules(intacct, re_leased)


def _checks_of(ledger: Ledger) -> Sequence[Check]:
    """A ledger's own checks; where it does not even answer us, only that."""
    label = ledger.side.label
    try:
        identity = ledger.identity()
    except (SignInRefused, FixSetup) as error:
        return (
            Check(
                label, "Company", CheckResult.STOP, str(error), "Correct this, then check again."
            ),
        )
    place = f"{identity.company_id} {identity.entity_id}".rstrip()
    found = f"{identity.name} ({place}) answers."
    return (Check(label, "Company", CheckResult.OK, found), *ledger.pre_flight())
