"""A record on which our own code fails: it is set aside and named, and the rest flows.

The fault has a reference that is the same for every record and every run that meets it, so that forty records
are one issue; the log says under that reference where it happened.
"""

import hashlib
import logging
import traceback

from sync.domain.errors import LeasebridgeError
from sync.domain.standing import Cause, Standing, StandingState
from sync.use_cases.ports import Unknown

OUR_FAULT = "Leasebridge failed on this write."
"""What the note of a write begins with that is sent alone the next time."""

LONGEST_NOTE = 500

log = logging.getLogger(__name__)


def standing_for(error: Exception, title: str) -> Standing:
    """Where a record stands that could not be worked on; logs why.

    Args:
        error: What our code raised.
        title: What people call the record.
    """
    reference = reference_of(error)
    log.error("Reference %s: %s is set aside.", reference, title, exc_info=error)
    return Standing(StandingState.WAITING, Cause.OUR_FAULT, subject=f"reference {reference}")


def unknown_by_our_fault(error: Exception, intent_key: str) -> Unknown:
    """The outcome of a write on which our code failed: looked up before anything else. Logs why."""
    reference = reference_of(error)
    log.error("Reference %s: the write %s failed.", reference, intent_key, exc_info=error)
    # Only of what we say ourselves is it known that people may read it.
    why = f" {error}" if isinstance(error, LeasebridgeError) else ""
    told = f"{OUR_FAULT} Give the reference {reference} to whoever runs Leasebridge.{why}"
    return Unknown(told[:LONGEST_NOTE])


def reference_of(error: Exception) -> str:
    """Names the fault by what was raised, and where."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return hashlib.sha256(f"{type(error).__name__} {place}".encode()).hexdigest()[:8]
