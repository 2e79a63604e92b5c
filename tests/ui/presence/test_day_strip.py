"""The six figures of the day, and the queues beside them."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.home import MyDay
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_home import MY_DAY
from agent_desktop.ui.presence.day_strip import DayStrip
from agent_desktop.ui.presence.queue_list import QueueList
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable

_ACROSS = Qt.Orientation.Horizontal


class Clock:
    def __init__(self) -> None:
        self.at = NOW


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme, clock: Clock) -> DayStrip:
    ticker = Ticker(lambda: clock.at, ZoneInfo("Asia/Hong_Kong"))
    made = DayStrip(theme, ticker)
    ticker.setParent(made)
    qtbot.addWidget(made)
    made.resize(930, 60)
    made.show()
    return made


def cells(strip: DayStrip) -> list[str]:
    options = Qt.FindChildOption.FindDirectChildrenOnly
    return [cell.accessibleName() for cell in strip.findChildren(QWidget, options=options)]


def test_six_figures_stand_beside_what_they_are_measured_by_in_both_languages(
    strip: DayStrip, language: LanguageSwitch
) -> None:
    strip.display(replace(samples.READY, handled=14, average_seconds=312))
    strip.show_day(MY_DAY)

    assert cells(strip) == [
        "Calls handled 14 target 40",
        "Average call 05:12 team 05:30",
        "Satisfaction 4.6 11 surveys",
        "Ready time 78% target 75%",
        "Callbacks done 3 of 8 1 late",
        "Next break 12:00 in 1 h 18 m",
    ]
    late = next(label for label in strip.findChildren(TextLabel) if label.full_text() == "1 late")
    assert late.property("tone") == Token.PROBLEM.value
    language.use("zh")
    QApplication.processEvents()
    assert cells(strip)[4] == "已回电 3 / 8 1 个逾期"
    assert cells(strip)[5] == "下次休息 12:00 1 小时 18 分后"


def test_what_there_is_nothing_of_is_said_and_a_break_counts_down_until_it_is_on(strip: DayStrip, clock: Clock) -> None:
    strip.show_day(MyDay(surveys=1))
    assert cells(strip)[:5] == [
        "Calls handled 0",
        "Average call —",
        "Satisfaction — 1 survey",
        "Ready time —",
        "Callbacks done 0 of 0",
    ]
    assert cells(strip)[5] == "Next break — none planned"
    strip.show_day(MY_DAY)
    for minutes, words in ((60, "12:00 in 18 m"), (80, "12:00 now, until 12:30"), (120, "— none planned")):
        clock.at = NOW + timedelta(minutes=minutes)
        strip.findChildren(Ticker)[0].ticked.emit()
        assert cells(strip)[5] == f"Next break {words}"


def test_in_a_narrow_window_they_stand_in_two_rows_and_nothing_is_cut(strip: DayStrip) -> None:
    strip.show_day(MY_DAY)
    one_row = strip.sizeHint().height()
    strip.resize(560, 120)
    QApplication.processEvents()

    assert strip.sizeHint().height() > 1.5 * one_row
    cut = [label.full_text() for label in strip.findChildren(TextLabel) if label.text() != label.full_text()]
    assert cut == []


def test_six_beside_each_other_have_their_share_by_what_they_hold(strip: DayStrip, language: LanguageSwitch) -> None:
    strip.display(replace(samples.READY, handled=14, average_seconds=312))
    strip.show_day(MY_DAY)
    labels = strip.findChildren(TextLabel)
    for code in ("en", "zh"):
        language.use(code)
        strip.resize(560, 120)
        QApplication.processEvents()
        width = 560
        while strip.sizeHint().height() > 70:
            width += 1
            strip.resize(width, 120)
            QApplication.processEvents()
        QApplication.processEvents()
        assert [label.full_text() for label in labels if label.text() != label.full_text()] == []
        strip.resize(560, 120)


def test_waits_and_levels_of_my_queues_turn_by_the_thresholds_that_count(qtbot: QtBot, theme: Theme) -> None:
    ticker = Ticker(lambda: NOW, ZoneInfo("Asia/Hong_Kong"))
    listed = QueueList(theme, ticker)
    ticker.setParent(listed)
    qtbot.addWidget(listed)
    listed.display(samples.READY)
    listed.show_levels(MY_DAY.levels)
    model = listed.findChildren(RowTable)[0].model()

    assert model.headerData(3, _ACROSS) == "In 20 s"
    assert [model.index(0, column).data() for column in range(4)] == ["Cards", "6", "02:48", "71%"]
    tones = [model.index(0, column).data(CellRole.TONE) for column in (2, 3)]
    assert tones == [Token.CAUTION.value, Token.CAUTION.value]
    worse = MY_DAY.levels[0].model_copy(update={"percent": 69.0, "seconds": 30})
    (queue,) = samples.READY.queues
    listed.display(replace(samples.READY, queues=(replace(queue, problem_at=NOW),)))
    listed.show_levels((worse,))
    assert [model.index(0, column).data(CellRole.TONE) for column in (2, 3)] == [
        Token.PROBLEM.value,
        Token.PROBLEM.value,
    ]
    elsewhere = worse.model_copy(update={"seconds": 20, "queue_id": UUID(int=1)})
    listed.show_levels((worse, elsewhere))
    assert model.headerData(3, _ACROSS) == "In time"
