"""What Re-Leased's refusals mean, and what a person should do about each: one table.

The codes are ASSUMED (`wire.ErrorCode`); the rules behind them are known from the help centre.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus

import msgspec

from sync.domain.errors import FixSetup, LeasebridgeError, RetryLater, SignInRefused
from sync.domain.standing import Cause
from sync.ledgers.re_leased.wire import ErrorCode
from sync.ledgers.re_leased.wire_shapes import ErrorAnswer, ErrorBody
from sync.use_cases.ports import Refused

LONGEST_MESSAGE = 500
PAUSE_FOR_RUNNING_REQUEST = 5.0  # seconds; the first request with this key is still being worked on


class Unclear(RetryLater):
    """No clear answer came: what was asked may or may not have happened."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Re-Leased said no.

    Attributes:
        refused: Why, for people.
        status: The HTTP status.
        look_first: The wanted state may be there already, through an earlier attempt or another hand.
    """

    refused: Refused
    status: int
    look_first: bool


class Meaning(Enum):
    """What to do about an answer that is not a success."""

    SIGN_IN = auto()
    SET_UP = auto()
    BUSY = auto()
    REFUSED = auto()
    PERHAPS_DONE = auto()  # refused, and the reason may be that it has been done already
    MOVED = auto()  # refused, because the record is no longer as it was when the write was planned


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row of the table: what a code means, the next step in plain words, and its name if it has one."""

    meaning: Meaning
    remedy: str = ""
    cause: Cause = Cause.REFUSED_BY_LEDGER


TROUBLES: dict[str, Trouble] = {
    ErrorCode.UNAUTHENTICATED: Trouble(
        Meaning.SIGN_IN, "Put a valid Re-Leased API key into the settings."
    ),
    ErrorCode.FORBIDDEN: Trouble(
        Meaning.SET_UP, "Ask Re-Leased to give the API key the right to do this."
    ),
    ErrorCode.MANAGED_BY_ACCOUNTING_SYSTEM: Trouble(
        Meaning.SET_UP,
        "Ask Re-Leased to register Leasebridge's API key as the company's accounting connection.",
    ),
    ErrorCode.COMPANY_LINK_LOCKED: Trouble(
        Meaning.SET_UP, "The company is linked to other books for good; check the company id."
    ),
    ErrorCode.RATE_LIMITED: Trouble(Meaning.BUSY),
    ErrorCode.REQUEST_IN_PROGRESS: Trouble(Meaning.BUSY),
    ErrorCode.VERSION_MISMATCH: Trouble(Meaning.MOVED),
    ErrorCode.INVALID_STATUS_TRANSITION: Trouble(Meaning.MOVED),
    ErrorCode.ALREADY_LINKED: Trouble(
        Meaning.PERHAPS_DONE,
        "Another Re-Leased record is linked to this Intacct record; unlink one of the two.",
    ),
    ErrorCode.DUPLICATE_CODE: Trouble(
        Meaning.PERHAPS_DONE, "Give one of the two records in Intacct another code or name."
    ),
    ErrorCode.IDEMPOTENCY_KEY_REUSED: Trouble(
        Meaning.PERHAPS_DONE, "The record changed after it was first sent; run the sync again."
    ),
    ErrorCode.NOT_FOUND: Trouble(
        Meaning.REFUSED, "The record is no longer in Re-Leased; unlink it or restore it there."
    ),
    ErrorCode.APPROVAL_WORKFLOW_REQUIRED: Trouble(
        Meaning.REFUSED,
        "Approve it in Re-Leased: an approval workflow applies to it.",
        Cause.HELD_BY_WORKFLOW,
    ),
    ErrorCode.ACCOUNT_ARCHIVED: Trouble(
        Meaning.REFUSED, "Use a valid account on the lines, or reactivate the account in Intacct."
    ),
    ErrorCode.ACCOUNT_UNKNOWN: Trouble(
        Meaning.REFUSED, "Sync the chart of accounts, then try again."
    ),
    ErrorCode.TAX_TYPE_ARCHIVED: Trouble(
        Meaning.REFUSED, "Use a valid tax detail on the lines, or reactivate it in Intacct."
    ),
    ErrorCode.TAX_TYPE_INVALID_FOR_ACCOUNT: Trouble(
        Meaning.REFUSED, "Choose a tax detail that may be used with the account of the line."
    ),
    ErrorCode.CONTACT_ARCHIVED: Trouble(
        Meaning.REFUSED,
        "Reactivate the customer or vendor in Intacct, or choose one that is active.",
    ),
    ErrorCode.CONTACT_NOT_APPROVED: Trouble(
        Meaning.REFUSED, "Have the contact approved in Re-Leased, then try again."
    ),
    ErrorCode.CONTACT_IN_ACTIVE_TENANCY: Trouble(
        Meaning.REFUSED,
        "Put another contact on the tenancy in Re-Leased, or end the tenancy; then try again.",
    ),
    ErrorCode.INVOICE_HAS_PAYMENTS: Trouble(
        Meaning.REFUSED,
        "Deal with the payments on the invoice in Re-Leased, then try again.",
        Cause.REVERSED_WHILE_PAID,
    ),
    ErrorCode.INVOICE_ALREADY_PAID: Trouble(
        Meaning.PERHAPS_DONE, "Look in Re-Leased what has settled it already, then try again."
    ),
    ErrorCode.PAYMENT_EXCEEDS_BALANCE: Trouble(
        Meaning.PERHAPS_DONE, "Look in Re-Leased what has settled it already, then try again."
    ),
    ErrorCode.ALLOCATION_EXCEEDS_BALANCE: Trouble(
        Meaning.PERHAPS_DONE,
        "Look in Re-Leased what the credit was used for and what has settled the document already.",
    ),
    ErrorCode.CREDIT_NOT_APPROVED: Trouble(
        Meaning.REFUSED, "Approve the credit note in Re-Leased, then try again."
    ),
    ErrorCode.CREDIT_CONTACT_MISMATCH: Trouble(
        Meaning.REFUSED, "Put the credit against documents of its own contact."
    ),
    ErrorCode.PAYMENT_CONTACT_MISMATCH: Trouble(
        Meaning.REFUSED, "Re-Leased settles documents of the payer only; enter it there by hand."
    ),
    ErrorCode.PAYMENT_KIND_MISMATCH: Trouble(
        Meaning.REFUSED, "Receipts settle sales invoices, disbursements settle bills."
    ),
    ErrorCode.BANK_ACCOUNT_NOT_ENABLED: Trouble(
        Meaning.REFUSED,
        "Tick Enable Payments to this Account for the bank account in Re-Leased, then try again.",
    ),
    ErrorCode.UNALLOCATED_AMOUNT: Trouble(
        Meaning.REFUSED, "Allocate all of the payment to documents, and no more."
    ),
    ErrorCode.INVOICE_NOT_EDITABLE: Trouble(
        Meaning.REFUSED,
        "Void it (reverse it in Intacct) and raise it anew.",
        Cause.PAID_IN_RE_LEASED,
    ),
    ErrorCode.MULTI_CURRENCY_NOT_SUPPORTED: Trouble(
        Meaning.REFUSED, "Raise it in the company's own currency."
    ),
    ErrorCode.LINE_WITHOUT_AMOUNT: Trouble(
        Meaning.REFUSED, "Give every line an amount, or take the line away."
    ),
    ErrorCode.NEGATIVE_TOTAL: Trouble(
        Meaning.REFUSED, "Enter it as an adjustment: a credit cannot be a negative invoice."
    ),
    ErrorCode.TRACKING_OPTION_UNKNOWN: Trouble(
        Meaning.REFUSED, "Sync the dimensions, then try again."
    ),
    ErrorCode.BEFORE_SYNC_FROM_DATE: Trouble(
        Meaning.REFUSED, "It is dated before the sync-from date; enter it in Re-Leased by hand."
    ),
}

_BY_STATUS: dict[int, Trouble] = {
    HTTPStatus.UNAUTHORIZED: TROUBLES[ErrorCode.UNAUTHENTICATED],
    HTTPStatus.FORBIDDEN: TROUBLES[ErrorCode.FORBIDDEN],
    HTTPStatus.NOT_FOUND: TROUBLES[ErrorCode.NOT_FOUND],
    HTTPStatus.CONFLICT: Trouble(Meaning.MOVED),
    HTTPStatus.PRECONDITION_FAILED: TROUBLES[ErrorCode.VERSION_MISMATCH],
    HTTPStatus.TOO_MANY_REQUESTS: TROUBLES[ErrorCode.RATE_LIMITED],
}


def understood(status: int, body: bytes, *, retry_after: str) -> Refusal:
    """What an answer that is not a success says about one record.

    Args:
        status: The HTTP status, 300 or above.
        body: As it came; from 500 on it may be anything.
        retry_after: The header's value, empty where there is none.

    Raises:
        SignInRefused, FixSetup: Nobody's request will be carried out until a person has acted.
        Unclear: It may or may not have been carried out.
        RetryLater: It has not been carried out and may be later.
    """
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unclear(f"Re-Leased failed with status {status}.", wait_seconds=_seconds(retry_after))
    if status < HTTPStatus.BAD_REQUEST:
        raise FixSetup(f"Re-Leased sent us elsewhere (status {status}). Check its base address.")
    error = _error_in(status, body)
    code, message = _code_of(error), _message_of(error)
    trouble = _trouble(code, error.code, status)
    if whole := _trouble_for_all(trouble, code, message, retry_after):
        raise whole
    moved = trouble.meaning is Meaning.MOVED
    return Refusal(
        refused=Refused(
            code=code, message=message, remedy=trouble.remedy, moved=moved, cause=trouble.cause
        ),
        status=status,
        look_first=moved or trouble.meaning is Meaning.PERHAPS_DONE,
    )


def _trouble(code: str, general_code: str, status: int) -> Trouble:
    known = TROUBLES.get(code) or TROUBLES.get(general_code) or _BY_STATUS.get(status)
    return known or Trouble(Meaning.REFUSED)


def _trouble_for_all(
    trouble: Trouble, code: str, message: str, retry_after: str
) -> LeasebridgeError | None:
    match trouble.meaning:
        case Meaning.SIGN_IN:
            return SignInRefused(
                "Re-Leased needs reconnecting: it did not accept the API key. " + trouble.remedy
            )
        case Meaning.SET_UP:
            return FixSetup(f"Re-Leased refuses this to us: {message} {trouble.remedy}")
        case Meaning.BUSY:
            running = code == ErrorCode.REQUEST_IN_PROGRESS
            wait = PAUSE_FOR_RUNNING_REQUEST if running else _seconds(retry_after)
            return RetryLater("Re-Leased asked us to slow down.", wait_seconds=wait)
        case _:
            return None


def _error_in(status: int, body: bytes) -> ErrorBody:
    try:
        return msgspec.json.decode(body, type=ErrorAnswer).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ErrorBody(
            code=f"http_{status}", message=f"Re-Leased answered with status {status} only."
        )


def _code_of(error: ErrorBody) -> str:
    return next((detail.code for detail in error.details if detail.code), error.code)


def _message_of(error: ErrorBody) -> str:
    """The sentences of all details, each once; without ids of requests, so that equal causes group."""
    sentences = [detail.message for detail in error.details if detail.message]
    text = " ".join(dict.fromkeys(sentences)) or error.message
    if error.request_id:
        text = text.replace(error.request_id, "")
    return re.sub(r"\s+", " ", text).strip()[:LONGEST_MESSAGE]


def _seconds(retry_after: str) -> float | None:
    return float(retry_after) if re.fullmatch(r"\d{1,6}(\.\d+)?", retry_after) else None
