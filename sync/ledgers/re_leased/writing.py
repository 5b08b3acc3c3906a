"""Carries out writes side by side, and turns what Re-Leased answers into outcomes, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sync.domain.errors import BrokenPromise, LeasebridgeError, RetryLater, SignInRefused
from sync.domain.kinds import RecordKind
from sync.ledgers.re_leased.answers import Refusal
from sync.ledgers.re_leased.client import Accepted, Client, Request
from sync.ledgers.re_leased.family import DECISIONS, Family, is_as_wanted
from sync.ledgers.re_leased.threads import Threads
from sync.ledgers.re_leased.wire import ErrorCode
from sync.use_cases.ports import Alike, Done, Refused, Response, Unknown, Write

# One family per collection; each reads objects of its own type.
Families = Mapping[RecordKind, Family[Any]]


class Batch:
    """One call's writes.

    Args:
        client: The way to Re-Leased.
        families: How each kind of record is written.
        threads: In which they are sent, shared with whoever else writes now.
        page_size: Records asked for at a time where a collection must be read to look one up.
    """

    def __init__(
        self, client: Client, families: Families, *, threads: Threads, page_size: int
    ) -> None:
        self._client = client
        self._families = families
        self._threads = threads
        self._page_size = page_size
        self._stopped_by: LeasebridgeError | None = None

    def outcomes(self, writes: Sequence[Write]) -> list[Response]:
        """One outcome for each write, in order.

        Raises:
            RetryLater, SignInRefused, FixSetup: No write at all was carried out.
            BrokenPromise: A write that cannot be put into Re-Leased's words; nothing was sent.
        """
        planned = [(write, self._families[write.kind].requests(write)) for write in writes]
        sent = self._threads.pool.map(lambda pair: self._outcome_or_error(*pair), planned)
        results = list(sent)
        errors = [result for result in results if isinstance(result, LeasebridgeError)]
        if errors and len(errors) == len(results):
            raise errors[0]
        return [_for_one(it) if isinstance(it, LeasebridgeError) else it for it in results]

    def find(self, write: Write) -> Done | Alike | None:
        """Whether `write` has taken effect; sends no write."""
        family = self._families[write.kind]
        if alike := family.alike(self._client, write):
            return Alike(tuple(Done(key=one.key, seen=one) for one in alike))
        seen = family.look_up(self._client, write, page_size=self._page_size)
        if seen is None or seen.gone or not is_as_wanted(seen, write):
            return None
        return Done(key=seen.key, seen=seen, asked=family.asked(write))

    def _outcome_or_error(
        self, write: Write, requests: Sequence[Request]
    ) -> Response | LeasebridgeError:
        """Once Re-Leased is away or refuses the key, the rest of the batch is not even tried."""
        if self._stopped_by is not None:
            return self._stopped_by
        try:
            return self._carry_out(write, requests)
        except LeasebridgeError as error:
            if isinstance(error, RetryLater | SignInRefused):
                self._stopped_by = error
            return error

    def _carry_out(self, write: Write, requests: Sequence[Request]) -> Response:
        outcome: Response | None = self._families[write.kind].problem_with(self._client, write)
        if outcome is not None:
            return outcome
        version = write.version
        for request in self._families[write.kind].final_requests(self._client, write, requests):
            current = replace(request, version=version if request.version else "")
            try:
                answer = self._client.write(current)
            except LeasebridgeError as error:
                if outcome is None:
                    raise
                return Unknown(f"Carried out in part: {error}")
            outcome = self._outcome(write, answer, is_begun=outcome is not None)
            if not isinstance(outcome, Done):
                return outcome
            version = outcome.seen.version if outcome.seen else ""
        if outcome is None:
            raise BrokenPromise(f"Nothing to send for {write.kind.singular} {write.key}.")
        return outcome

    def _outcome(
        self, write: Write, answer: Accepted | Refusal | Unknown, *, is_begun: bool
    ) -> Response:
        match answer:
            case Unknown():
                return answer
            case Accepted():
                return self._done(write, answer)
            case Refusal(refused=refused, look_first=True):
                found, refused = self._found_after_all(write), _refused(refused, is_begun=is_begun)
                return (
                    replace(found, otherwise=refused)
                    if isinstance(found, Alike)
                    else found or refused
                )
            case Refusal(refused=refused):
                return _refused(refused, is_begun=is_begun)

    def _done(self, write: Write, answer: Accepted) -> Done | Unknown:
        """What was answered. An answer that we cannot read does not undo what was done."""
        family = self._families[write.kind]
        try:
            stored = family.reader.read(answer.body, of_company=self._client.company_id)
            seen = family.seen(stored, write)
        except BrokenPromise as error:
            return Unknown(str(error))
        if seen and write.verb in DECISIONS and not is_as_wanted(seen, write):
            return Unknown(f"Re-Leased agreed to {write.verb} {write.key}, but shows otherwise.")
        return Done(key=seen.key if seen else family.key_of(write), seen=seen)

    def _found_after_all(self, write: Write) -> Done | Alike | Unknown | None:
        try:
            return self.find(write)
        except LeasebridgeError as error:
            return Unknown(f"It could not be looked up: {error}")


def _refused(refused: Refused, *, is_begun: bool) -> Refused:
    """A refusal half-way through has changed the record already: what was planned no longer fits."""
    return replace(refused, moved=refused.moved or is_begun)


def _for_one(error: LeasebridgeError) -> Response:
    """An error that met some writes of a batch only, as the outcome of one of them."""
    if isinstance(error, RetryLater):
        return Unknown(f"Not carried out yet: {error}")
    is_sign_in = isinstance(error, SignInRefused)
    code = ErrorCode.UNAUTHENTICATED if is_sign_in else ErrorCode.FORBIDDEN
    return Refused(code=code, message=str(error))
