"""The rules that come with the program, and complaints to ask them about."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from agent_desktop.records.complaint_clocks.book import BoundRule, RuleBook
from agent_desktop.records.complaint_clocks.facts import ComplaintFacts
from agent_desktop.records.complaint_clocks.following import RECEIVED, REGISTERED, Followed, Happening, follow
from agent_desktop.records.complaint_clocks.reckoning import Reckoned
from agent_desktop.server.checked_files import content_of
from agent_desktop.server.complaint_clocks.files import read_clocks
from agent_desktop.settings import shipped_file
from tests.records.calendars.shipped import calendar, shipped_calendars

COMPLAINT = UUID(int=9)


@cache
def shipped_rules() -> RuleBook:
    path = shipped_file("resources") / "complaints" / "clocks.yaml"
    calendars = shipped_calendars()
    return RuleBook(content_of(path, read_clocks(path, [each.code for each in calendars], [])), calendars)


def rule(rule_id: str) -> BoundRule:
    return next(each for each in shipped_rules().rules if each.rule.id == rule_id)


def complaint(at: datetime, region: str, *flags: str, **more: Any) -> ComplaintFacts:
    return ComplaintFacts(COMPLAINT, "complaint", region, at, "registered", flags=frozenset(flags), **more)


def received(at: datetime, *later: Happening) -> list[Happening]:
    return [Happening(at, RECEIVED), Happening(at, REGISTERED), *later]


def clock(rule_id: str, happenings: Iterable[Happening], at: datetime) -> Followed:
    """Return the last clock of a shipped rule."""
    bound = rule(rule_id)
    return follow(bound.rule, calendar(bound.calendar), happenings, at)[-1]


def in_force(facts: ComplaintFacts) -> set[str]:
    return {each.rule.id for each in shipped_rules().rules_for(facts) if not each.is_house}


def reckoned_of(clock: Followed) -> Reckoned:
    """Return the date of a clock that has started."""
    assert clock.reckoned is not None
    return clock.reckoned


def due_on(clock: Followed) -> date:
    return reckoned_of(clock).due_on
