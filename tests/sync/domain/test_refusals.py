"""Refusals for one reason read the same, whichever record each of them names."""

import pytest

from sync.domain.refusals import said_of_any


@pytest.mark.parametrize(
    ("message", "names", "said"),
    [
        (
            "Invoice RL-901 is paid in part and cannot be edited.",
            ("RL-901", "184512"),
            "Invoice (this one) is paid in part and cannot be edited.",
        ),
        (
            "The record 247 belongs to the top level.",
            ("B-100", "247"),
            "The record (this one) belongs to the top level.",
        ),
        ("Account 4300 is not valid", ("RL-901", "184512"), "Account 4300 is not valid"),
        ("Invoice RL-9012 is older than RL-901X.", ("RL-901",), None),
        ("Line 1 has no amount.", ("1", ""), None),
    ],
    ids=["its number", "its key", "another record", "longer names", "too short to be a name"],
)
def test_a_refusal__names_no_single_record(
    message: str, names: tuple[str, ...], said: str | None
) -> None:
    assert said_of_any(message, names) == (said or message)
