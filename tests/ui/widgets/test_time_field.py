"""Times and days as people type them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.time_field import DayField, TimeField, read_day, read_time


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9", "09:00"),
        ("930", "09:30"),
        ("0930", "09:30"),
        (" 9:30 ", "09:30"),
        ("9：30", "09:30"),
        ("9点", "09:00"),
        ("24:00", "24:00"),
        ("24:15", None),
        ("25", None),
        ("9:60", None),
        ("9:3", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_it_is_typed(text: str, read: str | None) -> None:
    assert read_time(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-12-25", date(2026, 12, 25)),
        ("2026/1/2", date(2026, 1, 2)),
        ("20261225", date(2026, 12, 25)),
        ("2026年12月25日", date(2026, 12, 25)),
        ("2026-02-30", None),
        ("2026-12", None),
        ("2612", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_typed(text: str, read: date | None) -> None:
    assert read_day(text) == read


def test_the_arrow_keys_go_by_quarters_of_an_hour_within_the_day(theme: Theme, qtbot: QtBot) -> None:
    field = TimeField(theme)
    qtbot.addWidget(field)
    told: list[str] = []
    field.typed.connect(told.append)
    field.show_value("09:10")

    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    field.show_value("24:00")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    field.show_value("00:10")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)

    assert told == ["09:15", "09:00", "08:45", "00:00"]


def test_the_arrow_keys_go_from_day_to_day_and_leave_alone_what_is_none(theme: Theme, qtbot: QtBot) -> None:
    field = DayField(theme)
    qtbot.addWidget(field)
    field.show_value("2026-12-31")

    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "2027-01-01"

    field.show_value("soon")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "soon"


def test_what_is_read_only_is_not_moved(theme: Theme, qtbot: QtBot) -> None:
    field = TimeField(theme)
    qtbot.addWidget(field)
    field.show_value("09:00")
    field.set_read_only(True)

    qtbot.keyClick(field, Qt.Key.Key_Up)

    assert field.text() == "09:00"
