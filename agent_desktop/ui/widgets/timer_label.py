"""A timer that counts by itself: up from a moment, or down to one."""

from datetime import datetime

from PySide6.QtCore import QEvent

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import clock_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


class TimerLabel(TextLabel):
    """Shows ``mm:ss`` and turns caution and problem at its limits. Screen readers are not told each second.

    It is as large as its figures, which are all of one width: so the next second is painted, and nothing around it is
    laid out anew.
    """

    def __init__(self, ticker: Ticker, *, role: Role = Role.BODY_STRONG, tone: Token = Token.TEXT) -> None:
        super().__init__(role=role, tone=tone)
        self._ticker = ticker
        self._tone = tone
        self._since: datetime | None = None
        self._until: datetime | None = None
        self._caution: datetime | None = None
        self._problem: datetime | None = None
        ticker.ticked.connect(self._tick)

    def count_up(
        self, since: datetime | None, caution_at: datetime | None = None, problem_at: datetime | None = None
    ) -> None:
        """Count from `since`; None shows nothing."""
        self._since, self._until = since, None
        self._caution, self._problem = caution_at, problem_at
        self._tick()

    def count_down(self, until: datetime | None, caution_at: datetime | None = None) -> None:
        """Count down to `until`; None shows nothing."""
        self._since, self._until = None, until
        self._caution, self._problem = caution_at, None
        self._tick()

    def rest_tone(self, tone: Token) -> None:
        """Use `tone` while no limit is passed."""
        self._tone = tone
        self._tick()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        # Not by its own hint: that of a label is never less than the least size it was given before.
        self.setFixedSize(self.fontMetrics().size(0, self.text()))

    def _say(self, text: str) -> None:
        before = self.text()
        if text != before:
            self.setText(text)
            if len(text) != len(before):
                self._fit()

    def _tick(self) -> None:
        if self._since is not None:
            self._say(clock_text(self._ticker.seconds_since(self._since)))
        elif self._until is not None:
            self._say(clock_text(self._ticker.seconds_until(self._until)))
        else:
            self._say("")
        if self._caution is None and self._problem is None:
            self.set_tone(self._tone)
            return
        now = self._ticker.now()
        if self._problem is not None and now >= self._problem:
            self.set_tone(Token.PROBLEM)
        elif self._caution is not None and now >= self._caution:
            self.set_tone(Token.CAUTION)
        else:
            self.set_tone(self._tone)
