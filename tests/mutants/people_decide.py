"""Mutants that do what is for a ledger or for a person to decide."""

from tests.mutants.broken_on_purpose import Mutant, Promise

KEPT_STORIES = "tests/simulation/test_kept_stories.py"

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
        name="who entered a document is forgotten once somebody else changes it",
        promise=Promise.A_PERSON_DECIDES,
        file="sync/domain/plan.py",
        was="dict.fromkeys((self.entered_by, self.changed_by))",
        becomes="dict.fromkeys((self.changed_by,))",
        caught_by=(
            "tests/sync/use_cases/test_approvals.py::test_own_work__in_intacct_is_told_though_somebody_else_changed_it_since",
        ),
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
