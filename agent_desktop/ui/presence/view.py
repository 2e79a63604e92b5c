"""The top bar: state, queue figures, find, link, language, person."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.client.link import LinkStatus
from agent_desktop.contract.base import Language
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.presence.bar_buttons import BarButton, SearchButton
from agent_desktop.ui.presence.bell import Bell
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.presence.selector import StateSelector
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.at_once import laid_out_once
from agent_desktop.ui.widgets.avatar import Avatar
from agent_desktop.ui.widgets.formats import DASH, clock_text, language_now, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.ticker import Ticker

BAR_HEIGHT: Final = 48


class _Figure(QWidget):
    """A caption over a value, both at the left."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._caption = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._icon = IconView(theme, "", size=13)
        self._value = TextLabel(role=Role.BODY_BOLD)
        value = QHBoxLayout()
        value.setContentsMargins(0, 0, 0, 0)
        value.setSpacing(4)
        value.addWidget(self._icon)
        value.addWidget(self._value)
        value.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._caption)
        column.addLayout(value)
        column.addStretch(1)

    def show_figure(self, caption: str, value: str, *, icon: str = "", tone: Token = Token.TEXT) -> None:
        """Show `value` under `caption`."""
        self._caption.set_text(caption)
        self._value.set_text(value)
        self._value.set_tone(tone)
        self._icon.show_icon(icon, tone)
        self._icon.setVisible(bool(icon))
        self.setAccessibleName(f"{caption} {value}")


class TopBar(QWidget):
    """Draws a `PresenceState`.

    Signals:
        action_chosen: An `AgentAction`, a `ChosenReason` or None, and planned seconds or None.
        history_wanted: Why am I in this state?
        search_wanted: Ctrl+K, by mouse.
        language_chosen: ``en`` or ``zh``.
        sign_out_wanted: From the menu under the person's name.
    """

    action_chosen = Signal(object, object, object)
    history_wanted = Signal()
    search_wanted = Signal()
    language_chosen = Signal(str)
    sign_out_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._theme = theme
        self._ticker = ticker
        self._state = PresenceState()
        self._drawn: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # a beat paints nothing under it
        self.selector = StateSelector(theme, ticker)
        self._queue = _Figure(theme)
        self._longest = _Figure(theme)
        self._handled = _Figure(theme)
        self._average = _Figure(theme)
        self._problem_icon = IconView(theme, "ph.warning-circle-fill", Token.PROBLEM, 15)
        self._problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        self._search = SearchButton(theme)
        self._link = BarButton(theme)
        self.bell = Bell(theme)
        self._language = BarButton(theme)
        self._avatar = Avatar(theme)
        self._person = BarButton(theme, two_lines=True)
        self._menu = QMenu(self)
        self._build()
        self.selector.action_chosen.connect(self.action_chosen)
        self.selector.history_wanted.connect(self.history_wanted)
        self._search.clicked.connect(self.search_wanted)
        self._language.clicked.connect(self._language_pressed)
        self._person.clicked.connect(self._person_pressed)
        ticker.ticked.connect(self._tick)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.display(self._state)

    def display(self, state: PresenceState) -> None:
        """Draw `state`."""
        self._state = state
        self.selector.display(state)
        # The agent's own state changes at every step of a call, and the rest of the bar hardly ever.
        drawn = (
            language_now(),
            state.state is None,
            state.problem,
            state.queues,
            state.handled,
            state.average_seconds,
            state.link,
            (state.display_name, state.initials, state.extension, state.team),
        )
        if drawn != self._drawn:
            self._drawn = drawn
            with laid_out_once(self):
                self._draw(state)
        self._fit()

    def _draw(self, state: PresenceState) -> None:
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._problem.set_text(problem)
        self._problem.setVisible(bool(problem))
        self._problem_icon.setVisible(bool(problem))
        for figure in (self._queue, self._longest):
            figure.setVisible(bool(state.queues) and not problem)
        self._handled.show_figure(self.tr("Handled"), str(state.handled))
        average = DASH if state.average_seconds is None else clock_text(state.average_seconds)
        self._average.show_figure(self.tr("My average"), average)
        self._draw_waits()
        self._draw_link()
        self._draw_person()
        self._search.set_words(self.tr("Find a customer or action"), "Ctrl+K")
        other = self.tr("Change the language to Chinese") if language_now() == "en" else self.tr("Change to English")
        self._language.show_words("EN" if language_now() == "en" else "中文", "ph.translate", name=other)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.bell.retranslate()
            self.display(self._state)

    def _build(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.addWidget(self.selector)
        self._first_line = line("v")
        self._first_line.setFixedHeight(26)
        row.addWidget(self._first_line)
        for figure in (self._queue, self._longest, self._handled, self._average):
            row.addWidget(figure)
        row.addWidget(self._problem_icon)
        row.addWidget(self._problem, 100)  # a refusal is read in full; the search gives way
        row.addStretch(1)
        row.addWidget(self._search)
        row.addStretch(1)
        row.addWidget(self._link)
        row.addWidget(self.bell)
        row.addWidget(self._language)
        second = line("v")
        second.setFixedHeight(26)
        row.addWidget(second)
        row.addWidget(self._avatar)
        row.setSpacing(12)
        row.addWidget(self._person)
        self._search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._search.setMaximumWidth(330)

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour(Token.SURFACE))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour(Token.BORDER))
        painter.end()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(BAR_HEIGHT))
        self.update()

    def _fit(self) -> None:
        """Where not all fits, leave out the agent's figures of the day, then the choice of the language,
        which Ctrl+K has too: nothing else of the bar is to be had elsewhere."""
        leaving = (self._average, self._handled, self._language)  # the first to go first
        spacing = self._row.spacing()
        widths = [each.sizeHint().width() + spacing for each in leaving]
        shown = [not each.isHidden() for each in leaving]
        words = self._search.words_width() - self._search.minimumSizeHint().width()
        if self._state.problem is not None:  # a refusal is read in full; the search gives way
            told = self._problem.fontMetrics().horizontalAdvance(self._problem.full_text())
            words = told + 2 - self._problem.minimumSizeHint().width()
        over = self._row.minimumSize().width() + words - self.width()
        over += sum(width for width, here in zip(widths, shown, strict=True) if not here)
        day = self._state.state is not None and self._state.problem is None
        for each, width, wanted in zip(leaving, widths, (day, day, True), strict=True):
            each.setVisible(wanted and over <= 0)
            over -= width

    def _tick(self) -> None:
        if any(queue.longest_since_at is not None for queue in self._state.queues):
            self._draw_waits()

    def _draw_waits(self) -> None:
        queues = self._state.queues
        if not queues:
            return
        waits = [queue.longest_since_at for queue in queues if queue.longest_since_at is not None]
        waiting = sum(queue.waiting for queue in queues)
        name = words(queues[0].name) if len(queues) == 1 else self.tr("{count} queues").format(count=len(queues))
        self._queue.show_figure(
            self.tr("{queue} queue").format(queue=name) if len(queues) == 1 else name,
            self.tr("{count} waiting").format(count=waiting),
        )
        if not waits:
            self._longest.show_figure(self.tr("Longest"), DASH)
            return
        since = min(waits)
        now = self._ticker.now()
        late = any(queue.caution_at is not None and now >= queue.caution_at for queue in queues)
        bad = any(queue.problem_at is not None and now >= queue.problem_at for queue in queues)
        self._longest.show_figure(
            self.tr("Longest"),
            clock_text(self._ticker.seconds_since(since)),
            icon="ph.hourglass-medium-fill" if late or bad else "",
            tone=Token.PROBLEM if bad else Token.CAUTION if late else Token.TEXT,
        )

    def _draw_link(self) -> None:
        status = self._state.link.status
        icon, token, text = {
            LinkStatus.CONNECTING: ("ph.cell-signal-none", Token.TEXT_3, self.tr("Connecting")),
            LinkStatus.UP: ("ph.cell-signal-full", Token.TEXT_2, self.tr("Link good")),
            LinkStatus.SLOW: ("ph.cell-signal-medium", Token.CAUTION, self.tr("Link slow")),
            LinkStatus.LOST: ("ph.wifi-slash", Token.PROBLEM, self.tr("No link")),
            LinkStatus.SIGNED_OUT: ("ph.sign-out", Token.PROBLEM, self.tr("Signed out")),
        }[status]
        self._link.show_words(text, icon, token=token, name=self._link_name(text))
        self._link.setEnabled(False)

    def _link_name(self, text: str) -> str:
        latency = self._state.link.latency_seconds
        if latency is None:
            return text
        return self.tr("{state}: the server answers in {count} ms").format(state=text, count=round(latency * 1000))

    def _draw_person(self) -> None:
        state = self._state
        self._avatar.set_initials(state.initials)
        self._avatar.setVisible(bool(state.display_name))
        parts = [self.tr("Ext {number}").format(number=state.extension)] if state.extension else []
        parts += [state.team] if state.team else []
        self._person.show_words(state.display_name, "", second=" · ".join(parts), name=state.display_name)
        self._person.setVisible(bool(state.display_name))

    def _language_pressed(self) -> None:
        wanted: Language = "zh" if language_now() == "en" else "en"
        self.language_chosen.emit(wanted)

    def _person_pressed(self) -> None:
        self._menu.clear()
        entry = self._menu.addAction(self._theme.icon("ph.sign-out"), self.tr("Sign out"))
        entry.triggered.connect(self.sign_out_wanted)
        size = self._menu.sizeHint() if self._menu.sizeHint().isValid() else QSize(0, 0)
        self._menu.popup(self._person.mapToGlobal(QPoint(self._person.width() - size.width(), self._person.height())))
