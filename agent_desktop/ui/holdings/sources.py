"""How fresh each source system's data is: the left end of the status bar."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from agent_desktop.contract.customers import Freshness
from agent_desktop.ui.holdings.ages import age_text
from agent_desktop.ui.holdings.presenter import HoldingsState, PartState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, text_token
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.pool import WidgetPool
from agent_desktop.ui.widgets.ticker import Ticker

_ICONS = {
    Kind.GOOD: "ph.check-circle-fill",
    Kind.PLAIN: "ph.clock",
    Kind.INFO: "ph.spinner",
    Kind.CAUTION: "ph.clock-fill",
    Kind.PROBLEM: "ph.warning-circle-fill",
}


class _Source(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconView(theme, "", size=13)
        self._text = TextLabel(role=Role.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._text)

    def show_source(self, kind: Kind, text: str) -> None:
        self._icon.show_icon(_ICONS[kind], text_token(kind))
        self._text.set_text(text)
        self._text.set_tone(text_token(kind))
        self.setAccessibleName(text)


class SourceLabels(QWidget):
    """Draws the freshness in a `HoldingsState`: one label for all that is live, one for each that is not."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._ticker = ticker
        self._state = HoldingsState()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._pool = WidgetPool(row, lambda: _Source(theme))

    def display(self, state: HoldingsState) -> None:
        """Draw `state`."""
        self._state = state
        shown = self._labels()
        for label, (kind, text) in zip(self._pool.take(len(shown)), shown, strict=True):
            label.show_source(kind, text)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _labels(self) -> list[tuple[Kind, str]]:
        parts = self._state.parts
        fresh = [part for part in parts if part.freshness is Freshness.LIVE and not part.loading]
        labels = []
        if fresh:
            labels.append((Kind.GOOD, self._live(fresh, len(parts))))
        for part in parts:
            name = words(part.system_name)
            if part.loading:
                labels.append((Kind.INFO, self.tr("{system}: asking").format(system=name)))
            elif part.freshness is Freshness.AWAY:
                labels.append((Kind.PROBLEM, self.tr("{system} not answering").format(system=name)))
            elif part.freshness is Freshness.OLD:
                labels.append((Kind.CAUTION, f"{name} {self._when(part)}"))
        loaded = [part for part in parts if part.freshness is Freshness.LOADED and not part.loading]
        if loaded:
            oldest = min(loaded, key=lambda part: (part.part.as_of_at is not None, part.part.as_of_at))
            text = self.tr("{count} loaded {when}").format(count=len(loaded), when=self._when(oldest))
            labels.append((Kind.PLAIN, text))
        return labels

    def _live(self, fresh: list[PartState], count: int) -> str:
        if len(fresh) == count:
            return self.tr("Customer data live")
        if len(fresh) == 1:
            return self.tr("{system} live").format(system=words(fresh[0].system_name))
        return self.tr("{count} systems live").format(count=len(fresh))

    def _when(self, part: PartState) -> str:
        at = part.part.as_of_at
        if at is None:
            return ""
        return age_text(part.part, self._ticker.local(at), self._ticker.local(self._ticker.now()))
