"""Mutants that let strangers in, or their texts do harm."""

from tests.mutants.broken_on_purpose import Mutant, Promise

RUN_TROUBLE = "tests/sync/use_cases/test_run_trouble.py"

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
