"""The addresses of the stand-in Slack."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.slack.calls import SlackCall
from sandbox.slack.hooks import Hooks
from sandbox.slack.page_api import PageApi
from sandbox.slack.web_api.endpoint import WebApi
from sandbox.slack.workspace import Workspace


def routes(workspace: Workspace, *, on_call: Callable[[SlackCall], None]) -> list[BaseRoute]:
    """Every address: Web API, response URLs, the workspace page's questions, permalinks.

    Args:
        workspace: what stands behind them; close it with `workspace.close()` on shutdown.
        on_call: told about every call of the Web API once it is answered.
    """
    web_api = WebApi(workspace, on_call)
    hooks = Hooks(workspace)

    async def call(request: Request) -> Response:
        return await web_api(request)

    async def hook(request: Request) -> Response:
        return await hooks(request)

    return [
        Route("/slack/api/{method}", call, methods=["GET", "POST"]),
        Route("/slack/hooks/commands/{token}", hook, methods=["POST"]),
        Route("/archives/{channel}/{message}", _to_the_page),
        *PageApi(workspace).routes(),
    ]


async def _to_the_page(request: Request) -> Response:
    """A permalink leads to the workspace page, which may scroll to the message."""
    channel, message = request.path_params["channel"], request.path_params["message"]
    return RedirectResponse(f"/#{channel}/{message}")
