from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from agent_desktop.contract.customers import Channel
from agent_desktop.demo import screen_samples as samples
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.timeline.contacts_card import ContactsCard
from agent_desktop.ui.timeline.presenter import TimelineKind
from agent_desktop.ui.timeline.view import RecentView, TimelineView
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.labels import TextLabel
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
    view.display(replace(samples.TIMELINE, kind=TimelineKind.EMPTY_AFTER_FILTER, rows=(), channel=Channel.WEB))
    assert "No contact over Web" in [label.full_text() for label in view.findChildren(TextLabel)]
    with qtbot.waitSignal(view.channel_chosen, timeout=1000) as chosen:
        view._empty._button.click()

    assert chosen.args == [None]


def test_one_channel_can_be_chosen(qtbot: QtBot, view: TimelineView) -> None:
    view.display(samples.TIMELINE)
    phone = 1 + samples.TIMELINE.channels.index(Channel.PHONE)
    with qtbot.waitSignal(view.channel_chosen, timeout=1000) as chosen:
        view._choice._group.button(phone).click()

    assert chosen.args == [Channel.PHONE]


def test_the_overview_shows_the_latest_and_keeps_its_height(qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
    recent = RecentView(theme, ticker)
    qtbot.addWidget(recent)
    recent.show()
    before = recent.height()
    recent.display(samples.TIMELINE)

    assert recent.table.model().rowCount() == 3
    assert recent.height() == before
    with qtbot.waitSignal(recent.all_wanted, timeout=1000):
        recent.findChildren(LinkButton)[0].click()


def test_the_card_counts_contacts_by_channel(qtbot: QtBot, theme: Theme) -> None:
    card = ContactsCard(theme)
    qtbot.addWidget(card)
    card.display(samples.TIMELINE)

    assert card.accessibleName() == "Contacts, 90 days 9"
