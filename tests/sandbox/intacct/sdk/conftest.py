"""Sage's own SDKs before a gateway that serves the desk's book."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from sandbox.intacct.gateway import routes
from tests.sandbox.intacct.conftest import Stage
from tests.sandbox.intacct.sdk.javascript_sdk import (
    JavaScriptSdk,
    install_sdk,
    make_certificate,
    missing_programs,
    running_sdk,
)


@pytest.fixture(scope="session")
def _sdk_and_stage(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[JavaScriptSdk, Stage]]:
    """The SDK, installed once, and the one https address it talks to."""
    missing = missing_programs()
    if missing:
        pytest.skip(f"Sage's JavaScript SDK needs {', '.join(missing)}.")
    folder = tmp_path_factory.mktemp("javascript-sdk")
    install_sdk(folder)
    yield from _served(folder)


def _served(folder: Path) -> Iterator[tuple[JavaScriptSdk, Stage]]:
    certificate = make_certificate(folder)
    stage = Stage()
    config = uvicorn.Config(
        stage,
        port=0,
        log_level="critical",
        lifespan="off",
        ws="none",
        ssl_certfile=certificate.certificate,
        ssl_keyfile=certificate.key,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.002)
    port = server.servers[0].sockets[0].getsockname()[1]
    with running_sdk(folder, certificate, port) as sdk:
        yield sdk, stage
    server.should_exit = True
    thread.join()


@pytest.fixture
def javascript_sdk(_sdk_and_stage: tuple[JavaScriptSdk, Stage], desk: Any) -> JavaScriptSdk:
    """Sage's JavaScript SDK before a gateway that serves the desk's book."""
    sdk, stage = _sdk_and_stage
    stage.application = Starlette(routes=routes(desk.book, faults=desk.faults))
    return sdk
