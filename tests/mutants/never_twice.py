"""Mutants that write twice, to a ledger or to people."""

from tests.mutants.broken_on_purpose import Mutant, Promise

RUN_TROUBLE = "tests/sync/use_cases/test_run_trouble.py"

NEVER_TWICE = (
    Mutant(
        name="the key of a write is drawn anew on each attempt",
        promise=Promise.NEVER_TWICE,
        file="sync/use_cases/run/prepare.py",
        was='{link_token}-{step.source_id}-{step.verb}-{step.digest[:20]}-{revision}"',
        becomes="{link_token}-{id(object())}-{__import__('uuid').uuid4().hex}\"",
        caught_by=("tests/sync/use_cases/run/test_intent_key.py",),
    ),
    Mutant(
        name="a write without an answer is not looked up before it is sent again",
        promise=Promise.NEVER_TWICE,
        file="sync/use_cases/run/recover.py",
        was="        found = _found(at_work, ledger, intent)\n",
        becomes="        found: Outcome | None = None\n",
        caught_by=(RUN_TROUBLE,),
    ),
    Mutant(
        name="writes are sent without a row in the journal",
        promise=Promise.NEVER_TWICE,
        file="sync/use_cases/run/prepare.py",
        was="    transaction.intents.add(prepared.intents)\n",
        becomes="",
        caught_by=(RUN_TROUBLE,),
    ),
    Mutant(
        name="a lost answer is taken for a refusal",
        promise=Promise.NEVER_TWICE,
        file="sync/use_cases/run/apply_plan.py",
        was="            return IntentState.UNKNOWN, detail\n",
        becomes="            return IntentState.REFUSED, detail\n",
        caught_by=(RUN_TROUBLE,),
    ),
    Mutant(
        name="a lease that was lost is still good for writing",
        promise=Promise.NEVER_TWICE,
        file="sync/store/tables/leases.py",
        was="        if row is None or tuple(row) != (token, True):\n",
        becomes="        if row is None:\n",
        caught_by=("tests/sync/store/test_control_tables.py", "tests/jobs/test_lease.py"),
    ),
    Mutant(
        name="a run does not ask whether it still has the lease",
        promise=Promise.NEVER_TWICE,
        file="sync/use_cases/run/bench.py",
        was=(
            "            transaction.leases.require(self.lease_name, self.token)\n"
            "            yield transaction\n"
        ),
        becomes="            yield transaction\n",
        caught_by=("tests/jobs/test_lease.py",),
    ),
    Mutant(
        name="a click that Slack delivers twice counts twice",
        promise=Promise.NEVER_TWICE,
        file="sync/store/tables/deliveries.py",
        was="        return noted.first() is not None\n",
        becomes="        return True\n",
        caught_by=("tests/sync/store/test_control_tables.py", "tests/bot/test_front_door.py"),
    ),
)

NEVER_A_MESSAGE_TWICE = (
    Mutant(
        name="a post without an answer is sent again without a look",
        promise=Promise.NEVER_TWICE,
        file="sync/use_cases/post_once.py",
        was="    found = desk.chat.find(posting)\n",
        becomes="    found: tuple[str, str] | None = None\n",
        caught_by=("tests/bot/test_post_once.py",),
    ),
    Mutant(
        name="a post is looked for before it can have arrived",
        promise=Promise.NEVER_TWICE,
        file="sync/use_cases/post_once.py",
        was="    if wait > 0:\n",
        becomes="    if wait > 3600:\n",
        caught_by=("tests/bot/test_post_once.py",),
    ),
    Mutant(
        name="a post is sent before it is noted",
        promise=Promise.NEVER_TWICE,
        file="sync/use_cases/post_once.py",
        was="        transaction.postings.begin(posting)\n",
        becomes="",
        caught_by=("tests/bot/test_post_once.py",),
    ),
)
