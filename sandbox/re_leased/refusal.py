"""How Re-Leased says no: a status, a code, a sentence and the fields at fault.

The codes are assumed (no public description of the interface exists); the rules behind them are
known from the help centre.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detail:
    """One field at fault, with a code for programs and a sentence for people."""

    field: str
    code: str
    message: str


class Refusal(Exception):
    """A request that a rule of Re-Leased does not allow."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: Sequence[Detail] = (),
        *,
        current_status: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = tuple(details)
        self.current_status = current_status


def broken_rule(code: str, message: str, *, field: str = "") -> Refusal:
    """A refusal for one rule, with its detail code."""
    return Refusal(422, "validation_failed", message, [Detail(field, code, message)])


def broken_rules(details: Sequence[Detail]) -> Refusal:
    """A refusal for several rules at once; `details` is not empty."""
    message = " ".join(dict.fromkeys(detail.message for detail in details))
    return Refusal(422, "validation_failed", message, details)


def not_found(what: str, record_id: str) -> Refusal:
    """There is no such record in the company that was asked."""
    return Refusal(404, "not_found", f"There is no {what} {record_id} in this company.")


def wrong_status(action: str, what: str, *, current_status: str) -> Refusal:
    """The record's status does not allow the action."""
    return Refusal(
        409,
        "invalid_status_transition",
        f"{what} is {current_status}; it is not possible to {action} it.",
        current_status=current_status,
    )
