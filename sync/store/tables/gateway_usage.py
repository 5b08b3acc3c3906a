"""What asking Intacct cost, by company and month."""

from datetime import date

from sqlalchemy import select

from sync.store.dialects import upsert
from sync.store.models import GatewayUsageRow
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import Usage
from sync.use_cases.ports.call_limits import company_key, month_key


class SqlGatewayUsage(SqlTable):
    """Keeps `UsageTable`."""

    def add(self, company: str, usage: Usage) -> None:
        """Count `usage` in the present month."""
        statement = upsert(self.connection, GatewayUsageRow).values(
            company=company_key(company),
            month=month_key(self.now()),
            requests=usage.requests,
            transactions=usage.transactions,
        )
        new = statement.excluded
        self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["company", "month"],
                set_={
                    "requests": GatewayUsageRow.requests + new.requests,
                    "transactions": GatewayUsageRow.transactions + new.transactions,
                },
            )
        )

    def this_month(self, company: str) -> Usage:
        """What the company was asked since the first of the present UTC month."""
        return self.of(company, self.now())

    def of(self, company: str, month: date) -> Usage:
        """What the company was asked in the month that `month` is a day of."""
        query = select(GatewayUsageRow.requests, GatewayUsageRow.transactions).where(
            GatewayUsageRow.company == company_key(company),
            GatewayUsageRow.month == month_key(month),
        )
        row = self.connection.execute(query).first()
        return Usage() if row is None else Usage(row.requests, row.transactions)
