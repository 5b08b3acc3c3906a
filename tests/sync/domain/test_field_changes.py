"""Changes of fields, in words for people."""

from sync.domain.comparison import FieldChange


def test_label__is_the_fields_name_in_plain_words() -> None:
    assert FieldChange("postal_address", "-", "1 Quay").label == "postal address"
    assert FieldChange("email", "-", "post@quay.test").label == "email"
