"""Drawing a story by its seed."""

import random
from collections.abc import Iterator, Mapping

from tests.simulation.mishaps import HARMLESS_WITH_KEYS_ONLY, KEY_NOT_KEPT, MISHAPS
from tests.simulation.people import ACTS, ORDER_ACTS
from tests.simulation.story import CRASHES, ZOMBIE, Event, Place, Setting, Story

_SETTINGS = {Setting.IN_STEP: 10, Setting.NEVER_SYNCED: 1, Setting.ORDERS: 3}

_MISHAPS = [name for name in MISHAPS if name != KEY_NOT_KEPT]

_PAGE_SIZES = (None, None, None, 2, 3, 5, 7)
"""Small worlds need small pages, so that their readings have many."""

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
    "disagree": 8,
    "enter a draft": 16,
    "ask for a plan": 2,
    "enter an order": 8,
    "enter for orders in Re-Leased": 8,
    "change an order": 4,
}
"""How often people do what; once where nothing is said."""

_SHOWN: Mapping[str, int] = {
    "approve a draft in Slack": 6,
    "approve all drafts in Slack": 3,
    "settle a conflict": 6,
    "apply the plan shown": 1,
}
"""What they do, and how often, about what a run has put before them."""


def draw(seed: int) -> Story:
    """The story of this seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    (setting,) = chance.choices(list(_SETTINGS), weights=list(_SETTINGS.values()))
    chapters = chance.choice((1, 2, 2, 2, 3))
    events = tuple(
        event for chapter in range(chapters) for event in _chapter(chance, setting, chapter)
    )
    if not any(event.what in (*HARMLESS_WITH_KEYS_ONLY, ZOMBIE) for event in events):
        events = (*events, *_forgotten(chance, chapters))
    page_size = chance.choice(_PAGE_SIZES)
    return Story(setting, chance.randrange(2**32), chapters, events, page_size)


def _chapter(chance: random.Random, setting: Setting, chapter: int) -> Iterator[Event]:
    acts = ORDER_ACTS if setting is Setting.ORDERS else ACTS
    names = list(acts)
    weights = [_WEIGHTS.get(name, 1) for name in names]

    def act() -> str:
        return chance.choices(names, weights=weights)[0]

    for nth in range(1, chance.randrange(2, 9)):
        yield _event(chance, chapter, Place.BEFORE, nth, act())
    for nth in range(9, 9 + chance.choice((1, 2, 3)) if chapter else 9):
        what = chance.choices(list(_SHOWN), weights=list(_SHOWN.values()))[0]
        yield _event(chance, chapter, Place.BEFORE, nth, what)
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        yield _event(chance, chapter, *_somewhere(chance), act())
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5))):
        yield _event(chance, chapter, *_somewhere(chance), chance.choice(_MISHAPS))
    if chance.random() < 0.35:
        yield _end_of_a_worker(chance, chapter)


def _forgotten(chance: random.Random, chapters: int) -> Iterator[Event]:
    for _ in range(chance.choice((0, 0, 1, 2))):
        chapter, nth = chance.randrange(chapters), chance.randrange(1, 7)
        yield _event(chance, chapter, Place.WRITE, nth, KEY_NOT_KEPT)


def _somewhere(chance: random.Random) -> tuple[Place, int]:
    """At a call; writes are few, and most is to be learnt from them."""
    if chance.random() < 0.6:
        return Place.WRITE, chance.randrange(1, 7)
    return Place.CALL, chance.randrange(1, 70)


def _end_of_a_worker(chance: random.Random, chapter: int) -> Event:
    what = chance.choices((*CRASHES, ZOMBIE), weights=(1, 1, 1))[0]
    if what is not ZOMBIE and chance.random() < 0.5:
        return _event(chance, chapter, Place.COMMIT, chance.randrange(1, 80), what)
    return _event(chance, chapter, *_somewhere(chance), what)


def _event(chance: random.Random, chapter: int, place: Place, nth: int, what: str) -> Event:
    return Event(chapter, place, nth, what, chance.randrange(2**32))
