"""When: what people do in the two ledgers, and the sync runs."""

from collections.abc import Callable

from pytest_bdd import parsers, step

from sandbox.intacct.forms import AccountForm, LineEdit, LineForm
from sandbox.re_leased.fields import DocumentFields, LineFields
from tests.scenarios.papers import PAPERS_BY_NAME, Paper
from tests.scenarios.parties import Party, property_called
from tests.scenarios.story import Story
from tests.scenarios.tables import day
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS

PAPER = "(?P<paper>sales invoice|bill|sales credit note|purchase credit note)"


@step("the sync runs")
@step("the sync runs again")
def sync_runs(story: Story) -> None:
    story.run()


@step("a plan is made")
def plan_is_made(story: Story) -> None:
    story.look_ahead()


@step(
    parsers.re(rf"Fiona (?P<does>posts|reverses|deletes) {PAPER} (?P<number>\S+) in Sage Intacct")
)
def fiona_ends_or_posts(story: Story, does: str, paper: str, number: str) -> None:
    kind = PAPERS_BY_NAME[paper]
    record_no = kind.in_intacct(story, number).record_no
    books = story.bridge.intacct
    match does:
        case "posts":
            books.update_document(kind.book, record_no, kind.form(), submit=True, by=FIONA)
        case "reverses":
            books.reverse_document(kind.book, record_no, on=day("today"), by=FIONA)
        case _:
            books.delete_document(kind.book, record_no, by=FIONA)


@step(
    parsers.re(
        r"Marcus (?P<does>submits|approves|rejects|voids|resets|deletes) "
        rf"{PAPER} (?P<number>\S+) in Re-Leased"
    )
)
def marcus_decides(story: Story, does: str, paper: str, number: str) -> None:
    documents = story.bridge.re_leased.documents
    acts: dict[str, Callable[..., object]] = {
        "submits": documents.submit,
        "approves": documents.approve,
        "rejects": documents.reject,
        "voids": documents.void,
        "resets": documents.reset_to_draft,
        "deletes": documents.delete,
    }
    document: Paper = PAPERS_BY_NAME[paper]
    acts[does](COMPANY, document.in_re_leased(story, number).id, by=MARCUS)


@step(parsers.re(r"Fiona (?P<does>archives|reactivates) account (?P<number>\S+) in Sage Intacct"))
def fiona_changes_account(story: Story, does: str, number: str) -> None:
    status = "inactive" if does == "archives" else "active"
    story.bridge.intacct.update_account(number, AccountForm(status=status), by=FIONA)


@step(
    parsers.re(rf"Fiona moves {PAPER} (?P<number>\S+) to account (?P<account>\S+) in Sage Intacct")
)
def fiona_moves_to_account(story: Story, paper: str, number: str, account: str) -> None:
    _edit_first_line(story, paper, number, LineForm(account_no=account))


def _edit_first_line(story: Story, paper: str, number: str, line: LineForm) -> None:
    kind = PAPERS_BY_NAME[paper]
    edit = LineEdit(line_num=1, line=line)
    record_no = kind.in_intacct(story, number).record_no
    books = story.bridge.intacct
    books.update_document(kind.book, record_no, kind.form(), line_edits=[edit], by=FIONA)


@step(parsers.re(rf"Marcus moves {PAPER} (?P<number>\S+) to account (?P<account>\S+) in Re-Leased"))
def marcus_moves_to_account(story: Story, paper: str, number: str, account: str) -> None:
    document = PAPERS_BY_NAME[paper].in_re_leased(story, number)
    lines = tuple(
        LineFields(
            account_code=account,
            description=line.description,
            net_amount=line.net_amount,
            tax_type_code=line.tax_type_code,
        )
        for line in document.lines
    )
    fields = DocumentFields(lines=lines)
    story.bridge.re_leased.documents.edit(COMPANY, document.id, fields, by=MARCUS)


@step(parsers.re(rf'Fiona tags {PAPER} (?P<number>\S+) with "(?P<place>.+)" in Sage Intacct'))
def fiona_tags(story: Story, paper: str, number: str, place: str) -> None:
    location = property_called(story, place).reference
    _edit_first_line(story, paper, number, LineForm(location_id=location))


@step(parsers.re(rf'Marcus gives {PAPER} (?P<number>\S+) to "(?P<name>.+)" in Re-Leased'))
def marcus_gives_to(story: Story, paper: str, number: str, name: str) -> None:
    kind = PAPERS_BY_NAME[paper]
    contact = Party(story, kind.role, name).in_re_leased()
    document = kind.in_re_leased(story, number)
    fields = DocumentFields(contact_id=contact.id)
    story.bridge.re_leased.documents.edit(COMPANY, document.id, fields, by=MARCUS)
