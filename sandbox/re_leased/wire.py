"""JSON as Re-Leased writes it: camelCase, and money as numbers with two decimals, never floats."""

from datetime import date
from typing import Any, TypeVar

import msgspec

from sandbox.re_leased.refusal import Detail, Refusal

_encoder = msgspec.json.Encoder(decimal_format="number")
_Fields = TypeVar("_Fields")


def encode(value: Any) -> bytes:
    """`value` (records, or plain data around them) as JSON in UTF-8."""
    return _encoder.encode(value)


def decode(body: bytes, wanted: type[_Fields]) -> _Fields:
    """The fields handed in; numbers become exact decimals.

    Raises:
        Refusal: 400 when the body is no JSON; 422 when a field has a value of the wrong type.
    """
    sent = body or b"{}"
    try:
        msgspec.json.decode(sent, type=msgspec.Raw)  # the whole body is JSON before it is judged
        return msgspec.json.decode(sent, type=wanted)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `")
        field = path.removesuffix("`").removeprefix("$.")
        raise Refusal(
            422, "validation_failed", message, [Detail(field, "invalid_value", message)]
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(400, "malformed_request", f"The body is not JSON: {error}.") from error


def error_body(refusal: Refusal, *, request_id: str) -> bytes:
    """The refusal as the caller reads it."""
    error: dict[str, Any] = {
        "code": refusal.code,
        "message": refusal.message,
        "requestId": request_id,
        "details": [
            {"field": detail.field, "code": detail.code, "message": detail.message}
            for detail in refusal.details
        ],
    }
    if refusal.current_status is not None:
        error["currentStatus"] = refusal.current_status
    return encode({"error": error})


def read_date(text: str) -> date:
    """A date from a query; 400 when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(400, "malformed_request", f"{text!r} is not a date.") from error


def read_flag(text: str) -> bool:
    """`true` or `false` from a query; 400 when it is neither."""
    if text not in {"true", "false"}:
        raise Refusal(400, "malformed_request", f"{text!r} is neither true nor false.")
    return text == "true"
