"""Serves the page "The two ledgers" and its static parts, and the look both pages share."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

_HERE = Path(__file__).parent

# Nothing but our own files: no inline script or style, no foreign host, no frame around the page.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def routes() -> list[BaseRoute]:
    """The page at `/ledgers`, its files below `/static/ledgers`, the shared ones below `/static/shared`."""
    return [
        Route("/ledgers", _page),
        Mount("/static/ledgers", app=StaticFiles(directory=_HERE / "ledgers")),
        Mount("/static/shared", app=StaticFiles(directory=_HERE / "shared")),
    ]


async def _page(_request: Request) -> Response:
    return FileResponse(_HERE / "ledgers" / "index.html", headers=_HEADERS)
