"""Remembers which functions were completed, so that one sent twice does not run twice."""

from datetime import datetime

import msgspec

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.options import RepeatAnswer
from sandbox.intacct.refusal import Refusal
from sandbox.intacct.wire.tree import Element, parse, to_bytes
from sandbox.storage import Collection

DUPLICATE = "SIM-DUPLICATE-CONTROLID"
"""An error number nobody could take for a real one: Sage does not document the real one."""


class CompletedFunction(msgspec.Struct, frozen=True):
    """A function that was run to success; `result` is its answer, empty for reads."""

    function_name: str
    completed_at: datetime
    result: bytes


class CompletedFunctions:
    """Completed functions by control id, for the whole company and for ever (both guesses)."""

    def __init__(self, book: IntacctBook) -> None:
        self._book = book
        self._completed = Collection(book.storage, "intacct.completed", CompletedFunction)

    def repeated(self, control_id: str) -> Element | None:
        """What to answer instead of running the function again; None when it is to be run.

        Under the option REPLAY the first answer is given again, and a read is simply run again;
        under REFUSE every repetition fails.

        Raises:
            Refusal: SIM-DUPLICATE-CONTROLID under the option REFUSE.
        """
        before = self._completed.get(control_id)
        if before is None:
            return None
        if self._book.options.repeat_answer is RepeatAnswer.REPLAY:
            return parse(before.result) if before.result else None
        raise Refusal(
            DUPLICATE,
            f"The function {before.function_name} with control id '{control_id}' was completed.",
            "Look the record up.",
        )

    def remember(self, control_id: str, function_name: str, result: Element | None) -> None:
        """Note a completed function; `result` is None for reads, whose answers are not kept."""
        body = b"" if result is None else to_bytes(result)
        done = CompletedFunction(function_name, self._book.now(), body)
        self._completed.put(control_id, done)
