"""Mutants of which nobody would be told, or everybody too often."""

from tests.mutants.broken_on_purpose import Mutant, Promise

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
