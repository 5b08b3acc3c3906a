"""What can go wrong with the outside, sorted by what to do next.

    LeasebridgeError
    ├── RetryLater          busy, away or rate limited: the same thing may work later, by itself
    ├── SignInRefused       the credentials were not accepted: an administrator must look
    ├── FixSetup            a setting, permission or module is wrong: an administrator must look
    ├── OutcomeUnknown      a write was sent and no answer came: look it up before anything else
    ├── LeaseLost           another worker took over this company: stop at once, write nothing
    └── BrokenPromise       the other side, or our own code, did what it never should

Refusals of a single record are not errors but data: `sync.use_cases.ports.Refused`.
"""


class LeasebridgeError(Exception):
    """Base of all expected errors. The message says what happened and what to do next."""


class RetryLater(LeasebridgeError):
    """The other side is busy or away.

    Attributes:
        wait_seconds: How long the other side asked us to wait; None where it did not say.
    """

    def __init__(self, message: str, *, wait_seconds: float | None = None) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class SignInRefused(LeasebridgeError):
    """The credentials were not accepted. Trying again could lock the account."""


class FixSetup(LeasebridgeError):
    """Something must be set up differently before this can work."""


class OutcomeUnknown(LeasebridgeError):
    """A write was sent and its outcome is not known. It must be looked up, never sent blindly."""


class LeaseLost(LeasebridgeError):
    """Another worker has taken over; whatever this one still holds is stale."""


class BrokenPromise(LeasebridgeError):
    """Something happened that never should: a fault in our code or an answer against the contract."""
