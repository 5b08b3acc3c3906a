"""What a company's runs wrote before: what a plan is compared with."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from sync.domain.mass_change import Past, Sort, Written, days_away
from sync.domain.runs import IntentState, RunPurpose, RunState
from sync.store.models import IntentRow, LinkModeRow, LinkRow, MatchingRow, RunRow
from sync.store.tables.base import SqlTable

_LET_THROUGH = {RunPurpose.APPLY, RunPurpose.APPROVE}
"""Runs that carry out what a person looked at and said yes to."""
_WHOLE = [RunPurpose.SYNC, RunPurpose.APPLY]
"""Runs that carry over whatever there is."""


class SqlPast(SqlTable):
    """Keeps `PastTable`."""

    def of(self, link_id: int, days: int) -> Past:
        """What there is to compare a plan with, from the past `days` days."""
        settled_by = self._first_complete_run(link_id)
        return Past(
            written=self._written(link_id, days, settled_by or 0),
            is_new=settled_by is None,
            days_away=days_away(self._hours_since_look(link_id)),
        )

    def _first_complete_run(self, link_id: int) -> int | None:
        """The first run that came to its end since the companies were linked, matched and let write."""
        query = select(RunRow.id).where(
            RunRow.link_id == link_id,
            RunRow.state == RunState.DONE,
            RunRow.purpose.in_(_WHOLE),
            RunRow.started_at >= self._may_write_since(link_id),
        )
        return self.connection.execute(query.order_by(RunRow.id).limit(1)).scalar()

    def _may_write_since(self, link_id: int) -> datetime:
        """When the companies were linked, matched or let write, whichever came last."""
        queries = (
            select(LinkRow.linked_at).where(LinkRow.id == link_id),
            select(MatchingRow.confirmed_at).where(MatchingRow.link_id == link_id),
            select(LinkModeRow.since)
            .where(LinkModeRow.link_id == link_id)
            .order_by(LinkModeRow.id.desc())
            .limit(1),
        )
        moments = (self.connection.execute(query).scalar() for query in queries)
        return max(moment for moment in moments if moment is not None)

    def _hours_since_look(self, link_id: int) -> float:
        """Hours since a run read both ledgers; one that stopped to ask did, one that failed may not have."""
        query = select(RunRow.finished_at).where(
            RunRow.link_id == link_id,
            RunRow.purpose.in_(_WHOLE),
            RunRow.state.in_([RunState.DONE, RunState.STOPPED]),
        )
        last = self.connection.execute(query.order_by(RunRow.id.desc()).limit(1)).scalar()
        return 0.0 if last is None else (self.now() - last).total_seconds() / 3600

    def _written(self, link_id: int, days: int, after_run: int) -> Sequence[Written]:
        now = self.now()
        earliest = max(after_run, self._last_run_before(link_id, now - timedelta(days=days)))
        group = (IntentRow.run_id, IntentRow.verb, IntentRow.kind, IntentRow.side)
        query = (
            select(*group, RunRow.purpose, RunRow.created_at, func.count())
            .join(RunRow, RunRow.id == IntentRow.run_id)
            .where(
                RunRow.link_id == link_id,
                IntentRow.run_id > earliest,
                IntentRow.state != IntentState.REFUSED,
            )
            .group_by(*group, RunRow.purpose, RunRow.created_at)
        )
        return [
            Written(
                run_id=run_id,
                sort=Sort(verb, kind, side),
                count=count,
                days_ago=max(0, (now - created_at).days),
                was_let_through=purpose in _LET_THROUGH,
            )
            for run_id, verb, kind, side, purpose, created_at, count in self.connection.execute(
                query
            )
        ]

    def _last_run_before(self, link_id: int, moment: datetime) -> int:
        """The id of the newest run asked for before `moment`; 0 where there is none."""
        query = select(RunRow.id).where(RunRow.link_id == link_id, RunRow.created_at < moment)
        return self.connection.execute(query.order_by(RunRow.id.desc()).limit(1)).scalar() or 0
