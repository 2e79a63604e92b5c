"""Plays what was recorded of a call that is reviewed, over the window of reviews."""

from PySide6.QtCore import QObject

from agent_desktop.client.tasks import Tasks
from agent_desktop.ui.quality.window import QualityWindow
from agent_desktop.ui.recordings.presenter import RecordingsPresenter, RecordingsReader
from agent_desktop.ui.recordings.sound import SoundPlayer
from agent_desktop.ui.recordings.view import RecordingsView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.ticker import Ticker


class Hearing(QObject):
    """Joins one window of reviews, the list of recordings and the player."""

    def __init__(
        self, theme: Theme, window: QualityWindow, reader: RecordingsReader, tasks: Tasks, ticker: Ticker
    ) -> None:
        super().__init__(window)
        self.player = SoundPlayer(self)
        self.presenter = RecordingsPresenter(reader, self.player, tasks)
        self.player.told = self.presenter.heard
        self.view = RecordingsView(theme, ticker, window)
        self.view.play_pressed.connect(self.presenter.play_pressed)
        self.view.reason_chosen.connect(self.presenter.reason_chosen)
        self.view.step_wanted.connect(self.presenter.step)
        self.view.retry_chosen.connect(self.presenter.retry)
        self.view.closed.connect(self._closed)
        self.presenter.show_to(self.view.display)
        window.hear_wanted.connect(self.presenter.open)
        window.put_by.connect(self.presenter.close)

    def _closed(self) -> None:
        if self.presenter.state.open:
            self.presenter.close()
