"""Intacct's own record of the functions it was asked for: a hint at what became of a write."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sync.domain.errors import BrokenPromise, FixSetup
from sync.ledgers.intacct.reading.query import Query, one_of
from sync.ledgers.intacct.settings import LARGEST_PAGE
from sync.ledgers.intacct.wire.envelope import records_in
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.xml_text import Element

_OBJECT = "APIUSAGEDETAIL"
_CONTROL_ID, _STATUS = "CONTROLID", "STATUS"
_COMPLETED = "success"
_IDS_AT_ONCE = 500
"""Leaves room on the largest page for some attempts at each."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UsageRecord:
    """Asks APIUSAGEDETAIL, which notes each function by the control id it was sent under.

    Its fields are known. That it may be asked for control ids, that a function stands there once it was run,
    and what STATUS then says are guesses; so nothing rests on it but that a write is *not* sent again, and
    that an order under the number which we gave it is ours although it says something else by now.
    """

    gateway: Gateway

    def completed(self, control_ids: Sequence[str]) -> frozenset[str]:
        """Those of the control ids under which a function was completed; none where it does not say.

        Raises:
            RetryLater, SignInRefused: It could not be asked now.
        """
        try:
            results = self.gateway.read_all(list(_questions(control_ids)))
        except (FixSetup, BrokenPromise) as error:
            _log.info("Intacct's usage record is no help: %s", error)
            return frozenset()
        rows = [row for result in results for row in records_in(result)]
        return frozenset(
            row.get(_CONTROL_ID, "") for row in rows if row.get(_STATUS, "").lower() == _COMPLETED
        ) & frozenset(control_ids)


def _questions(control_ids: Sequence[str]) -> Iterator[Element]:
    for start in range(0, len(control_ids), _IDS_AT_ONCE):
        chunk = tuple(control_ids[start : start + _IDS_AT_ONCE])
        query = Query(_OBJECT, (_CONTROL_ID, _STATUS), one_of(_CONTROL_ID, chunk))
        yield query.page(page_size=LARGEST_PAGE)
