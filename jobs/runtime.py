"""What a job works with, put in place by whoever starts the worker.

The worker forks a process for each job. Everything that holds a connection is therefore opened in the
job, after the fork, and closed at its end.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sync.use_cases.messenger import Messenger
from sync.use_cases.run.bench import Workbench


@dataclass(frozen=True, slots=True)
class JobRuntime:
    """How a job opens what it needs.

    Attributes:
        workbench: Opens the database and both ledgers.
        messenger: Opens the database and Slack.
    """

    workbench: Callable[[], AbstractContextManager[Workbench]]
    messenger: Callable[[], AbstractContextManager[Messenger]]


_installed: list[JobRuntime] = []


def install(runtime: JobRuntime) -> None:
    """Put the runtime in place, once for each process, before the first job."""
    _installed[:] = [runtime]


def current() -> JobRuntime:
    """The runtime in place.

    Raises:
        RuntimeError: A job was started by something else than Leasebridge's own worker.
    """
    if not _installed:
        raise RuntimeError("Jobs run only in workers started with `leasebridge worker`.")
    return _installed[0]
