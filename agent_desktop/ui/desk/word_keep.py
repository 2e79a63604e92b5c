"""Keeps what is typed in windows of those who take no calls in the journal of this computer."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer

from agent_desktop.client.clock import Now
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_keeper import TypedKeeper

TICK_MS: Final = 100


class WordKeep(QObject):
    """A `TypedKeeper` with a clock of its own, which runs only while the journal is behind. `files` writes."""

    def __init__(self, drafts: Drafts, files: Tasks, now: Now, parent: QObject) -> None:
        super().__init__(parent)
        self._typed = TypedKeeper(drafts, files, now)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def is_at_work(self) -> bool:
        """Whether something is not written yet."""
        return self._timer.isActive()

    def find(self, place: str) -> Mapping[str, str | bool]:
        """See `TypedStore`."""
        return self._typed.find(place)

    def keep(self, place: str, values: Mapping[str, str | bool]) -> None:
        """See `TypedStore`."""
        self._typed.keep(place, values)
        self._timer.start()

    def drop(self, place: str) -> None:
        """See `TypedStore`."""
        self._typed.drop(place)
        self._timer.start()

    def stop(self) -> None:
        """Write all of it: the person signs out, or the program ends."""
        self._timer.stop()
        self._typed.keep_all_now()

    def _tick(self) -> None:
        self._typed.tick()
        if not self._typed.is_behind:
            self._timer.stop()
