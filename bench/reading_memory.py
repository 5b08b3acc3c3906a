"""Reading a whole ledger page by page: peak memory against the number of records.

    python -m bench.reading_memory              10,000 and 50,000 documents

Each size is read in a process of its own that keeps no page, as the engine's pull does. Memory must not
grow with the number of records read. The smaller size fills whole pages on both sides already.
"""

import argparse
import json
import subprocess
import sys
from typing import Any

from bench.first_sync import both_ledgers, peak_megabytes
from bench.stand_in import stand_in_world
from sync.domain.kinds import RecordKind

SIZES = (10_000, 50_000)


def main() -> None:
    """Read each size and print the peaks and their ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--reader", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.reader:
        print(json.dumps(read_all(arguments.reader)))
        return
    results = [measure(size) for size in arguments.sizes]
    for row in results:
        print(
            f"{row['documents']:>8,} documents: {row['records']:>8,} invoices read on both sides, "
            f"peak {row['peak']:.0f} MB (before reading {row['before']:.0f} MB)"
        )
    if len(results) > 1:
        print(f"ratio of peaks: {results[-1]['peak'] / results[0]['peak']:.2f}")


def measure(documents: int) -> dict[str, Any]:
    """Read a world of so many documents in a fresh process."""
    with stand_in_world(documents) as address:
        command = [sys.executable, "-m", "bench.reading_memory", "--reader", address]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own program
        return {"documents": documents, **json.loads(output.splitlines()[-1])}


def read_all(address: str) -> dict[str, Any]:
    """In a process of its own: page through both ledgers' invoices."""
    ledgers = both_ledgers(address)
    for ledger in ledgers.values():
        ledger.identity()
    before = peak_megabytes()
    records = sum(
        len(page.sightings)
        for ledger in ledgers.values()
        for page in ledger.changes({RecordKind.SALES_INVOICE: None})
    )
    return {"records": records, "before": before, "peak": peak_megabytes()}


if __name__ == "__main__":
    main()
