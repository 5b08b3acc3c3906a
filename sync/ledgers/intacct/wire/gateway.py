"""Asking and writing: where it is decided what is tried again.

Gateway     many functions in one request; readings are tried again, writes never
Session     signs in, once more when a session ended
Transport   one post
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import httpx
import stamina

from sync.domain.errors import BrokenPromise, OutcomeUnknown, RetryLater
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Function, Result
from sync.ledgers.intacct.wire.error_table import Level, Meaning
from sync.ledgers.intacct.wire.errors import Diagnosis, as_error, diagnose
from sync.ledgers.intacct.wire.local_call_limits import LocalCallLimits
from sync.ledgers.intacct.wire.session import Session
from sync.ledgers.intacct.wire.transport import Transport
from sync.ledgers.intacct.wire.xml_text import Element, tag_of
from sync.use_cases.ports import MACHINE, CallLimits, Machine

LONGEST_WAIT_IN_PLACE = 8.0
"""Seconds. Who asks us to wait longer is obeyed by the caller, who can do something else meanwhile."""

_ENDING_ALL = frozenset({Meaning.BACK_OFF, Meaning.FIX_SETUP, Meaning.SIGN_IN_REFUSED})
_log = logging.getLogger(__name__)


class Gateway:
    """The gateway of one company, which threads may share.

    Args:
        settings: Which company, as whom, and how much at a time.
        limits: Turns at the company, shared with whoever else asks it; None where nobody else does.
        transport: What carries requests; by default the network.
        machine: Whose threads and time it takes.
    """

    def __init__(
        self,
        settings: IntacctSettings,
        limits: CallLimits | None = None,
        transport: httpx.BaseTransport | None = None,
        machine: Machine = MACHINE,
    ) -> None:
        self._settings = settings
        self.machine = machine
        self._transport = Transport(
            timeout_seconds=settings.timeout_seconds, transport=transport, machine=machine
        )
        turns = limits or LocalCallLimits(settings.call_allowance)
        self._session = Session(settings, self._transport, turns)

    @property
    def clock_difference(self) -> timedelta | None:
        """How far Intacct's clock is ahead of ours, by its last answer; None where that did not say."""
        return self._transport.clock_difference

    def read(self, function: Element) -> Result:
        """What one reading function comes to.

        Raises:
            RetryLater, SignInRefused, FixSetup, BrokenPromise: It was not done.
        """
        return self.read_all([function])[0]

    def read_all(self, functions: Sequence[Element]) -> list[Result]:
        """What several reading functions come to, in order; raises when one of them failed."""
        results = self.try_all(functions)
        for result in results:
            if not result.succeeded:
                raise as_error(_diagnosis(result))
        return results

    def try_all(self, functions: Sequence[Element]) -> list[Result]:
        """As `read_all`, but hands back what failed, unless it failed for a reason that is not its own.

        Raises:
            RetryLater, SignInRefused, FixSetup: Trying something else would fail as well.
        """
        size = self._settings.batch_size
        starts = range(0, len(functions), size)
        return [one for start in starts for one in self._try_batch(functions[start : start + size])]

    def write(self, functions: Sequence[Function]) -> Mapping[str, Result]:
        """Send writing functions in one request, once. Completed control ids are not run again.

        Returns:
            What they came to, by control id; one that is missing there is not known.

        Raises:
            RetryLater, SignInRefused, FixSetup, BrokenPromise: None of them was run.
            OutcomeUnknown: What became of them is not known.
        """
        results = self._session.send(functions, unique=True).results
        _log.debug("Intacct answered %d of %d writes.", len(results), len(functions))
        return results

    def close(self) -> None:
        """Let the connections go."""
        self._transport.close()

    def _try_batch(self, functions: Sequence[Element]) -> list[Result]:
        results: list[Result] = []
        for attempt in self._attempts():
            with attempt:
                results = self._try_once(functions)
        return results

    def _attempts(self) -> Iterator[stamina.Attempt]:
        wait = self._settings.first_wait_seconds
        return iter(
            stamina.retry_context(
                on=_wait_before_next,
                attempts=self._settings.read_attempts,
                timeout=None,
                wait_initial=wait,
                wait_jitter=wait,
                wait_max=LONGEST_WAIT_IN_PLACE,
            )
        )

    def _try_once(self, functions: Sequence[Element]) -> list[Result]:
        named = [Function(f"read-{place}", body) for place, body in enumerate(functions, start=1)]
        try:
            answer = self._session.send(named, unique=False)
        except OutcomeUnknown as error:
            raise RetryLater(str(error)) from error
        _log.debug("Intacct was asked for %s.", ", ".join(tag_of(one) for one in functions))
        return [_sound(answer.results.get(one.control_id)) for one in named]


def _wait_before_next(error: Exception) -> bool | float:
    if not isinstance(error, RetryLater):
        return False
    if error.wait_seconds is None:
        return True
    return error.wait_seconds if error.wait_seconds <= LONGEST_WAIT_IN_PLACE else False


def _sound(result: Result | None) -> Result:
    if result is None:
        raise BrokenPromise("Intacct left one of our questions without an answer of its own.")
    if not result.succeeded:
        diagnosis = _diagnosis(result)
        if diagnosis.meaning in _ENDING_ALL:
            raise as_error(diagnosis)
    return result


def _diagnosis(result: Result) -> Diagnosis:
    return diagnose(Level.FUNCTION, result.complaints)
