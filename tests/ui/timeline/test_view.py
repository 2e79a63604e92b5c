from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import Problem
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState
from agent_desktop.contract.customers import Channel, ContactComplaint
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.timeline import ContactKind
from agent_desktop.demo import screen_samples as samples
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.timeline.contacts_card import ContactsCard
from agent_desktop.ui.timeline.presenter import TimelineFilter, TimelineKind
from agent_desktop.ui.timeline.view import RecentView, TimelineView
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> TimelineView:
    made = TimelineView(theme, ticker, show_at_once=True)
    qtbot.addWidget(made)
    made.resize(660, 480)
    made.show()
    return made


def test_past_contacts_stand_newest_first_with_time_channel_and_outcome(view: TimelineView) -> None:
    view.display(samples.TIMELINE)
    model = view.table.model()

    assert model.rowCount() == len(samples.TIMELINE.rows)
    assert [model.index(1, column).data() for column in range(4)] == [
        "12 Jun 10:20",
        "Phone",
        "Asked about card payments abroad",
        "Information given",
    ]


def test_the_foot_says_how_many_there_are_in_all(view: TimelineView) -> None:
    view.display(samples.TIMELINE)

    assert "8 shown of 42, newest first" in [label.full_text() for label in view.findChildren(TextLabel)]


def test_a_filter_without_a_hit_is_named_and_can_be_cleared(qtbot: QtBot, view: TimelineView) -> None:
    chosen = TimelineFilter(channel=Channel.WEB, kind=ContactKind.FROM_BANK, days=30, text="fee")
    view.display(replace(samples.TIMELINE, kind=TimelineKind.EMPTY_AFTER_FILTER, rows=(), chosen=chosen))
    assert "Web  ·  From the bank  ·  30 days  ·  “fee”" in [each.full_text() for each in view.findChildren(TextLabel)]
    with qtbot.waitSignal(view.filter_chosen) as cleared:
        view._empty._button.click()

    assert cleared.args == [TimelineFilter()]


def test_each_filter_is_chosen_with_the_keyboard_and_adds_to_the_others(
    qtbot: QtBot, view: TimelineView, bring_up: Callable[[QWidget], None]
) -> None:
    heard: list[TimelineFilter] = []

    def follow(chosen: TimelineFilter) -> None:
        heard.append(chosen)
        view.display(replace(samples.TIMELINE, chosen=chosen))

    view.filter_chosen.connect(follow)
    bring_up(view)
    view.display(samples.TIMELINE)
    view.focus_text()
    qtbot.keyClicks(view.filters.text, "fee")
    qtbot.keyClick(view.filters.text, Qt.Key.Key_Tab)
    assert view.filters.kind.hasFocus()
    qtbot.keyClick(view.filters.kind, Qt.Key.Key_Down)
    qtbot.keyClick(view.filters.kind, Qt.Key.Key_Tab)
    qtbot.keyClick(view.filters.period, Qt.Key.Key_Down)
    phone = view.filters.channel._group.button(1)
    phone.setFocus()
    qtbot.keyClick(phone, Qt.Key.Key_Space)

    assert heard[-1] == TimelineFilter(Channel.PHONE, ContactKind.FROM_CUSTOMER, 7, "fee")
    view.focus_text()
    qtbot.keyClick(view.filters.text, Qt.Key.Key_Escape)
    assert heard[-1].text == ""
    qtbot.keyClick(view.filters.text, Qt.Key.Key_Down)
    assert view.table.hasFocus()


def test_older_ones_are_asked_for_at_the_foot(qtbot: QtBot, view: TimelineView) -> None:
    view.display(samples.TIMELINE)
    with qtbot.waitSignal(view.more_chosen):
        view.more.click()

    view.display(replace(samples.TIMELINE, found_count=8, total_count=8))
    assert not view.more.isVisible()


def test_what_could_not_be_found_is_said_under_the_rows_from_before_which_are_not_counted(
    qtbot: QtBot, view: TimelineView
) -> None:
    view.display(samples.TIMELINE)
    qtbot.wait(1)
    place = view.table.mapTo(view, QPoint())
    view.display(replace(samples.TIMELINE, problem=Problem(ErrorCode.DATABASE_AWAY)))
    qtbot.wait(1)

    assert view.table.mapTo(view, QPoint()) == place
    assert not any("shown of" in label.full_text() for label in view.findChildren(TextLabel))
    with qtbot.waitSignal(view.retry_chosen):
        next(each for each in view.findChildren(CommandButton) if each.isVisible()).click()


def test_what_is_looked_for_moves_nothing_that_shows(qtbot: QtBot, view: TimelineView) -> None:
    view.display(samples.TIMELINE)
    qtbot.wait(1)
    before = (view.table.geometry(), view.filters.geometry())
    view.display(replace(samples.TIMELINE, searching=True))
    qtbot.wait(1)

    assert (view.table.geometry(), view.filters.geometry()) == before
    assert "Looking for contacts" in [label.full_text() for label in view.findChildren(TextLabel)]


def test_a_timeline_behind_another_tab_is_drawn_when_it_is_opened(view: TimelineView) -> None:
    view.hide()
    view.display(samples.TIMELINE)
    assert view.table.model().rowCount() == 0

    view.show()

    assert view.table.model().rowCount() == len(samples.TIMELINE.rows)


def test_the_overview_shows_the_latest_and_keeps_its_height(qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
    recent = RecentView(theme, ticker)
    qtbot.addWidget(recent)
    recent.show()
    before = recent.height()
    recent.display(samples.TIMELINE)

    assert recent.table.model().rowCount() == 3
    assert recent.height() == before
    with qtbot.waitSignal(recent.all_wanted):
        recent.findChildren(LinkButton)[0].click()


def test_enter_asks_who_had_a_contact_and_the_button_what_was_recorded_of_it(qtbot: QtBot, view: TimelineView) -> None:
    view.display(samples.TIMELINE)
    asked, heard = list[object](), list[str]()
    view.contact_chosen.connect(asked.append)
    view.recordings_wanted.connect(heard.append)
    view.select_contact(samples.TIMELINE.rows[1].contact_id)

    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert (asked, heard) == ([samples.TIMELINE.rows[1]], [])
    view.recordings.click()

    assert (len(asked), heard) == (1, [str(samples.TIMELINE.rows[1].contact_id)])


def test_what_was_recorded_in_a_contact_stands_on_its_line(view: TimelineView) -> None:
    first = samples.TIMELINE.rows[0]
    complaint = ContactComplaint(
        complaint_id=first.contact_id, number="CMP-26-01843", kind=ComplaintKind.COMPLAINT, state=ComplaintState.CLOSED
    )
    view.display(replace(samples.TIMELINE, rows=(first.model_copy(update={"complaint": complaint}),)))

    assert view.table.model().index(0, 3).data(CellRole.SECOND) == "CMP-26-01843"


def test_the_card_counts_contacts_by_channel(qtbot: QtBot, theme: Theme) -> None:
    card = ContactsCard(theme)
    qtbot.addWidget(card)
    card.display(samples.TIMELINE)

    assert card.accessibleName() == "Contacts, 90 days 9"
    assert "usual 3" in [each.full_text() for each in card.findChildren(TextLabel)]
    card.display(replace(samples.TIMELINE, contacts_usual=None))
    assert not any("usual" in each.full_text() for each in card.findChildren(TextLabel))
