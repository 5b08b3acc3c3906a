"""Accounts, tax types and property tracking: copied from Intacct, never made in Re-Leased."""

from collections.abc import Collection, Sequence

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Account,
    Dimension,
    DimensionValue,
    Reference,
    Sighting,
    TaxDetail,
)
from sync.ledgers.re_leased import wire, wire_bodies, wire_shapes
from sync.ledgers.re_leased.client import Request
from sync.ledgers.re_leased.family import Family, cannot_do, only, sighting
from sync.ledgers.re_leased.json_text import Reader, written
from sync.ledgers.re_leased.meanings import (
    ACCOUNT_CLASS_NAMES,
    ACCOUNT_CLASSES,
    TAX_USES,
    meaning_of,
    tax_use,
)
from sync.use_cases.ports import Write, WriteVerb


def account_from(stored: wire_shapes.Account) -> Account:
    """What Re-Leased says about an account."""
    account_class = meaning_of(
        stored.account_class, ACCOUNT_CLASSES, field="class", of=f"account {stored.code}"
    )
    return Account(
        number=stored.code,
        name=stored.name,
        account_class=account_class,
        active=not stored.archived,
    )


class Accounts(Family[wire_shapes.Account]):
    """The chart of accounts; an account's key is its code."""

    resource = wire.Resource.ACCOUNTS
    reader = Reader(wire_shapes.Account, "account")

    def sightings(self, stored: wire_shapes.Account, kind: RecordKind) -> Sequence[Sighting]:
        """The account."""
        return [sighting(kind, stored.code, account_from(stored), stored)]

    def requests(self, write: Write) -> Sequence[Request]:
        """An upsert under the code."""
        if not isinstance(write.record, Account):
            raise cannot_do(write)
        names = {"name": "name", "account_class": "account_class", "active": "archived"}
        body = wire_bodies.AccountBody(
            name=write.record.name,
            account_class=ACCOUNT_CLASS_NAMES[write.record.account_class],
            archived=not write.record.active,
        )
        said = _attributes(write, names)
        return [_upsert(write, (self.resource, self.key_of(write)), only(body, said))]

    def key_of(self, write: Write) -> str:
        """The number, which both sides share."""
        return _shared_code(write, write.record.number if isinstance(write.record, Account) else "")


class TaxTypes(Family[wire_shapes.TaxType]):
    """Tax types; a tax type's key is its code."""

    resource = wire.Resource.TAX_TYPES
    reader = Reader(wire_shapes.TaxType, "tax type")

    def sightings(self, stored: wire_shapes.TaxType, kind: RecordKind) -> Sequence[Sighting]:
        """The tax type."""
        name = f"tax type {stored.code}"
        try:
            record = TaxDetail(
                code=stored.code,
                name=stored.display_name,
                rate=stored.rate,
                use=tax_use(stored.applies_to, of=name),
                active=not stored.archived,
            )
        except ArithmeticError as error:
            raise BrokenPromise(f"Re-Leased's {name} has the rate {stored.rate}.") from error
        return [sighting(kind, stored.code, record, stored)]

    def requests(self, write: Write) -> Sequence[Request]:
        """An upsert under the code. Without a rate, Re-Leased leaves the calculation to Intacct."""
        record = write.record
        if not isinstance(record, TaxDetail):
            raise cannot_do(write)
        names = {"name": "display_name", "rate": "rate", "use": "applies_to", "active": "archived"}
        calculation = (
            wire.Calculation.EXTERNAL if record.rate is None else wire.Calculation.INTERNAL
        )
        body = wire_bodies.TaxTypeBody(
            display_name=record.name,
            rate=record.rate,
            calculation=calculation,
            applies_to=list(TAX_USES[record.use]),
            archived=not record.active,
        )
        said = _attributes(write, names)
        said |= {"calculation"} if "rate" in said else set()
        return [_upsert(write, (self.resource, self.key_of(write)), only(body, said))]

    def key_of(self, write: Write) -> str:
        """The code, which both sides share."""
        return _shared_code(write, write.record.code if isinstance(write.record, TaxDetail) else "")


class Tracking(Family[wire_shapes.TrackingCategory]):
    """Property tracking: a category is a dimension, and its options are the dimension's values.

    An option has no version and no stamp of its own: its category's stamp moves with it. ASSUMED: writing
    an option is answered with its category.
    """

    resource = wire.Resource.TRACKING_CATEGORIES
    reader = Reader(wire_shapes.TrackingCategory, "tracking category")

    def sightings(
        self, stored: wire_shapes.TrackingCategory, kind: RecordKind
    ) -> Sequence[Sighting]:
        """The dimension, or all its values."""
        if kind is RecordKind.DIMENSION:
            dimension = Dimension(name=stored.name, active=not stored.archived)
            return [sighting(kind, stored.id, dimension, stored)]
        category = Reference(RecordKind.DIMENSION, stored.id)
        return [
            Sighting(
                kind=kind,
                key=f"{stored.id}:{option.id}",
                record=DimensionValue(
                    dimension=category,
                    code=option.code if option.code is not None else option.id,
                    name=option.name,
                    active=not option.archived,
                ),
                changed_at=stored.modified_at,
                changed_by=(stored.modified_by.name or "") if stored.modified_by else "",
            )
            for option in stored.options
        ]

    def requests(self, write: Write) -> Sequence[Request]:
        """An upsert of the category, or of the option within it."""
        names = {"code": "code", "name": "name", "active": "archived"}
        match write.record:
            case Dimension() as record:
                body = wire_bodies.TrackingBody(name=record.name, archived=not record.active)
                place: tuple[str, ...] = (self.resource, self.key_of(write))
            case DimensionValue() as record:
                body = wire_bodies.TrackingBody(
                    code=record.code, name=record.name, archived=not record.active
                )
                category_id, option_id = self.key_of(write).split(":", 1)
                place = (self.resource, category_id, wire.OPTIONS, option_id)
            case _:
                raise cannot_do(write)
        return [_upsert(write, place, only(body, _attributes(write, names)))]

    def key_of(self, write: Write) -> str:
        """For a new category Intacct's key in small letters, for a new option its code."""
        if write.verb is not WriteVerb.CREATE:
            return write.key
        if isinstance(write.record, DimensionValue):
            return f"{write.record.dimension.key}:{write.record.code}"
        return write.key.lower()


def _shared_code(write: Write, code: str) -> str:
    return code if write.verb is WriteVerb.CREATE else write.key


def _attributes(write: Write, names: dict[str, str]) -> set[str]:
    """The attributes of the body to be sent: all for a new record, else those of the fields named."""
    match write.verb:
        case WriteVerb.CREATE:
            return set(names.values())
        case WriteVerb.UPDATE if write.fields <= names.keys():
            return {names[field] for field in write.fields}
        case _:
            raise cannot_do(write)


def _upsert(write: Write, place: Collection[str], body: wire_shapes.Shape) -> Request:
    resource, record_id, *further = place
    return Request(
        "PUT",
        wire.record_path(resource, record_id, *further),
        written(body),
        version=write.version,
    )
