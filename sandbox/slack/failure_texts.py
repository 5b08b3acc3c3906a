"""What a person is told when the app does not answer as it should."""

from sandbox.slack.delivery import AppAnswer, Failure

_REASONS = {
    Failure.NO_APP: "no app is connected to this workspace",
    Failure.UNREACHABLE: "the app could not be reached",
    Failure.TIMEOUT: "the app did not answer within 3 seconds",
}


def reason(answer: AppAnswer) -> str:
    """Why the app's answer counts for nothing, as half a sentence."""
    if answer.failure is Failure.STATUS:
        return f"the app answered with status {answer.status}"
    if answer.failure is None:
        return "the app's answer could not be understood"
    return _REASONS[answer.failure]


def command_failed(command: str, why: str) -> str:
    """Shown after a slash command."""
    return f"{command} did not work: {why}. Try again, or ask whoever looks after the app."


def action_failed(why: str) -> str:
    """Shown after a button or menu."""
    return f"That did not work: {why}. Try again, or ask whoever looks after the app."


def dialog_failed(why: str) -> str:
    """Shown inside a dialog."""
    return f"This could not be sent: {why}. What you entered is still here; try again."
