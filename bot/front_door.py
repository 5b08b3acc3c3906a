"""The front door: what every request must pass before Bolt sees it.

Bolt parses a body before it checks the signature, so that junk from anybody would give tracebacks, and
it misreads a slash command whose text holds the word `payload`. This filter checks size, age and
signature over the raw bytes, and the plain form of the body; Bolt's own check is switched off behind it.
Source: Slack's documentation on verifying requests; Bolt's behaviour as observed by running it.
"""

import hmac
import io
import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from bot import health

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes. A full message with all its blocks stays far below."""

WINDOW_SECONDS = 300
DEEPEST_NESTING = 100
_OBJECTS = ("user", "team", "enterprise", "channel", "container", "message", "view", "event")
_LISTS_OF_OBJECTS = ("actions", "authorizations")
_NAMED = ("user", "channel", "team", "item", "message", "view")
_TEXTS = ("type", "trigger_id", "event_id", "callback_id", "challenge")
LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not let in: an HTTP status line and a sentence."""

    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """The WSGI application that the web server runs.

    Attributes:
        bolt: Bolt's own WSGI application, called only for requests that pass.
        signing_secrets: The accepted secrets; several during a rotation.
        path: Where Slack sends its requests.
        health: Answers the health pages, which nobody signs.
        now: Seconds since 1970.
    """

    bolt: "WSGIApplication"
    signing_secrets: Sequence[str]
    path: str
    health: "WSGIApplication"
    now: Callable[[], float] = time.time

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer health checks, refuse what does not belong here, hand on the rest."""
        if environ["PATH_INFO"] in health.PATHS:
            return self.health(environ, start_response)
        body = self._body(environ)
        refusal = body if isinstance(body, Refusal) else self._objection(environ, body)
        if isinstance(body, Refusal) or refusal is not None:
            return _refuse(start_response, refusal or Refusal("400 Bad Request", "unreadable"))
        body = without_bolts_misreading(body)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        return self.bolt(environ, start_response)

    def _body(self, environ: "WSGIEnvironment") -> bytes | Refusal:
        if environ["PATH_INFO"] != self.path:
            return Refusal("404 Not Found", "no such address")
        if environ["REQUEST_METHOD"] != "POST":
            return Refusal("405 Method Not Allowed", "only POST is understood here")
        length = _number(environ.get("CONTENT_LENGTH") or "")
        if length is None:
            return Refusal("411 Length Required", "the length is missing or not a number")
        if length > LARGEST_BODY:
            return Refusal("413 Content Too Large", "the body is too large")
        body: bytes = environ["wsgi.input"].read(length)
        return body

    def _objection(self, environ: "WSGIEnvironment", body: bytes) -> Refusal | None:
        timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        sent = _number(timestamp)
        if sent is None or abs(self.now() - sent) > WINDOW_SECONDS:
            return Refusal("401 Unauthorized", "the timestamp is missing or outside five minutes")
        if not any(
            hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode())
            for secret in self.signing_secrets
        ):
            return Refusal("401 Unauthorized", "the signature does not fit")
        if not _is_well_formed(body, environ.get("CONTENT_TYPE", "")):
            return Refusal("400 Bad Request", "the body is not what Slack sends")
        return None


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's signature (version 0) of a raw body."""
    message = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), message, sha256).hexdigest()


def without_bolts_misreading(body: bytes) -> bytes:
    """A form body in which Bolt cannot mistake the text of a command for an interaction.

    Bolt takes any form that contains the word `payload` for one with a `payload` field. One
    percent-encoded letter says the same and is not mistaken.
    """
    if body.startswith((b"payload=", b"{")) or b"&payload=" in body:
        return body
    return body.replace(b"payload", b"%70ayload")


def _number(text: str) -> int | None:
    """The number that `text` says in at most twelve of the digits 0 to 9; None for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else None


def _is_well_formed(body: bytes, content_type: str) -> bool:
    """Whether Bolt can read the body: it takes what is called JSON, or begins like it, for JSON."""
    try:
        text = body.decode("utf-8")
        if content_type.startswith("application/json") or text.startswith("{"):
            return _is_json_object(text)
        fields = dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except ValueError:
        return False
    if "payload" in fields:
        return _is_json_object(fields["payload"])
    return "command" in fields or "ssl_check" in fields


def _is_json_object(text: str) -> bool:
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and not _nests_too_deep(value) and _has_slacks_shape(value)


def _has_slacks_shape(value: Mapping[str, Any]) -> bool:
    """Whether the parts that Bolt reads by itself, before any of our code, are what it takes them for."""
    objects = (value.get(name) for name in _OBJECTS)
    lists = [value.get(name) for name in _LISTS_OF_OBJECTS]
    listed = (one for each in lists if isinstance(each, list) for one in each)
    return (
        all(isinstance(one, dict | None) for one in objects)
        and all(isinstance(each, list | None) for each in lists)
        and all(isinstance(one, dict) for one in listed)
        and ("actions" not in value or _name_themselves(value["actions"]))
        and (not str(value.get("type")).startswith("view_") or _is_a_view(value.get("view")))
        and all(isinstance(value.get(name, ""), str) for name in _TEXTS)
        and all(isinstance(one, str | dict | None) for one in _named_in_event(value))
    )


def _name_themselves(actions: Sequence[Mapping[str, Any]] | None) -> bool:
    """Whether there is an action, and each says which it is."""
    return bool(actions) and all(isinstance(one.get("action_id"), str) for one in actions or ())


def _is_a_view(view: Mapping[str, Any] | None) -> bool:
    """Whether there is a dialog, and it says which it is."""
    return view is not None and isinstance(view.get("callback_id"), str)


def _named_in_event(value: Mapping[str, Any]) -> Iterable[Any]:
    """What an event names by its id or shows as an object."""
    event = value.get("event")
    if not isinstance(event, dict):
        return ()
    return [within.get(name) for within in (event, *_objects_in(event)) for name in _NAMED]


def _objects_in(event: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return (one for one in event.values() if isinstance(one, dict))


def _nests_too_deep(value: Any) -> bool:
    """Whether anything stands more than `DEEPEST_NESTING` levels down; found without recursion."""
    level = [value]
    for _ in range(DEEPEST_NESTING):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _refuse(start_response: "StartResponse", refusal: Refusal) -> Iterable[bytes]:
    # Neither body nor signature is ever logged: they may be anybody's.
    log.info("Request refused: %s (%s)", refusal.reason, refusal.status)
    start_response(refusal.status, [("Content-Type", "text/plain; charset=utf-8")])
    return [f"{refusal.reason}\n".encode()]
