"""The morning digest of a company: worst first, nothing that can wait."""

from bot import texts
from bot.escaping import markup, moment
from bot.messages.blocks import Block, Message, context, header, section
from bot.messages.issue_words import heap_words, issue_line
from sync.domain.morning import Heap
from sync.domain.standing import StandingState
from sync.use_cases.morning_digest import MorningDigest

HEAPS = {
    StandingState.CONFLICT: "in conflict",
    StandingState.REFUSED: "refused",
    StandingState.REMINDER: "to be dealt with in a ledger",
    StandingState.WAITING: "waiting for something else",
}
"""The states in the order they are told, the worst first."""


def digest_message(digest: MorningDigest) -> Message:
    """The digest of this morning."""
    title = f"Good morning, {digest.link.name}"
    facts = _facts(digest)
    lines = [f"{texts.FLAGS[digest.flag]} *{_headline(digest)}*", *(f"• {fact}" for fact in facts)]
    blocks: list[Block] = [header(title), section(*lines)]
    if digest.worst:
        worst = [issue_line(one) for one in digest.worst]
        hidden = texts.more(digest.more, "more issue", "more issues")
        blocks.append(section("*Worst first*", *worst, *hidden))
    blocks.append(context(_footer(digest)))
    return Message(f"{title}. {_headline(digest)}.", tuple(blocks))


def _headline(digest: MorningDigest) -> str:
    if digest.stoppage is not None:
        return "Scheduled syncs fail"
    if digest.hold is not None:
        return "Syncs stop before writing and wait for an answer"
    number = len(digest.worst) + digest.more
    if not number:
        return "Nothing needs a look"
    return f"{texts.count(number, 'issue needs', 'issues need')} somebody"


def _facts(digest: MorningDigest) -> list[str]:
    failed = texts.count(digest.failed_runs, "run", "runs")
    drafts = texts.count(digest.drafts.count, "draft waits", "drafts wait")
    pending = texts.count(digest.tax_pending, "document", "documents")
    held = texts.count(digest.unlinked.count, "record is", "records are")
    age = texts.count(digest.unlinked.oldest_days, "day", "days")
    found = [
        markup(digest.stoppage.failure, 400) if digest.stoppage is not None else "",
        f"Syncs stop before writing. {markup(digest.hold.what, 400)}" if digest.hold else "",
        f"{failed} failed within a day" if digest.failed_runs else "",
        *(
            f"{heap_words(digest.heaps[state])} {words}"
            for state, words in HEAPS.items()
            if state in digest.heaps
        ),
        f"{drafts} for a decision{_money(digest.drafts)}: `/sync drafts`"
        if digest.drafts.count
        else "",
        f"{pending} with tax pending: do not send them out" if digest.tax_pending else "",
        f"{held} unlinked, the oldest for {age}" if digest.unlinked.count else "",
        f"{texts.count(digest.muted, 'issue', 'issues')} muted" if digest.muted else "",
        f"the oldest issue is open since {moment(digest.oldest.opened_at)}"
        if digest.oldest
        else "",
    ]
    return [fact for fact in found if fact]


def _money(total: Heap) -> str:
    return f" ({total.amount})" if total.amount is not None else ""


def _footer(digest: MorningDigest) -> str:
    run = digest.last_run
    last = f"last run: {texts.run_name(run)}, {texts.run_state(run)}" if run else "no run yet"
    return f"`/sync issues` lists all of it · {last}"
