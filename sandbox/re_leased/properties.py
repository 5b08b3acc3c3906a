"""Properties, areas and tenancies: read by the interface, kept by people."""

from sandbox.clock import Clock
from sandbox.re_leased.fields import TrackingDefaultFields
from sandbox.re_leased.property_records import (
    Area,
    Property,
    Tenancy,
    TenancyStatus,
    TrackingDefault,
)
from sandbox.re_leased.records import Actor
from sandbox.re_leased.reference_data import ReferenceData
from sandbox.re_leased.refusal import broken_rule
from sandbox.re_leased.shelf import Shelf
from sandbox.storage import Storage

_ACTIVE = frozenset({TenancyStatus.FUTURE, TenancyStatus.CURRENT, TenancyStatus.HOLD_OVER})


class Properties:
    """The properties of all companies, with their areas and tenancies."""

    def __init__(self, storage: Storage, clock: Clock, *, reference_data: ReferenceData) -> None:
        self._reference_data = reference_data
        self.shelf = Shelf(storage, clock, name="property", record_type=Property)
        self.areas = Shelf(storage, clock, name="area", record_type=Area)
        self.tenancies = Shelf(storage, clock, name="tenancy", record_type=Tenancy)

    def get(self, company_id: str, property_id: str) -> Property:
        """The property.

        Raises:
            Refusal: 404 when the company has none such.
        """
        return self.shelf.get(company_id, property_id, what="property")

    def active_tenancy_of(self, company_id: str, contact_id: str) -> Tenancy | None:
        """An active tenancy that has the contact as primary or account contact."""
        for tenancy in self.tenancies.every(company_id):
            contacts = {tenancy.primary_contact_id, tenancy.account_contact_id}
            if contact_id in contacts and tenancy.status in _ACTIVE:
                return tenancy
        return None

    def vacate(self, company_id: str, tenancy_id: str, *, by: Actor) -> Tenancy:
        """The tenant moves out; no invoices are made by it here."""
        tenancy = self.tenancies.get(company_id, tenancy_id, what="tenancy")
        return self.tenancies.change(tenancy, by=by, status=TenancyStatus.VACATED)

    def repoint(
        self, company_id: str, tenancy_id: str, *, account_contact_id: str, by: Actor
    ) -> Tenancy:
        """Give the tenancy another account contact, to whom its invoices go from now on."""
        tenancy = self.tenancies.get(company_id, tenancy_id, what="tenancy")
        return self.tenancies.change(tenancy, by=by, account_contact_id=account_contact_id)

    def set_tracking(
        self,
        company_id: str,
        property_id: str,
        wanted: tuple[TrackingDefaultFields, ...],
        *,
        by: Actor,
    ) -> Property:
        """Replace the property's default options (Property Tracking).

        Raises:
            Refusal: 422 `tracking_option_unknown`; 422 `property_matching_taken` when a second
                category is to be the property-matching one.
        """
        building = self.get(company_id, property_id)
        matching = self.matching_category(company_id, other_than=property_id)
        tracking = []
        for default in wanted:
            self._reference_data.require_option(
                company_id, category_id=default.category_id, option_id=default.option_id
            )
            tracking.append(_default(default, matching=matching))
        if len({default.category_id for default in tracking if default.property_matching}) > 1:
            raise _taken(matching)
        return self.shelf.change(building, by=by, tracking=tuple(tracking))

    def matching_category(self, company_id: str, *, other_than: str = "") -> str | None:
        """The one category by which documents of the books find their property."""
        for building in self.shelf.every(company_id):
            for default in building.tracking:
                if default.property_matching and building.id != other_than:
                    return default.category_id
        return None

    def matched_by(self, company_id: str, *, category_id: str, option_id: str) -> str | None:
        """The property whose property-matching option this is."""
        for building in self.shelf.every(company_id):
            for default in building.tracking:
                if default.property_matching and (default.category_id, default.option_id) == (
                    category_id,
                    option_id,
                ):
                    return building.id
        return None


def _default(wanted: TrackingDefaultFields, *, matching: str | None) -> TrackingDefault:
    is_matching = wanted.property_matching
    if is_matching is None:
        is_matching = wanted.category_id == matching
    if is_matching and matching is not None and wanted.category_id != matching:
        raise _taken(matching)
    return TrackingDefault(
        category_id=wanted.category_id,
        option_id=wanted.option_id,
        property_matching=is_matching,
    )


def _taken(matching: str | None) -> Exception:
    return broken_rule(
        "property_matching_taken",
        f"Only one category may match properties; stop category {matching} matching first.",
        field="tracking",
    )
