"""Watching every call as it is sent: what no later look could tell."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
from sqlalchemy import Connection, bindparam, func, or_, select

from sync.domain.approving.approvals import ApprovalState
from sync.domain.approving.granting import POSTED_AS_SHOWN
from sync.domain.plan import StepVerb
from sync.domain.runs import IntentState, RunPurpose
from sync.domain.sides import Side
from sync.store.models import IntentRow, PlanStepRow, RecordRow, RunRow, UnlinkingRow
from sync.store.snapshots import decoded_step
from tests.simulation.approved import stands_otherwise
from tests.simulation.scene import Scene
from tests.simulation.wire import is_write, side_of
from tests.simulation.workers import Worker

_FUNCTION = re.compile(rb'<function controlid="([^"]*)">\s*<(\w+)[^>]*>\s*(?:<(\w+))?')

_NEVER_SENT = re.compile(r"^(delete|void_|reverse)")
"""Functions of Intacct's that undo what a person there may undo, and never we."""

_INTACCT_OWNS = frozenset(
    {"CUSTOMER", "VENDOR", "CONTACT", "GLACCOUNT", "TAXDETAIL", "DEPARTMENT", "LOCATION", "CLASS"}
)
"""Objects that only people change in Intacct, by its names."""

_MADE_THERE_ONLY = _INTACCT_OWNS - {"CUSTOMER", "VENDOR", "CONTACT"}
"""Of these even new ones come from Intacct alone."""


_PART = re.compile(r"[.:].*")

_CAME_TO_NOTHING = frozenset({ApprovalState.REFUSED, ApprovalState.LAPSED})
"""How an approval ends of which people are told that it was not carried out as they saw it."""

_OPEN = frozenset({IntentState.SENDING, IntentState.UNKNOWN})


class Watch:
    """Looks at each request before it is sent, and says what must never be.

    Args:
        scene: Where.
        violations: Where it says so.
    """

    def __init__(self, scene: Scene, violations: list[str]) -> None:
        self._scene = scene
        self._violations = violations
        with scene.engine.connect() as connection:
            newest = connection.execute(select(func.max(IntentRow.id))).scalar()
        self._journal_seen = newest or 0
        self._otherwise_before: frozenset[int] = frozenset()
        self._in_that_moment: dict[int, str] = {}

    @property
    def journalled(self) -> frozenset[str]:
        """The keys of all writes in the journal now."""
        with self._scene.engine.connect() as connection:
            return frozenset(connection.execute(select(IntentRow.key)).scalars())

    def sent(self, worker: Worker, request: httpx.Request) -> None:
        """A worker sends a request now."""
        if worker.transactions_open:
            self._violations.append(f"{worker.name} calls outside within a transaction.")
        if not is_write(request):
            return
        is_intacct = side_of(request) is Side.INTACCT
        forbidden = self._forbidden_there if is_intacct else self._forbidden_here
        said = [*self._unjournalled(worker, request), *forbidden(request)]
        self._violations += [f"{worker.name}: {one}" for one in said]

    def commits(self, worker: Worker) -> None:
        """A worker changes something in our database now."""
        if worker.passed_over is not None:
            self._violations.append(f"{worker.name} commits, though its lease was lost.")

    def committed(self) -> None:
        """A worker has made a transaction lasting: nothing that it is to write rests on what has moved."""
        with self._scene.engine.connect() as connection:
            new = list(connection.execute(_NEW_WRITES, {"after": self._journal_seen}))
            if not new:
                return
            self._journal_seen = new[-1].id
            for row in new:
                self._violations += _rests_on_what_moved(connection, row)

    def is_to_be_sent(self, request: httpx.Request) -> None:
        """A request is made up, and what happens until it is carried out is nothing its worker could know."""
        if is_write(request):
            told = self._approved_otherwise(side_of(request), posted_only=False)
            self._otherwise_before = frozenset(approval_id for approval_id, _ in told)

    def carried_out(self, request: httpx.Request) -> None:
        """A ledger has carried a request out just now."""
        if not is_write(request):
            return
        side = side_of(request)
        for approval_id, told in self._approved_otherwise(side, posted_only=True):
            # Re-Leased is told which version was seen, and refuses another; Intacct cannot be told.
            if side is Side.RE_LEASED or approval_id in self._otherwise_before:
                self._violations.append(told)
            else:
                self._in_that_moment[approval_id] = told

    def at_the_end(self) -> None:
        """All has come to rest: of what was changed at the very moment it was posted, people were told."""
        with self._scene.store.reading() as transaction:
            for approval_id, told in self._in_that_moment.items():
                approval = transaction.approvals.get(approval_id)
                is_told = approval.state in _CAME_TO_NOTHING
                if not is_told or POSTED_AS_SHOWN in approval.result:
                    self._violations.append(f"{told} Nobody was told.")

    def _approved_otherwise(self, side: Side, *, posted_only: bool) -> Iterator[tuple[int, str]]:
        """What is posted or approved by a person's approval is what that person was shown."""
        with self._scene.store.reading() as transaction:
            for intent in transaction.intents.unresolved(self._scene.link.link_id, 1000):
                approval_id = intent.step.approval_id
                is_approval = intent.step.verb is StepVerb.APPROVE and intent.side is side
                if not is_approval or approval_id is None:
                    continue
                for told in stands_otherwise(
                    self._scene,
                    side,
                    intent.write.key,
                    self._scene.seen[approval_id],
                    posted_only=posted_only,
                ):
                    yield approval_id, told

    def _unjournalled(self, worker: Worker, request: httpx.Request) -> Iterator[str]:
        """Every write is in the journal before it is sent, and its outcome is open.

        Unless others found the outcome out while the worker stood still: what it then still sends carries the
        same key.
        """
        if b"<uniqueid>false</uniqueid>" in request.read():
            yield "Intacct is not asked to carry out a write once only."
        if request.method == "POST" and not _keys(request):
            yield f"{request.url.path} carries no key."
        states = self._states(side_of(request))
        for key in _keys(request):
            state = states.get(_intent_of(key))
            if state is None:
                yield f"{key} is sent, and is not in the journal."
            elif state not in _OPEN and worker.passed_over is None:
                yield f"{key} is sent, and its outcome is {state}."
            elif worker.passed_over is not None and _intent_of(key) not in worker.passed_over:
                yield f"{key} is begun by a worker that lost its lease."
        if worker.passed_over is None and _OPEN.isdisjoint(states.values()):
            yield f"{request.method} {request.url.path} is sent, and no intent is open."

    def _states(self, side: Side) -> dict[str, IntentState]:
        query = select(IntentRow.key, IntentRow.state).where(IntentRow.side == side)
        with self._scene.engine.connect() as connection:
            return {key: state for key, state in connection.execute(query)}  # noqa: C416 - typed

    def _forbidden_there(self, request: httpx.Request) -> Iterator[str]:
        """What the rule book gives to Intacct's people alone."""
        for _, function, inner in _FUNCTION.findall(request.read()):
            name, about = function.decode(), inner.decode().upper()
            if _NEVER_SENT.match(name):
                yield f"{name} is sent to Intacct."
            if name == "update" and about in _INTACCT_OWNS:
                yield f"{about} is changed in Intacct."
            if name == "create" and about in _MADE_THERE_ONLY:
                yield f"{about} is made in Intacct."

    def _forbidden_here(self, request: httpx.Request) -> Iterator[str]:
        """Nothing is deleted in Re-Leased, and no payment undone."""
        path = request.url.path
        if request.method == "DELETE" or path.endswith("/reverse"):
            yield f"{request.method} {path} is sent to Re-Leased."


_NEW_WRITES = (
    select(IntentRow.id, IntentRow.run_id, IntentRow.step, RunRow.plan_id, RunRow.purpose)
    .join(RunRow, RunRow.id == IntentRow.run_id)
    .where(IntentRow.id > bindparam("after"))
    .order_by(IntentRow.id)
)


def _rests_on_what_moved(connection: Connection, row: Any) -> Iterator[str]:
    """What a write rests on stands as it was planned on, or the same run has written it; nobody holds it."""
    step = decoded_step(row.step)
    query = select(IntentRow.step).where(
        IntentRow.run_id == row.run_id, IntentRow.id < row.id, IntentRow.state == IntentState.DONE
    )
    written = {decoded_step(one).target_id for one in connection.execute(query).scalars()}
    planned_on = {step.source_id: step.source_fingerprint, step.target_id: step.target_fingerprint}
    for record_id, fingerprint in planned_on.items():
        if record_id is None:
            continue
        query = select(RecordRow.fingerprint).where(RecordRow.id == record_id)
        if connection.execute(query).scalar_one() != fingerprint and record_id not in written:
            yield f"To {step.verb} {step.title} rests on a record that has moved since."
        if connection.execute(_HELD, {"record_id": record_id}).first() is not None:
            yield f"To {step.verb} {step.title} touches what somebody unlinked."
    if row.purpose is RunPurpose.APPLY:
        query = select(PlanStepRow.body).where(PlanStepRow.plan_id == row.plan_id)
        shown = [decoded_step(one).digest for one in connection.execute(query).scalars()]
        if step.digest not in shown:
            yield f"To {step.verb} {step.title} is no part of the plan that was shown."


_HELD = select(UnlinkingRow.id).where(
    UnlinkingRow.relinked_at.is_(None),
    or_(
        UnlinkingRow.intacct_record_id == bindparam("record_id"),
        UnlinkingRow.re_leased_record_id == bindparam("record_id"),
    ),
)


def _intent_of(key: str) -> str:
    """The key of the intent that a write belongs to: behind it, a part of a write has a name of its own."""
    return _PART.sub("", key)


def _keys(request: httpx.Request) -> set[str]:
    """The keys that a write carries; Intacct's functions may have a part's name behind theirs."""
    if side_of(request) is Side.INTACCT:
        return {one.decode() for one, *_ in _FUNCTION.findall(request.read())}
    return {request.headers.get("Idempotency-Key", "")} - {""}
