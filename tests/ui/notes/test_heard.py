"""What is said in the call, under the note."""

from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.ui.notes.heard import HeardStrip
from agent_desktop.ui.notes.heard_presenter import HeardPresenter, HeardState
from agent_desktop.ui.notes.presenter import NotesState
from agent_desktop.ui.notes.view import NotesView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import (
    CallSnapshot,
    DeskChange,
    EventKind,
    HeardLine,
    HeardWords,
    RecordingSnapshot,
    RecordingState,
    Speaker,
    StreamMessage,
)
from tests.client.support import AWAY, START, HeldTasks, call, desk, snapshot
from tests.client.test_desk import Reader

WRITTEN = RecordingSnapshot(state=RecordingState.ON, transcribed=True)
TALKS = call(recording=WRITTEN)


def line(text: str, speaker: Speaker = Speaker.CUSTOMER) -> HeardLine:
    return HeardLine(speaker=speaker, text=text, said_at=START)


class Bench:
    def __init__(self) -> None:
        self.lines: tuple[HeardLine, ...] = ()
        self.asked: list[UUID] = []
        self.away = False
        self.tasks = HeldTasks()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = HeardPresenter(self.desk, self, self.tasks)
        self._number = 1
        self.desk.receive(snapshot(desk(call=TALKS)))
        self.tasks.run_all()

    def words(self, call_id: UUID) -> HeardWords:
        self.asked.append(call_id)
        if self.away:
            raise AWAY
        return HeardWords(lines=self.lines)

    def tell(self, *lines: HeardLine, about: UUID = TALKS.call_id) -> None:
        self.lines = lines
        self._event(kind=EventKind.WORDS_HEARD, subject_id=about)

    def have(self, made: CallSnapshot) -> None:
        self._event(kind=EventKind.RECORDING_CHANGED, change=DeskChange(call=made))

    def _event(self, **more: Any) -> None:
        self._number += 1
        message = StreamMessage(
            type="event", number=self._number, previous=self._number - 1, server_at=START, at=START, **more
        )
        self.desk.receive(message)

    @property
    def state(self) -> HeardState:
        return self.presenter.state


def test_each_word_of_the_server_has_the_lines_read_and_what_was_taken_over_is_not_shown_again() -> None:
    bench = Bench()
    assert bench.state == HeardState(on=True)
    bench.tell(line("one"))
    bench.tell(line("one"), line("two"))
    bench.tasks.run_all()
    assert [each.text for each in bench.state.lines] == ["one", "two"]
    assert len(bench.asked) == 3, "the first look, and two of which the second waited for the first"

    bench.presenter.take()
    assert bench.state == HeardState(on=True)
    bench.tell(line("one"), line("two"), line("three"))
    bench.tasks.run_all()
    assert [each.text for each in bench.state.lines] == ["three"]


def test_lines_of_another_call_are_not_read_and_a_pause_says_that_nothing_is_written_down() -> None:
    bench = Bench()
    bench.tell(line("theirs"), about=UUID(int=9))
    assert bench.tasks.held == []
    bench.away = True
    bench.tell(line("lost"))
    bench.tasks.run_all()
    assert bench.state == HeardState(on=True)

    bench.have(TALKS.model_copy(update={"recording": RecordingSnapshot(state=RecordingState.PAUSED), "version": 2}))
    assert bench.state == HeardState()


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> HeardStrip:
    made = HeardStrip(theme)
    qtbot.addWidget(made)
    return made


def test_the_strip_shows_the_last_lines_and_gives_all_of_them(qtbot: QtBot, strip: HeardStrip) -> None:
    assert strip.isHidden()
    strip.display(HeardState(on=True))
    assert strip.take.isHidden()
    lines = tuple(line(each, Speaker.AGENT if each == "d" else Speaker.CUSTOMER) for each in "abcd")
    strip.display(HeardState(on=False, lines=lines))

    said = [each.full_text() for each in strip.findChildren(TextLabel) if not each.isHidden()]
    assert said == ["By machine: 4 lines", "Customer: c", "Agent: d"]
    assert strip.accessibleDescription() == "Customer: c\nAgent: d"
    with qtbot.waitSignal(strip.take_chosen, timeout=1000) as taken:
        strip.take.click()
    assert taken.args == ["Customer: a\nCustomer: b\nCustomer: c\nAgent: d"]
    strip.display(HeardState(on=True, lines=lines[:1]))
    said = [each.full_text() for each in strip.findChildren(TextLabel) if not each.isHidden()]
    assert said == ["By machine: 1 line", "Customer: a"]
    strip.display(HeardState())
    assert strip.isHidden()


def test_a_long_line_is_cut_and_makes_the_strip_no_wider_or_higher(strip: HeardStrip) -> None:
    strip.display(HeardState(on=True, lines=(line("short"), line("long"))))
    size = strip.minimumSizeHint()
    long = "I have never heard of that company. " * 9
    strip.display(HeardState(on=True, lines=(line("short"), line(long))))
    strip.resize(300, size.height())
    strip.grab()

    assert strip.minimumSizeHint() == size
    shown = strip.findChildren(TextLabel)[-1]
    assert shown.text().endswith("…")
    assert shown.toolTip() == f"Customer: {long}"


def test_lines_go_to_the_end_of_an_open_note(qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
    notes = NotesView(theme, ticker)
    qtbot.addWidget(notes)
    typed: list[str] = []
    notes.typed.connect(typed.append)
    notes.insert_lines("nowhere")
    notes.display(NotesState(open=True, text="Called twice.", text_number=1))

    notes.insert_lines("Customer: my card is gone")

    assert typed == ["Called twice.\nCustomer: my card is gone"]
