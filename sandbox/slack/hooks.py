"""The response URLs' address."""

import json
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.slack.errors import SlackError
from sandbox.slack.outgoing import post_answer
from sandbox.slack.workspace import Workspace


class Hooks:
    """Answers `/slack/hooks/commands/{token}`.

    Slack does not say which status a refused answer gets; 400 is a guess. Every request in order
    takes one of the five uses.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def __call__(self, request: Request) -> Response:
        """Show what the app sent, while the URL is usable."""
        url = self._workspace.response_urls.usable(request.path_params["token"])
        if url is None:
            return JSONResponse({"ok": False, "error": "used_url"}, status_code=404)
        try:
            answer = _read(request.headers.get("content-type", ""), await request.body())
            post_answer(self._workspace, url, answer)
        except ValueError:
            return PlainTextResponse("invalid_payload", status_code=400)
        except SlackError as refusal:
            told = {"ok": False, "error": refusal.code, **refusal.details}
            return JSONResponse(told, status_code=400)
        self._workspace.response_urls.used(url)
        return PlainTextResponse("ok")


def _read(content_type: str, body: bytes) -> dict[str, Any]:
    if content_type.startswith("application/x-www-form-urlencoded"):
        payloads = parse_qs(body.decode()).get("payload", [""])
        answer = json.loads(payloads[0])
    else:
        answer = json.loads(body)
    if not isinstance(answer, dict):
        raise ValueError("the payload is not an object")  # noqa: TRY004 - the value is wrong, not the call
    return answer
