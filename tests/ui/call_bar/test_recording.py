"""How the recording stands is never guessed, and what is not paused cannot be missed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo import screen_transfers as transfers
from agent_desktop.ui.call_bar.presenter import CallSlotState
from agent_desktop.ui.call_bar.recording_mark import RecordingMark, mark_words
from agent_desktop.ui.call_bar.refusing import refusal_dialog
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import (
    CallAction,
    PausedBy,
    RecordingDeed,
    RecordingProblem,
    RecordingSnapshot,
    RecordingState,
    RecordingStop,
)
from tests.client.support import call
from tests.ui.call_bar.test_view import Bar
from tests.ui.test_call_bar_presenter import Bench

ON = RecordingSnapshot(state=RecordingState.ON)
ASKED = RecordingSnapshot(state=RecordingState.ON, asked=RecordingDeed.PAUSE, paused_by=PausedBy.AGENT)
NOT_PAUSED = RecordingSnapshot(state=RecordingState.ON, problem=RecordingProblem.NOT_PAUSED, paused_by=PausedBy.AGENT)
PAUSED = RecordingSnapshot(state=RecordingState.PAUSED, paused_by=PausedBy.AGENT)
HAN = range(0x4E00, 0xA000)


def recorded(recording: RecordingSnapshot | None, *actions: CallAction) -> CallSlotState:
    return replace(samples.TALKING, recording=recording, enabled=samples.TALKING.enabled | set(actions))


@pytest.fixture
def bar(theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> Bar:
    made = Bar(theme, ticker)
    bring_up(made.view)
    return made


def mark_of(bar: Bar) -> RecordingMark:
    return bar.view.findChildren(RecordingMark)[0]


def test_paused_is_said_only_once_it_is_and_what_is_not_is_white_on_red(bar: Bar) -> None:
    said = []
    for recording in (ON, ASKED, NOT_PAUSED, PAUSED):
        bar.show(recorded(recording, CallAction.PAUSE_RECORDING))
        said.append((mark_of(bar).text(), mark_of(bar).is_alarm()))
        assert mark_of(bar).isVisible()
        assert mark_of(bar).text() in bar.view.accessibleName()

    assert said == [
        ("Recording", False),
        ("Still recording", False),
        ("NOT paused", True),
        ("Recording paused", False),
    ]
    bar.show(recorded(NOT_PAUSED))
    assert "What is said is still recorded" in bar.view.accessibleDescription()  # among the words of the call too
    picture = mark_of(bar).grab().toImage()
    fill = bar.view._theme.colour(Token.PROBLEM_FILL)
    assert picture.pixelColor(picture.width() // 2, 2) == fill
    bar.show(recorded(None))
    assert not mark_of(bar).isVisible()


@pytest.mark.parametrize("paused", [{"paused_by": PausedBy.SCRIPT}, {"in_consult": True}])
def test_a_pause_before_anything_is_recorded_is_seen_too(bar: Bar, paused: dict[str, object]) -> None:
    bar.show(recorded(RecordingSnapshot.model_validate(paused), CallAction.RESUME_RECORDING))

    assert (mark_of(bar).text(), mark_of(bar).is_alarm()) == ("Paused: not recorded", False)
    assert mark_of(bar).isVisible()
    bar.button("Go on rec").click()
    assert bar.chosen == [CallAction.RESUME_RECORDING]


def test_the_button_pauses_then_goes_on_and_pauses_again_what_was_not_paused(bar: Bar) -> None:
    bar.show(recorded(ON, CallAction.PAUSE_RECORDING))
    bar.button("Pause rec").click()
    bar.show(recorded(PAUSED, CallAction.RESUME_RECORDING))
    assert bar.button("Go on rec").is_on()
    bar.button("Go on rec").click()
    bar.show(recorded(NOT_PAUSED, CallAction.PAUSE_RECORDING, CallAction.RESUME_RECORDING))
    assert not bar.button("Pause rec").is_on()
    bar.button("Pause rec").click()

    assert bar.chosen == [CallAction.PAUSE_RECORDING, CallAction.RESUME_RECORDING, CallAction.PAUSE_RECORDING]
    for recording in (None, RecordingSnapshot(stopped_by=RecordingStop.CALLER)):
        bar.show(recorded(recording))
        assert not any(
            each.isVisible() for each in bar.view.findChildren(type(bar.button("Hold"))) if "rec" in each.text()
        )


def test_it_is_said_while_a_colleague_is_asked_too(bar: Bar) -> None:
    consulting = replace(
        transfers.CONSULTING, recording=RecordingSnapshot(state=RecordingState.PAUSED, in_consult=True)
    )
    bar.show(consulting)

    shown = [each.text() for each in bar.view.findChildren(RecordingMark) if each.isVisible()]
    assert "Recording paused" in shown


@pytest.mark.parametrize(
    "recording",
    [
        *(RecordingSnapshot(state=RecordingState.ON, problem=problem) for problem in RecordingProblem),
        *(RecordingSnapshot(stopped_by=stop) for stop in RecordingStop),
        ON,
        ASKED,
        PAUSED,
        RecordingSnapshot(state=RecordingState.PAUSED, asked=RecordingDeed.RESUME),
        RecordingSnapshot(asked=RecordingDeed.START),
    ],
)
def test_every_word_is_there_in_chinese(recording: RecordingSnapshot, language: LanguageSwitch) -> None:
    english = mark_words(recording)
    language.use("zh")
    chinese = mark_words(recording)

    assert english is not None
    assert chinese is not None
    assert any(ord(sign) in HAN for sign in chinese.text)
    assert english.alarm is (recording.problem is not None)


def test_a_refusal_is_asked_about_and_the_call_s_keys_work_meanwhile(bar: Bar, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [False, True]
    keyed: list[QDialog] = []
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _: answers.pop(0))
    state = recorded(ON, CallAction.REFUSE_RECORDING)
    bar.show(state)

    bar.view.refuse_recording(keyed.append)
    assert bar.chosen == []
    bar.view.refuse_recording(keyed.append)
    bar.show(recorded(ON))
    bar.view.refuse_recording(keyed.append)  # it may not be refused: nothing is asked

    assert bar.chosen == [CallAction.REFUSE_RECORDING]
    assert [isinstance(each, QDialog) for each in keyed] == [True, True]
    dialog = refusal_dialog(bar.view._theme, bar.view)
    assert "deleted" in dialog.accessibleDescription()
    dialog.deleteLater()


@pytest.mark.parametrize(
    ("allowed", "asked"),
    [
        ({CallAction.PAUSE_RECORDING}, [CallAction.PAUSE_RECORDING]),
        ({CallAction.RESUME_RECORDING}, [CallAction.RESUME_RECORDING]),
        ({CallAction.PAUSE_RECORDING, CallAction.RESUME_RECORDING}, [CallAction.PAUSE_RECORDING]),
        ({CallAction.HOLD}, []),
    ],
)
def test_f9_asks_for_what_the_server_allows(allowed: set[CallAction], asked: list[CallAction]) -> None:
    bench = Bench()
    bench.talk(call(allowed=frozenset(allowed), recording=ON))

    bench.presenter.recording_pressed()
    bench.tasks.run_all()

    assert [command.action for _, command in bench.server.commands] == asked
