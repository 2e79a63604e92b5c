"""Staffing on the screen: the day, what-if that answers at once, adherence, and plans seen before they count."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.staffing import NeedModel
from agent_desktop.demo.screen_staffing import Centre, staffing_window
from agent_desktop.demo.screen_staffing_samples import ADHERENCE, WRONG, staffing_day
from agent_desktop.ui.staffing.chart import label_every, nice_unit
from agent_desktop.ui.staffing.plan_presenter import FileProblem
from agent_desktop.ui.staffing.presenter import StaffingKind
from agent_desktop.ui.staffing.window import StaffingWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.views import RowTable

Opened = Callable[[Centre], StaffingWindow]


@pytest.fixture
def opened(theme: Theme, bring_up: Callable[[QWidget], None]) -> Opened:
    def open_on(centre: Centre) -> StaffingWindow:
        window = staffing_window(theme, centre)
        bring_up(window)
        window.start()
        return window

    return open_on


def said(window: StaffingWindow) -> str:
    return "\n".join(each.full_text() for each in window.findChildren(TextLabel) if each.isVisible())


def is_making(window: StaffingWindow) -> bool:
    return window.staffing.state.making


def kind_of(window: StaffingWindow) -> StaffingKind:
    return window.staffing.state.kind


def cells(table: RowTable, row: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def test_the_day_says_what_is_needed_now_and_where_its_forecast_is_from(opened: Opened) -> None:
    words = said(opened(Centre()))

    assert "2 more agents are needed in the next 30 minutes." in words
    assert "2 ready, 12 busy, 17 signed in" in words
    assert "off by 13.8 % (library) and 16.1 % (same weekday)" in words


def test_a_slider_answers_at_once_and_asks_the_server_nothing(opened: Opened, qtbot: QtBot) -> None:
    window = opened(Centre())
    before = window.staffing.state.need
    assert before is not None
    panel = window.day_page.what_if
    assert not panel.usual.isEnabled()

    panel.volume.slider.setFocus()
    qtbot.keyClick(panel.volume.slider, Qt.Key.Key_PageUp)  # by the keyboard: a quarter more calls

    after = window.staffing.state.need
    assert after is not None
    assert after.calls == pytest.approx(before.calls * 1.25)
    assert after.most > before.most
    assert panel.volume.value.full_text() == "125 %"
    panel.agents.slider.setValue(5)
    more = window.staffing.state.need
    assert more is not None
    assert (more.in_time or 0) > (after.in_time or 0)
    assert more.short_half_hours <= after.short_half_hours
    assert not panel.patience.isVisible()  # nobody gives up
    panel.model.chosen.emit(NeedModel.ERLANG_A.value)
    impatient = window.staffing.state.need
    assert impatient is not None
    assert impatient.paid_hours <= more.paid_hours
    panel.occupancy.slider.setValue(60)
    rested = window.staffing.state.need
    assert rested is not None
    assert rested.paid_hours > impatient.paid_hours
    assert panel.occupancy.value.full_text() == "60 % of the time"
    assert panel.patience.isVisible()
    panel.patience.slider.setValue(20)
    leaving = window.staffing.state.need
    assert leaving is not None
    assert leaving.paid_hours <= rested.paid_hours

    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert window.staffing.state.need == before


def test_half_hours_are_gone_through_by_the_arrow_keys_and_read_out(opened: Opened, qtbot: QtBot) -> None:
    window = opened(Centre())
    chart = window.day_page.chart
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    words = window.day_page.readout.full_text()

    assert words.startswith("08:00, ")
    assert "agents needed" in words
    assert chart.accessibleDescription() == words
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert window.day_page.readout.full_text().startswith("21:")


def test_another_day_has_no_next_half_hour_and_one_without_a_plan_leads_to_bringing_one_in(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened(Centre(day=staffing_day(has_plan=False)))
    today = window.staffing.today
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    state = window.staffing.state
    assert (state.day, state.next) == (today + timedelta(days=1), None)
    assert "There is no shift plan of this day." in said(window)
    assert not window.day_page.what_if.agents.isEnabled()

    window.day_page.plan_wanted.emit()
    assert window.plan_page.isVisible()


def test_a_forecast_that_is_asked_for_is_shown_once_it_is_there(opened: Opened, qtbot: QtBot) -> None:
    centre = Centre(day=staffing_day(has_plan=False, has_forecast=False, has_calls=False))
    window = opened(centre)
    assert "No forecast of this day, and no call yet" in said(window)

    centre.under_way = True
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert is_making(window)
    assert not window.day_page.make.isEnabled()
    centre.under_way, centre.day_told = False, staffing_day()
    window.staffing.look_whether_made()
    assert not is_making(window)
    assert "statsforecast" in said(window)


def test_without_the_server_every_page_says_so_and_reads_again(opened: Opened, qtbot: QtBot) -> None:
    centre = Centre(away=True)
    window = opened(centre)
    assert kind_of(window) is StaffingKind.FAILED
    assert "Staffing cannot be read now" in said(window)
    window.open_page(1)
    assert "Adherence cannot be read now" in said(window)

    centre.away = False
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert window.adherence.state.kind is StaffingKind.READY
    window.open_page(0)
    assert kind_of(window) is StaffingKind.READY


def test_who_does_not_do_what_is_planned_stands_first(opened: Opened, qtbot: QtBot) -> None:
    window = opened(Centre())
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    table = window.adherence_page.table

    assert [cells(table, row)[0] for row in range(3)] == ["Derek Ho", "Ben Cheung", "Emily Tsang"]
    assert cells(table, 1)[3:7] == ["Break  04:12", "82.4 %", "84.4 %", "07:00"]
    assert f"{len(ADHERENCE.agents)} agents, adherence 89.8 %, 2 not as planned now" in said(window)


def test_a_plan_is_seen_before_it_is_brought_in(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    centre = Centre()
    window = opened(centre)
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert not centre.imported
    file = tmp_path / "plan.csv"
    file.write_bytes("坐席,日期,开始,结束\n".encode("gb18030"))  # as a Chinese spreadsheet saves it

    window.plans.choose_file(file)
    assert "4 shifts of 3 agents" in said(window)
    assert "left as they are: Derek Ho, Emily Tsang" in said(window)
    assert cells(window.plan_page.changes, 0)[2:] == [
        "09:00–18:00",
        "10:00–19:00, Break 12:00–12:15, Meal 14:30–15:30",
    ]
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert [each.content for each in centre.imported] == ["坐席,日期,开始,结束\n"]
    assert "4 shifts of 3 agents are in; 1 were replaced." in said(window)
    assert cells(window.plan_page.imports, 0)[1:3] == ["Susan Mak", "retail-week-24.csv"]


def test_what_is_wrong_with_a_plan_is_named_by_row_and_column_and_it_stays_out(
    opened: Opened, tmp_path: Path, qtbot: QtBot, language: LanguageSwitch
) -> None:
    centre = Centre(preview=WRONG)
    window = opened(centre)
    window.open_page(2)
    file = tmp_path / "plan.csv"
    file.write_text("agent,date,start,end\n", encoding="utf-8")
    window.plans.choose_file(file)

    assert cells(window.plan_page.problems, 0) == ["3", "agent", "Nobody signs in as “b.cheng”."]
    assert cells(window.plan_page.problems, 2) == ["8", "start", "It runs into row 7 of the same agent."]
    assert not window.plan_page.bring_in.isVisible()
    window.plans.bring_in()
    assert not centre.imported

    file.write_bytes(b"\xff\xfe\x00\x81\xff")
    window.plans.choose_file(file)
    assert window.plans.state.file_problem is FileProblem.NOT_TEXT
    window.plans.choose_file(tmp_path / "gone.csv")
    assert "The file cannot be read." in said(window)
    language.use("zh")
    qtbot.waitUntil(lambda: "文件无法读取。" in said(window))


@pytest.mark.parametrize(("highest", "unit"), [(0, 1), (3, 1), (19, 5), (76, 20), (1_240, 500)])
def test_the_lines_of_the_chart_stand_at_round_numbers(highest: float, unit: float) -> None:
    assert nice_unit(highest) == unit


@pytest.mark.parametrize(("step", "every"), [(30.0, 2), (14.0, 4), (0.5, 48)])
def test_times_stand_under_the_chart_as_far_as_there_is_room(step: float, every: int) -> None:
    assert label_every(step, 50.0) == every
