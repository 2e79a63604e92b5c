"""Older complaints under new rules of the house, as pictures show them: seen, and under way."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from agent_desktop.contract.complaint_clocks import ReachedComplaint, ReachPreview, RuleReach
from agent_desktop.ui.complaints.cases.reach.presenter import Portion, ReachState

_NAME: Final = {"en": "House rule: a word within two working days", "zh": "本行规则：两个工作日内告知"}


def _portion(place: int) -> Portion:
    first = place * 100
    lines = tuple(
        ReachedComplaint(
            complaint_id=UUID(int=first + number + 1),
            number=f"CMP-26-{1702 + first + number:05}",
            rule_id="house.word",
            due_on=date(2026, 6, 17) + timedelta(days=number % 3),
            is_late=number == 0,
        )
        for number in range(100)
    )
    rule = RuleReach(rule_id="house.word", name=_NAME, count=100, late=1)
    after = UUID(int=first) if place else None
    return Portion(
        after,
        ReachPreview(
            digest=str(place), complaints=100, rules=(rule,), shown=lines, looked=100, through=UUID(int=first + 100)
        ),
    )


OLDER_SEEN: Final = ReachState(open=True, portions=tuple(_portion(place) for place in range(3)), to_look=300)
OLDER_GOING: Final = replace(OLDER_SEEN, going=True, done=1)
