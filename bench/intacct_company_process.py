"""Serves the Intacct gateway of one stand-in company, and nothing else of the stand-in world.

    python -m bench.intacct_company_process --invoices 20000 --latency 0.4

Prints its address on one line once it can be asked. Beside the gateway it answers

    GET  /counts                what was asked since the last reset
    POST /reset                 counts from nothing again
    POST /latency?seconds=0.4   how long each request to the gateway waits before it is worked on
    POST /change?count=10       edits so many invoices
"""

import argparse
import asyncio
import gc
import socket
from dataclasses import asdict

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.intacct_company import Counts
from bench.intacct_company_book import change_invoices, company_book
from sandbox.intacct.book import IntacctBook
from sandbox.intacct.calls import GatewayCall
from sandbox.intacct.gateway import PATH, routes


class Meter:
    """Counts what the gateway was asked."""

    def __init__(self) -> None:
        self.counts = Counts()

    def note(self, call: GatewayCall) -> None:
        """One request that was answered."""
        before = self.counts
        self.counts = Counts(
            requests=before.requests + 1,
            functions=before.functions + len(call.function_names),
            transactions=before.transactions + call.reads + call.writes,
        )


class Distance:
    """Lets each request to the gateway wait as on a long line; requests wait side by side."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait if this is for the gateway, then go on."""
        if self.seconds and scope["path"] == PATH:
            await asyncio.sleep(self.seconds)
        await self.app(scope, receive, send)


def application(book: IntacctBook, latency_seconds: float) -> Distance:
    """The gateway of `book` behind its distance, with the routes of the bench beside it."""
    meter = Meter()

    async def counts(_: Request) -> JSONResponse:
        return JSONResponse(asdict(meter.counts))

    async def reset(_: Request) -> JSONResponse:
        meter.counts = Counts()
        return JSONResponse(asdict(meter.counts))

    async def latency(request: Request) -> JSONResponse:
        distance.seconds = float(request.query_params["seconds"])
        return JSONResponse({"seconds": distance.seconds})

    async def change(request: Request) -> JSONResponse:
        since, keys = change_invoices(book, int(request.query_params["count"]))
        return JSONResponse({"since": since.isoformat(), "keys": keys})

    own = [
        Route("/counts", counts),
        Route("/reset", reset, methods=["POST"]),
        Route("/latency", latency, methods=["POST"]),
        Route("/change", change, methods=["POST"]),
    ]
    gateway = routes(book, on_call=meter.note)
    distance = Distance(Starlette(routes=[*gateway, *own]), latency_seconds)
    return distance


def main() -> None:
    """Fill the book, say where it is served, and serve it until told to stop."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--invoices", type=int, required=True)
    parser.add_argument("--latency", type=float, default=0.0)
    arguments = parser.parse_args()
    if arguments.invoices < 0:
        parser.error("a company cannot hold fewer than no invoices")
    app = application(company_book(arguments.invoices), arguments.latency)
    # The book stays as it is: what is measured shall not pay for walking over it again and again.
    gc.collect()
    gc.freeze()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        config = uvicorn.Config(app, log_level="critical", lifespan="off")
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
