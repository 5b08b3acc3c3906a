"""Bank accounts and the ledger accounts behind them."""

from sync.ledgers.intacct.reading.query import Query
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import records_in
from sync.ledgers.intacct.wire.gateway import Gateway

_OBJECTS = ("CHECKINGACCOUNT", "SAVINGSACCOUNT")


class Banks:
    """The company's bank accounts: asked for once, and again when one turns up that is not known."""

    def __init__(self, gateway: Gateway, settings: IntacctSettings) -> None:
        self._gateway = gateway
        self._settings = settings
        self._accounts: dict[str, str] = {}
        self._unknown: set[str] = set()

    def account_of(self, bank: str) -> str:
        """The ledger account of a bank account; empty where it is none, such as a charge card."""
        if bank not in self._accounts and bank not in self._unknown:
            self._ask()
            if bank not in self._accounts:
                self._unknown.add(bank)
        return self._accounts.get(bank, "")

    def banks_of(self, account: str) -> list[str]:
        """The bank accounts that post to a ledger account: none, one, or several."""
        if account not in self._accounts.values():
            self._ask()
        return [bank for bank, one in self._accounts.items() if one == account]

    def _ask(self) -> None:
        """Ask for all of them. A company that keeps no savings accounts may not know the object."""
        queries = [Query(name, ("BANKACCOUNTID", "GLACCOUNTNO")) for name in _OBJECTS]
        pages = [query.page(page_size=self._settings.page_size) for query in queries]
        answers = (result for result in self._gateway.try_all(pages) if result.succeeded)
        rows = (row for result in answers for row in records_in(result))
        # Put in place as a whole: another thread may be looking through those that are known.
        self._accounts = self._accounts | {row["BANKACCOUNTID"]: row["GLACCOUNTNO"] for row in rows}
