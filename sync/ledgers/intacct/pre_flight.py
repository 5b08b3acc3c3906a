"""What Intacct can tell before two companies are linked: rights, modules, tax, dimensions, the trail."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sync.domain.errors import FixSetup
from sync.domain.pre_flight import Check, CheckResult, checked_clock
from sync.domain.sides import Side
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.reading.query import Query, equals
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Row, records_in
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.values import is_true

_LABEL = Side.INTACCT.label
_TRAIL = "AUDITHISTORY"
_USERS = "Users"


@dataclass(frozen=True, slots=True)
class _Area:
    """Objects that are read together, and whose rights are given together.

    Attributes:
        name: The application, as people know it.
        objects: Intacct's objects.
        writes: What the user's role must let it do there, beside reading.
    """

    name: str
    objects: tuple[str, ...]
    writes: str = ""


_AREAS = (
    _Area("General Ledger", ("GLACCOUNT",)),
    _Area("Taxes", ("TAXDETAIL",)),
    _Area(
        "Accounts Receivable",
        ("CUSTOMER", "CONTACT", "ARINVOICE", "ARINVOICEITEM", "ARADJUSTMENT", "ARPYMT"),
        "add and edit customers, invoices, adjustments and payments",
    ),
    _Area(
        "Accounts Payable",
        ("VENDOR", "APBILL", "APBILLITEM", "APADJUSTMENT", "APPYMT"),
        "add and edit vendors, bills, adjustments and payments",
    ),
    _Area("Cash Management", ("CHECKINGACCOUNT",)),
)
_ORDER_ENTRY = _Area("Order Entry", ("SODOCUMENT", "ITEM"), "add and edit items and transactions")
_PURCHASING = _Area("Purchasing", ("PODOCUMENT", "ITEM"), "add and edit items and transactions")

_REQUIRED = {
    "REQUIRELOC": "Location",
    "REQUIREDEPT": "Department",
    "REQUIRECLASS": "Class",
    "REQUIREPROJECT": "Project",
}
"""Fields of an account that say which dimension every line on it must name."""


class PreFlight:
    """Looks at one company. Sends no write: what the user may write is not to be asked otherwise."""

    def __init__(self, gateway: Gateway, company: Company, settings: IntacctSettings) -> None:
        self._gateway = gateway
        self._company = company
        self._settings = settings

    def checks(self) -> Iterator[Check]:
        """Every check. The company has answered before, so that its dates can be read."""
        yield Check(
            _LABEL, "User's formats", CheckResult.OK, "Dates and times come as they are read here."
        )
        areas = {area: self._reading(area) for area in self._areas()}
        yield from areas.values()
        readable = {
            name
            for area, check in areas.items()
            if check.result is CheckResult.OK
            for name in area.objects
        }
        yield self._writing(areas)
        yield self._trail()
        yield self._users()
        if "TAXDETAIL" in readable:
            yield self._tax()
        if "GLACCOUNT" in readable:
            yield self._required_dimensions()
        yield self._entities()
        yield checked_clock(Side.INTACCT, self._gateway.clock_difference)

    def _areas(self) -> Iterator[_Area]:
        yield from _AREAS
        if self._settings.sales_definition:
            yield _ORDER_ENTRY
        if self._settings.purchase_definition:
            yield _PURCHASING

    def _reading(self, area: _Area) -> Check:
        """Whether each object of an area can be read."""
        refusals = {name: self._refusal_of(name) for name in area.objects}
        refused = {name: why for name, why in refusals.items() if why}
        if not refused:
            return Check(_LABEL, area.name, CheckResult.OK, "Can be read.")
        return Check(
            _LABEL,
            area.name,
            CheckResult.STOP,
            f"{', '.join(refused)} cannot be read.",
            f"Let the role of {self._settings.user_id} list and view {area.name}; if it does, the company "
            "may not subscribe to it.",
        )

    def _refusal_of(self, name: str) -> str:
        """Why an object cannot be read; empty where it can. `lookup` would not tell: it ignores rights."""
        try:
            self._gateway.read(Query(name, ()).page(page_size=1))
        except FixSetup as error:
            return str(error)
        return ""

    def _writing(self, areas: Iterable[_Area]) -> Check:
        wanted = "; ".join(f"{area.name}: {area.writes}" for area in areas if area.writes)
        return Check(
            _LABEL,
            "Rights to write",
            CheckResult.ATTENTION,
            "Intacct does not say what a user may write.",
            f"See that the role of {self._settings.user_id} lets it write. {wanted}.",
        )

    def _trail(self) -> Check:
        subject = "Audit trail"
        try:
            none_at_all = Query(_TRAIL, ("OBJECTKEY",), equals("OBJECTKEY", "0"), key="ID")
            self._gateway.read(none_at_all.page(page_size=1))
        except FixSetup:
            return Check(
                _LABEL,
                subject,
                CheckResult.ATTENTION,
                "Cannot be read: deletions are found by asking for every known record, which costs more.",
                f"Let the role of {self._settings.user_id} view audit history.",
            )
        return Check(_LABEL, subject, CheckResult.OK, "Can be read: deletions are seen at once.")

    def _users(self) -> Check:
        if self._company.facts.logins:
            return Check(
                _LABEL,
                _USERS,
                CheckResult.OK,
                "Can be read: it shows who entered and changed what.",
            )
        return Check(
            _LABEL,
            _USERS,
            CheckResult.ATTENTION,
            "Cannot be read: Intacct names people by number only, so nobody can be kept from approving a draft "
            "that they entered there.",
            f"Let the role of {self._settings.user_id} list and view users (Company).",
        )

    def _tax(self) -> Check:
        subject, wanted = "Tax set-up", self._settings.tax_solution
        installed = [
            row["SOLUTIONID"] for row in self._rows(Query("TAXSOLUTION", ("SOLUTIONID", "STATUS")))
        ]
        if wanted and wanted not in installed:
            return Check(
                _LABEL,
                subject,
                CheckResult.STOP,
                f"The tax solution “{wanted}” is not installed; there is "
                f"{', '.join(installed) or 'none'}.",
                "Correct INTACCT_TAX_SOLUTION, or install the solution in Intacct.",
            )
        if installed and not wanted:
            return Check(
                _LABEL,
                subject,
                CheckResult.ATTENTION,
                f"{', '.join(installed)} is installed, and no solution is named in the settings.",
                "Set INTACCT_TAX_SOLUTION, or documents with tax will be refused.",
            )
        if not self._rows(Query("TAXDETAIL", ("DETAILID",)), most=1):
            return Check(
                _LABEL,
                subject,
                CheckResult.ATTENTION,
                "There are no tax details: lines with tax will wait.",
                "Set up tax in Intacct before documents with tax are to travel.",
            )
        return Check(_LABEL, subject, CheckResult.OK, wanted or "Tax details without a solution.")

    def _required_dimensions(self) -> Check:
        subject = "Required dimensions"
        accounts = self._rows(Query("GLACCOUNT", ("ACCOUNTNO", *_REQUIRED)))
        counts = Counter(
            label for row in accounts for field, label in _REQUIRED.items() if is_true(row[field])
        )
        if not counts:
            return Check(_LABEL, subject, CheckResult.OK, "No account requires one.")
        told = ", ".join(f"{label} by {count} accounts" for label, count in counts.most_common())
        return Check(
            _LABEL,
            subject,
            CheckResult.ATTENTION,
            f"Required: {told}.",
            "Give every property in Re-Leased a default option in these tracking categories; a line without "
            "one is refused.",
        )

    def _entities(self) -> Check:
        subject, entity = "Entities", self._settings.entity_id
        if entity:
            return Check(_LABEL, subject, CheckResult.OK, f"Only entity {entity} is linked.")
        if not self._company.facts.has_entities:
            return Check(_LABEL, subject, CheckResult.OK, "The company has none.")
        return Check(
            _LABEL,
            subject,
            CheckResult.ATTENTION,
            "The company has entities, and no entity is named: its top level would be linked.",
            "If Re-Leased's company is one of them, set INTACCT_ENTITY_ID. At the top level every line "
            "must name a Location.",
        )

    def _rows(self, query: Query, *, most: int = 0) -> Sequence[Row]:
        page_size = most or self._settings.page_size
        return list(records_in(self._gateway.read(query.page(page_size=page_size))))
