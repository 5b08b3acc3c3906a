"""Answers of `query` in JSON and CSV: the rows alone, all values texts."""

import csv
import io
from collections.abc import Sequence

import msgspec

from sandbox.intacct.functions.registry import BareAnswer
from sandbox.intacct.wire.tree import Element


def bare_answer(form: str, names: Sequence[str], data: Element) -> BareAnswer:
    """The rows of `data` as `json` or `csv`; an empty value is null in JSON."""
    rows = [{name: row.findtext(name) or None for name in names} for row in data]
    if form == "json":
        return BareAnswer(msgspec.json.encode(rows).decode(), "application/json")
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return BareAnswer(text.getvalue(), "text/csv")
