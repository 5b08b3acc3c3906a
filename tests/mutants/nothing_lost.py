"""Mutants that lose a record, a cent, or what is on the record."""

from tests.mutants.broken_on_purpose import Mutant, Promise

RUN_TROUBLE = "tests/sync/use_cases/test_run_trouble.py"
KEPT_STORIES = "tests/simulation/test_kept_stories.py"

NOTHING_LOST = (
    Mutant(
        name="what somebody posted meanwhile is taken for what was sent",
        promise=Promise.NOTHING_LOST,
        file="sync/domain/settling.py",
        was="    agreed = _in_the_status_of(written, held) if",
        becomes="    agreed = held if",
        caught_by=("tests/sync/domain/test_settling.py",),
    ),
    Mutant(
        name="what was agreed is noted before the write has its answer",
        promise=Promise.NOTHING_LOST,
        file="sync/use_cases/run/apply_plan.py",
        was=(
            "            if isinstance(outcome, Done):\n"
            "                settlements.append(_settlement(intent, outcome, faces))\n"
        ),
        becomes=(
            "            done = outcome if isinstance(outcome, Done) else Done(intent.write.key)\n"
            "            settlements.append(_settlement(intent, done, faces))\n"
        ),
        caught_by=("tests/sync/use_cases/test_waiting_and_refusals.py", RUN_TROUBLE),
    ),
    Mutant(
        name="a reading that broke off moves the watermark",
        promise=Promise.NOTHING_LOST,
        file="sync/use_cases/run/pull.py",
        was="        is_known = page.is_last and page.kind not in to_read_anew\n",
        becomes="        is_known = page.kind not in to_read_anew\n",
        caught_by=("tests/sync/use_cases/test_reading_again.py",),
    ),
    Mutant(
        name="what somebody said of a new document before we looked is taken for agreed",
        promise=Promise.NOTHING_LOST,
        file="sync/domain/settling.py",
        was="    if done.asked is not None:\n",
        becomes="    if False:\n",
        caught_by=(
            "tests/sync/domain/test_settling.py",
            f"{KEPT_STORIES}::test_words_changed_before_we_looked_for_it__travel_like_any_others",
        ),
    ),
    Mutant(
        name="the watermark moves before the page is kept",
        promise=Promise.NOTHING_LOST,
        file="sync/use_cases/run/noting.py",
        was="        changed, pieces = 0, _pieces(sightings)\n",
        becomes=(
            "        changed, pieces = 0, _pieces(sightings)\n"
            "        with self._writing() as transaction:\n"
            "            if known_until is not None:\n"
            "                self._know(transaction, page.kind, known_until)\n"
        ),
        caught_by=(f"{KEPT_STORIES}::test_worker_ends_while_it_keeps_a_page__it_is_read_again",),
    ),
    Mutant(
        name="nothing before the watermark is read again",
        promise=Promise.NOTHING_LOST,
        file="sync/use_cases/run/pull.py",
        was="        kind: marks[kind] - OVERLAP[side] if kind in marks else None\n",
        becomes="        kind: marks[kind] if kind in marks else None\n",
        caught_by=("tests/sync/use_cases/test_reading_again.py",),
    ),
    Mutant(
        name="a run that failed is never taken up again",
        promise=Promise.NOTHING_LOST,
        file="sync/use_cases/run/carry_out.py",
        was="        transaction.outbox.add(OutboxTopic.RUN, str(at_work.run.run_id), delay_seconds=wait)\n",
        becomes="",
        caught_by=(RUN_TROUBLE,),
    ),
)

TO_THE_CENT = (
    Mutant(
        name="a counterpart's other amount is agreed to",
        promise=Promise.TO_THE_CENT,
        file="sync/domain/settling.py",
        was="    return amount_of(held) == amount_of(written) and _is_pending(held) == _is_pending(written)\n",
        becomes="    return True\n",
        caught_by=("tests/sync/domain/test_settling.py",),
    ),
)

ON_THE_RECORD = (
    Mutant(
        name="a decision about a draft leaves no row in the audit trail",
        promise=Promise.ON_THE_RECORD,
        file="sync/use_cases/approving/decide.py",
        was="    _audit(transaction, approval, decision, state)\n",
        becomes="",
        caught_by=(
            f"{KEPT_STORIES}::test_draft_changes_after_it_was_approved__what_nobody_saw_is_not_posted",
        ),
    ),
    Mutant(
        name="a row of the audit trail does not hold on to the one before",
        promise=Promise.ON_THE_RECORD,
        file="sync/store/tables/audit.py",
        was="    return hashlib.sha256(previous.encode() + msgspec.json.encode(said)).hexdigest()\n",
        becomes="    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()\n",
        caught_by=("tests/sync/store/test_control_tables.py",),
    ),
)
