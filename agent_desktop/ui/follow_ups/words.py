"""What follow-up plans are called, in the language now installed."""

from datetime import date
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from agent_desktop.contract.follow_ups import FollowUp, FollowUpState, Phase
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import day_text, language_now
from agent_desktop.ui.widgets.prospects import interest_words

_PHASES: Final = MappingProxyType(
    {
        Phase.NEED: str(QT_TRANSLATE_NOOP("FollowUps", "Find the need")),
        Phase.OFFER: str(QT_TRANSLATE_NOOP("FollowUps", "Design the offer")),
        Phase.PROPOSE: str(QT_TRANSLATE_NOOP("FollowUps", "Propose")),
        Phase.FOLLOW_UP: str(QT_TRANSLATE_NOOP("FollowUps", "Follow up")),
    }
)
_ENDS: Final = MappingProxyType(
    {
        FollowUpState.OPEN: str(QT_TRANSLATE_NOOP("FollowUps", "Open")),
        FollowUpState.WON: str(QT_TRANSLATE_NOOP("FollowUps", "Won")),
        FollowUpState.LOST: str(QT_TRANSLATE_NOOP("FollowUps", "Not wanted")),
        FollowUpState.CANCELLED: str(QT_TRANSLATE_NOOP("FollowUps", "Cancelled")),
    }
)
_FIRST: Final = str(QT_TRANSLATE_NOOP("FollowUps", "First contact"))
_TODAY: Final = str(QT_TRANSLATE_NOOP("FollowUps", "Today"))
_TOMORROW: Final = str(QT_TRANSLATE_NOOP("FollowUps", "Tomorrow"))
_TEAM: Final = str(QT_TRANSLATE_NOOP("FollowUps", "Anybody of {team}"))
_REFERRED: Final = str(QT_TRANSLATE_NOOP("FollowUps", "From {name}"))


def _said(text: str) -> str:
    return QCoreApplication.translate("FollowUps", text)


def phase_words(phase: Phase) -> str:
    """Return the name of a phase."""
    return _said(_PHASES[phase])


def end_words(state: FollowUpState) -> str:
    """Return how a plan stands."""
    return _said(_ENDS[state])


def step_words(plan: FollowUp) -> str:
    """Return the next step, as it was written."""
    return plan.next_step or _said(_FIRST)


def name_words(plan: FollowUp) -> str:
    """Return the customer, in the script of the language shown where both are known."""
    chinese = plan.name_chinese if language_now() == "zh" else ""
    return chinese or plan.customer_name


def whose_words(plan: FollowUp) -> str:
    """Return whose a plan is."""
    return plan.owner_name or _said(_TEAM).format(team=plan.team)


def giver_words(plan: FollowUp) -> str:
    """Return who gave it as a referral; empty for nobody."""
    return _said(_REFERRED).format(name=plan.referred_by_name) if plan.referred_by_name else ""


def when_words(plan: FollowUp, today: date) -> str:
    """Return the day of the next step, as people say it."""
    if plan.days == 0:
        return _said(_TODAY)
    return _said(_TOMORROW) if plan.days == 1 else day_text(plan.next_on, today)


def when_tone(plan: FollowUp) -> Token:
    """Return the colour of the day: late ones stand out."""
    if plan.ended_at is not None:
        return Token.TEXT_2
    return Token.PROBLEM if plan.days < 0 else Token.CAUTION if plan.days == 0 else Token.TEXT_2


def line_words(plan: FollowUp, today: date) -> str:
    """Return a plan in one line: phase, next step, day, whose."""
    parts = (interest_words(plan.topic), phase_words(plan.phase), step_words(plan), when_words(plan, today))
    return " · ".join((*parts, whose_words(plan)))
