"""Makes sound of a recording that is in memory. It is written nowhere, and forgotten once it is put away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Slot

from agent_desktop.ui.recordings.presenter import Playing

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer


class SoundPlayer(QObject):
    """`agent_desktop.ui.recordings.presenter.Player` by Qt's own player, which is loaded when it is first needed: most
    desks play nothing all day, and it looks for sound devices as it starts. Tells `told` how far it is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told: Callable[[Playing], None] = lambda _: None
        self._player: QMediaPlayer | None = None
        self._buffer: QBuffer | None = None
        self._failed = False

    def play(self, sound: bytes) -> None:
        """Play from the beginning."""
        from PySide6.QtMultimedia import QMediaDevices

        self.forget()
        if not QMediaDevices.audioOutputs():
            self.told(Playing(no_device=True))
            return
        player = self._ready()
        self._failed = False
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(sound))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        player.setSourceDevice(self._buffer)
        player.play()

    def go_on(self) -> None:
        if self._player is not None:
            self._player.play()

    def pause(self) -> None:
        if self._player is not None:
            self._player.pause()

    def seek(self, position_ms: int) -> None:
        if self._player is not None:
            self._player.setPosition(position_ms)
            self._changed()

    def forget(self) -> None:
        """Stop, and let the sound go."""
        buffer, self._buffer = self._buffer, None
        if self._player is not None and buffer is not None:
            self._player.stop()
            self._player.setSource(QUrl())
        if buffer is not None:
            buffer.close()
            buffer.setData(QByteArray())
            buffer.deleteLater()

    def _ready(self) -> "QMediaPlayer":
        if self._player is None:
            from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

            self._player = QMediaPlayer(self)
            self._player.setAudioOutput(QAudioOutput(self._player))
            self._player.positionChanged.connect(self._changed)
            self._player.durationChanged.connect(self._changed)
            self._player.playbackStateChanged.connect(self._changed)
            self._player.errorOccurred.connect(self._has_failed)
        return self._player

    @Slot()
    def _has_failed(self) -> None:
        self._failed = True
        self._changed()

    @Slot()
    def _changed(self) -> None:
        player = self._player
        if player is None or self._buffer is None:
            return
        self.told(Playing(player.position(), player.duration(), player.isPlaying(), failed=self._failed))
