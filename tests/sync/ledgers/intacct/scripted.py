"""A gateway that follows a script, for what the stand-in never does."""

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Function
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.xml_text import element
from tests.sync.ledgers.intacct.test_intacct_envelope import answer_of, result_of

SETTINGS: dict[str, Any] = {
    "sender_id": "leasebridge",
    "sender_password": "sender-secret",
    "company_id": "HARBOUR",
    "entity_id": "E200",
    "user_id": "xmluser",
    "user_password": "user-secret",
    "first_wait_seconds": 0.001,
    "timeout_seconds": 5,
}
Answer = bytes | Response


@dataclass
class Script:
    """Answers in order; the last one goes on for ever. Sign-ins are answered by themselves."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    endpoint: str = ""
    asked: list[bytes] = field(default_factory=list)
    sign_ins: int = 0

    async def serve(self, request: Request) -> Response:
        """Answer one request."""
        body = await request.body()
        if b"<getAPISession" in body:
            self.sign_ins += 1
            return xml_answer(answer_of(result_of("sign-in", self._session())))
        self.asked.append(body)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if isinstance(answer, Response) else xml_answer(answer)

    def gateway(self, **changes: Any) -> Gateway:
        """A gateway on this script."""
        fitting: dict[str, Any] = {"url": self.url, **SETTINGS}
        return Gateway(IntacctSettings(**{**fitting, **changes}))

    def _session(self) -> str:
        endpoint = self.endpoint or self.url
        return (
            f"<data><api><sessionid>s{self.sign_ins}</sessionid><endpoint>{endpoint}</endpoint>"
            "<locationid>E200</locationid></api></data>"
        )


def xml_answer(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status_code=status, media_type="text/xml", headers=headers)


def failure(number: str, text: str) -> str:
    return (
        f"<errormessage><error><errorno>{number}</errorno><description2>{text}</description2>"
        "</error></errormessage>"
    )


def ended_session() -> bytes:
    return (
        "<response><control><status>success</status></control><operation><authentication>"
        "<status>failure</status><companyid>HARBOUR</companyid></authentication>"
        f"{failure('XL03000006', 'Invalid session')}</operation></response>"
    ).encode()


def ask(gateway: Gateway) -> str:
    try:
        return gateway.read(element("read")).key
    finally:
        gateway.close()


def write(gateway: Gateway) -> str:
    try:
        return gateway.write([Function("w", element("create"))])["w"].key
    finally:
        gateway.close()


FINE = answer_of(result_of("read-1", "<key>7</key>") + result_of("w", "<key>7</key>"))
