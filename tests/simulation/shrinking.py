"""Making a failing story short: whatever it fails without is left out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.simulation.scene import Theatre
from tests.simulation.story import Event, Story
from tests.simulation.telling import tell

_MOST_TELLINGS = 200


def shrunk(theatre: Theatre, story: Story) -> Story:
    """A story that breaks one of the same promises, with as few events and chapters as can be found."""
    broken = _broken(theatre, story)
    tellings = 0

    def still_fails(shorter: Story) -> bool:
        nonlocal tellings
        tellings += 1
        return tellings <= _MOST_TELLINGS and bool(broken & _broken(theatre, shorter))

    if not broken:
        return story
    events = _fewest(story.events, lambda some: still_fails(replace(story, events=tuple(some))))
    short = replace(story, events=tuple(events))
    while short.chapters > 1:
        last = short.chapters - 1
        kept = tuple(one for one in short.events if one.chapter < last)
        shorter = replace(short, chapters=last, events=kept)
        if not still_fails(shorter):
            break
        short = shorter
    return short


def _broken(theatre: Theatre, story: Story) -> set[str]:
    """Which promises were broken: what is said of each without names and numbers."""
    return {re.sub(r"[\d.]+|'[^']*'", "#", one)[:40] for one in tell(theatre, story).violations}


def _fewest(events: Sequence[Event], fails: Callable[[Sequence[Event]], bool]) -> Sequence[Event]:
    """Delta debugging: leave out ever smaller parts for as long as it fails without them."""
    size = max(1, len(events) // 2)
    while events:
        start, left_out = 0, False
        while start < len(events):
            without = [*events[:start], *events[start + size :]]
            if fails(without):
                events, left_out = without, True
            else:
                start += size
        if size == 1 and not left_out:
            return events
        size = max(1, size // 2)
    return events


def written_out(story: Story) -> str:
    """The story as it is kept in a test."""
    lines = [
        f"        Event({one.chapter}, Place.{one.place.name}, {one.nth}, {one.what!r}, {one.number}),"
        for one in sorted(story.events)
    ]
    return "\n".join(
        [
            "Story(",
            f"    Setting.{story.setting.name},",
            f"    number={story.number},",
            f"    chapters={story.chapters},",
            "    events=(",
            *lines,
            "    ),",
            f"    page_size={story.page_size},",
            ")",
        ]
    )
