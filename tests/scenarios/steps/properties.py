"""When: what people do to properties in Re-Leased."""

from pytest_bdd import parsers, step

from sandbox.re_leased.fields import PropertyTrackingFields, TrackingDefaultFields
from tests.scenarios.parties import property_called
from tests.scenarios.story import Story
from tests.sync.use_cases.bridge import COMPANY, MARCUS


@step(
    parsers.re(
        r'Marcus gives "(?P<name>.+)" the tracking option of "(?P<other>.+)", '
        r"with all its invoices, in Re-Leased"
    )
)
def marcus_retracks(story: Story, name: str, other: str) -> None:
    tracking = tuple(
        TrackingDefaultFields(category_id=default.category_id, option_id=default.option_id)
        for default in property_called(story, other).tracking
    )
    story.bridge.re_leased.change_property_tracking(
        COMPANY,
        property_called(story, name).id,
        PropertyTrackingFields(tracking=tracking, update_existing_invoices=True),
        by=MARCUS,
    )
