"""A connection that breaks before the answer arrives."""

from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class LostConnection(Response):
    """Closes the connection without sending a single byte of an answer.

    ASGI has no message for that. The server counts an answer as begun once it is handed the
    headers, refuses this illegal one before writing anything, and then closes the connection
    because the answer stays unfinished. It logs that as an error, which here is the wish.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin an answer that cannot be sent."""
        del scope, receive  # it depends on neither
        illegal = [(b"broken\n", b"off")]
        # Which exception the refusal is differs between the server's HTTP implementations.
        with suppress(Exception):
            await send({"type": "http.response.start", "status": 200, "headers": illegal})
