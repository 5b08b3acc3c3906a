"""Two people change the same document on either side, so that somebody must settle it."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from sandbox.intacct.forms import LineEdit, LineForm
from sandbox.intacct.records import InvoiceState
from sync.domain.sides import Side
from sync.store.models import RecordRow
from tests.scenarios.papers import PAPERS, Paper
from tests.simulation.people.acting import Act, Somebody
from tests.simulation.people.documents import amended_in_re_leased
from tests.sync.use_cases.bridge import FIONA


def disagree(who: Somebody) -> str:
    """Somebody changes an amount in Intacct, and somebody else the same document's in Re-Leased."""
    paper, row = who.pick(_linked_in_intacct(who))
    query = select(RecordRow.key).where(
        RecordRow.pair_id == row.pair_id, RecordRow.side == Side.RE_LEASED
    )
    with who.scene.engine.connect() as connection:
        (other,) = connection.execute(query).scalars()
    edit = LineEdit(line_num=1, line=LineForm(amount=paper.sign * who.amount()))
    one = who.pick(one for one in who.documents_in_intacct(paper) if str(one.record_no) == row.key)
    who.intacct.update_document(
        paper.book,
        one.record_no,
        paper.form(),
        line_edits=[edit],
        submit=one.state is not InvoiceState.DRAFT,
        by=FIONA,
    )
    there = who.pick(one for one in who.any_in_re_leased() if one.id == other)
    amended_in_re_leased(who, there)
    return f"changes {one.record_id} otherwise on either side"


def _linked_in_intacct(who: Somebody) -> Iterator[tuple[Paper, Any]]:
    papers = {paper.kind: paper for paper in PAPERS}
    query = (
        select(RecordRow.kind, RecordRow.key, RecordRow.pair_id)
        .where(
            RecordRow.kind.in_(papers),
            RecordRow.side == Side.INTACCT,
            RecordRow.pair_id.is_not(None),
            RecordRow.gone.is_(False),
        )
        .order_by(RecordRow.id)
    )
    with who.scene.engine.connect() as connection:
        rows = list(connection.execute(query))
    return ((papers[row.kind], row) for row in rows)


DISAGREEING: Mapping[str, Act] = {"disagree": disagree}
"""By name."""
