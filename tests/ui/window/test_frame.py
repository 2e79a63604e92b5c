from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.demo.screen_scenes import SCENES
from agent_desktop.demo.screen_stage import SilentRing, show_scene, still_ticker
from agent_desktop.ui.desk.views import Views, build_views
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.buttons import PaintedButton
from agent_desktop.ui.widgets.drawn_panel import DrawnPanel
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.message_bar import MessageBar
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.window.rail import RAIL_WIDTH, Rail, RailButton


@pytest.fixture
def views(qtbot: QtBot, theme: Theme) -> Iterator[Views]:
    made = build_views(theme, still_ticker(), SilentRing(), show_at_once=True)
    qtbot.addWidget(made.window)
    yield made
    made.window.close()


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def shown(qtbot: QtBot, views: Views, scene: str, width: int = 1440, height: int = 900) -> Views:
    views.window.resize(width, height)
    show_scene(views, SCENES[scene])
    views.window.show()
    settle()
    return views


def settle() -> None:
    """Let layouts come to rest: each level of nesting takes a turn of the loop."""
    for _ in range(4):
        QApplication.processEvents()


def place(views: Views, part: QWidget) -> tuple[int, int, int, int]:
    top = part.mapTo(views.window, part.rect().topLeft())
    return top.x(), top.y(), part.width(), part.height()


def test_the_parts_have_the_sizes_of_the_design(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "call-connected")

    assert views.window.rail.width() == 64
    assert views.top_bar.height() == 48
    assert views.call_bar.height() == 78
    assert views.window.status.height() == 24
    assert views.customer.width() == 300
    assert views.window.guide.width() == 388
    assert views.window.centre.width() >= 560


def test_an_offer_moves_nothing_that_is_on_screen(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "idle-ready")
    parts = (views.top_bar, views.call_bar, views.window.centre, views.window.guide, views.queues, views.day)
    before = [place(views, part) for part in parts]
    show_scene(views, SCENES["offer"])
    settle()

    assert [place(views, part) for part in parts] == before


def test_the_guide_column_holds_no_field_while_no_call_is_on(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "offer")

    assert not views.notes.isVisible()
    assert not views.script.isVisible()


def test_a_narrow_window_folds_the_customer_column(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "call-connected", 1280, 690)
    assert "Identifiers" not in [label.full_text() for label in visible(views.customer)]

    views.window.resize(1440, 900)
    settle()
    assert "Identifiers" in [label.full_text() for label in visible(views.customer)]


def visible(widget: QWidget) -> list[TextLabel]:
    return [label for label in widget.findChildren(TextLabel) if label.isVisible()]


def test_below_the_least_size_the_window_scrolls_instead_of_squeezing(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "call-connected", 1000, 600)
    scroll = views.window.centralWidget()
    assert isinstance(scroll, QScrollArea)

    sheet = scroll.widget()
    assert sheet is not None
    assert sheet.width() >= 1280
    assert scroll.horizontalScrollBar().maximum() > 0


def test_f6_goes_round_the_panels_and_back(qtbot: QtBot, views: Views, bring_up: Callable[[QWidget], None]) -> None:
    show_scene(views, SCENES["call-connected"])
    bring_up(views.window)
    seen = []
    for _ in range(6):
        views.window.next_panel()
        focused = views.window.focusWidget()
        assert focused is not None
        seen.append(
            next(
                name
                for name in ("top_bar", "call_bar", "customer", "centre", "script", "notes")
                if getattr(views, name, views.window.centre).isAncestorOf(focused)
            )
        )

    assert seen == ["top_bar", "call_bar", "customer", "centre", "script", "notes"]
    views.window.next_panel(-1)
    focused = views.window.focusWidget()
    assert focused is not None
    assert views.script.isAncestorOf(focused)


def test_sizes_and_columns_are_kept_for_each_person(qtbot: QtBot, theme: Theme, views: Views, store: QSettings) -> None:
    views.window.remember_in(store, "amy")
    shown(qtbot, views, "call-connected", 790, 700)
    views.window._columns.moveSplitter(360, 1)
    views.window.guide.splitter.moveSplitter(400, 1)
    settle()
    wanted = views.customer.width(), views.notes.height()
    views.window.close()

    again = build_views(theme, still_ticker(), SilentRing())
    qtbot.addWidget(again.window)
    again.window.remember_in(store, "amy")
    show_scene(again, SCENES["call-connected"])
    again.window.show()
    settle()

    assert (again.window.width(), again.window.height()) == (790, 700)
    assert again.customer.width() == wanted[0]
    assert abs(again.notes.height() - wanted[1]) <= 1

    other = build_views(theme, still_ticker(), SilentRing())
    qtbot.addWidget(other.window)
    other.window.remember_in(store, "ben")
    assert (other.window.width(), other.window.height()) == (1440, 900)


def test_the_window_asks_before_it_closes(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "idle-ready")
    views.window.set_close_check(lambda: False)
    assert views.window.close() is False

    views.window.set_close_check(lambda: True)
    with qtbot.waitSignal(views.window.closing):
        assert views.window.close() is True


def test_in_a_low_window_a_long_rail_shows_whole_icons_and_says_the_words_in_tips(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    rail = Rail(theme)
    rail.setParent(host)
    every = rail.findChildren(RailButton)
    for button in every:
        button.setVisible(True)
    rail.resize(RAIL_WIDTH, 672)
    host.show()
    qtbot.waitUntil(lambda: all(button.is_without_word for button in every))

    assert min(button.height() for button in every) >= 20
    assert rail.people.toolTip() == "People"

    rail.resize(RAIL_WIDTH, 1200)
    qtbot.waitUntil(lambda: not any(button.is_without_word for button in every))
    assert rail.people.toolTip() == ""


def test_the_rail_leads_only_to_what_works(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "idle-ready")
    buttons = [button for button in views.window.rail.findChildren(PaintedButton) if button.isVisible()]

    assert [button.text() for button in buttons] == [
        "Call",
        "Tasks",
        "Outreach",
        "Cases",
        "Recents",
        "Guide",
        "Help",
        "Settings",
    ]
    window = views.window
    rail_of_cases = window.rail.complaints_chosen
    wanted_of_rail = (window.tasks_wanted, window.outreach_wanted, rail_of_cases, window.recents_wanted)
    signals = (*wanted_of_rail, window.rail.guide_chosen, window.help_wanted, window.settings_wanted)
    for button, wanted in zip(buttons[1:], signals, strict=True):
        with qtbot.waitSignal(wanted):
            button.click()


def test_a_page_stands_in_the_place_of_the_tabs_until_one_of_them_is_opened(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "call-connected")
    centre, page = views.window.centre, QWidget()
    told: list[object] = []
    centre.page_changed.connect(told.append)
    centre.set_page("cases", page)

    centre.show_page("cases")
    assert page.isVisible()
    assert not centre.tabs.isVisible()
    assert views.notes.isVisible()  # the call's note and script stay in sight

    centre.show_directory(True)  # whom to ask goes first: the caller waits
    assert not page.isVisible()
    centre.show_directory(False)
    assert page.isVisible()

    centre.open_tab(1)
    assert centre.tabs.isVisible()
    assert told == ["cases", ""]


def test_at_most_two_messages_stand_above_the_body_and_one_can_be_put_away(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "call-link-lost")
    before = place(views, views.window.centre)[1]
    show_scene(views, SCENES["call-connected"])
    settle()

    assert place(views, views.window.centre)[1] < before
    assert not views.window.messages.isVisible()


def test_two_messages_stand_beside_each_other_where_both_can_be_read(qtbot: QtBot, views: Views) -> None:
    shown(qtbot, views, "call-link-lost", 1280, 690)
    bars = [bar for bar in views.window.findChildren(MessageBar) if bar.isVisible()]

    assert len(bars) == 2
    assert bars[0].mapTo(views.window, bars[0].rect().topRight()).x() < bars[1].mapTo(views.window, QPoint()).x()
    assert not [label.full_text() for bar in bars for label in visible(bar) if label.text() != label.full_text()]


def test_the_notes_get_their_least_in_a_low_window_until_the_person_moves_the_border(
    qtbot: QtBot, views: Views
) -> None:
    shown(qtbot, views, "call-connected", 1280, 690)
    assert views.notes.height() == views.notes.minimumSizeHint().height()

    views.window.guide.splitter.moveSplitter(300, 1)
    wanted = views.notes.height()
    show_scene(views, SCENES["wrap-up"])
    settle()
    assert views.notes.height() == wanted


def test_what_is_wrong_with_the_note_stands_under_its_field_in_a_low_window(qtbot: QtBot, views: Views) -> None:
    for scene in ("call-note-refused", "call-note-recovered", "call-note-not-kept"):
        shown(qtbot, views, scene, 1280, 690)
        field = next(one for one in views.notes.findChildren(TextField) if one.isVisible())
        told = next(one for one in views.notes.findChildren(Notice) if one.isVisible())
        assert told.geometry().top() > field.geometry().bottom(), scene
        assert told.geometry().bottom() < views.notes.height(), scene


def test_every_control_has_a_name_and_a_target_of_24_pixels(qtbot: QtBot, views: Views) -> None:
    for scene in ("offer", "call-connected", "call-several", "wrap-up", "call-timeline"):
        shown(qtbot, views, scene)
        for button in views.window.findChildren(PaintedButton):
            if button.isVisible() and button.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert button.accessibleName(), f"{scene}: {type(button).__name__} {button.text()!r} has no name"
                assert min(button.width(), button.height()) >= 22, f"{scene}: {button.text()!r} is too small"


@pytest.mark.timeout(400)  # two hundred scenes
@pytest.mark.parametrize("scale", [100, 125])
@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_nothing_is_cut_off_in_either_language_at_any_text_size(
    qtbot: QtBot, theme: Theme, language: LanguageSwitch, tongue: str, scale: int
) -> None:
    language.use("zh" if tongue == "zh" else "en")
    theme.choose(text_scale=scale)
    views = build_views(theme, still_ticker(), SilentRing(), show_at_once=True)
    qtbot.addWidget(views.window)
    views.window.show()
    views.window.setUpdatesEnabled(False)  # where words stand is looked at, not how they are painted
    cut = []
    for name in SCENES:
        shown(qtbot, views, name, 1280, 690)
        cut += [f"{name}: {problem}" for problem in cut_texts(views.window)]
    views.window.close()

    assert not cut


def cut_texts(window: QWidget) -> list[str]:
    """Labels that must not be cut, and painted buttons, whose words need more room than they have."""
    problems = []
    for label in visible(window):
        if label.may_be_cut() or not label.text():
            continue
        if label.wordWrap():
            wrong = label.height() < label.heightForWidth(label.width()) - 2
        else:
            wrong = label.width() < label.fontMetrics().horizontalAdvance(label.text()) - 1
        if wrong:
            problems.append(label.text())
    for panel in window.findChildren(DrawnPanel):
        if panel.isVisible() and panel.hasHeightForWidth() and panel.height() < panel.heightForWidth(panel.width()) - 2:
            problems.extend(panel.texts())
    for button in window.findChildren(PaintedButton):
        # Up to 8 pixels come off the padding before a letter is touched.
        if button.isVisible() and button.width() < button.minimumSizeHint().width() - 8:
            problems.append(button.text())
    return problems
