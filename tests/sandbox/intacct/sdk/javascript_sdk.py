"""Sage's JavaScript SDK in a process of its own, told over a pipe which story to live through."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from sandbox.intacct.credentials import (
    COMPANY_ID,
    SENDER_ID,
    SENDER_PASSWORD,
    USER_ID,
    USER_PASSWORD,
)

SCRIPTS = Path(__file__).parent / "javascript"
PROGRAMS = ("node", "npm", "openssl")
LATEST_NODE = 22  # later ones no longer have util.isArray, which the SDK calls
_HOST = "api.intacct.com"  # the SDK accepts no host outside intacct.com


def missing_programs() -> list[str]:
    """What this needs and the machine does not have."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if "node" not in missing and _node_version() > LATEST_NODE:
        missing.append(f"a node no newer than {LATEST_NODE}")
    return missing


def _node_version() -> int:
    version = subprocess.check_output(["node", "--version"], text=True)  # noqa: S607 - as found on the path
    return int(version.removeprefix("v").partition(".")[0])


class Refused(msgspec.Struct, frozen=True):
    """What the SDK threw: the name of its exception, its message, and Intacct's errors in one text each."""

    exception: str
    message: str
    errors: list[str] = []


class Step(msgspec.Struct, frozen=True, rename="camel"):
    """What the SDK saw of one step of a story; `data` holds the rows as the SDK read them."""

    step: str
    status: str = ""
    key: str = ""
    data: list[Any] = []
    list_type: str = ""
    count: int | None = None
    total_count: int | None = None
    num_remaining: int | None = None
    result_id: str = ""
    errors: list[str] = []
    refusal: Refused | None = None
    config: dict[str, str] = {}


class _Over(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    over: bool
    broken_off: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for every host of intacct.com, and its key; both are files of this run only."""

    certificate: Path
    key: Path


def make_certificate(folder: Path) -> Certificate:
    """Make a certificate that nobody but the SDK under test is told to trust."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    subject = ("-subj", "/CN=*.intacct.com", "-addext", "subjectAltName=DNS:*.intacct.com")
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")
    files = ("-keyout", str(made.key), "-out", str(made.certificate))
    _run(["openssl", "req", "-x509", *kind, *subject, *files], folder)
    return made


def install_sdk(folder: Path) -> None:
    """Install exactly what package-lock.json names, with the npm of this machine as it is set up."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SCRIPTS / name, folder)
    quietly = ("--no-audit", "--no-fund", "--loglevel=error")
    _run(["npm", "ci", "--ignore-scripts", "--prefer-offline", *quietly], folder)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(  # noqa: S603 - a program and options of our own choice
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


@dataclass(frozen=True, slots=True)
class JavaScriptSdk:
    """The running SDK; `told` lives through one story at a time."""

    process: subprocess.Popen[str]
    complaints: Path

    def told(self, story: str) -> Mapping[str, Step]:
        """The steps of a story by name, in order. Fails when the SDK could not go through with it."""
        requests, answers = self.process.stdin, self.process.stdout
        assert requests is not None
        assert answers is not None
        requests.write(f"{story}\n")
        requests.flush()
        steps: dict[str, Step] = {}
        for line in answers:
            message = msgspec.json.decode(line, type=dict[str, Any])
            if "over" in message:
                over = msgspec.convert(message, _Over)
                assert not over.broken_off, f"{over.broken_off}\nafter {list(steps.values())}"
                return steps
            step = msgspec.convert(_without_nothing(message), Step)
            steps[step.step] = step
        raise AssertionError(f"node has ended:\n{self.complaints.read_text()}")


def _without_nothing(message: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in message.items() if value is not None}


@contextmanager
def running_sdk(folder: Path, certificate: Certificate, port: int) -> Iterator[JavaScriptSdk]:
    """The SDK installed in `folder`, pointed at the gateway on `port` of this machine."""
    environment = {
        "PATH": os.environ["PATH"],
        "NODE_PATH": str(folder / "node_modules"),
        "NODE_EXTRA_CA_CERTS": str(certificate.certificate),
        "INTACCT_ENDPOINT_URL": f"https://{_HOST}:{port}/ia/xml/xmlgw.phtml",
        "INTACCT_SENDER_ID": SENDER_ID,
        "INTACCT_SENDER_PASSWORD": SENDER_PASSWORD,
        "INTACCT_COMPANY_ID": COMPANY_ID,
        "INTACCT_USER_ID": USER_ID,
        "INTACCT_USER_PASSWORD": USER_PASSWORD,
    }
    complaints = folder / "complaints"
    command = [
        "node",
        "-r",
        str(SCRIPTS / "resolve_intacct_here.js"),
        str(SCRIPTS / "storyteller.js"),
    ]
    with (
        complaints.open("w") as errors,
        subprocess.Popen(  # noqa: S603 - a program and options of our own choice
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        yield JavaScriptSdk(process, complaints)
