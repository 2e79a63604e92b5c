"""Ctrl+K: a field and a list over the window."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from agent_desktop.contract.customers import CustomerKind, SearchHit, Tier
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.palette.presenter import PaletteCommand, PaletteState
from agent_desktop.ui.palette.rows import PaletteDelegate, RowRole
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, StateKind
from agent_desktop.ui.widgets.prospects import unnamed
from agent_desktop.ui.widgets.waiting_line import WaitingLine

_MOST_ROWS_PX = 380


class PaletteView(Overlay):
    """Draws what was found; the field keeps the focus all the time.

    Signals:
        query_changed: The text of the field.
        moved: By how many rows the selection should go.
        chosen: The place of a row, -1 for the selected one.
        close_asked: Esc, or a click beside it.
    """

    query_changed = Signal(str)
    moved = Signal(int)
    chosen = Signal(int)
    close_asked = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, width=620, top=56)
        self._state = PaletteState()
        self._drawn: tuple[object, ...] = ()
        self._offer_waiting = False
        self._build()
        self._field.textEdited.connect(self.query_changed)
        self._field.installEventFilter(self)
        self._list.clicked.connect(self._clicked)
        self.closed.connect(self.close_asked)
        self._retranslate()

    def display(self, state: PaletteState) -> None:
        """Draw `state`, opening and closing with it."""
        opens, closes = state.open and not self._state.open, self._state.open and not state.open
        renamed = state.calling != self._state.calling
        self._state = state
        if opens:
            self._field.clear()
        if renamed:
            self._retranslate()  # it draws, too
        elif state.open:
            self._draw()
        if opens:
            self.open_over()
        elif closes:
            self.close_over()

    def take_focus(self) -> None:
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is."""
        self._waiting.show_waiting(waiting)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._drawn = ()
            self._retranslate()
        super().changeEvent(event)

    @guarded(lambda: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
            key = Qt.Key(event.key())
            if key in step and not event.modifiers():
                self.moved.emit(step[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.chosen.emit(-1)
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        theme = self.theme
        self._field = LineField(theme)
        self._field.setProperty("bare", True)
        self._field.setMaxLength(100)
        self._busy = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        head = frame("head")
        head.setMinimumHeight(theme.px(46))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 14, 0)
        row.setSpacing(11)
        row.addWidget(IconView(theme, "ph.magnifying-glass", Token.TEXT_3, 18))
        row.addWidget(self._field, 1)
        row.addWidget(self._busy)
        row.addWidget(KeyCap(theme, "Esc"))
        self._notice = Notice(theme)
        self._notice.setContentsMargins(16, 8, 14, 2)
        self._model = QStandardItemModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._delegate = PaletteDelegate(theme)
        self._list.setItemDelegate(self._delegate)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._nothing = EmptyState(theme)
        self._foot = frame("alt")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 6, 14, 6)
        foot.setSpacing(6)
        self._hints = [TextLabel(role=Role.SMALL, tone=Token.TEXT_2) for _ in range(2)]
        foot.addWidget(KeyCap(theme, "↑↓"))
        foot.addWidget(self._hints[0])
        foot.addSpacing(8)
        foot.addWidget(KeyCap(theme, "Enter"))
        foot.addWidget(self._hints[1])
        foot.addStretch(1)
        self._waiting = WaitingLine(theme, kept=False)
        self._waiting.setContentsMargins(14, 2, 14, 2)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (head, self._waiting, self._notice, self._list, self._nothing, self._foot):
            column.addWidget(widget)
        self.setFocusProxy(self._field)

    def _retranslate(self) -> None:
        name = self.tr("Find a customer, a page or an action")
        hint = self.tr("Name, number, pinyin initials, account ending, page or action")
        if self._state.calling:
            name, hint = (
                self.tr("Call a colleague or a number"),
                self.tr("A colleague's name or team, or a number to call"),
            )
        self.setAccessibleName(name)
        self._field.setPlaceholderText(hint)
        self._field.setAccessibleName(name)
        self._hints[0].set_text(self.tr("choose"))
        self._hints[1].set_text(self.tr("open"))
        if self._state.open:
            self._draw()

    def _draw(self) -> None:
        state = self._state
        self._busy.set_text(self._looking(state))
        offline = self.tr("Customers cannot be looked up without the server. Actions still work.")
        problem = deed_text(state.problem) if state.problem is not None else ""
        if state.offline and not state.calling:
            self._notice.show_notice("ph.wifi-slash", Token.CAUTION, offline)
        else:
            self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        customers = state.hits or state.recents
        drawn = (customers, state.commands, bool(state.hits), state.calling)
        if drawn != self._drawn:
            self._drawn = drawn
            self._fill(customers, state.commands, recent=not state.hits)
        self._list.setVisible(not state.nothing)
        self._nothing.setVisible(state.nothing)
        self._nothing.show_state(
            StateKind.FILTERED,
            self.tr("Nobody and no action matches “{text}”").format(text=state.query.strip()),
            self.tr("Try part of a colleague's name or team, or a whole phone number. Customers are found with Ctrl+K.")
            if state.calling
            else self.tr("Try part of a name, a phone number, pinyin initials or the last digits of an account."),
        )
        self._mark(state.selected)

    def _fill(self, customers: tuple[SearchHit, ...], commands: tuple[PaletteCommand, ...], *, recent: bool) -> None:
        self._model.clear()
        place = 0
        height = 0
        if customers:
            self._add(self.tr("Seen last") if recent else self.tr("Customers"), "head", -1)
            height += 28
        for hit in customers:
            name = " ".join(filter(None, (hit.name, hit.name_chinese))) or unnamed()
            item = self._add(name, "customer", place)
            # How somebody was once found is no news among those seen last.
            reason = "" if recent else self._matched(hit.matched)
            item.setData(" · ".join(filter(None, (hit.number_masked, reason))), RowRole.SECOND)
            if hit.kind is CustomerKind.PROSPECT:
                item.setData(self.tr("Not a customer yet"), RowRole.CHIP)
                item.setData(Kind.INFO.value, RowRole.CHIP_KIND)
            elif hit.tier is not Tier.STANDARD:
                item.setData(self._tier(hit.tier), RowRole.CHIP)
                item.setData(TIER_KINDS[hit.tier].value, RowRole.CHIP_KIND)
                item.setData(TIER_ICONS[hit.tier], RowRole.ICON)
            place += 1
            height += 46
        group: str | None = None
        for command in commands:
            if command.group != group:
                group = command.group
                self._add(self._heading(group), "head", -1)
                height += 28
            item = self._add(command.title, "command", place)
            item.setData(command.icon, RowRole.ICON)
            item.setData(command.keys, RowRole.KEYS)
            item.setEnabled(command.enabled)
            place += 1
            height += 34
        self._list.setFixedHeight(min(self.theme.px(height + 8), self.theme.px(_MOST_ROWS_PX)))

    def _heading(self, group: str) -> str:
        if group == "guide":
            return self.tr("Guide")
        return self.tr("Whom to call") if self._state.calling else self.tr("Actions")

    def _add(self, text: str, kind: str, place: int) -> QStandardItem:
        item = QStandardItem(text)
        item.setData(kind, RowRole.KIND)
        item.setData(place, RowRole.PLACE)
        item.setEditable(False)
        item.setSelectable(place >= 0)
        self._model.appendRow(item)
        return item

    def _mark(self, selected: int) -> None:
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(RowRole.PLACE) == selected and selected >= 0:
                index = self._model.index(row, 0)
                self._list.setCurrentIndex(index)
                # The first row brings its heading into view with it.
                self._list.scrollTo(self._model.index(0, 0) if row == 1 else index)
                self._field.setAccessibleDescription(str(index.data()))
                return
        self._list.clearSelection()

    def _looking(self, state: PaletteState) -> str:
        if state.waited_seconds:
            return self.tr("Looking for {seconds} s…").format(seconds=state.waited_seconds)
        return self.tr("Looking…") if state.searching else ""

    def _tier(self, tier: Tier) -> str:
        return {Tier.GOLD: self.tr("Gold"), Tier.PLATINUM: self.tr("Platinum")}.get(tier, "")

    def _matched(self, by: str) -> str:
        return {
            "number": self.tr("by customer number"),
            "phone": self.tr("by phone number"),
            "pinyin": self.tr("by pinyin"),
            "initials": self.tr("by initials"),
            "account": self.tr("by account number"),
            "name": self.tr("by name"),
            "similar": self.tr("similar spelling"),
            "complaint": self.tr("complaint number"),
        }.get(by, "")

    def _clicked(self, index: QModelIndex) -> None:
        place = index.data(RowRole.PLACE)
        if isinstance(place, int) and place >= 0:
            self.chosen.emit(place)
