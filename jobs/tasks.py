"""The jobs. Each is a few lines: open, call one use case, close."""

from jobs import runtime
from sync.use_cases.deliver_messages import deliver_due
from sync.use_cases.run.carry_out import carry_out


def carry_out_run(run_id: int) -> None:
    """Carry out the run with this id; harmless when it is over or under way elsewhere."""
    with runtime.current().workbench() as bench:
        carry_out(bench, run_id)


def deliver_messages() -> None:
    """Bring every message with news up to date."""
    with runtime.current().messenger() as messenger:
        deliver_due(messenger)
