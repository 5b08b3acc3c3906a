"""What we compare with: `sageintacctsdk` 1.28.1, used as its users use it and only pointed elsewhere.

The package posts one function in each request, each over a connection of its own; it turns the answer
into dictionaries and leaves amounts and dates as the text they came as. Its generator sends every page
twice (once to look whether records are there, once for the records).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import requests
from sageintacctsdk import SageIntacctSDK
from sageintacctsdk.apis import ApiBase

from sandbox.intacct import credentials

Found = dict[str, Any]
"""One record as the package hands it over."""


class PythonSdk:
    """A signed-in SDK that reads the fields we read."""

    def __init__(self, url: str, header_fields: Sequence[str], item_fields: Sequence[str]) -> None:
        self._sdk = _signed_in(url)
        self._header_fields = ["RECORDNO", *header_fields]
        self._item_fields = ["RECORDNO", *item_fields]

    def read_all(self) -> list[Found]:
        """All invoices with their lines, each page asked for once."""
        headers = self._sdk.ar_invoices.get_all(fields=self._header_fields)
        return _with_lines(headers, self._sdk.ar_invoice_items.get_all(fields=self._item_fields))

    def read_all_fields(self) -> list[Found]:
        """The same with the package's own lists of fields, which is what it does unless told otherwise."""
        headers = self._sdk.ar_invoices.get_all()
        return _with_lines(headers, self._sdk.ar_invoice_items.get_all())

    def read_all_by_generator(self) -> list[Found]:
        """The same through the package's generator."""
        return self._by_generator()

    def read_changes(self, since: datetime) -> list[Found]:
        """The invoices changed since, by modification time, and the lines of each by a question."""
        changed = self._headers(updated_at=since.strftime("%m/%d/%Y %H:%M:%S"))
        items = self._sdk.ar_invoice_items
        lines = (
            line
            for header in changed
            for line in items.get("RECORDKEY", header["RECORDNO"], self._item_fields)[
                "arinvoiceitem"
            ]
        )
        return _with_lines(changed, lines)

    def read_one_by_one(self, keys: Iterable[str]) -> int:
        """One `read` for each invoice, which brings its lines; how many answered."""
        invoices = self._sdk.ar_invoices
        answers = (
            invoices.format_and_send_request(
                {"read": {"object": "ARINVOICE", "keys": key, "fields": "*"}}
            )
            for key in keys
        )
        return sum(answer["status"] == "success" for answer in answers)

    def create(self, invoices: Iterable[Mapping[str, Any]]) -> int:
        """One request for each new invoice; how many were made."""
        made = (self._sdk.ar_invoices.post(invoice) for invoice in invoices)
        return sum(answer["status"] == "success" for answer in made)

    def _by_generator(self) -> list[Found]:
        pages = self._sdk.ar_invoice_items.get_all_generator(
            fields=self._item_fields, order_by_field="RECORDNO", order="ascending"
        )
        return _with_lines(self._headers(), (line for page in pages for line in page))

    def _headers(self, updated_at: str | None = None) -> list[Found]:
        pages = self._sdk.ar_invoices.get_all_generator(
            fields=self._header_fields,
            updated_at=updated_at,
            order_by_field="RECORDNO",
            order="ascending",
        )
        return [header for page in pages for header in page]


class PageTaker:
    """The SDK's own way from the bytes of an answer to its dictionaries, without a network between.

    Its code runs as it is; only the post is left out, and the answer that came once is handed over again.
    """

    def __init__(self, object_name: str) -> None:
        self._part = ApiBase(dimension=object_name)
        self._part.set_show_private(show_private=False)

    def taken_apart(self, answer: requests.Response) -> Any:
        """What the SDK makes of the answer."""
        self._part._ApiBase__post_request_for_raw_response = lambda *_: answer  # noqa: SLF001 - no other door
        return self._part.format_and_send_request({"query": {}})


def answer_of(body: bytes, content_type: str) -> requests.Response:
    """An answer as the SDK's HTTP library holds it."""
    answer = requests.Response()
    answer.status_code = 200
    answer.headers["Content-Type"] = content_type
    answer.encoding = requests.utils.get_encoding_from_headers(answer.headers)
    answer._content = body  # noqa: SLF001 - how the library itself fills it
    return answer


def new_invoice(number: str, *, customer: str, issued: date, lines: int = 2) -> dict[str, Any]:
    """An invoice as the package's users write it down for `create_invoice`."""
    day = {"year": f"{issued.year}", "month": f"{issued.month:02}", "day": f"{issued.day:02}"}
    line = {
        "glaccountno": "4000",
        "amount": "100.00",
        "memo": "Rent",
        "locationid": "E200",
        "departmentid": "RES",
    }
    return {
        "customerid": customer,
        "datecreated": day,
        "datedue": day,
        "action": "Submit",
        "invoiceno": number,
        "invoiceitems": {"lineitem": [line] * lines},
    }


def _with_lines(headers: Iterable[Found], lines: Iterable[Found]) -> list[Found]:
    by_document: defaultdict[str, list[Found]] = defaultdict(list)
    for line in lines:
        by_document[line["RECORDKEY"]].append(line)
    return [{**header, "LINES": by_document[header["RECORDNO"]]} for header in headers]


def _signed_in(url: str) -> Any:
    door = ApiBase()
    door.set_sender_id(credentials.SENDER_ID)
    door.set_sender_password(credentials.SENDER_PASSWORD)
    _point(door, url)
    session = door.get_session_id(
        credentials.USER_ID, credentials.COMPANY_ID, credentials.USER_PASSWORD
    )
    sdk = SageIntacctSDK(
        sender_id=credentials.SENDER_ID,
        sender_password=credentials.SENDER_PASSWORD,
        user_id=credentials.USER_ID,
        company_id=credentials.COMPANY_ID,
        user_password=credentials.USER_PASSWORD,
        session_id=session,
    )
    for part in vars(sdk).values():
        if isinstance(part, ApiBase):
            _point(part, url)
    return sdk


def _point(part: Any, url: str) -> None:
    # Each part of the package keeps the address in a private attribute; there is no setting for it.
    part._ApiBase__api_url = url  # noqa: SLF001 - see above
