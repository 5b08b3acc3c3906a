"""A stand-in Intacct company in a process of its own: the measuring ground for reads and writes of Intacct.

Its work and memory are not counted as ours, and it counts what it was asked by itself.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

import httpx

PATH = "/ia/xml/xmlgw.phtml"


@dataclass(frozen=True, slots=True)
class Counts:
    """What the gateway was asked.

    Attributes:
        requests: HTTP requests.
        functions: Functions in them, failed ones too.
        transactions: API transactions as Sage charges them: one for a read whatever it returned,
            one for each record written, none for a function that failed.
    """

    requests: int = 0
    functions: int = 0
    transactions: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """Invoices that were edited in one go.

    Attributes:
        since: Aware moment (UTC) at or after which these were edited, and nothing else was.
        keys: Their RECORDNOs.
    """

    since: datetime
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IntacctCompany:
    """A company that is being served; `sandbox.intacct.credentials` opens it.

    Attributes:
        address: Scheme, host and port.
    """

    address: str

    @property
    def url(self) -> str:
        """The address of the gateway."""
        return f"{self.address}{PATH}"

    def counts(self) -> Counts:
        """What was asked since the last reset."""
        return Counts(**httpx.get(f"{self.address}/counts").raise_for_status().json())

    def requests(self) -> int:
        """HTTP requests since the last reset."""
        return self.counts().requests

    def functions(self) -> int:
        """Functions since the last reset."""
        return self.counts().functions

    def transactions(self) -> int:
        """API transactions by Sage's charging rule since the last reset."""
        return self.counts().transactions

    def reset(self) -> None:
        """Count from nothing again."""
        self._post("/reset")

    def set_latency(self, seconds: float) -> None:
        """Let every request to the gateway wait so long from now on, side by side with others."""
        self._post("/latency", seconds=seconds)

    def change(self, count: int) -> Changes:
        """Have `count` invoices, spread evenly over the book, edited by somebody in Intacct."""
        answer = self._post("/change", count=count)
        return Changes(datetime.fromisoformat(answer["since"]), tuple(answer["keys"]))

    def _post(self, path: str, **parameters: float) -> dict[str, Any]:
        answer = httpx.post(f"{self.address}{path}", params=parameters, timeout=60)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found


@contextmanager
def intacct_company(*, invoices: int, latency_seconds: float = 0.0) -> Iterator[IntacctCompany]:
    """Serve a company with so many AR invoices of two taxed lines each; ready when it is yielded.

    Raises:
        RuntimeError: The process ended before it could be asked; its own words are on stderr.
    """
    command = [sys.executable, "-m", "bench.intacct_company_process"]
    options = ["--invoices", str(invoices), "--latency", str(latency_seconds)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        try:
            yield IntacctCompany(_address_from(process.stdout))
        finally:
            process.terminate()
            process.wait()


def _address_from(output: IO[str] | None) -> str:
    """The address the process prints once it listens."""
    address = "" if output is None else output.readline().strip()
    if not address:
        raise RuntimeError("The stand-in Intacct company did not start.")
    return address
