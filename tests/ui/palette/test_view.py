from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.customers import SearchHit, Tier
from agent_desktop.ui.palette.presenter import PaletteCommand, PaletteState
from agent_desktop.ui.palette.rows import RowRole
from agent_desktop.ui.palette.view import PaletteView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.fields import LineField
from tests.ui.reading import the, words_in
from tests.ui.typing import commit, compose

HITS = (
    SearchHit(
        customer_id=uuid4(),
        name="Ms Grace Ho",
        name_chinese="何詠詩",
        tier=Tier.PLATINUM,
        number_masked="+852 6••• 4182",
        matched="name",
    ),
    SearchHit(
        customer_id=uuid4(), name="Mr Derek Ho", tier=Tier.STANDARD, number_masked="+852 9••• 0736", matched="account"
    ),
)
COMMANDS = (PaletteCommand("hold", "Hold, resume", "F3", "ph.pause"), PaletteCommand("dark", "Dark colours"))
FOUND = PaletteState(open=True, query="ho", hits=HITS, commands=COMMANDS, selected=0)


@pytest.fixture
def host(bring_up: Callable[[QWidget], None]) -> tuple[QWidget, QLineEdit]:
    window, field = QWidget(), QLineEdit()
    QVBoxLayout(window).addWidget(field)
    window.resize(900, 640)
    bring_up(window)
    field.setFocus()
    return window, field


@pytest.fixture
def view(theme: Theme, host: tuple[QWidget, QLineEdit]) -> PaletteView:
    return PaletteView(theme, host[0])


def rows(view: PaletteView) -> list[str]:
    model = the(view, QListView).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_it_opens_over_the_window_with_the_focus_and_gives_it_back(
    view: PaletteView, host: tuple[QWidget, QLineEdit], qtbot: QtBot
) -> None:
    view.display(PaletteState(open=True, commands=COMMANDS, selected=0))
    field = the(view, LineField)
    assert field.hasFocus()

    with qtbot.waitSignal(view.close_asked):
        qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert host[1].hasFocus()
    assert not view.isVisible()


def test_a_click_beside_it_closes_and_one_on_it_does_not(view: PaletteView, qtbot: QtBot) -> None:
    view.display(FOUND)
    qtbot.mouseClick(view.frame, Qt.MouseButton.LeftButton)
    assert view.isVisible()

    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().bottomLeft())
    assert not view.isVisible()


def test_customers_come_before_actions_under_headings(view: PaletteView) -> None:
    view.display(FOUND)

    assert rows(view) == ["Customers", "Ms Grace Ho 何詠詩", "Mr Derek Ho", "Actions", "Hold, resume", "Dark colours"]


def test_the_selection_follows_the_presenter_past_the_headings(view: PaletteView) -> None:
    view.display(replace(FOUND, selected=2))

    assert the(view, QListView).currentIndex().data() == "Hold, resume"


def test_keys_ask_the_presenter_and_the_field_keeps_the_focus(view: PaletteView, qtbot: QtBot) -> None:
    view.display(FOUND)
    field = the(view, LineField)

    with qtbot.waitSignal(view.moved) as moved:
        qtbot.keyClick(field, Qt.Key.Key_Down)
    assert moved.args == [1]
    with qtbot.waitSignal(view.moved) as moved:
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert moved.args == [-1]
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == [-1]
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.hasFocus()


def test_chinese_is_looked_up_once_it_is_chosen(view: PaletteView, qtbot: QtBot) -> None:
    view.display(FOUND)
    field = the(view, LineField)
    compose(field, "he")
    view.display(replace(FOUND, searching=True))

    with qtbot.waitSignal(view.query_changed) as changed:
        commit(field, "何")

    assert changed.args == ["何"]
    assert field.text() == "何"


def test_each_hit_says_why_it_is_there_and_those_seen_last_do_not(view: PaletteView) -> None:
    def reasons() -> list[str]:
        model = the(view, QListView).model()
        seconds = [model.index(row, 0).data(RowRole.SECOND) for row in range(model.rowCount())]
        return [str(second).rpartition("4182")[2].rpartition("0736")[2] for second in seconds if second]

    view.display(FOUND)
    assert reasons() == [" · by name", " · by account number"]
    view.display(replace(FOUND, hits=(replace_matched("similar"),)))
    assert reasons() == [" · similar spelling"]

    view.display(PaletteState(open=True, recents=HITS, selected=0))
    assert reasons() == ["", ""]


def replace_matched(matched: str) -> SearchHit:
    return HITS[0].model_copy(update={"matched": matched})


def test_a_long_search_shows_its_seconds(view: PaletteView) -> None:
    view.display(replace(FOUND, searching=True))
    assert "Looking…" in words_in(view)

    view.display(replace(FOUND, searching=True, waited_seconds=3))
    assert "Looking for 3 s…" in words_in(view)


def test_nothing_found_says_what_to_try(view: PaletteView) -> None:
    view.display(PaletteState(open=True, query="xyz", nothing=True))

    assert "Nobody and no action matches “xyz”" in words_in(view)
    assert "pinyin initials" in words_in(view)


def test_without_the_server_actions_still_work_and_that_is_said(view: PaletteView) -> None:
    view.display(PaletteState(open=True, commands=COMMANDS, selected=0, offline=True))

    assert "Customers cannot be looked up without the server." in words_in(view)
    assert rows(view) == ["Actions", "Hold, resume", "Dark colours"]


def test_a_call_that_comes_meanwhile_is_told_under_the_field(view: PaletteView) -> None:
    view.display(FOUND)

    view.show_offer_waiting(True)

    assert "Call waiting for you." in words_in(view)
    assert the(view, LineField).hasFocus()


def test_whom_to_call_has_a_hint_and_a_head_of_its_own_in_both_languages(
    view: PaletteView, language: LanguageSwitch, qtbot: QtBot
) -> None:
    view.display(FOUND)
    view.display(PaletteState(open=True, calling=True, commands=COMMANDS, selected=0))

    assert "A colleague's name or team" in the(view, LineField).placeholderText()
    assert "Whom to call" in rows(view)
    language.use("zh")
    qtbot.waitUntil(lambda: the(view, LineField).placeholderText() == "同事姓名或团队，或要拨打的号码")
    view.display(PaletteState(open=True, commands=COMMANDS, selected=0))
    assert "同事" not in the(view, LineField).placeholderText()


def test_the_hint_is_that_of_customers_again_once_whom_to_call_was_closed(view: PaletteView) -> None:
    view.display(PaletteState(open=True, calling=True, commands=COMMANDS, selected=0))
    view.display(PaletteState())
    view.display(PaletteState(open=True, commands=COMMANDS, selected=0))

    assert "colleague" not in the(view, LineField).placeholderText()
