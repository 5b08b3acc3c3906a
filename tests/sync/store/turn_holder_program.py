"""Takes the turn to write to a SQLite file, says `holding`, and never lets go by itself."""

import sys
from pathlib import Path

from sync.store.writers_line import WritersLine


def main() -> None:
    """`python -m tests.sync.store.turn_holder_program DATABASE_FILE`."""
    with WritersLine(Path(sys.argv[1])).turn():
        sys.stdout.write("holding\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
