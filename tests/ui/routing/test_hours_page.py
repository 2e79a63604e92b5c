"""The tables of opening hours: typed, copied, checked row by row, by keyboard and in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCalendarWidget, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.routing_draft import RoutingDraft
from agent_desktop.contract.routing import Document
from agent_desktop.ui.routing.state import Section, Shown
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.fields import ChoiceField
from agent_desktop.ui.widgets.time_field import DayField
from tests.ui.routing.test_window import Bench
from tests.ui.test_routing_presenter import Server

OFFICE: Document = {
    "code": "office",
    "time_zone": "",
    "weekly": {"mon": ["09:00-18:00"], "tue": ["09:00-18:00"]},
    "days": [{"day": "2026-01-01", "name": "New Year", "open": []}],
}


def served(*, may_edit: bool = True) -> Server:
    server = Server(may_edit=may_edit)
    document: Any = server.documents[0]
    document["hours"] = [OFFICE]
    document["queues"][1]["hours"] = "office"
    return server


@pytest.fixture
def bench(theme: Theme, bring_up: Callable[[QWidget], None]) -> Bench:
    bench = Bench(theme, served())
    bring_up(bench.window)
    bench.routing.choose(Section.HOURS)
    return bench


def hours(bench: Bench) -> dict[str, Any]:
    draft = bench.routing.state.draft
    assert draft is not None
    found: Any = draft.document["hours"]
    return dict(found[0])


def button(bench: Bench, name: str) -> QAbstractButton:
    buttons = bench.window.findChildren(QAbstractButton)
    return next(each for each in buttons if each.isVisible() and name in (each.accessibleName(), each.text()))


def test_a_time_typed_without_a_colon_is_in_the_draft_and_put_in_its_form_when_left(bench: Bench, qtbot: QtBot) -> None:
    until = bench.field("Monday, until")
    until.setFocus()
    until.selectAll()
    qtbot.keyClicks(until, "1730")

    assert until.text() == "1730"  # what is being typed stays as it is typed
    assert hours(bench)["weekly"]["mon"] == ["09:00-17:30"]
    bench.field("Monday, from").setFocus()
    assert until.text() == "17:30"


def test_hours_are_added_after_a_break_and_taken_away_again(bench: Bench, qtbot: QtBot) -> None:
    button(bench, "Add hours: Wednesday").click()
    assert hours(bench)["weekly"]["wed"] == ["09:00-18:00"]
    assert bench.field("Wednesday, from").hasFocus()

    button(bench, "Add hours: Wednesday").click()
    assert hours(bench)["weekly"]["wed"] == ["09:00-18:00", "19:00-24:00"]
    bench.routing.edit(RoutingDraft.undo)
    assert hours(bench)["weekly"]["wed"] == ["09:00-18:00"]
    bench.routing.edit(RoutingDraft.undo)
    assert "wed" not in hours(bench)["weekly"]  # closed, as it was
    qtbot.waitUntil(lambda: "Nothing was changed." in bench.texts())


def test_the_hours_of_one_day_go_to_all_working_days(bench: Bench) -> None:
    bench.routing.put(("hours", 0, "weekly", "tue"), ["10:00-16:00"])

    button(bench, "Use the hours of Tuesday from Monday to Friday").click()

    days = ("mon", "tue", "wed", "thu", "fri")
    assert hours(bench)["weekly"] == {day: ["10:00-16:00"] for day in days}


def test_what_is_wrong_stands_under_its_row_and_marks_its_fields(bench: Bench) -> None:
    bench.routing.put(("hours", 0, "weekly", "mon"), ["09:00-13:00", "12:00-18:00"])

    first, second = (
        [each for each in bench.window.findChildren(type(bench.field("Monday, from"))) if each.accessibleName() == name]
        for name in ("Monday, from", "Tuesday, from")
    )
    assert [each.property("wrong") for each in first] == [False, True]
    assert [each.property("wrong") for each in second] == [False]
    assert "09:00-13:00 and 12:00-18:00 overlap." in bench.texts()


def test_a_day_is_added_after_the_last_named_and_opened(bench: Bench, qtbot: QtBot) -> None:
    bench.routing.put(("hours", 0, "days"), [])
    assert "Every day is as its weekday." in bench.texts()
    button(bench, "Add a day").click()

    day = bench.field("Day")
    assert day.hasFocus()
    assert day.text() == "2026-06-17"  # tomorrow
    day.selectAll()
    qtbot.keyClicks(day, "20261224")
    name = bench.field("Name of 2026-12-24")
    name.setFocus()
    qtbot.keyClicks(name, "Eve")
    button(bench, "Add hours: 2026-12-24").click()

    assert hours(bench)["days"] == [{"day": "2026-12-24", "name": "Eve", "open": ["09:00-18:00"]}]
    assert "Thursday" in bench.texts()
    qtbot.waitUntil(lambda: "office · 2026-12-24: as its weekday → Eve 09:00-18:00" in bench.texts())


def test_days_that_are_past_go_together_and_a_day_twice_is_said(bench: Bench) -> None:
    days = hours(bench)["days"]
    coming: Document = {"day": "2026-12-25", "name": "", "open": []}
    bench.routing.put(("hours", 0, "days"), [*days, coming, coming])
    assert "2026-12-25 is there twice." in bench.texts()

    button(bench, "Remove the days that are past").click()

    assert hours(bench)["days"] == [coming, coming]


def test_a_day_is_chosen_from_the_calendar(bench: Bench) -> None:
    day = next(each for each in bench.window.findChildren(DayField) if each.isVisible())
    day.actions()[0].trigger()
    calendar = day.findChild(QCalendarWidget)
    assert calendar is not None

    calendar.clicked.emit(calendar.selectedDate().addDays(3))

    assert hours(bench)["days"][0]["day"] == "2026-01-04"


def test_where_callers_go_outside_the_hours_is_the_queues_own_and_leads_to_it(bench: Bench) -> None:
    choice = next(
        each
        for each in bench.window.findChildren(ChoiceField)
        if each.isVisible() and each.accessibleName() == "Callers of General banking go to"
    )
    choice.activated.emit(choice.findData("cards"))
    draft = bench.routing.state.draft
    assert draft is not None
    queues: Any = draft.document["queues"]
    assert queues[1]["closed_to"] == "cards"

    button(bench, "General banking").click()
    assert bench.routing.state.shown == Shown(Section.QUEUE, 1)
    bench.routing.put(("queues", 1, "hours"), "")
    bench.routing.choose(Section.HOURS)
    assert "No queue has these hours." in bench.texts()


def test_who_may_only_look_adds_and_removes_nothing(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    bench = Bench(theme, served(may_edit=False))
    bring_up(bench.window)
    bench.routing.choose(Section.HOURS)

    assert bench.field("Monday, from").isReadOnly()
    assert not {"Add a day", "Remove this day", "Add hours: Monday"} & {
        each.accessibleName() for each in bench.window.findChildren(QAbstractButton) if each.isVisible()
    }


def test_the_tables_speak_chinese(bench: Bench, language: LanguageSwitch, qtbot: QtBot) -> None:
    assert language.use("zh")

    qtbot.waitUntil(lambda: {"星期一", "全天关闭", "节假日和其他特殊日期"} <= set(bench.texts().splitlines()))
    assert bench.field("星期一, 开始").text() == "09:00"


def test_a_window_key_is_left_to_the_window(bench: Bench, qtbot: QtBot) -> None:
    begin = bench.field("Monday, from")
    begin.setFocus()
    qtbot.keyClick(begin, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert bench.routing.state.shown.section is Section.QUEUE
