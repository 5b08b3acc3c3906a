"""`apps.*`: the app's own connection."""

from sandbox.slack.errors import Json
from sandbox.slack.web_api.method import Caller, Method, Tier


def open_connection(caller: Caller) -> Json:
    """`apps.connections.open`: the address of a socket, good for one."""
    return {"url": caller.workspace.sockets.address()}


METHODS = (
    Method(
        name="apps.connections.open",
        run=open_connection,
        tier=Tier.THREE,
        json_body=True,
        needs_app_token=True,
    ),
)
