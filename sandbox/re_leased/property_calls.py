"""Calls about properties, areas and tenancies."""

from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.endpoint import Answer, Call, Endpoint, list_of, one_of
from sandbox.re_leased.fields import PropertyTrackingFields
from sandbox.re_leased.linking_calls import linking_shelf
from sandbox.re_leased.listing import Filter, Lister
from sandbox.re_leased.property_records import Area, Tenancy

_AREA_FILTERS: dict[str, Filter[Area]] = {
    "propertyId": lambda area, value: area.property_id == value,
}
_TENANCY_FILTERS: dict[str, Filter[Tenancy]] = {
    "propertyId": lambda tenancy, value: tenancy.property_id == value,
    "status": lambda tenancy, value: tenancy.status in value.split(","),
}


def endpoints(book: ReLeasedBook) -> list[Endpoint]:
    """Everything that can be asked about properties, areas and tenancies."""
    properties = book.properties

    def get_area(company_id: str, area_id: str) -> Area:
        return properties.areas.get(company_id, area_id, what="area")

    def get_tenancy(company_id: str, tenancy_id: str) -> Tenancy:
        return properties.tenancies.get(company_id, tenancy_id, what="tenancy")

    def set_tracking(call: Call) -> Answer:
        call.require_version(properties.get(call.company_id, call.record_id))
        wanted = call.read(PropertyTrackingFields)
        return Answer(
            book.change_property_tracking(call.company_id, call.record_id, wanted, by=call.by)
        )

    tracking = "/companies/{company_id}/properties/{record_id}/tracking"
    return [
        list_of("properties", Lister(properties.shelf, {}, {"name": "name"})),
        one_of("properties", properties.get),
        Endpoint("PUT", tracking, set_tracking),
        linking_shelf("properties", properties.shelf, what="property"),
        list_of("areas", Lister(properties.areas, _AREA_FILTERS, {"name": "title"})),
        one_of("areas", get_area),
        list_of("tenancies", Lister(properties.tenancies, _TENANCY_FILTERS, {"name": "name"})),
        one_of("tenancies", get_tenancy),
    ]
