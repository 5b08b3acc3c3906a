"""Serves the page "The two ledgers" and its static parts, as safely as the workspace page."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.pages.workspace_page import HEADERS, PAGES, SafeHeaders


def routes() -> list[BaseRoute]:
    """The page at `/ledgers` and its files below `/static/ledgers`.

    What it shares with the workspace page, `/static/shared`, is served there.
    """
    files = StaticFiles(directory=PAGES / "ledgers")
    return [Route("/ledgers", _page), Mount("/static/ledgers", SafeHeaders(files))]


async def _page(_request: Request) -> Response:
    return FileResponse(PAGES / "ledgers" / "index.html", headers=HEADERS)
