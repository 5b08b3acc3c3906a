"""From a slash command to a posted message on everybody's page."""

from starlette.responses import JSONResponse

from tests.sandbox.slack.slack_harness import Slack


def test_walk__command_answer_post_and_event(slack: Slack) -> None:
    slack.bot.answers("command", lambda _: JSONResponse({"text": "Queued as run 1."}))
    with slack.listening("U0TOM") as tom, slack.listening("U0GRACE") as grace:
        assert slack.say("U0TOM", "C0SYNC", "/sync now") == {"ok": True}
        answer = tom.next("message")
        assert answer["text"] == "Queued as run 1."
        assert answer["ephemeral_for"] == "U0TOM"
        posted = slack.api("chat.postMessage", channel="C0SYNC", text="Run 1 has started.")
        assert posted["ok"]
        assert tom.next("message")["ts"] == posted["ts"]
        first_for_grace = grace.next("message")
        assert first_for_grace["text"] == "Run 1 has started."
    assert slack.bot.last("command")["text"] == "now"
    assert [call.method for call in slack.calls] == ["chat.postMessage"]
    texts = [message["text"] for message in slack.seen("U0GRACE", "C0SYNC")]
    assert texts == ["Run 1 has started."]
