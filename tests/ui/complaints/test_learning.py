"""What complaints teach: charts that are read by eye, by keys and as files, and preventions with their effect."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.learning import Effect, Period, PreventionEffect, PreventionState
from agent_desktop.demo.screen_learning import PREVENTIONS, LearningBank, learning_view
from agent_desktop.ui.complaints.learning.chart_card import values_csv
from agent_desktop.ui.complaints.learning.levels import LevelChart, level_token
from agent_desktop.ui.complaints.learning.presenter import last_months
from agent_desktop.ui.complaints.learning.preventions import effect_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName, Token
from agent_desktop.ui.widgets.chart import ColumnChart
from agent_desktop.ui.widgets.chart_data import ChartData, ChartPoint, Series, axis_steps
from agent_desktop.ui.widgets.fields import TextField


def _texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_arrow_keys_go_through_the_places_of_a_chart_and_each_is_said_in_words(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    view = learning_view(theme, LearningBank())
    bring_up(view)
    chart = view.pareto.chart
    assert isinstance(chart, ColumnChart)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.accessibleDescription().startswith("Fee not explained: 412, 45.9% of those with a cause")
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription().startswith("System outage: 220")
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.place == 4  # the last one
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert view.form.isVisible()  # Enter on a cause: what is to be done about it
    assert view.form.values()["root_cause"] == "outside"

    teams = view.teams.chart
    assert isinstance(teams, LevelChart)
    teams.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(teams, Qt.Key.Key_Down)
    assert teams.accessibleDescription() == "Home loans: 91% in time, 140 of 154 · 2 open and late · median 17 days"
    assert [level_token(share, 0.95) for share in (0.96, 0.9, 0.5, None)] == [
        Token.GOOD,
        Token.CAUTION,
        Token.PROBLEM,
        Token.TEXT_3,
    ]


def test_a_chart_is_taken_along_as_a_picture_in_either_theme_and_as_values_without_formulas(
    theme: Theme, bring_up: Callable[[QWidget], None], tmp_path: Path
) -> None:
    view = learning_view(theme, LearningBank())
    bring_up(view)
    card = view.pareto
    card._ask_place = lambda name: tmp_path / name.replace(":", "")
    card.save_picture()
    card.save_values()
    assert (tmp_path / "Why root causes.png").read_bytes().startswith(b"\x89PNG")
    rows = (tmp_path / "Why root causes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[:2] == ["Root cause,Complaints,Share so far", "Fee not explained,412,45.9"]

    risky = ChartData("", (Series("n", Token.ACCENT),), (ChartPoint("x", "=1+1", (2.0,), None, ""),), heads=("a", "b"))
    assert values_csv(risky).splitlines() == ["a,b", "'=1+1,2"]

    light = card.chart.picture(QSize(200, 120)).pixelColor(2, 2)
    theme.choose(name=ThemeName.DARK)
    assert card.chart.picture(QSize(200, 120)).pixelColor(2, 2) != light

    blocked = tmp_path / "nowhere" / "x.csv"
    card._ask_place = lambda _: blocked
    card.save_values()
    assert "x.csv could not be written. Choose another folder." in _texts(view)


def test_other_days_and_another_category_ask_anew(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    bank = LearningBank()
    view = learning_view(theme, bank)
    bring_up(view)
    assert (bank.asked[-1].first, bank.asked[-1].last) == (date(2026, 1, 1), date(2026, 6, 16))
    view.span.chosen.emit("weeks")
    assert (bank.asked[-1].by, bank.asked[-1].first) == (Period.WEEK, date(2026, 3, 30))
    view.category.setCurrentIndex(view.category.findData("cards.fees"))
    assert bank.asked[-1].category == "cards.fees"
    assert last_months(date(2026, 2, 28), 3).first == date(2025, 12, 1)


def test_a_prevention_is_written_down_put_into_force_and_shown_in_the_trend(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    bank = LearningBank()
    view = learning_view(theme, bank)
    bring_up(view)
    view.new_prevention("outage")
    view.form.finish()
    assert _texts(view.form).count("This is needed.") == 3
    owner = next(iter(PREVENTIONS.owners))
    view.form.fill({"owner_id": str(owner), "due_on": "2026-09-01"})
    view.form.findChildren(TextField)[0].setPlainText("A second line")
    view.form.finish()
    kept = bank.saved[0]
    assert (kept.root_cause, kept.owner_id, kept.action, kept.seen_version) == ("outage", owner, "A second line", 0)
    assert view.form.isHidden()

    view.preventions.done_chosen.emit(PREVENTIONS.preventions[0])
    view.form.finish()
    assert (bank.saved[1].state, bank.saved[1].done_on) == (PreventionState.DONE, date(2026, 6, 16))

    view.preventions.shown.emit(PREVENTIONS.preventions[1])
    assert bank.asked[-1].root_cause == "unclear_fee"
    trend = view.trend.chart
    assert isinstance(trend, ColumnChart)
    assert (trend.drawn.mark, trend.drawn.mark_said) == ("2026-04-01", "Fee not explained")
    assert "Fewer since: 171 in the 76 days before, 92 in the 76 days after (by chance alone: 0.1%)" in _texts(view)
    assert effect_text(PreventionEffect(effect=Effect.NOT_YET)) == "Whether it helps is not known yet."


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (ErrorCode.NOT_ALLOWED, "These numbers are not open to you"),
        (ErrorCode.SERVER_AWAY, "The numbers cannot be read now"),
    ],
)
def test_who_may_not_see_the_numbers_or_cannot_is_told_why(
    theme: Theme, bring_up: Callable[[QWidget], None], problem: ErrorCode, words: str
) -> None:
    view = learning_view(theme, LearningBank(problem=problem))
    bring_up(view)
    assert words in _texts(view)


def test_without_complaints_each_card_says_what_that_means(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    view = learning_view(theme, LearningBank(nothing=True))
    bring_up(view)
    said = _texts(view)
    assert "Nobody complained of the same again within 90 days." in said
    assert "Tie a root cause to what is done about it." in said
    assert not view.pareto.menu_button.isEnabled()


@pytest.mark.parametrize(
    ("most", "steps"),
    [(0, (0, 1)), (3, (0, 1, 2, 3)), (7, (0, 2, 4, 6, 8)), (412, (0, 200, 400, 600)), (1000, (0, 500, 1000))],
)
def test_an_axis_has_round_whole_marks_that_reach_the_highest_bar(most: int, steps: tuple[int, ...]) -> None:
    assert axis_steps(most) == steps
