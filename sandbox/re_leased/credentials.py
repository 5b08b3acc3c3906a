"""The made-up keys of the stand-in Re-Leased."""

from dataclasses import dataclass

API_KEY = "re-leased-key"


@dataclass(frozen=True, slots=True)
class Key:
    """A key to the interface. `companies` names those it sees; None is all of them."""

    secret: str
    id: str
    companies: frozenset[str] | None = None


USUAL_KEY = Key(secret=API_KEY, id="key-1")
