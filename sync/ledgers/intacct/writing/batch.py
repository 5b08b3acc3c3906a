"""Sending writes: batched, one request at a time, each with an outcome that can be relied on.

A failure is not believed at once. A control id that was completed before may be answered with a failure or
with the first result (Sage does not say which), so what failed is looked up before it is called refused.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sync.domain.errors import BrokenPromise, LeasebridgeError, OutcomeUnknown
from sync.domain.kinds import RecordKind
from sync.domain.records import title_of
from sync.domain.standing import Cause
from sync.ledgers.intacct.usage_record import UsageRecord
from sync.ledgers.intacct.wire.envelope import Function, Result
from sync.ledgers.intacct.wire.error_table import Level, Meaning
from sync.ledgers.intacct.wire.errors import LONGEST_MESSAGE, Diagnosis, as_refused, diagnose
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.writing.family import FamilyWriting, FoundByNumber, Prepared, ReadsBack
from sync.use_cases.ports import Done, Outcome, Refused, Unknown, Write, WriteVerb

_log = logging.getLogger(__name__)

Outcomes = dict[str, Outcome]
"""By intent key."""


@dataclass(frozen=True, slots=True)
class Sendable:
    """A write that has to be sent, and the functions it takes, its own last."""

    write: Write
    functions: Sequence[Function]


@dataclass(frozen=True, slots=True)
class Writing:
    """Sends writes of any kind, in the order given."""

    gateway: Gateway
    families: Mapping[RecordKind, FamilyWriting]
    usage: UsageRecord
    batch_size: int

    def write(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """One outcome for each write, in order.

        Raises:
            BrokenPromise: A write that Intacct never takes is among them; nothing was sent.
            RetryLater, SignInRefused, FixSetup: Nothing at all was sent.
        """
        self._require_writable(writes)
        outcomes: Outcomes = {}
        try:
            for part in self._settled(writes):
                outcomes |= part
        except LeasebridgeError as error:
            if not outcomes:
                raise
            # What was sent cannot be taken back, so the rest is handed back to be looked up.
            rest = [one for one in writes if one.intent_key not in outcomes]
            outcomes |= {one.intent_key: unknown(f"Not sent. {error}") for one in rest}
        return [outcomes[one.intent_key] for one in writes]

    def find(self, write: Write) -> Done | Unknown | None:
        """Whether one write has taken effect; Unknown where Intacct ran it and shows no trace of it."""
        self._require_writable([write])
        return self._found([write]).get(write.intent_key)

    def _settled(self, writes: Sequence[Write]) -> Iterator[Outcomes]:
        for start in range(0, len(writes), self.batch_size):
            at_hand: Outcomes = {}
            to_send: list[Sendable] = []
            for write, prepared in self._prepared(writes[start : start + self.batch_size]):
                if isinstance(prepared, (Done, Refused, Unknown)):
                    at_hand[write.intent_key] = prepared
                else:
                    to_send.append(Sendable(write, prepared))
            yield from (self._sent(request) for request in self._requests(to_send))
            yield at_hand

    def _requests(self, sendables: Sequence[Sendable]) -> Iterator[list[Sendable]]:
        """Groups that fit one request; a write that takes several functions is not torn apart."""
        request: list[Sendable] = []
        functions = 0
        for one in sendables:
            if request and functions + len(one.functions) > self.batch_size:
                yield request
                request, functions = [], 0
            request.append(one)
            functions += len(one.functions)
        if request:
            yield request

    def _prepared(self, batch: Sequence[Write]) -> Iterator[tuple[Write, Prepared]]:
        prepared: dict[str, Prepared] = {}
        for kind in dict.fromkeys(write.kind for write in batch):
            of_kind = [write for write in batch if write.kind is kind]
            prepared |= self.families[kind].prepare(of_kind)
        return ((write, prepared[write.intent_key]) for write in batch)

    def _sent(self, batch: Sequence[Sendable]) -> Outcomes:
        functions = [function for one in batch for function in one.functions]
        try:
            results = self.gateway.write(functions)
        except OutcomeUnknown as error:
            return {one.write.intent_key: unknown(str(error)) for one in batch}
        outcomes: Outcomes = {}
        failed: dict[str, tuple[Write, Diagnosis]] = {}
        for one in batch:
            key = one.write.intent_key
            result = results.get(key)
            if result is None:
                outcomes[key] = unknown("Intacct's answer does not speak of this write.")
            elif result.succeeded:
                outcomes[key] = self.families[one.write.kind].done(one.write, result)
            else:
                failed[key] = one.write, _diagnosis(result)
        return outcomes | self._read_back(batch, outcomes) | self._looked_up(failed)

    def _read_back(self, batch: Sequence[Sendable], outcomes: Outcomes) -> dict[str, Done]:
        """What was done, told better where Intacct adds something; as it is where it cannot be read now."""
        told: dict[str, Done] = {}
        for kind in dict.fromkeys(one.write.kind for one in batch):
            family = self.families[kind]
            intents = (one.write.intent_key for one in batch if one.write.kind is kind)
            answered = ((intent, outcomes.get(intent)) for intent in intents)
            done = {intent: one for intent, one in answered if isinstance(one, Done)}
            if not done or not isinstance(family, ReadsBack):
                continue
            try:
                told |= family.read_back(done)
            except LeasebridgeError as error:
                _log.warning("What was written to Intacct was not read back: %s", error)
        return told

    def _looked_up(self, failed: Mapping[str, tuple[Write, Diagnosis]]) -> Outcomes:
        try:
            found = self._found([write for write, _ in failed.values()])
        except LeasebridgeError as error:
            detail = f"It failed, and could not be looked up. {error}"
            return {key: unknown(detail) for key in failed}
        return {
            key: found.get(key) or _failed_outcome(diagnosis)
            for key, (_, diagnosis) in failed.items()
        }

    def _found(self, writes: Sequence[Write]) -> dict[str, Done | Unknown]:
        found: dict[str, Done | Unknown] = {}
        for kind in dict.fromkeys(write.kind for write in writes):
            found |= self.families[kind].find([write for write in writes if write.kind is kind])
        return found | self._made_out_of_sight(
            [one for one in writes if one.verb is WriteVerb.CREATE and one.intent_key not in found]
        )

    def _made_out_of_sight(self, creations: Sequence[Write]) -> dict[str, Done | Unknown]:
        """Creations that no look-up shows, but that Intacct's usage record calls completed.

        Somebody may have changed one before we looked: it is what stands under its number, where the kind
        has such. A change needs no such hint: its record shows whether it was made, and making it twice is
        harmless.
        """
        if not creations:
            return {}
        completed = self.usage.completed([write.intent_key for write in creations])
        carried_out = [write for write in creations if write.intent_key in completed]
        found: dict[str, Done | Unknown] = {
            write.intent_key: _out_of_sight(write) for write in carried_out
        }
        for kind in dict.fromkeys(write.kind for write in carried_out):
            family = self.families[kind]
            if isinstance(family, FoundByNumber):
                its_own = [write for write in carried_out if write.kind is kind]
                found |= family.under_their_numbers(its_own)
        return found

    def _require_writable(self, writes: Sequence[Write]) -> None:
        for write in writes:
            family = self.families.get(write.kind)
            if family is None or write.verb not in family.verbs:
                raise BrokenPromise(
                    f"Intacct owns its {write.kind.plural}: Leasebridge never sends a {write.verb} for one."
                    if family is None
                    else f"Leasebridge never sends a {write.verb} of a {write.kind.singular} to Intacct."
                )
        if len({write.intent_key for write in writes}) != len(writes):
            raise BrokenPromise("Two writes to Intacct carry the same intent key.")


def unknown(detail: str) -> Unknown:
    """The outcome that has to be looked up."""
    return Unknown(detail[:LONGEST_MESSAGE])


def _out_of_sight(write: Write) -> Unknown:
    told = unknown(
        "Intacct's usage record says that this was carried out, but the "
        f"{write.kind.singular} {title_of(write.record)} is not to be found there. "
        "Look in Intacct whether it has another number or was deleted, before it is entered again."
    )
    return replace(told, cause=Cause.MADE_AND_NOT_FOUND)


def _diagnosis(result: Result) -> Diagnosis:
    return diagnose(Level.FUNCTION, result.complaints)


def _failed_outcome(diagnosis: Diagnosis) -> Outcome:
    if diagnosis.meaning is Meaning.BACK_OFF:
        return unknown(f"Intacct was busy: {diagnosis.message}")
    return as_refused(diagnosis)
