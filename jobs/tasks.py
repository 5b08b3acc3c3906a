"""The jobs. Each is a few lines: open, call one use case, close."""

import logging

from jobs import runtime
from sync.domain.errors import RetryLater
from sync.use_cases.deliver_messages import deliver_due
from sync.use_cases.desk_work import work_due
from sync.use_cases.known_people import look_up_due
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.run.carry_out import carry_out

log = logging.getLogger(__name__)


def carry_out_run(run_id: int) -> None:
    """Carry out the run with this id; harmless when it is over or under way elsewhere."""
    try:
        with runtime.current().workbench() as bench:
            carry_out(bench, run_id)
    except RetryLater as error:
        # Where the database itself is away, nothing can be noted there: the janitor finds the run.
        log.warning("Run %s stopped and is left to the janitor: %s", run_id, error)


def deliver_messages() -> None:
    """Look up whoever is asked for, and bring every message with news up to date."""
    with runtime.current().messenger() as messenger:
        look_up_due(messenger.store, messenger.directory, administrators=messenger.administrators)
        deliver_due(messenger)


def work_at_desk() -> None:
    """Do what people asked for that needs both ledgers and is no run."""
    try:
        with runtime.current().workbench() as bench:
            work_due(LinkDesk(bench.store, bench.ledgers, bench.roster))
    except RetryLater as error:
        log.warning("What was asked for waits in the outbox: %s", error)
