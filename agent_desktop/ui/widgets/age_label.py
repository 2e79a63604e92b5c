"""One quiet line that says how new a panel's figures are."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import day_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


class AgeLabel(TextLabel):
    """Hidden where the age is not known; in the tone of caution where the figures are old."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:  # noqa: ARG002  as all widgets are made
        super().__init__(role=Role.SMALL, tone=Token.TEXT_2)
        self._ticker = ticker
        self._at: datetime | None = None
        self._is_old = False
        self.setContentsMargins(14, 0, 14, 8)
        self.hide()

    def show_age(self, at: datetime | None, *, is_old: bool) -> None:
        """Say that the figures are as of `at`."""
        self._at, self._is_old = at, is_old
        self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _draw(self) -> None:
        self.setVisible(self._at is not None)
        if self._at is None:
            return
        local, today = self._ticker.local(self._at), self._ticker.local(self._ticker.now()).date()
        if local.date() == today:
            when = self.tr("as of {time} today").format(time=time_text(local))
        elif local.date() == today - timedelta(days=1):
            when = self.tr("as of yesterday, {time}").format(time=time_text(local))
        else:
            when = self.tr("as of {day}, {time}").format(day=day_text(local.date(), today), time=time_text(local))
        self.set_text(self.tr("Loaded, {when}").format(when=when))
        self.set_tone(Token.CAUTION if self._is_old else Token.TEXT_2)
