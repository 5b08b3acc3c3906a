"""Runs the functions of an operation: one by one, or all or nothing."""

from dataclasses import dataclass, field
from datetime import timedelta

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.completed import CompletedFunctions
from sandbox.intacct.faults import Fault
from sandbox.intacct.functions.all_functions import REGISTRY
from sandbox.intacct.functions.registry import BareAnswer, Call, Function, ResultSets
from sandbox.intacct.objects.definition import Catalogue
from sandbox.intacct.refusal import BUSINESS_ERROR, Refusal
from sandbox.intacct.sessions import Session, Sessions
from sandbox.intacct.usage import UsageEntry
from sandbox.intacct.wire.envelope import (
    Control,
    FunctionElement,
    Operation,
    aborted_result,
    failed_result,
    result,
)
from sandbox.intacct.wire.text_limits import fit_texts
from sandbox.intacct.wire.tree import Element, WrittenParts, text_of

_ROLLED_BACK = "The entire transaction in this operation has been rolled back due to an error."


@dataclass(slots=True)
class Tally:
    """What a request cost: read functions that ran, and records written."""

    reads: int = 0
    writes: int = 0


class _RolledBackError(Exception):
    """Leaves the piece of work of a transaction that failed, so that it is taken back."""


@dataclass(frozen=True, slots=True)
class _Done:
    """A function that succeeded, or made some of its records and failed with the others."""

    function: FunctionElement
    element: Element
    is_write: bool
    is_repeat: bool = False
    failures: tuple[Refusal, ...] = ()


@dataclass(slots=True)
class Runner:
    """Runs the functions of one operation for one user.

    Attributes:
        unique: Whether completed function control ids are checked and remembered.
    """

    book: IntacctBook
    catalogue: Catalogue
    sessions: Sessions
    completed: CompletedFunctions
    session: Session
    endpoint: str
    unique: bool
    control: Control
    results: ResultSets
    tally: Tally = field(default_factory=Tally)
    bare: list[BareAnswer] = field(default_factory=list)
    written: WrittenParts = field(default_factory=list)
    visibility_delay: timedelta = timedelta()
    refused_by: Fault | None = None

    def run(self, operation: Operation) -> list[Element]:
        """One result for each function, in order."""
        alone = len(operation.functions) == 1
        self.book.work_in(self.session.entity)
        try:
            if operation.is_transaction:
                return self._run_together(operation.functions, alone=alone)
            return [self._run_by_itself(each, alone=alone) for each in operation.functions]
        finally:
            self.book.work_in("")

    def _run_by_itself(self, function: FunctionElement, *, alone: bool) -> Element:
        try:
            with self.book.piece_of_work():
                done = self._call(function, alone=alone)
        except Refusal as refusal:
            self._note_usage(function, 0, "failure")
            return failed_result(function, _with_wrapper(function, refusal))
        self._settle(done)
        return done.element

    def _run_together(
        self, functions: tuple[FunctionElement, ...], *, alone: bool
    ) -> list[Element]:
        done: list[_Done] = []
        failed: tuple[FunctionElement, Refusal] | None = None
        try:
            with self.book.piece_of_work():
                for function in functions:
                    try:
                        done.append(_whole(self._call(function, alone=alone)))
                    except Refusal as refusal:
                        failed = (function, refusal)
                        raise _RolledBackError from refusal
        except _RolledBackError:
            for function in functions:
                is_cause = failed is not None and function is failed[0]
                self._note_usage(function, 0, "failure" if is_cause else "aborted")
            return _results_of_rolled_back(functions, failed)
        for one in done:
            self._settle(one)
        return [one.element for one in done]

    def _call(self, function: FunctionElement, *, alone: bool) -> _Done:
        known = REGISTRY.get(function.name)
        if known is None:
            raise Refusal("XL03000009", "There was an error processing the function")
        if known.alone and not alone:
            raise Refusal("XL03000009", f"{function.name} must be the only function of its request")
        fault = self.refused_by
        if fault is not None and fault.strikes(function.name, writes=known.writes):
            raise fault.refusal()
        before = self.completed.repeated(function.control_id) if self.unique else None
        if before is not None:
            return _Done(function, before, is_write=known.writes, is_repeat=True)
        call = self._call_of(function)
        if known.object_name:
            call.may_write(known.object_name, function.name.partition("_")[0].upper())
        if known.writes:
            fit_texts(function.element, self.book.options.long_texts)
        parts = known.handle(call)
        if call.failures:
            return _partly_done(function, parts, call.failures)
        return _Done(function, result(function, parts), is_write=known.writes)

    def _call_of(self, function: FunctionElement) -> Call:
        return Call(
            element=function.element,
            book=self.book,
            catalogue=self.catalogue,
            session=self.session,
            sessions=self.sessions,
            endpoint=self.endpoint,
            results=self.results,
            bare=self.bare,
            written=self.written,
            visibility_delay=self.visibility_delay,
        )

    def _settle(self, done: _Done) -> None:
        if done.is_repeat:
            return
        if done.failures:
            made = len(done.element.findall("data/*"))
            self.tally.writes += made
            self._note_usage(done.function, made, "failure")
            return
        cost = _records_written(done.function) if done.is_write else 1
        if done.is_write:
            self.tally.writes += cost
        else:
            self.tally.reads += 1
        self._note_usage(done.function, 0 if REGISTRY[done.function.name].free else cost, "success")
        if self.unique:
            kept = done.element if done.is_write else None
            self.completed.remember(done.function.control_id, done.function.name, kept)

    def _note_usage(self, function: FunctionElement, transactions: int, status: str) -> None:
        """Enter what the function cost.

        One that failed costs nothing, and the words of STATUS are guesses; so is that a reversal,
        which makes one record and changes another, is charged as one.
        """
        self.book.usage.put(
            UsageEntry(
                record_no=self.book.usage.highest_number() + 1,
                created_at=self.book.now(),
                sender_id=self.control.sender_id,
                function_name=function.name,
                control_id=function.control_id,
                document_control_id=self.control.control_id,
                dtd_version=self.control.dtd_version,
                login_id=self.session.user_id,
                transactions=transactions,
                status=status,
            )
        )


def _with_wrapper(function: FunctionElement, refusal: Refusal) -> list[Refusal]:
    known: Function | None = REGISTRY.get(function.name)
    if known is None or known.wrapper is None:
        return [refusal]
    return [refusal, Refusal(BUSINESS_ERROR, known.wrapper)]


def _partly_done(function: FunctionElement, parts: list[Element], failures: list[Refusal]) -> _Done:
    """A failure that tells what was made all the same."""
    element = failed_result(function, _with_wrapper(function, failures[0]) + failures[1:])
    for part in parts:
        element.insert(len(element) - 1, part)
    return _Done(function, element, is_write=True, failures=tuple(failures))


def _whole(done: _Done) -> _Done:
    """In a transaction what was done in part has failed."""
    if done.failures:
        raise done.failures[0]
    return done


def _results_of_rolled_back(
    functions: tuple[FunctionElement, ...], failed: tuple[FunctionElement, Refusal] | None
) -> list[Element]:
    rolled_back = Refusal("XL03000009", _ROLLED_BACK)
    return [
        failed_result(function, [*_with_wrapper(function, failed[1]), rolled_back])
        if failed is not None and function is failed[0]
        else aborted_result(function, rolled_back)
        for function in functions
    ]


def _records_written(function: FunctionElement) -> int:
    match function.name:
        case "create" | "update":
            return len(function.element)
        case "delete":
            return len(text_of(function.element, "keys").split(","))
        case _:
            return 1
