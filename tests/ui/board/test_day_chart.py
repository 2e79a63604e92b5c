"""The day by half hour: read by the pointer, by arrow keys, as a table and by a screen reader."""

from collections.abc import Callable
from datetime import UTC

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.board import BoardDay
from agent_desktop.demo.screen_board_facts import BOARD, DAY
from agent_desktop.ui.board.day import DayPanel
from agent_desktop.ui.board.day_chart import axis_top
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.board.stage import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def panel(theme: Theme, stage: Stage, bring_up: Callable[[QWidget], None]) -> DayPanel:
    panel = DayPanel(theme, Ticker(stage.now, UTC))
    panel.retranslate()
    panel.resize(660, 320)
    bring_up(panel)
    stage.begin()
    panel.display(stage.presenters.board.state)
    return panel


def test_arrow_keys_read_each_half_hour_in_the_centres_own_time(panel: DayPanel, qtbot: QtBot) -> None:
    chart = panel.chart
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.accessibleDescription() == ("08:00–08:30: 98 offered, 92 answered, 2 abandoned, forecast 96")
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription().startswith("08:30–09:00: 128 offered")
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.accessibleDescription() == "17:30–18:00: 0 offered, 0 answered, 0 abandoned, forecast 80"
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.place == len(DAY.slots) - 2


def test_the_pointer_reads_what_it_is_on_and_nothing_beside_the_plot(panel: DayPanel, qtbot: QtBot) -> None:
    chart = panel.chart
    qtbot.mouseMove(chart, QPoint(chart.width() // 2, chart.height() // 2))
    assert 7 <= chart.place <= 11
    qtbot.mouseMove(chart, QPoint(2, chart.height() // 2))
    assert chart.place == -1


def test_bars_and_forecast_are_painted_in_their_colours(panel: DayPanel, theme: Theme) -> None:
    picture = panel.chart.grab().toImage()
    ratio = picture.devicePixelRatio()
    wanted = {
        token: theme.colour(token).rgb()
        for token in (Token.CHART_OFFERED, Token.CHART_ANSWERED, Token.PROBLEM, Token.CAUTION)
    }
    found = {
        token
        for token, colour in wanted.items()
        if any(
            picture.pixel(x, y) == colour
            for x in range(0, picture.width(), max(1, int(ratio)))
            for y in range(0, picture.height(), max(1, int(ratio)))
        )
    }
    assert found == set(wanted)


def test_the_same_day_stands_in_a_table_and_a_day_without_hours_says_so(panel: DayPanel, stage: Stage) -> None:
    panel.as_table.click()
    assert panel.table.isVisible()
    cells = [panel.table.live.index(1, column).data() for column in range(5)]
    assert cells == ["08:30–09:00", "128", "121", "3", "126"]
    panel.as_table.click()
    assert panel.chart.isVisible()

    stage.feed.tell(BOARD.model_copy(update={"day": BoardDay(time_zone="Nowhere/At all")}))
    panel.display(stage.presenters.board.state)
    assert not panel.chart.isVisible()
    assert not panel.as_table.isEnabled()


@pytest.mark.parametrize(
    ("most", "top"), [(0, 4), (4, 4), (5, 8), (27, 28), (33, 40), (254, 280), (1001, 1200), (9999, 12000)]
)
def test_the_axis_ends_at_a_round_number_in_four_steps(most: float, top: int) -> None:
    assert axis_top(most) == top
    assert top % 4 == 0
