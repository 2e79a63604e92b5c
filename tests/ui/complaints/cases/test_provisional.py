"""A date that hangs on holidays that nobody has announced yet says so: in the case, beside the form, in lists."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from agent_desktop.contract.complaint_clocks import Clock, ComplaintClocks
from agent_desktop.records.complaint_clocks.shown import Kept, clock_shown
from agent_desktop.ui.complaints.cases.clocks.card import ClocksCard
from agent_desktop.ui.complaints.cases.clocks.presenter import ClocksState
from agent_desktop.ui.complaints.cases.time_left import time_left
from agent_desktop.ui.complaints.form.clock_rail import ClockRail
from agent_desktop.ui.theme.theme import Theme
from tests.records.calendars.shipped import calendar
from tests.records.complaint_clocks.shipped import clock, received, rule
from tests.ui.reading import words_in

ZONE = ZoneInfo("Asia/Shanghai")
MARK = "Provisional: the holidays of that year are not announced yet"


def acknowledged_within_two_working_days(at: datetime) -> Clock:
    """The promise to acknowledge, by the mainland's calendar as it comes with the program."""
    bound = rule("house.acknowledge")
    return clock_shown(bound, clock("house.acknowledge", received(at), at), calendar("cn"), (), at, Kept())


def told(at: datetime) -> ComplaintClocks:
    return ComplaintClocks(
        complaint_id=UUID(int=1), at=at, set_code="cn", set_name={"en": "Mainland China", "zh": "中国内地"},
        received_at=at, received_on=at.date(), clocks=(acknowledged_within_two_working_days(at),),
    )  # fmt: skip


def test_a_mainland_date_in_a_year_that_is_not_announced_is_marked_wherever_it_is_shown(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    settled, reaching = (datetime(2026, month, 16, 9, tzinfo=ZONE) for month in (6, 12))
    reaching += timedelta(days=14)
    for at, due, marked in ((settled, "Thu 18 Jun", False), (reaching, "Mon 4 Jan", True)):
        clocks = told(at)
        card = ClocksCard(theme, lambda at=at: at)  # type: ignore[misc]
        card.display(ClocksState(complaint_id=clocks.complaint_id, told=clocks))
        bring_up(card)
        said = words_in(card)
        assert due in said
        assert (MARK in said) is marked
        rail = ClockRail(theme)
        rail.display(rail.steps_of(clocks, at))
        bring_up(rail)
        moves = "Holidays of a year to come are not announced yet: the date may move"
        assert (moves in rail.notes_of(clocks)) is marked
        left = time_left(at, clocks.clocks[0].due_at, at.astimezone(UTC), provisional=clocks.clocks[0].is_provisional)
        assert left.text.startswith("about ") is marked
