"""Every mutant, by the promise it breaks."""

from tests.mutants.broken_on_purpose import Mutant, Promise
from tests.mutants.killed_workers import KILLED_WORKERS

RUN_TROUBLE = "tests/sync/use_cases/test_run_trouble.py"

KEPT_STORIES = "tests/simulation/test_kept_stories.py"

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
        was="    done = [(intent, outcome) for intent, outcome in outcomes if isinstance(outcome, Done)]\n",
        becomes=(
            "    done = [\n"
            "        (intent, outcome if isinstance(outcome, Done) else Done(intent.write.key))\n"
            "        for intent, outcome in outcomes\n"
            "    ]\n"
        ),
        caught_by=("tests/sync/use_cases/test_waiting_and_refusals.py", RUN_TROUBLE),
    ),
    Mutant(
        name="a reading that broke off moves the watermark",
        promise=Promise.NOTHING_LOST,
        file="sync/use_cases/run/pull.py",
        was="        if page.is_last and page.kind not in to_read_anew:\n",
        becomes="        if page.kind not in to_read_anew:\n",
        caught_by=("tests/sync/use_cases/test_reading_again.py",),
    ),
    Mutant(
        name="the watermark moves before the page is kept",
        promise=Promise.NOTHING_LOST,
        file="sync/use_cases/run/pull.py",
        was="        set_aside.note(page)\n",
        becomes=(
            "        set_aside.note(page)\n"
            "        if page.is_last:\n"
            "            _move_mark(at_work, side, page, marks, set_aside)\n"
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

EACH_KEEPS_WHAT_IT_OWNS = (
    Mutant(
        name="contacts edited in Re-Leased are written to Intacct",
        promise=Promise.EACH_KEEPS_WHAT_IT_OWNS,
        file="sync/domain/rule_book.py",
        was=(
            "        kinds=(RecordKind.CUSTOMER, RecordKind.VENDOR),\n"
            "        created_in=EITHER,\n"
            "        changed_in=INTACCT,\n"
        ),
        becomes=(
            "        kinds=(RecordKind.CUSTOMER, RecordKind.VENDOR),\n"
            "        created_in=EITHER,\n"
            "        changed_in=EITHER,\n"
        ),
        caught_by=("tests/sync/use_cases/test_daily_changes.py",),
    ),
    Mutant(
        name="an invoice voided in Re-Leased is reversed in Intacct",
        promise=Promise.EACH_KEEPS_WHAT_IT_OWNS,
        file="sync/domain/rule_book.py",
        was=(
            "        kinds=(RecordKind.SALES_INVOICE,),\n"
            "        created_in=EITHER,\n"
            "        changed_in=EITHER,\n"
            "        ended_in=INTACCT,\n"
        ),
        becomes=(
            "        kinds=(RecordKind.SALES_INVOICE,),\n"
            "        created_in=EITHER,\n"
            "        changed_in=EITHER,\n"
            "        ended_in=EITHER,\n"
        ),
        caught_by=(
            "tests/sync/domain/test_rule_book.py",
            "tests/sync/use_cases/test_daily_changes.py",
        ),
    ),
    Mutant(
        name="an observed company is written to",
        promise=Promise.EACH_KEEPS_WHAT_IT_OWNS,
        file="sync/use_cases/run/bench.py",
        was="        return self.mode is LinkMode.ENGINE and not (self.is_matching or self.is_paused)\n",
        becomes="        return True\n",
        caught_by=("tests/sync/use_cases/test_observer.py", "tests/sync/use_cases/test_pausing.py"),
    ),
)

A_PERSON_DECIDES = (
    Mutant(
        name="a draft is posted while its two sides differ",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/domain/approving/granting.py",
        was="    if became is None and not says_one_thing(pair):\n",
        becomes="    if became is None and pair is None:\n",
        caught_by=("tests/sync/domain/test_granting.py",),
    ),
    Mutant(
        name="nothing is ever taken to have moved since it was planned",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/use_cases/run/prepare.py",
        was="        if _is_not_wanted(step, inputs) or has_moved(step, inputs, at_work.own_writes):\n",
        becomes="        if _is_not_wanted(step, inputs):\n",
        caught_by=(
            f"{KEPT_STORIES}::test_plan_applied_after_people_went_on__only_what_stands_as_shown_is_done",
        ),
    ),
    Mutant(
        name="a draft is approved whatever was shown",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/domain/approving/deciding.py",
        was="    if digest and approval.draft.digest.startswith(digest):\n",
        becomes="    if digest or not digest:\n",
        caught_by=(
            "tests/sync/domain/test_deciding_drafts.py",
            "tests/sync/use_cases/test_approvals.py::test_changed_before_the_click__the_old_card_is_refused",
        ),
    ),
    Mutant(
        name="an approval is good for what Re-Leased's draft became after it was posted in Intacct",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/domain/approving/granting.py",
        was="    if pair.re_leased.fingerprint == shown.re_leased_fingerprint:\n",
        becomes="    if pair.re_leased.fingerprint:\n",
        caught_by=(
            f"{KEPT_STORIES}::test_draft_changes_in_re_leased_between_both_posts__the_approval_goes_no_further",
        ),
    ),
    Mutant(
        name="an approval is good for what was posted in Intacct though it changed at that moment",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/domain/approving/granting.py",
        was="    if not _own_changes(pair, pair.intacct) & _ANSWERED_FOR:\n",
        becomes="    if _ANSWERED_FOR:\n",
        caught_by=(
            "tests/sync/domain/test_granting.py",
            f"{KEPT_STORIES}::test_draft_changes_at_the_moment_it_is_posted__nobody_is_said_to_have_approved_that",
        ),
    ),
    Mutant(
        name="people approve what they entered themselves",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/domain/approving/deciding.py",
        was="    if not is_own_work(authority.known_as, draft.changers):\n",
        becomes="    if authority.known_as is not None:\n",
        caught_by=("tests/sync/domain/test_deciding_drafts.py",),
    ),
    Mutant(
        name="one approver is enough for any amount",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/domain/approving/deciding.py",
        was="    return threshold is not None and abs(amount.amount) > threshold\n",
        becomes="    return threshold is not None and abs(amount.amount) > threshold * 1000\n",
        caught_by=("tests/sync/domain/test_deciding_drafts.py",),
    ),
    Mutant(
        name="a step goes ahead though what it rests on has moved",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/use_cases/run/prepare.py",
        was="    return face.fingerprint != fingerprint and face.record_id not in own_writes\n",
        becomes="    return False\n",
        caught_by=("tests/sync/use_cases/test_shown_plans.py",),
    ),
)

GUARDED = (
    Mutant(
        name="a run that voids a whole ledger is not stopped",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/use_cases/run/guards.py",
        was="    return Stop(plan.plan_id, plan.digest, said_of_excess(found)) if found else None\n",
        becomes="    return None\n",
        caught_by=("tests/sync/use_cases/test_guards.py",),
    ),
    Mutant(
        name="it is believed that most records are gone",
        promise=Promise.NOTHING_LOST,
        file="sync/use_cases/run/guards.py",
        was="    return Stop(None, digest, said_of_gone(found))\n",
        becomes="    return None\n",
        caught_by=("tests/sync/use_cases/test_guards.py",),
    ),
)

NOBODY_GETS_IN = (
    Mutant(
        name="a forged signature will do",
        promise=Promise.NOBODY_GETS_IN,
        file="bot/front_door.py",
        was="            hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode())\n",
        becomes="            len(sign(secret, timestamp, body)) == len(signature)\n",
        caught_by=("tests/bot/test_front_door.py",),
    ),
    Mutant(
        name="an old request is as good as a new one",
        promise=Promise.NOBODY_GETS_IN,
        file="bot/front_door.py",
        was="        if sent is None or abs(self.now() - sent) > WINDOW_SECONDS:\n",
        becomes="        if sent is None:\n",
        caught_by=("tests/bot/test_front_door.py",),
    ),
    Mutant(
        name="people of another workspace are served",
        promise=Promise.NOBODY_GETS_IN,
        file="bot/app.py",
        was="        if context.team_id == team_id:\n",
        becomes="        if context.team_id:\n",
        caught_by=("tests/bot/test_front_door.py",),
    ),
    Mutant(
        name="rights are not asked at the click",
        promise=Promise.NOBODY_GETS_IN,
        file="bot/app.py",
        was="_refusal_or(services, click.requester, button.permission)",
        becomes="_refusal_or(services, click.requester, None)",
        caught_by=("tests/bot/test_apply_button.py", "tests/bot/test_issue_buttons.py"),
    ),
    Mutant(
        name="rights are not asked again in the job",
        promise=Promise.NOBODY_GETS_IN,
        file="sync/use_cases/run/carry_out.py",
        was="    if refusal is not None:\n        raise FixSetup(refusal)\n",
        becomes="",
        caught_by=(RUN_TROUBLE,),
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

NOBODY_HAS_TO_LOOK = (
    Mutant(
        name="a scheduled run that failed is told to nobody",
        promise=Promise.NOBODY_HAS_TO_LOOK,
        file="sync/use_cases/run/alert.py",
        was="    tell_of_failure(transaction, run, kind, failure, now)\n",
        becomes="",
        caught_by=("tests/sync/use_cases/test_alerts.py",),
    ),
    Mutant(
        name="an issue is new at every look",
        promise=Promise.NOBODY_HAS_TO_LOOK,
        file="sync/use_cases/tell_of_issues.py",
        was="        transaction.alert_marks.move_to_issue(link_id, newest)\n",
        becomes="",
        caught_by=("tests/sync/use_cases/test_alerts.py",),
    ),
    Mutant(
        name="a flood of issues is told one by one",
        promise=Promise.NOBODY_HAS_TO_LOOK,
        file="sync/use_cases/tell_of_issues.py",
        was="        new = part_new_issues(opened, standing).by_themselves\n",
        becomes="        new = opened\n",
        caught_by=("tests/sync/use_cases/test_alerts.py",),
    ),
)

MUTANTS: tuple[Mutant, ...] = (
    *NEVER_TWICE,
    *NEVER_A_MESSAGE_TWICE,
    *NOTHING_LOST,
    *KILLED_WORKERS,
    *TO_THE_CENT,
    *EACH_KEEPS_WHAT_IT_OWNS,
    *NOBODY_HAS_TO_LOOK,
    *A_PERSON_DECIDES,
    *GUARDED,
    *NOBODY_GETS_IN,
    *ON_THE_RECORD,
)
