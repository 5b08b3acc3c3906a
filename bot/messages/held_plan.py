"""All that a plan would do which a run stopped before, for whoever wants to see it before answering."""

from bot import texts
from bot.escaping import markup
from bot.messages.blocks import Message, section, table
from bot.messages.plan_card import plan_table
from sync.domain.links import CompanyLink
from sync.domain.plan import PlanSummary

EXAMPLES_SHOWN = 8


def held_plan_message(link: CompanyLink, plan: PlanSummary) -> Message:
    """What the plan would do, with counts and money, and some of the records by their names."""
    title = f"{link.name}: {texts.count(plan.writes, 'write', 'writes')} wait for an answer"
    names = [f"• {markup(one.title, 80)}" for one in plan.examples[:EXAMPLES_SHOWN]]
    blocks = (
        section(f"*{markup(title)}*"),
        table(("What would be done", "Number", "Amount"), plan_table(plan), right=(1, 2)),
        *([section("*Among them*", *names)] if names else []),
    )
    return Message(title, blocks)
