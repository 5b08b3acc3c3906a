"""Given: the sync knows one entity of the Sage Intacct company only."""

import shutil
from dataclasses import replace
from pathlib import Path

from pytest_bdd import given, parsers

from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.link_at_once import link_at_once
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.people import Roster
from sync.use_cases.ports import Ledger
from tests.scenarios.story import Story
from tests.sync.use_cases.bridge import (
    FIONA,
    SYNC_FROM,
    TERMINAL,
    Bridge,
    intacct_settings,
    re_leased_settings,
    unlinked_over,
)

ENTITY = "100"


@given(parsers.re(r'the sync\'s user in Sage Intacct is limited to the entity "(?P<name>.+)"'))
def limited_to_entity(story: Story, name: str, sqlite_template: Path, tmp_path: Path) -> None:
    """A link is for ever, so that this happens in a world and a database of their own."""
    path = tmp_path / "entity.db"
    shutil.copy(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    story.afterwards.callback(engine.dispose)
    store = SqlStore(engine, now=story.clock)
    world = story.afterwards.enter_context(unlinked_over(store, documents=0)).running
    world.world.intacct.create_entity(ENTITY, name, by=FIONA)
    settings = replace(intacct_settings(world.address), entity_id=ENTITY)
    ledgers: dict[Side, Ledger] = {
        Side.INTACCT: IntacctLedger(settings),
        Side.RE_LEASED: ReLeasedLedger(re_leased_settings(world.address)),
    }
    for ledger in ledgers.values():
        story.afterwards.callback(ledger.close)
    desk = LinkDesk(store, ledgers, Roster({}))
    link = link_at_once(desk, sync_from=SYNC_FROM, who=TERMINAL)
    story.bridge = Bridge(world, store, ledgers, link)
