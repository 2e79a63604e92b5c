"""The team's notes beside the queues, and what is said of a state that somebody else has changed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent_desktop.client.notices import NoticesView
from agent_desktop.contract.notices import NoticePriority, NoticeTopic, OwnNotice
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.notices.notes import MOST, TeamNotes
from agent_desktop.ui.notices.words import title_of
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


def notice(number: int, text: str, *, minutes_ago: int = 30, holds_for: int = 60, **more: object) -> OwnNotice:
    sent = NOW - timedelta(minutes=minutes_ago)
    made = OwnNotice(
        notice_id=UUID(int=number),
        text=text,
        by_name="Helen Mak",
        sent_at=sent,
        expires_at=NOW + timedelta(minutes=holds_for),
    )
    return made.model_copy(update=more)


def said(notes: TeamNotes) -> list[str]:
    """What is on it once what was drawn anew is on the screen, from top to bottom."""
    QApplication.processEvents()
    shown = [label for label in notes.findChildren(TextLabel) if label.isVisibleTo(notes)]
    return [label.full_text() for label in sorted(shown, key=lambda each: each.mapTo(notes, each.rect().topLeft()).y())]


def test_what_still_holds_is_shown_read_or_not_until_it_expires(
    qtbot: QtBot, theme: Theme, language: LanguageSwitch
) -> None:
    clock = [NOW]
    ticker = Ticker(lambda: clock[0], UTC)
    notes = TeamNotes(theme, ticker)
    ticker.setParent(notes)
    qtbot.addWidget(notes)
    assert notes.isHidden()
    urgent = notice(1, "ATM network in Macau was down", priority=NoticePriority.URGENT, read_at=NOW)
    soon_over = notice(2, "The lift is out of order", holds_for=5, minutes_ago=60 * 24)
    others = (
        notice(3, "Withdrawn", withdrawn=True),
        notice(4, "Over", holds_for=-1),
        notice(5, "", topic=NoticeTopic.MOVED),
    )
    notes.display(NoticesView(notices=(urgent, *others, soon_over)))

    assert not notes.isHidden()
    first_sent = urgent.sent_at.astimezone(UTC)
    assert said(notes)[:3] == ["Team notes", "ATM network in Macau was down", f"Helen Mak · {first_sent:%H:%M}"]
    assert said(notes)[3] == "The lift is out of order"
    clock[0] = NOW + timedelta(minutes=6)
    ticker.ticked.emit()
    assert "The lift is out of order" not in said(notes)
    language.use("zh")
    assert said(notes)[0] == "团队通知"
    many = tuple(notice(10 + number, f"Note {number}") for number in range(MOST + 2))
    notes.display(NoticesView(notices=many))
    assert len([text for text in said(notes) if text.startswith("Note ")]) == MOST
    notes.display(NoticesView())
    assert notes.isHidden()


def test_a_state_that_somebody_has_changed_is_told_with_the_bank_s_own_reason() -> None:
    detail = {"state": "not_ready", "reason": "coaching", "when": "now"}
    changed = OwnNotice(
        notice_id=UUID(int=1), topic=NoticeTopic.STATE_CHANGED, detail=detail, by_name="Helen Mak",
        sent_at=datetime(2026, 6, 16, tzinfo=UTC), expires_at=datetime(2026, 6, 17, tzinfo=UTC),
    )  # fmt: skip
    assert title_of(changed) == "Helen Mak has changed your state: Not ready (coaching)"
    lunch = changed.model_copy(update={"detail": {**detail, "reason": "lunch"}})
    assert title_of(lunch).endswith("Not ready (Lunch)")
