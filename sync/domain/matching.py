"""Matching: where Re-Leased has data of its own before the link, a person says what each record is in Intacct.

Source: Re-Leased help centre on connecting to Sage Intacct: tax types, accounts, tracking options and contacts
are each matched, archived or (contacts) created; each Intacct record can be used once only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.domain.crossing import MISSING, Counterparts
from sync.domain.kinds import RecordKind
from sync.domain.look_alikes import folded, plain_name
from sync.domain.plan import Face
from sync.domain.records import Contact, DimensionValue, natural_key_of, title_of

_Mark = tuple[str, str | None]
"""One thing that two records may have in common: of which sort, and which."""

CONTACTS = (RecordKind.CUSTOMER, RecordKind.VENDOR)
MATCHED_KINDS = (
    RecordKind.TAX_DETAIL,
    RecordKind.ACCOUNT,
    RecordKind.DIMENSION,
    RecordKind.DIMENSION_VALUE,
    *CONTACTS,
)
"""In the order of the questions: a category comes before its options."""


class AnswerVerb(StrEnum):
    """What a person says of a Re-Leased record."""

    MATCH = "match"
    CREATE = "create"
    ARCHIVE = "archive"
    LEAVE = "leave"

    @property
    def label(self) -> str:
        """The answer as people read it in a list."""
        return _LABELS[self]


_LABELS = {
    AnswerVerb.MATCH: "the same as",
    AnswerVerb.CREATE: "create in Sage Intacct",
    AnswerVerb.ARCHIVE: "archive in Re-Leased",
    AnswerVerb.LEAVE: "leave where it is",
}


class Strength(StrEnum):
    """How far a suggestion can be relied on; the strongest first."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An Intacct record that the Re-Leased record may be.

    Attributes:
        intacct: The Intacct record.
        strength: How far it can be relied on.
        reason: In what the two agree.
    """

    intacct: Face
    strength: Strength
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said of a Re-Leased record.

    Attributes:
        re_leased_id: Our id of the Re-Leased record.
        kind: What it is.
        verb: What is to become of it.
        intacct_id: For MATCH, our id of the Intacct record; else None.
        answered_by: Who said so.
        answered_at: When, aware UTC.
    """

    re_leased_id: int
    kind: RecordKind
    verb: AnswerVerb
    intacct_id: int | None
    answered_by: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A Re-Leased record that needs an answer, or has one.

    Attributes:
        kind: What it is.
        re_leased: The record.
        suggestions: What it may be in Intacct, the best first.
        answer: What was said of it; None while nothing was.
    """

    kind: RecordKind
    re_leased: Face
    suggestions: tuple[Suggestion, ...]
    answer: Answer | None

    @property
    def title(self) -> str:
        """What people call the record."""
        return title_of(self.re_leased.now)

    @property
    def verbs(self) -> tuple[AnswerVerb, ...]:
        """What may be said of it: reference data is made in Intacct only, so that it is never created there."""
        if self.kind in CONTACTS:
            return tuple(AnswerVerb)
        return (AnswerVerb.MATCH, AnswerVerb.ARCHIVE, AnswerVerb.LEAVE)

    @property
    def suggested(self) -> tuple[AnswerVerb, Face | None]:
        """What is suggested: the one good match there is; else a contact is created, all else is left."""
        good = [one for one in self.suggestions if one.strength is not Strength.POSSIBLE]
        best = [one for one in good if one.strength is good[0].strength]
        if len(best) == 1:
            return AnswerVerb.MATCH, best[0].intacct
        is_new = self.kind in CONTACTS and not self.suggestions
        return (AnswerVerb.CREATE if is_new else AnswerVerb.LEAVE), None


def needs_no_answer(kind: RecordKind, suggestions: Iterable[Suggestion]) -> bool:
    """Reference data with one code on both sides is linked by itself."""
    return kind not in CONTACTS and any(one.strength is Strength.SURE for one in suggestions)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Intacct's records of one kind that nothing is linked to, at hand by what they may be matched by.

    A company has thousands of contacts on either side, and comparing each with each takes minutes.

    Attributes:
        faces: The records, in the order they were first seen.
        places: By what a record may be matched by: where it stands among `faces`.
    """

    faces: tuple[Face, ...]
    places: Mapping[_Mark, Sequence[int]]

    @classmethod
    def of(cls, faces: Iterable[Face]) -> "Shelf":
        """A shelf with these records on it."""
        kept = tuple(faces)
        places: dict[_Mark, list[int]] = {}
        for place, face in enumerate(kept):
            for mark in _marks_in_intacct(face):
                places.setdefault(mark, []).append(place)
        return cls(kept, places)

    def like(self, re_leased: Face) -> Iterator[Face]:
        """Every record that could be suggested for this one, in the order they were first seen."""
        marks = _marks_in_re_leased(re_leased)
        found = {place for mark in marks for place in self.places.get(mark, ())}
        return (self.faces[place] for place in sorted(found))


def _marks_in_intacct(face: Face) -> Iterator[_Mark]:
    if isinstance(face.now, Contact):
        name, key = plain_name(face.now), folded(face.key)
        yield from (("name", name), ("name", f"{key} {name}"), ("id", key))
        yield from _email_of(face.now)
    else:
        yield from (("code", natural_key_of(face.now)), ("name", _name(face)))


def _email_of(contact: Contact) -> Iterator[_Mark]:
    """Having no email address is nothing that two contacts have in common."""
    if contact.email:
        yield "email", folded(contact.email)


def _marks_in_re_leased(face: Face) -> Iterator[_Mark]:
    if isinstance(face.now, Contact):
        yield "name", plain_name(face.now)
        yield from _email_of(face.now)
        words = folded(face.now.name).split(" ")
        yield from (("id", " ".join(words[:count])) for count in range(1, len(words)))
    else:
        yield from (("code", natural_key_of(face.now)), ("name", _name(face)))


def suggestions_for(
    re_leased: Face, others: Iterable[Face], counterparts: Counterparts
) -> tuple[Suggestion, ...]:
    """What a Re-Leased record may be in Intacct, the best first.

    Args:
        re_leased: The record.
        others: Intacct's records of the kind that nothing is linked to.
        counterparts: Of Re-Leased's tracking categories: an option is looked for within its own.
    """
    within = _dimension_over_there(re_leased, counterparts)
    found = (
        Suggestion(other, *agreement)
        for other in others
        if _is_within(other, within) and (agreement := _agreement(re_leased, other)) is not None
    )
    order = list(Strength)
    return tuple(sorted(found, key=lambda one: order.index(one.strength)))


def _dimension_over_there(face: Face, counterparts: Counterparts) -> str | None:
    """Intacct's key of the dimension that an option belongs to; None for all that is no option."""
    if not isinstance(face.now, DimensionValue):
        return None
    return counterparts.get(face.now.dimension, MISSING).key


def _is_within(other: Face, dimension: str | None) -> bool:
    return (
        dimension is None
        or not isinstance(other.now, DimensionValue)
        or other.now.dimension.key == dimension
    )


def _agreement(re_leased: Face, intacct: Face) -> tuple[Strength, str] | None:
    if isinstance(re_leased.now, Contact) and isinstance(intacct.now, Contact):
        return next(_contact_agreements(re_leased.now, intacct.now, intacct.key), None)
    code = natural_key_of(re_leased.now)
    if code is not None and code == natural_key_of(intacct.now):
        return Strength.SURE, "same code"
    if _name(re_leased) == _name(intacct):
        return Strength.LIKELY, "same name"
    return None


def _contact_agreements(
    re_leased: Contact, intacct: Contact, intacct_id: str
) -> Iterator[tuple[Strength, str]]:
    name, other_name = plain_name(re_leased), plain_name(intacct)
    same_name = name in {other_name, f"{folded(intacct_id)} {other_name}"}
    same_email = bool(re_leased.email) and folded(re_leased.email) == folded(intacct.email)
    if folded(re_leased.name).startswith(f"{folded(intacct_id)} "):
        yield Strength.SURE, "its name begins with the Intacct id"
    if same_name and same_email:
        yield Strength.SURE, "same name and email address"
    if same_name:
        yield Strength.LIKELY, "same name"
    if same_email:
        yield Strength.POSSIBLE, "same email address"


def _name(face: Face) -> str:
    name = getattr(face.now, "name", "")
    return folded(name)
