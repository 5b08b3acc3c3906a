"""The lines and subtotals of order documents, which only `read` gives: inside their document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sync.ledgers.intacct.orders.objects import OrderObject
from sync.ledgers.intacct.reading.query import KEY
from sync.ledgers.intacct.wire.envelope import Result, Row, rows_of
from sync.ledgers.intacct.wire.xml_text import Element, children, element, text_at

MOST_KEYS = 100
"""How many documents one `read` is asked for; more were never seen to work."""

ENTRIES, SUBTOTALS = "ENTRIES", "SUBTOTALS"
_OWNER, _PART = "#OWNER", "#PART"  # no field of Intacct's is called so


@dataclass(frozen=True, slots=True)
class OrderContents:
    """What order documents hold, as a companion of their headers. One answer is always a whole one.

    Attributes:
        what: The object.
        values: RECORDNOs of the documents.
    """

    what: OrderObject
    values: tuple[str, ...]

    @property
    def name(self) -> str:
        """The object's name."""
        return self.what.object_name

    @property
    def most_values(self) -> int:
        """What one `read` is asked for."""
        return MOST_KEYS

    def question(self, values: tuple[str, ...], *, after: str, page_size: int) -> Element:  # noqa: ARG002 - read has no pages
        """The function that reads these documents whole."""
        return element(
            "read",
            element("object", self.what.object_name),
            element("keys", ",".join(values)),
            element("fields", "*"),
        )

    def rows(self, result: Result) -> list[Row]:
        """All entries and subtotals, each told apart and with the RECORDNO of its document."""
        return [row for document in children(result.data) for row in self._rows_in(document)]

    def more(self, result: Result, *, page_size: int) -> bool:  # noqa: ARG002 - read has no pages
        """Never."""
        return False

    def _rows_in(self, document: Element) -> Iterator[Row]:
        owner = text_at(document, KEY)
        for part, tag in ((ENTRIES, f"{self.what.object_name}ENTRIES"), (SUBTOTALS, "SUBTOTALS")):
            for row in rows_of(children(document.find(tag))):
                yield {**row, _OWNER: owner, _PART: part}


class ContentsByDocument:
    """Entries and subtotals of many documents, sorted out. Intacct's display rows are left out."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            # A running subtotal or a total is shown in between and has no number of its own.
            if row.get(KEY):
                self._rows.setdefault((row[_OWNER], row[_PART]), []).append(row)

    def entries_of(self, document_key: str) -> list[Row]:
        """The lines of the document with this RECORDNO, in order; they count from nought."""
        rows = self._rows.get((document_key, ENTRIES), [])
        return sorted(rows, key=lambda row: (int(row.get("LINE_NO") or 0), int(row[KEY])))

    def subtotals_of(self, document_key: str) -> list[Row]:
        """What is added below the lines of this document, in order."""
        return self._rows.get((document_key, SUBTOTALS), [])
