"""The states of the list of who had a past contact, as the pictures show them."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.surveys import SurveyState, SurveyWay
from agent_desktop.contract.timeline import ContactLeg, ContactSurvey, LegPart
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import HO
from agent_desktop.ui.timeline.legs.presenter import LegsState

_CONTACT: Final = HO.contacts[1].model_copy(update={"leg_count": 2})
_BEGAN: Final = _CONTACT.at


def _at(minutes: int) -> datetime:
    return _BEGAN + timedelta(minutes=minutes)


def _text(en: str, zh: str) -> LocalText:
    return {"en": en, "zh": zh}


_ZHANG: Final = _text("Zhang Min", "张敏")
_LEGS: Final = (
    ContactLeg(
        at=_at(0), part=LegPart.FIRST, agent_name="Amy Wong", outcome=_text("Needs follow-up", "需要跟进"),
        waited_seconds=72, talked_seconds=305, held_seconds=118,
    ),
    ContactLeg(
        at=_at(5), part=LegPart.ASKED, by_name="Amy Wong", to=_text("Leung Ka Ho", "梁家豪"),
        outcome=_text("Did not answer", "未应答"), waited_seconds=30, held_seconds=30,
    ),
    ContactLeg(
        at=_at(6), part=LegPart.CONSULTED, by_name="Amy Wong", to=_ZHANG,
        outcome=_text("Took the caller over", "已接手来电"), waited_seconds=8, talked_seconds=79, held_seconds=88,
    ),
    ContactLeg(
        at=_at(7), part=LegPart.TOOK_OVER, agent_name="Zhang Min", outcome=_text("Card blocked", "已挂失"),
        talked_seconds=355,
    ),
)  # fmt: skip

_SURVEYS: Final = (
    ContactSurvey(
        way=SurveyWay.KEYPAD, state=SurveyState.ANSWERED, at=_at(14), perceived=Decimal("3.50"),
        expected=Decimal("4.00"), answered=2, questions=3,
    ),
)  # fmt: skip

NO_LEGS: Final = LegsState()
LEGS: Final = LegsState(open=True, contact=_CONTACT, legs=_LEGS, surveys=_SURVEYS)
LEGS_COMING: Final = LegsState(open=True, contact=_CONTACT, loading=True)
LEGS_FAILED: Final = LegsState(open=True, contact=_CONTACT, problem=Problem(ErrorCode.SERVER_AWAY))
TIMELINE: Final = replace(
    samples.TIMELINE,
    rows=tuple(_CONTACT if row.contact_id == _CONTACT.contact_id else row for row in samples.TIMELINE.rows),
)
