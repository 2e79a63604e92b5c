"""The ring on the sound device that the agent chose."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODeviceBase, QLoggingCategory, QObject, QTimer, Signal

from agent_desktop.ui.bridge import log_bug
from agent_desktop.ui.settings_dialog.ring_port import RingDevice, RingProblem
from agent_desktop.ui.tray.tone import CADENCE_SECONDS, SAMPLE_RATE, ring_tone

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioSink

_log = logging.getLogger(__name__)


class SilentRing:
    """Never sounds: for tests, pictures and machines without a screen. Counts its rings."""

    def __init__(self, devices: tuple[RingDevice, ...] = ()) -> None:
        self._devices = devices
        self.rings = 0
        self.ringing = False
        self.device_id = ""

    def devices(self) -> tuple[RingDevice, ...]:
        """See `Ring.devices`."""
        return self._devices

    def use(self, device_id: str) -> None:
        """See `Ring.use`."""
        self.device_id = device_id

    def problem(self) -> RingProblem | None:
        """See `Ring.problem`."""
        return None if self._devices else RingProblem.NO_DEVICE

    def start(self) -> None:
        """See `Ring.start`."""
        self.rings += 1
        self.ringing = True

    def stop(self) -> None:
        """See `Ring.stop`."""
        self.ringing = False


class SoundRing(QObject):
    """Rings through QtMultimedia.

    QtMultimedia is loaded at the first use: it needs sound libraries that a workstation may lack, and takes a while.

    Signals:
        devices_changed: A sound device came or went.
    """

    devices_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = ""
        self._sink: QAudioSink | None = None
        self._sink_device = b""
        self._buffer: QBuffer | None = None
        self._again = QTimer(self)
        self._again.setInterval(int(CADENCE_SECONDS * 1000))
        self._again.timeout.connect(self._play)
        self._loaded: bool | None = None
        self._watch: QObject | None = None

    def devices(self) -> tuple[RingDevice, ...]:
        """See `Ring.devices`."""
        return tuple(
            RingDevice(bytes(device.id().data()).decode(errors="replace"), device.description())
            for device in self._outputs()
        )

    def use(self, device_id: str) -> None:
        """See `Ring.use`."""
        self._wanted = device_id

    def problem(self) -> RingProblem | None:
        """See `Ring.problem`."""
        outputs = self._outputs()
        if not self._loaded:
            return RingProblem.NO_SOUND_SYSTEM
        if not outputs:
            return RingProblem.NO_DEVICE
        if self._wanted and self._wanted not in [device.device_id for device in self.devices()]:
            return RingProblem.CHOSEN_DEVICE_AWAY
        return None

    def start(self) -> None:
        """See `Ring.start`."""
        self._play()
        if self._sink is not None:
            self._again.start()

    def stop(self) -> None:
        """See `Ring.stop`."""
        self._again.stop()
        if self._sink is not None:
            self._sink.stop()

    def _outputs(self) -> "list[QAudioDevice]":
        if self._loaded is None:
            # What the sound system says while it looks for its parts is of no use to an agent.
            QLoggingCategory.setFilterRules("qt.multimedia.*=false")
            try:
                from PySide6.QtMultimedia import QMediaDevices
            except ImportError as error:
                _log.warning("No sound system: %s", error)
                self._loaded = False
                return []
            watch = QMediaDevices(self)
            watch.audioOutputsChanged.connect(self.devices_changed)
            self._watch = watch
            self._loaded = True
        if not self._loaded:
            return []
        from PySide6.QtMultimedia import QMediaDevices

        return list(QMediaDevices.audioOutputs())

    def _device(self) -> "QAudioDevice | None":
        outputs = self._outputs()
        if not outputs:
            return None
        from PySide6.QtMultimedia import QMediaDevices

        wanted = self._wanted.encode()
        for device in outputs:
            if wanted and bytes(device.id().data()) == wanted:
                return device
        default = QMediaDevices.defaultAudioOutput()
        return outputs[0] if default.isNull() else default

    def _play(self) -> None:
        try:
            self._play_once()
        except Exception as error:  # noqa: BLE001  outermost loop: a call comes through without sound as well
            log_bug("Ringing", error)
            self._again.stop()

    def _play_once(self) -> None:
        device = self._device()
        if device is None:
            self._sink = None
            return
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink

        if self._buffer is None:
            self._buffer = QBuffer(self)
            self._buffer.setData(QByteArray(ring_tone()))
            self._buffer.open(QIODeviceBase.OpenModeFlag.ReadOnly)
        device_id = bytes(device.id().data())
        if self._sink is None or self._sink_device != device_id:
            sound = QAudioFormat()
            sound.setSampleRate(SAMPLE_RATE)
            sound.setChannelCount(1)
            sound.setSampleFormat(QAudioFormat.SampleFormat.Int16)
            self._sink = QAudioSink(device, sound, self)
            self._sink_device = device_id
        self._sink.stop()
        self._buffer.seek(0)
        self._sink.start(self._buffer)
