"""The list of recordings and its player: by keyboard, in words, and never on the disk."""

import io
import wave
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.recordings import KeptState, ListenReason
from agent_desktop.demo import screen_recordings as recorded
from agent_desktop.ui.recordings.presenter import Playing
from agent_desktop.ui.recordings.sound import SoundPlayer
from agent_desktop.ui.recordings.view import RecordingsView
from agent_desktop.ui.recordings.words import basis_word, reason_word, state_word
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.reading import words_in

FIRST, SECOND = (each.recording_id for each in recorded.LISTED.recordings[:2])
HAN = range(0x4E00, 0xA000)
without_sound_system = pytest.mark.qt_log_ignore(
    "Couldn't (load|resolve) ", "PulseAudio", "No audio device", extend=True
)
"""What Qt says on a machine that has neither PulseAudio nor PipeWire nor a graphics card."""


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> RecordingsView:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    return RecordingsView(theme, ticker, host)


def test_enter_plays_what_is_in_focus_and_the_arrows_go_back_and_forward(qtbot: QtBot, view: RecordingsView) -> None:
    pressed: list[object] = []
    steps: list[int] = []
    view.play_pressed.connect(pressed.append)
    view.step_wanted.connect(steps.append)
    view.display(recorded.LISTED)
    qtbot.keyClick(view.frame, Qt.Key.Key_Return)
    view.plays[SECOND].setFocus()
    qtbot.keyClick(view.plays[SECOND], Qt.Key.Key_Return)
    qtbot.keyClick(view.frame, Qt.Key.Key_Right)  # nothing plays
    view.display(recorded.PLAYING)
    qtbot.keyClick(view.frame, Qt.Key.Key_Right)
    qtbot.keyClick(view.frame, Qt.Key.Key_Left)

    assert pressed == [FIRST, SECOND]
    assert steps == [1, -1]
    assert view.plays[FIRST].text() == "Pause"
    assert "01:01 / 02:39" in words_in(view)
    view.display(recorded.NO_RECORDINGS)
    assert view.isHidden()


def test_why_one_listens_is_asked_first_and_what_is_wrong_is_said(view: RecordingsView) -> None:
    reasons: list[object] = []
    view.reason_chosen.connect(reasons.append)
    view.display(recorded.LISTS["recordings-no-reason"])
    assert "Choose first why you listen. It is kept with each play." in words_in(view)
    view.reasons.chosen.emit("complaint")
    assert reasons == [ListenReason.COMPLAINT]

    said = {}
    for name in ("recordings-damaged", "recordings-no-device", "recordings-none"):
        view.display(recorded.LISTS[name])
        said[name] = view.text()
    view.display(replace(recorded.PLAYING, playing=Playing(failed=True)))
    assert "missing or was changed" in said["recordings-damaged"]
    assert "no sound device" in said["recordings-no-device"]
    assert said["recordings-none"] == "Nothing was recorded of this contact."
    assert "cannot be played here" in view.text()


def test_every_word_is_there_in_chinese(view: RecordingsView, language: LanguageSwitch) -> None:
    language.use("zh")
    view.display(recorded.LISTED)
    for text in (
        *(reason_word(each) for each in ListenReason),
        *(state_word(each, held=False) for each in KeptState),
        state_word(KeptState.STORED, held=True),
        *(basis_word(each) for each in ("consent", "legal_obligation", "contract", "legitimate_interest")),
        view.frame.accessibleName(),
        view.plays[FIRST].text(),
    ):
        assert any(ord(sign) in HAN for sign in text), text


@without_sound_system
def test_without_a_sound_device_that_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from PySide6.QtMultimedia import QMediaDevices

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(QMediaDevices, "audioOutputs", staticmethod(list))
    told: list[Playing] = []
    player = SoundPlayer()
    player.told = told.append

    player.play(b"RIFF")
    player.pause()
    player.go_on()
    player.seek(5)
    player.forget()

    assert told == [Playing(no_device=True)]
    assert list(tmp_path.iterdir()) == []


@without_sound_system
def test_sound_in_memory_is_played_sought_and_forgotten(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

    monkeypatch.setattr(QMediaDevices, "audioOutputs", staticmethod(lambda: [QAudioDevice()]))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(1)
        sound.setframerate(8_000)
        sound.writeframes(bytes([128]) * 16_000 * 20)
    told: list[Playing] = []
    player = SoundPlayer()
    player.told = told.append

    player.play(file.getvalue())
    qtbot.waitUntil(lambda: bool(told) and told[-1].is_on and told[-1].length_ms == 20_000)
    player.pause()
    player.seek(15_000)
    qtbot.waitUntil(lambda: told[-1].position_ms >= 15_000 and not told[-1].is_on)
    player.forget()
    told.clear()
    player.go_on()

    assert not any(each.failed for each in told)
