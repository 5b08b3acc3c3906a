"""The codec: records, steps and writes as JSON, and the fingerprint that names a content.

The JSON of a record is canonical: equal records give equal bytes, whatever order their fields were
written down in. Decimals are texts, so that no digit is lost. A field added to a record type in a
later version needs a default, and makes every record of that type look changed once.
"""

import hashlib
from collections.abc import Mapping

import msgspec

from sync.domain.kinds import RecordKind
from sync.domain.plan import Step
from sync.domain.records import RECORD_TYPES, Record
from sync.use_cases.ports import Write, WriteVerb

_ENCODER = msgspec.json.Encoder(order="sorted")
_RECORD_DECODERS = {
    kind: msgspec.json.Decoder(record_type) for kind, record_type in RECORD_TYPES.items()
}
_STEP_DECODER = msgspec.json.Decoder(Step)
_FACTS_DECODER = msgspec.json.Decoder(dict[str, str])


def encoded_record(record: Record) -> bytes:
    """The canonical JSON of `record`, UTF-8."""
    return _ENCODER.encode(record)


def decoded_record(kind: RecordKind, content: str | bytes) -> Record:
    """The record of `kind` that `content` holds.

    Raises:
        msgspec.ValidationError: The content is not that of such a record.
        KeyError: Records of this kind are not kept.
    """
    # The annotation is ours: the decoders' common type is lost in the table of them.
    record: Record = _RECORD_DECODERS[kind].decode(content)
    return record


def fingerprint(record: Record) -> str:
    """32 hexadecimal digits that name the content of `record`."""
    return fingerprint_of_content(encoded_record(record))


def fingerprint_of_content(content: bytes) -> str:
    """The fingerprint of a record whose canonical JSON is at hand already."""
    return hashlib.sha256(content).hexdigest()[:32]


def encoded_step(step: Step) -> str:
    """The JSON of a step."""
    return _ENCODER.encode(step).decode()


def decoded_step(body: str) -> Step:
    """The step that `body` holds."""
    return _STEP_DECODER.decode(body)


class _WrittenWrite(msgspec.Struct):
    """A write as it is stored: its record stays raw until its kind is known."""

    intent_key: str
    kind: RecordKind
    verb: WriteVerb
    key: str
    record: msgspec.Raw
    fields: list[str]
    version: str
    actor: str = ""
    comment: str = ""


_WRITE_DECODER = msgspec.json.Decoder(_WrittenWrite)


def encoded_write(write: Write) -> str:
    """The JSON of a write."""
    written = _WrittenWrite(
        intent_key=write.intent_key,
        kind=write.kind,
        verb=write.verb,
        key=write.key,
        record=msgspec.Raw(encoded_record(write.record)),
        fields=sorted(write.fields),
        version=write.version,
        actor=write.actor,
        comment=write.comment,
    )
    return _ENCODER.encode(written).decode()


def decoded_write(body: str) -> Write:
    """The write that `body` holds."""
    written = _WRITE_DECODER.decode(body)
    return Write(
        intent_key=written.intent_key,
        kind=written.kind,
        verb=written.verb,
        key=written.key,
        record=decoded_record(written.kind, bytes(written.record)),
        fields=frozenset(written.fields),
        version=written.version,
        actor=written.actor,
        comment=written.comment,
    )


def encoded_facts(facts: Mapping[str, str]) -> str:
    """The canonical JSON of an audit event's facts."""
    return _ENCODER.encode(dict(facts)).decode()


def decoded_facts(body: str) -> Mapping[str, str]:
    """The facts of an audit event that `body` holds."""
    return _FACTS_DECODER.decode(body)
