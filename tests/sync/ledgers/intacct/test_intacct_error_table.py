import pytest

from sync.domain.errors import BrokenPromise, FixSetup, RetryLater, SignInRefused
from sync.ledgers.intacct.wire.error_table import Complaint, Level, Meaning
from sync.ledgers.intacct.wire.errors import as_error, as_refused, complaint_of, diagnose

CONTROL, AUTHENTICATION, FUNCTION = Level.CONTROL, Level.AUTHENTICATION, Level.FUNCTION

CASES = [
    (CONTROL, "XL03000003", "Element 'x' is not expected. line 4", Meaning.OUR_FAULT),
    (
        CONTROL,
        "XL03000006",
        "Incorrect Intacct XML Partner ID or password.",
        Meaning.SIGN_IN_REFUSED,
    ),
    (CONTROL, "XL03000006", "abc is not a valid transport policy", Meaning.FIX_SETUP),
    (CONTROL, "PL04000055", "This company has expired", Meaning.FIX_SETUP),
    (CONTROL, "GW-0010", "API rate limit exceeded", Meaning.BACK_OFF),
    (CONTROL, "GW-0003", "Unable to process request", Meaning.BACK_OFF),
    (CONTROL, "GW-0011", "Invalid Request", Meaning.FIX_SETUP),
    (CONTROL, "GW-0014", "Wrong content type", Meaning.OUR_FAULT),
    (CONTROL, "invalidRequest", "Invalid Request", Meaning.FIX_SETUP),
    (CONTROL, "GW-9999", "Something new", Meaning.FIX_SETUP),
    (AUTHENTICATION, "XL03000006", "Sign-in information is incorrect", Meaning.SIGN_IN_REFUSED),
    (AUTHENTICATION, "XL03000006", "Invalid session", Meaning.SIGN_IN_AGAIN),
    (AUTHENTICATION, "XL03000006", "Invalid Web Services Authorization", Meaning.FIX_SETUP),
    (AUTHENTICATION, "UJPP0002", "Sign-in information is incorrect.", Meaning.SIGN_IN_REFUSED),
    (AUTHENTICATION, "", "Something new", Meaning.SIGN_IN_REFUSED),
    (FUNCTION, "", "API rate limit exceeded", Meaning.BACK_OFF),
    (FUNCTION, "BL01001973", "The Service is Temporarily Off-line", Meaning.BACK_OFF),
    (FUNCTION, "DL02000001", "There was an error processing the request", Meaning.BACK_OFF),
    (FUNCTION, "PL04000005", "No permission for API operation QUERY on object", Meaning.FIX_SETUP),
    (FUNCTION, "", "You do not have permission to view audit history", Meaning.FIX_SETUP),
    (FUNCTION, "Get API Session Failed", "Location 'E9' is not valid", Meaning.FIX_SETUP),
    (FUNCTION, "XL03000010", "unknown field", Meaning.OUR_FAULT),
    (FUNCTION, "Query Failed", "Object definition FOO not found", Meaning.OUR_FAULT),
    (FUNCTION, "Invalid fields list FOO", "", Meaning.OUR_FAULT),
    (
        FUNCTION,
        "BL34000061",
        "Another Contact with the given value(s) X already exists",
        Meaning.ALREADY_THERE,
    ),
    (FUNCTION, "PL05000104", "record exists", Meaning.ALREADY_THERE),
    (FUNCTION, "BL01001973", "Duplicate account number", Meaning.ALREADY_THERE),
    (FUNCTION, "DL03000005", "No record exits for the invoicekey 9", Meaning.NOT_THERE),
    (
        FUNCTION,
        "BL01001973",
        "Oops, we can't find this transaction; enter a valid one",
        Meaning.NOT_THERE,
    ),
    (FUNCTION, "BL01001973", "The date must be in an open period 'AR'", Meaning.PERIOD_CLOSED),
    (FUNCTION, "BL03002126", "The vendor 'x' is invalid.", Meaning.REFUSED),
    (FUNCTION, "BL01001973", "Customer 'x' specified is not valid.", Meaning.REFUSED),
    (FUNCTION, "SIM-DUPLICATE-CONTROLID", "was completed", Meaning.REFUSED),
    (FUNCTION, "BL99999999", "Nobody has ever seen this", Meaning.REFUSED),
]


@pytest.mark.parametrize(("level", "number", "text", "meaning"), CASES)
def test_every_known_error__has_its_meaning(
    level: Level, number: str, text: str, meaning: Meaning
) -> None:
    assert diagnose(level, [Complaint(number, text)]).meaning is meaning


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("The date must be in an open period 'AR'", "Reopen the period"),
        ("Date must be on or after 01/01/2026", "Reopen the period"),
        ("This transaction is missing the Property dimension for the Account 4000", "Tag the line"),
        ("Location must be x. This value is auto-filled", "dimension relationship"),
        ("GL account '4000' is restricted by location", "restriction"),
        ("exceeds total amount due ()", "still owed"),
        ("Invalid Project 'x' specified.", "exists and is active"),
        ("Department RES is not valid", "exists and is active"),
        ("Account 4000 is not valid", "exists and is active"),
    ],
)
def test_what_finance_people_meet__comes_with_the_next_step(text: str, remedy: str) -> None:
    refused = as_refused(diagnose(FUNCTION, [Complaint("BL01001973", text)]))
    assert refused.message == text
    assert remedy in refused.remedy


def test_the_specific_error__speaks_and_the_wrapper_does_not() -> None:
    said = [
        Complaint("XL03000009", "The entire transaction in this operation has been rolled back"),
        Complaint("BL01001973", "Could not create invoice record!"),
        Complaint("BL03002126", "The vendor 'x' is invalid."),
    ]
    diagnosis = diagnose(FUNCTION, said)
    assert (diagnosis.code, diagnosis.message) == ("BL03002126", "The vendor 'x' is invalid.")


def test_a_wrapper_alone__still_speaks() -> None:
    diagnosis = diagnose(FUNCTION, [Complaint("BL01001973", "Could not create invoice record!")])
    assert diagnosis.message == "Could not create invoice record!"


def test_no_reason_at_all__is_refused_in_words() -> None:
    assert diagnose(FUNCTION, []).message == "Intacct gave no reason."


def test_intacct_s_own_advice__is_the_remedy_where_we_have_none() -> None:
    diagnosis = diagnose(FUNCTION, [Complaint("BL1", "Something new", "Try the other door.")])
    assert diagnosis.remedy == "Try the other door."


def test_the_support_id__goes_into_a_field_of_its_own() -> None:
    complaint = complaint_of(
        number="BL01001973",
        description="",
        description2="The date must be in an open period 'AR' [Support ID: aBcDe%7EYxEX0DEnV]",
        correction="Use another date. [Support ID: aBcDe%7EYxEX0DEnV]",
    )
    assert complaint.text == "The date must be in an open period 'AR'"
    assert complaint.correction == "Use another date."
    assert complaint.support_id == "aBcDe~YxEX0DEnV"


def test_a_long_message__is_cut_to_what_the_port_allows() -> None:
    assert len(as_refused(diagnose(FUNCTION, [Complaint("BL1", "x" * 900)])).message) == 500


@pytest.mark.parametrize(
    ("level", "complaint", "error"),
    [
        (CONTROL, Complaint("GW-0010", "API rate limit exceeded"), RetryLater),
        (CONTROL, Complaint("XL03000006", "Incorrect password."), SignInRefused),
        (FUNCTION, Complaint("PL04000005", "No permission"), FixSetup),
        (FUNCTION, Complaint("XL03000010", "unknown field"), BrokenPromise),
        (FUNCTION, Complaint("BL1", "Something new"), BrokenPromise),
    ],
)
def test_a_failed_reading__is_raised_by_what_to_do_next(
    level: Level, complaint: Complaint, error: type[Exception]
) -> None:
    raised = as_error(diagnose(level, [complaint]))
    assert type(raised) is error
    assert complaint.text in str(raised)
