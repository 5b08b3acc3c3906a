"""Keeps web pages of other sites from acting in the stand-in world through somebody's browser."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class SameSiteOnly:
    """Refuses requests that change something when a browser says another site sent them.

    Browsers name the sender's site by themselves; programs send no such header and are let through.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] == "http" and scope["method"] not in _READS and _is_foreign(scope):
            refusal = PlainTextResponse("Another site may not act here.", status_code=403)
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    return (b"sec-fetch-site", b"cross-site") in scope["headers"]
