"""Our Intacct client beside `sageintacctsdk`: the same work, in one run, against one stand-in gateway.

    python -m bench.intacct_client                     every comparison
    python -m bench.intacct_client page delta          some of them
    python -m bench.intacct_client --invoices 2000     a smaller company, to try the bench itself

The gateway runs in a process of its own. Both sides sign in anew for every round, read the same fields
and join lines to invoices; ours besides makes typed records of them, with amounts as decimals. Rounds
alternate; the ratio is that of the best round of each side, because disturbances only ever add time.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bench import intacct_page
from bench.first_sync import peak_megabytes
from bench.intacct_company import IntacctCompany, intacct_company
from bench.intacct_settings import settings
from bench.python_sdk import PythonSdk, new_invoice
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import Document, DocumentLine, DocumentStatus, Reference, Sighting
from sync.ledgers.intacct.dimensions import STANDARD, EnabledDimension
from sync.ledgers.intacct.documents.item_rows import item_fields
from sync.ledgers.intacct.documents.objects import SALES_INVOICES
from sync.ledgers.intacct.documents.reading import header_fields
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Done, Write, WriteVerb

FAR = 0.4
"""Seconds that a request to a far gateway waits."""
NEW_INVOICES = 200
DELTA = 10
MEMORY_SIZES = (20_000, 200_000)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of the table.

    Attributes:
        work: What was done.
        ours: Our figure.
        theirs: What it is compared with.
        unit: Of both.
        at_least: The ratio theirs to ours that is wanted; where `at_most`, the ratio ours to theirs.
        at_most: See there.
    """

    work: str
    ours: float
    theirs: float
    unit: str
    at_least: float = 0.0
    at_most: float = 0.0

    def __str__(self) -> str:
        ratio = self.ours / self.theirs if self.at_most else self.theirs / self.ours
        met = ratio <= self.at_most if self.at_most else ratio >= self.at_least
        wanted = f"at most {self.at_most:g}" if self.at_most else f"at least {self.at_least:g}"
        figures = f"{self.ours:>10,.2f} {self.theirs:>10,.2f} {self.unit:<12}"
        return f"{self.work:<58} {figures} {ratio:>7.2f}  {wanted:<13} {'yes' if met else 'NO'}"


def main() -> None:
    """Run the comparisons asked for and print each as it is known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("works", nargs="*", choices=[*WORKS, []], help=", ".join(WORKS))
    parser.add_argument("--invoices", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reader", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.reader:
        print(json.dumps(peak_of_reading(arguments.reader)))
        return
    print(f"{'work':<58} {'ours':>10} {'theirs':>10} {'':<12} {'ratio':>7}  wanted        met")
    for work in arguments.works or WORKS:
        for row in WORKS[work](arguments.invoices, arguments.rounds):
            print(row, flush=True)


def compare_page(_invoices: int, rounds: int) -> Iterable[Comparison]:
    """A page of records made of its bytes."""
    for name, ours, theirs in intacct_page.works():
        own, other = _best_of(rounds * 5, ours, theirs)
        yield Comparison(name, own * 1000, other * 1000, "ms", at_least=4)


def compare_reading(invoices: int, rounds: int) -> Iterable[Comparison]:
    """Everything read, close by and far away."""
    with intacct_company(invoices=invoices) as company:
        for latency in (0.0, FAR):
            company.set_latency(latency)
            away = f", {latency * 1000:.0f} ms away" if latency else ""
            work = f"{invoices:,} invoices with lines{away}"
            own, once = _best_of(rounds, lambda: _read(company), lambda: _sdk(company).read_all())
            twice = _timed(lambda: _sdk(company).read_all_by_generator())
            wanted = 4 if latency else 5
            yield Comparison(f"{work}: its generator", own, twice, "s", at_least=wanted)
            yield Comparison(f"{work}: its get_all, our fields", own, once, "s", at_least=wanted)
            if not latency:
                usual = _timed(lambda: _sdk(company).read_all_fields())
                yield Comparison(f"{work}: its get_all as is", own, usual, "s", at_least=wanted)


def compare_transactions(invoices: int, _rounds: int) -> Iterable[Comparison]:
    """What Sage charges for reading everything; a tenth is read one by one, and counts ten times."""
    with intacct_company(invoices=invoices) as company:
        keys = [one.key for one in _read(company)]
        ours = company.transactions()
        sdk = _sdk(company)
        company.reset()
        assert sdk.read_one_by_one(keys[: invoices // 10]) == invoices // 10
        theirs = company.transactions() * 10
        yield Comparison(
            f"{invoices:,} invoices with lines, one read each",
            ours,
            theirs,
            "transactions",
            at_least=100,
        )


def compare_delta(invoices: int, _rounds: int) -> Iterable[Comparison]:
    """What reading a few changes costs."""
    with intacct_company(invoices=invoices) as company:
        changes = company.change(DELTA)
        counts = []
        for read in (
            lambda: _read(company, changes.since),
            lambda: _sdk(company).read_changes(changes.since),
        ):
            company.reset()
            assert len(read()) == DELTA
            counts.append(company.counts())
        ours, theirs = counts
        work = f"{DELTA} changes in {invoices:,}, sign-in included"
        yield Comparison(work, ours.requests, theirs.requests, "requests", at_least=4)
        yield Comparison(work, ours.transactions, theirs.transactions, "transactions", at_least=4)


def compare_creating(_invoices: int, _rounds: int) -> Iterable[Comparison]:
    """New invoices, far away."""
    with intacct_company(invoices=0, latency_seconds=FAR) as company:
        ours = _timed(lambda: _create(company))
        own_requests = company.requests()
        company.reset()
        theirs = _timed(lambda: _create_one_by_one(company))
        work = f"creating {NEW_INVOICES} invoices, {FAR * 1000:.0f} ms away, one by one"
        yield Comparison(work, ours, theirs, "s", at_least=30)
        yield Comparison(work, own_requests, company.requests(), "requests", at_least=50)


def compare_memory(invoices: int, _rounds: int) -> Iterable[Comparison]:
    """Peak memory of reading ten times as many."""
    sizes = MEMORY_SIZES if invoices >= MEMORY_SIZES[0] else (invoices, invoices * 10)
    small, large = (_peak(size) for size in sizes)
    yield Comparison(
        f"peak memory, {sizes[1]:,} invoices beside {sizes[0]:,}", large, small, "MB", at_most=1.2
    )


WORKS: dict[str, Callable[[int, int], Iterable[Comparison]]] = {
    "page": compare_page,
    "reading": compare_reading,
    "transactions": compare_transactions,
    "delta": compare_delta,
    "creating": compare_creating,
    "memory": compare_memory,
}


def peak_of_reading(url: str) -> float:
    """In a process of its own: page through everything and keep nothing; the peak in megabytes."""
    with closing(IntacctLedger(settings(url))) as ledger:
        for _ in ledger.changes({RecordKind.SALES_INVOICE: None}):
            pass
    return peak_megabytes()


def _peak(invoices: int) -> float:
    with intacct_company(invoices=invoices) as company:
        command = [sys.executable, "-m", "bench.intacct_client", "--reader", company.url]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own program
        return float(output.splitlines()[-1])


def _read(company: IntacctCompany, since: datetime | None = None) -> list[Sighting]:
    with closing(IntacctLedger(settings(company.url))) as ledger:
        pages = ledger.changes({RecordKind.SALES_INVOICE: since})
        return [one for page in pages for one in page.sightings]


def _sdk(company: IntacctCompany) -> PythonSdk:
    dimensions = [EnabledDimension(name, name) for name in STANDARD]
    return PythonSdk(company.url, header_fields(SALES_INVOICES), item_fields(dimensions))


def _create(company: IntacctCompany) -> None:
    writes = [_write(f"OURS-{place}") for place in range(NEW_INVOICES)]
    with closing(IntacctLedger(settings(company.url))) as ledger:
        assert all(isinstance(one, Done) for one in ledger.write(writes))


def _create_one_by_one(company: IntacctCompany) -> None:
    invoices = (
        new_invoice(f"SDK-{place}", customer="C-001", issued=date(2026, 3, 2))
        for place in range(NEW_INVOICES)
    )
    assert _sdk(company).create(invoices) == NEW_INVOICES


def _write(number: str) -> Write:
    line = DocumentLine(
        description="Rent",
        account=Reference(RecordKind.ACCOUNT, "4000"),
        net=Money(Decimal("100.00"), "GBP"),
        tax=Money(Decimal(0), "GBP"),
        tax_detail=None,
        dimensions=(
            Reference(RecordKind.DIMENSION_VALUE, "DEPARTMENT:RES"),
            Reference(RecordKind.DIMENSION_VALUE, "LOCATION:E200"),
        ),
    )
    invoice = Document(
        number=number,
        reference="",
        contact=Reference(RecordKind.CUSTOMER, "C-001"),
        issue_date=date(2026, 3, 2),
        due_date=date(2026, 3, 2),
        currency="GBP",
        status=DocumentStatus.POSTED,
        lines=(line, line),
    )
    intent = f"bench:{number}"
    return Write(intent, RecordKind.SALES_INVOICE, WriteVerb.CREATE, number, invoice)


def _best_of(
    rounds: int, ours: Callable[[], Any], theirs: Callable[[], Any]
) -> tuple[float, float]:
    """The shortest time of each, in seconds; they take turns."""
    times = [(_timed(ours), _timed(theirs)) for _ in range(rounds)]
    return min(own for own, _ in times), min(other for _, other in times)


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
