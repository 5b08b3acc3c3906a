"""Owns an embedded server until it is killed: `python -m tests.jobs.owner_program FOLDER`."""

import sys
import time
from pathlib import Path

from jobs.embedded_redis import EmbeddedRedis

if __name__ == "__main__":
    with EmbeddedRedis(Path(sys.argv[1])) as server:
        print(server.pid, flush=True)  # noqa: T201 - read by the test
        time.sleep(600)
