"""How one record names another."""

from dataclasses import dataclass

from sync.domain.kinds import RecordKind


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """Names another record by its kind and its key on one side."""

    kind: RecordKind
    key: str
