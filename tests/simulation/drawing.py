"""Drawing a story by its seed."""

import random
from collections.abc import Iterator, Mapping

from tests.simulation.people import ACTS, ORDER_ACTS
from tests.simulation.story import Event, Place, Setting, Story

_SETTINGS = {Setting.IN_STEP: 10, Setting.NEVER_SYNCED: 1, Setting.ORDERS: 3}

_WEIGHTS: Mapping[str, int] = {
    "enter in Intacct": 8,
    "enter in Re-Leased": 8,
    "post": 4,
    "approve in Re-Leased": 4,
    "change amount in Intacct": 4,
    "change amount in Re-Leased": 4,
    "reverse": 4,
    "pay in Intacct": 5,
    "pay in Re-Leased": 5,
    "settle a conflict": 6,
    "approve a draft in Slack": 6,
    "approve all drafts in Slack": 3,
    "enter an order": 8,
    "enter for orders in Re-Leased": 8,
    "change an order": 4,
}
"""How often people do what; once where nothing is said."""


def draw(seed: int) -> Story:
    """The story of this seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    (setting,) = chance.choices(list(_SETTINGS), weights=list(_SETTINGS.values()))
    chapters = chance.choice((2, 2, 3, 3, 4))
    events = tuple(
        event for chapter in range(chapters) for event in _chapter(chance, setting, chapter)
    )
    return Story(setting, chance.randrange(2**32), chapters, events)


def _chapter(chance: random.Random, setting: Setting, chapter: int) -> Iterator[Event]:
    acts = ORDER_ACTS if setting is Setting.ORDERS else ACTS
    names = list(acts)
    weights = [_WEIGHTS.get(name, 1) for name in names]
    for nth in range(1, chance.randrange(2, 9)):
        (name,) = chance.choices(names, weights=weights)
        yield Event(chapter, Place.BEFORE, nth, name, chance.randrange(2**32))
