"""Serves the workspace page: HTML, styles and plain JavaScript modules from this folder, nothing else.

The page runs under a Content-Security-Policy that lets it use this server only and lets no text become
script or style; Trusted Types make the browser refuse every way of turning a string into markup.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGES = Path(__file__).parent

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)

# The files are read anew on every visit, so that an edited page shows at once.
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}


class SafeHeaders:
    """Puts the page's protective headers on every answer of the files below it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the wrapped application does, with the headers added."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await self.app(scope, receive, send_with_headers)


async def page(_request: Request) -> FileResponse:
    """Answer with the workspace page."""
    return FileResponse(PAGES / "workspace" / "index.html", headers=HEADERS)


def routes() -> list[BaseRoute]:
    """Give the routes of the page.

    Returns:
        `/`, and the page's own files and those it shares with the ledgers page, below `/static/`.
    """
    return [
        Route("/", page),
        _files("/static/workspace", PAGES / "workspace"),
        _files("/static/shared", PAGES / "shared"),
    ]


def _files(path: str, folder: Path) -> Mount:
    return Mount(path, SafeHeaders(StaticFiles(directory=folder)))
