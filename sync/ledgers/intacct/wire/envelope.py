"""The envelope around every request and answer of the gateway."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.error_table import Complaint, Level
from sync.ledgers.intacct.wire.errors import complaint_of
from sync.ledgers.intacct.wire.xml_text import (
    Element,
    UnreadableXml,
    children,
    document,
    element,
    parse,
    parse_pieces,
    tag_of,
    text_at,
)

FORMAT_VERSION = "3.0"

Row = dict[str, str]
"""One flat record as Intacct sent it: field name in upper case, text. Never leaves this adapter."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function of a request.

    Attributes:
        control_id: Pairs it with its result; with `unique` sending, guards against running it twice.
        body: The function's own element.
    """

    control_id: str
    body: Element


@dataclass(frozen=True, slots=True)
class Result:
    """What one function came to.

    Attributes:
        succeeded: Whether Intacct did it.
        key: What the legacy functions answer with; empty elsewhere.
        data: What the function returned, or None.
        complaints: Why it failed, most specific first.
    """

    succeeded: bool
    key: str
    data: Element | None
    complaints: tuple[Complaint, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer.

    Attributes:
        failed_at: The level at which the request as a whole failed; None where functions were run.
        complaints: Why it failed there.
        company_id: The company that answered; empty where it did not say.
        entity_id: The entity that answered; empty at the top level or where it did not say.
        results: What the functions came to, by control id. One that was answered twice is left out:
            nobody can say which of the two is true.
    """

    failed_at: Level | None
    complaints: tuple[Complaint, ...]
    company_id: str
    entity_id: str
    results: Mapping[str, Result]

    def refuses(self, control_id: str) -> bool:
        """Whether it says that the function was not carried out."""
        result = self.results.get(control_id)
        return result is not None and not result.succeeded


def request_document(
    settings: IntacctSettings,
    *,
    authentication: Element,
    functions: Sequence[Function],
    control_id: str,
    unique: bool,
) -> bytes:
    """A request as it goes over the wire.

    Args:
        settings: Whose sender id and password go in front.
        authentication: From `log_in` or `by_session`.
        functions: What is asked, independent of each other.
        control_id: Names the request in Intacct's logs.
        unique: Whether a function whose control id was completed before must not run again.
    """
    control = element(
        "control",
        element("senderid", settings.sender_id),
        element("password", settings.sender_password),
        element("controlid", control_id),
        element("uniqueid", "true" if unique else "false"),
        element("dtdversion", FORMAT_VERSION),
        element("includewhitespace", "false"),
    )
    # Copies, because lxml moves an element into its new parent and a request may have to go again.
    asked = (element("function", deepcopy(one.body), controlid=one.control_id) for one in functions)
    operation = element(
        "operation",
        element("authentication", authentication),
        element("content", *asked),
        transaction="false",
    )
    return document(element("request", control, operation))


def log_in(settings: IntacctSettings) -> Element:
    """Sign in with user and password. The order of the parts matters to the gateway."""
    return element(
        "login",
        element("userid", settings.user_id),
        element("companyid", settings.company_id),
        element("password", settings.user_password),
        element("locationid", settings.entity_id) if settings.entity_id else None,
    )


def by_session(session_id: str) -> Element:
    """Go on with a session."""
    return element("sessionid", session_id)


def read_answer(body: bytes) -> Answer:
    """Take an answer apart.

    Raises:
        UnreadableXml: It is no XML, breaks off, or lacks what every answer has.
    """
    root = _response(body)
    control, operation = root.find("control"), root.find("operation")
    if control is None or text_at(control, "status") == "failure" or operation is None:
        return _failed_as_a_whole(root)
    authentication = operation.find("authentication")
    if authentication is None:
        raise UnreadableXml("The answer lacks its authentication block.")
    company, entity = text_at(authentication, "companyid"), text_at(authentication, "locationid")
    if text_at(authentication, "status") != "success":
        complaints = tuple(_complaints(operation.find("errormessage")))
        return Answer(Level.AUTHENTICATION, complaints, company, entity, {})
    return Answer(None, (), company, entity, _results(operation.iterfind("result")))


def _response(body: bytes) -> Element:
    try:
        root = parse(body)
    except UnreadableXml:
        root = parse_pieces(body)
    if tag_of(root) in {"response", "pieces"}:
        return root if root.find("response") is None else root.findall("response")[0]
    raise UnreadableXml(
        f"The answer is not from Intacct's gateway: it begins with <{tag_of(root)}>."
    )


def _failed_as_a_whole(root: Element) -> Answer:
    complaints = tuple(_complaints(root))
    if not complaints:
        raise UnreadableXml("The answer holds neither results nor errors.")
    return Answer(Level.CONTROL, complaints, "", "", {})


def _results(found: Iterable[Element]) -> dict[str, Result]:
    results: dict[str, Result] = {}
    twice = set()
    for one in found:
        control_id = text_at(one, "controlid")
        if control_id in results:
            twice.add(control_id)
        results[control_id] = _result(one)
    return {control_id: one for control_id, one in results.items() if control_id not in twice}


def _result(found: Element) -> Result:
    return Result(
        succeeded=text_at(found, "status") == "success",
        key=text_at(found, "key"),
        data=found.find("data"),
        complaints=tuple(_complaints(found.find("errormessage"))),
    )


def _complaints(holder: Element | None) -> list[Complaint]:
    if holder is None:
        return []
    return [
        complaint_of(
            number=text_at(error, "errorno"),
            description=text_at(error, "description"),
            description2=text_at(error, "description2"),
            correction=text_at(error, "correction"),
        )
        for error in holder.iter("error")
    ]


def records_in(result: Result) -> list[Row]:
    """The flat records of a result, field names in upper case, values without space around.

    A page repeats one and the same list of fields, as selected. So the names are taken from the first
    record, where all others have as many fields and the same last one; else records are taken one by one.
    """
    records = list(children(result.data))
    if not records or result.data is None:
        return []
    tags = [tag_of(field) for field in records[0]]
    texts = [(one.text or "").strip() for one in result.data.iterdescendants()]
    width = 1 + len(tags)  # a record's own text, which is none, comes before those of its fields
    if len(texts) != len(records) * width or not _all_end_alike(records, tags):
        return rows_of(records)
    names = [tag.upper() for tag in tags]
    columns = [texts[place::width] for place in range(1, width)]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _all_end_alike(records: Sequence[Element], tags: Sequence[str]) -> bool:
    if not tags or set(map(len, records)) != {len(tags)}:
        return False
    return {one[-1].tag for one in records} == {tags[-1]}


def rows_of(records: Iterable[Element]) -> list[Row]:
    """Flat records, field names in upper case, values without space around; what is nested is passed over."""
    names = _UpperNames()
    return [{names[field.tag]: (field.text or "").strip() for field in one} for one in records]


class _UpperNames(dict[str, str]):
    """Names in upper case, each made once: a page repeats the same few names many thousand times."""

    def __missing__(self, name: str) -> str:
        upper = self[name] = name.upper()
        return upper
