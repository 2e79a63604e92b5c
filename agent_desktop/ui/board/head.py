"""The head of the board: what of the centre is watched, how live it is, and where else it can be shown."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy

from agent_desktop.contract.board import BoardChoices, BoardFilter
from agent_desktop.ui.board.presenter import BoardState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton, Look, WordButton
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate
_NAMED: Final = 2
"""So many of what is chosen are named on the button; more are counted."""


class FilterButton(WordButton):
    """A field-like button with an icon and a caret, that opens a menu of what there is to choose from."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self.theme.width(Role.BODY, self.text()) + 64, self.theme.px(30))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(90, self.sizeHint().height())

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, colour, ratio = self.theme, self.theme.colour, self.devicePixelRatioF()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(Token.TEXT_2 if self.is_hovered() else Token.BORDER_STRONG), 1))
        painter.setBrush(colour(Token.SURFACE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        middle = self.height() / 2
        painter.drawPixmap(QPointF(11, middle - 8), theme.pixmap(self._icon, Token.TEXT_2, 16, ratio))
        painter.drawPixmap(
            QPointF(self.width() - 23, middle - 7), theme.pixmap("ph.caret-down", Token.TEXT_2, 14, ratio)
        )
        room = QRectF(34, 0, self.width() - 34 - 28, self.height())
        shown = theme.metrics(Role.BODY).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        self._write(painter, Role.BODY, Token.TEXT, room, shown)
        painter.end()


class BoardHead(QFrame):
    """Draws filters and the stamp of a `BoardState`.

    Signals:
        filter_wanted: Watch this (`BoardFilter`).
        choices_wanted: What can be chosen is not known: ask again.
        window_wanted: Show the board in a window of its own.
        wall_wanted: Fill the screen, or no longer.
        message_wanted: Write to agents or teams.
        help_wanted: Show who asks for help.
    """

    filter_wanted = Signal(object)
    choices_wanted = Signal()
    window_wanted = Signal()
    wall_wanted = Signal()
    message_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "bar")
        self._theme, self._ticker = theme, ticker
        self._state = BoardState()
        self._title = TextLabel(role=Role.TITLE)
        self.queues = FilterButton(theme, "ph.funnel-simple")
        self.sites = FilterButton(theme, "ph.map-pin")
        self.teams = FilterButton(theme, "ph.users-three")
        self._mark = IconView(theme, "ph.broadcast", Token.GOOD, 16)
        self.stamp = TextLabel(role=Role.BODY_STRONG, tone=Token.GOOD)
        self.help = CommandButton(theme, small=True, icon="ph.hand-waving", look=Look.DANGER)
        self.message = CommandButton(theme, small=True, icon="ph.megaphone-simple", look=Look.QUIET)
        self.window_button = IconButton(theme, "ph.arrow-square-out")
        self.wall = IconButton(theme, "ph.arrows-out")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(line("v"))
        for button in (self.queues, self.sites, self.teams):
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self._mark)
        row.addWidget(self.stamp)
        row.addStretch(1)
        for each in (self.help, self.message, self.window_button, self.wall):
            row.addWidget(each)
        self.help.hide()
        self.queues.clicked.connect(self._choose_queues)
        self.sites.clicked.connect(self._choose_sites)
        self.teams.clicked.connect(self._choose_teams)
        self.window_button.clicked.connect(self.window_wanted)
        self.wall.clicked.connect(self.wall_wanted)
        self.message.clicked.connect(self.message_wanted)
        self.help.clicked.connect(self.help_wanted)
        ticker.ticked.connect(self._tick)

    def display(self, state: BoardState) -> None:
        """Draw `state`."""
        self._state = state
        self._draw()

    def show_help(self, count: int) -> None:
        """Show how many agents ask for help; none hides the button."""
        self.help.setVisible(count > 0)
        text = translate("Board", "1 asks for help") if count == 1 else translate("Board", "{count} ask for help")
        self.help.set_words(text.format(count=count))

    def show_wall(self, on: bool) -> None:
        """Say that the board fills the screen."""
        self.wall.set_icon("ph.arrows-in" if on else "ph.arrows-out")
        name = translate("Board", "Leave full screen") if on else translate("Board", "Full screen for the wall")
        self.wall.set_name(f"{name} (F11)")

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._title.set_text(translate("Board", "Live board"))
        self.message.set_words(translate("Board", "Message"))
        self.window_button.set_name(translate("Board", "Own window, for another screen"))
        self.show_wall(False)
        self._draw()

    def _draw(self) -> None:
        state, choices = self._state, self._state.choices or BoardChoices()
        asked = state.view.filter
        queues = [words(each.name) for each in choices.queues if each.queue_id in asked.queue_ids]
        sites = [words(each.name) for each in choices.sites if each.code in asked.sites]
        teams = [words(each.name) for each in choices.teams if each.code in asked.teams]
        everything = translate("Board", "All queues, {count}").format(count=len(choices.queues))
        some = translate("Board", "{count} queues")
        self._name(self.queues, translate("Board", "Queues"), queues, everything, some)
        self._name(
            self.sites,
            translate("Board", "Sites"),
            sites,
            translate("Board", "All sites"),
            translate("Board", "{count} sites"),
        )
        self._name(
            self.teams,
            translate("Board", "Teams"),
            teams,
            translate("Board", "All teams"),
            translate("Board", "{count} teams"),
        )
        self.sites.setVisible(len(choices.sites) > 1 or bool(asked.sites))
        self.teams.setVisible(len(choices.teams) > 1 or bool(asked.teams))
        self._stamp()

    def _name(self, button: FilterButton, what: str, chosen: list[str], everything: str, many: str) -> None:
        text = everything
        if chosen:
            text = ", ".join(chosen) if len(chosen) <= _NAMED else many.format(count=len(chosen))
        button.set_words(text)
        button.setAccessibleName(f"{what}: {text}")
        button.setToolTip(", ".join(chosen) if len(chosen) > _NAMED else "")

    def _stamp(self) -> None:
        state = self._state
        as_of = state.view.as_of
        at = time_text(self._ticker.local(as_of), seconds=True) if as_of is not None else ""
        if state.link_lost:
            icon, tone = "ph.wifi-slash", Token.PROBLEM
            since = translate("Board", "No link to the server, as of {time}").format(time=at)
            text = since if at else translate("Board", "No link to the server")
        elif as_of is None:
            icon, tone, text = "ph.broadcast", Token.TEXT_2, translate("Board", "Waiting for the board")
            if state.view.refused is not None:
                icon, text = "ph.lock-simple", translate("Board", "Not shown")
        elif state.view.is_live:
            icon, tone = "ph.broadcast", Token.GOOD
            text = translate("Board", "Live, {time}").format(time=at)
        else:
            icon, tone = "ph.clock-fill", Token.CAUTION
            old = self._ticker.seconds_since(as_of)
            text = translate("Board", "Not live: as of {time}, {count} s ago").format(time=at, count=old)
        self._mark.show_icon(icon, tone)
        self.stamp.set_text(text)
        self.stamp.set_tone(tone)

    def _tick(self) -> None:
        if not self._state.view.is_live and self.isVisible():
            self._stamp()

    # menus

    def _choose_queues(self) -> None:
        choices = self._state.choices
        asked = self._state.view.filter
        items = [(each.queue_id, words(each.name)) for each in choices.queues] if choices is not None else []
        self._open(
            self.queues,
            items,
            asked.queue_ids,
            translate("Board", "All queues"),
            lambda chosen: asked.model_copy(update={"queue_ids": chosen}),
        )

    def _choose_sites(self) -> None:
        choices = self._state.choices
        asked = self._state.view.filter
        items = [(each.code, words(each.name)) for each in choices.sites] if choices is not None else []
        self._open(
            self.sites,
            items,
            asked.sites,
            translate("Board", "All sites"),
            lambda chosen: asked.model_copy(update={"sites": chosen}),
        )

    def _choose_teams(self) -> None:
        choices = self._state.choices
        asked = self._state.view.filter
        items = [(each.code, words(each.name)) for each in choices.teams] if choices is not None else []
        self._open(
            self.teams,
            items,
            asked.teams,
            translate("Board", "All teams"),
            lambda chosen: asked.model_copy(update={"teams": chosen}),
        )

    def _open(
        self,
        button: FilterButton,
        items: Iterable[tuple[object, str]],
        chosen: tuple[object, ...],
        everything: str,
        wanted: Callable[[tuple[object, ...]], BoardFilter],
    ) -> None:
        """Offer `items`; each press adds one to what is chosen, or takes it out."""
        if self._state.choices is None:
            self.choices_wanted.emit()
            return
        menu = QMenu(self)
        menu.setObjectName("board-filter")
        whole = menu.addAction(everything)
        whole.setCheckable(True)
        whole.setChecked(not chosen)
        whole.triggered.connect(lambda: self.filter_wanted.emit(wanted(())))
        menu.addSeparator()
        for code, name in items:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(code in chosen)
            now = tuple(each for each in chosen if each != code) if code in chosen else (*chosen, code)
            action.triggered.connect(lambda _=False, now=now: self.filter_wanted.emit(wanted(now)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
