"""Notices on the window: calm, in both languages, and never in the way of whoever types."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import Problem
from agent_desktop.client.notices import NoticesView
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.notices import HelpCall, HelpState, NoticePriority, NoticeTopic, OwnNotice
from agent_desktop.ui.notices.cards import NoticeCards
from agent_desktop.ui.notices.list import NoticeList
from agent_desktop.ui.notices.words import text_of, title_of
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.words import LANGUAGES
from tests.ui.conftest import NOW
from tests.ui.reading import words_in

HAN = range(0x4E00, 0xA000)


def read_in(widget: QWidget) -> str:
    """What is said once what was drawn anew is on the screen."""
    QApplication.processEvents()
    return words_in(widget)


def notice(number: int, **more: object) -> OwnNotice:
    values: dict[str, object] = {
        "notice_id": UUID(int=number),
        "text": "",
        "by_name": "Ada",
        "sent_at": NOW - timedelta(minutes=5),
        "expires_at": NOW + timedelta(hours=1),
        "on": True,
    }
    return OwnNotice.model_validate(values | more)


WORDS = notice(1, text="The card system is slow until noon.")
CHANGED = notice(
    2,
    topic=NoticeTopic.STATE_CHANGED,
    detail={"state": "not_ready", "reason": "training", "when": "after_call"},
    priority=NoticePriority.URGENT,
    text="room 3",
)
MOVED = notice(
    3,
    topic=NoticeTopic.MOVED,
    queues=({"en": "Fraud", "zh": "欺诈处理"},),
    detail={"until_at": (NOW + timedelta(hours=2)).isoformat(), "queues": "fraud"},
)
OTHERS = tuple(notice(number, topic=topic) for number, topic in enumerate(NoticeTopic, start=4))
HELP = HelpCall(help_id=UUID(int=99), state=HelpState.OPEN, agent_id=UUID(int=7), asked_at=NOW - timedelta(seconds=75))


@pytest.fixture
def cards(qtbot: QtBot, theme: Theme, ticker: Ticker) -> Iterator[NoticeCards]:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1200, 400)
    column = QVBoxLayout(host)
    shown = NoticeCards(theme, ticker)
    column.addWidget(shown)
    column.addWidget(QLineEdit())
    host.show()
    yield shown  # the host lives as long as the test
    host.close()


def test_a_card_says_who_wrote_what_and_when_and_leaves_the_focus_where_somebody_types(
    qtbot: QtBot, cards: NoticeCards
) -> None:
    host = cards.parentWidget()
    assert host is not None
    field = host.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    before = QApplication.focusWidget()
    assert cards.isHidden()
    chosen: list[object] = []
    cards.read_chosen.connect(chosen.append)

    cards.display(NoticesView(notices=(WORDS,)))

    assert not cards.isHidden()
    assert QApplication.focusWidget() is before
    said = read_in(cards)
    assert all(each in said for each in ("Ada", "The card system is slow until noon.", "10:37"))
    qtbot.mouseClick(cards.reads[WORDS.notice_id], Qt.MouseButton.LeftButton)
    assert chosen == [WORDS.notice_id]
    cards.display(NoticesView())
    assert cards.isHidden()


def test_two_at_most_are_shown_and_the_list_has_the_others(cards: NoticeCards) -> None:
    cards.display(NoticesView(notices=(WORDS, CHANGED, MOVED, notice(20, text="one more"))))
    assert list(cards.reads) == [CHANGED.notice_id, WORDS.notice_id]
    assert [each.text() for each in cards.findChildren(LinkButton)] == ["2 more"]


def test_a_call_for_help_tells_how_long_it_waits_and_that_everybody_knows(cards: NoticeCards) -> None:
    cards.display(NoticesView(help=HELP))
    assert "01:15, somebody will come" in read_in(cards)
    escalated = HELP.model_copy(update={"state": HelpState.ESCALATED})
    cards.display(NoticesView(help=escalated, problem=Problem(ErrorCode.SERVER_AWAY)))
    said = read_in(cards)
    assert "every supervisor has been told" in said
    assert "The server does not answer." in said
    cards.display(NoticesView(help=HELP.model_copy(update={"state": HelpState.ANSWERED})))
    assert cards.isHidden()


def test_every_topic_has_words_in_both_languages(language: LanguageSwitch) -> None:
    every = (WORDS, CHANGED, MOVED, *OTHERS, notice(30, withdrawn=True))
    when = "12:42"
    for code in LANGUAGES:
        language.use(code)
        said = [f"{title_of(each)} {text_of(each, lambda _: when)}" for each in every]
        assert all(each.strip() for each in said)
        if code == "en":
            assert said[1] == "Ada has chosen for after your call: Not ready (Training) room 3"
            assert said[2] == "You serve other queues for a while: Fraud Until 12:42."
        else:
            assert all(any(ord(sign) in HAN for sign in each) for each in said[1:3])
            assert "欺诈处理" in said[2]


def test_the_list_has_what_was_read_and_withdrawn_too(qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    shown = NoticeList(theme, ticker, host)
    shown.display(NoticesView())
    shown.open_list()
    assert "Nobody has written to you." in read_in(shown)
    shown.display(NoticesView(notices=(WORDS.model_copy(update={"read_at": NOW, "on": False}), MOVED)))
    said = read_in(shown)
    assert "The card system is slow until noon." in said
    assert "read" in said
    assert len(shown.texts()) == 2
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.isHidden()
