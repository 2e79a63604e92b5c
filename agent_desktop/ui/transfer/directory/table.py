"""The rows of the directory, two lines each, and the delegate that paints them."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QStandardItem, QStandardItemModel

from agent_desktop.contract.directory import DirectoryEntry, EntryKind, WayOver, WhyNot
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.transfer.directory.words import (
    STATE_LOOKS,
    favourite_text,
    role_text,
    state_text,
    wait_text,
    way_text,
    why_text,
)
from agent_desktop.ui.widgets.chips import chip_size, paint_chip
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.rows import CellRole, Index, RowDelegate, fill
from agent_desktop.ui.widgets.views import RowTable

WHO, SKILLS, LOAD, WAIT, CALL = range(5)
ROW_HEIGHT: Final = 43
_BUTTON: Final = 26
_BESIDE_STATE: Final = frozenset({WhyNot.OTHER_QUEUES, WhyNot.FULL, WhyNot.DESKTOP_LOST})
"""Why somebody cannot be called that their state does not say."""


class EntryRole(IntEnum):
    """What a cell of the directory holds besides, under Qt's user roles and `CellRole`."""

    LINE = Qt.ItemDataRole.UserRole + 41  # the second line
    LINE_TONE = Qt.ItemDataRole.UserRole + 42  # the colour of its first word
    LINE_REST = Qt.ItemDataRole.UserRole + 43  # what stands after it, more quietly
    CHIPS = Qt.ItemDataRole.UserRole + 44  # words as chips, those that the call asks for first
    WANTED = Qt.ItemDataRole.UserRole + 45  # how many of these the call asks for
    LOAD = Qt.ItemDataRole.UserRole + 46  # how much somebody has in hand,
    LIMIT = Qt.ItemDataRole.UserRole + 47  # of how much
    BUTTON = Qt.ItemDataRole.UserRole + 48  # the words of a button
    BUTTON_ICON = Qt.ItemDataRole.UserRole + 49


class DirectoryDelegate(RowDelegate):
    """Paints two lines, chips, the dots of the load, and a button."""

    def width_of(self, index: Index) -> int:
        theme = self._theme
        if index.column() == SKILLS:
            return 14 + sum(chip_size(theme, each, "").width() + 6 for each in index.data(EntryRole.CHIPS) or ())
        if index.column() == LOAD:
            return 20 + 11 * int(index.data(EntryRole.LIMIT) or 0) + 40
        button = str(index.data(EntryRole.BUTTON) or "")
        if button:
            return self._button_width(index) + 20
        rest = str(index.data(EntryRole.LINE_REST) or "")
        second = theme.width(Role.SMALL, f"{index.data(EntryRole.LINE) or ''}{rest}") + 34
        return max(super().width_of(index), second)

    def button_place(self, rect: QRectF, index: Index) -> QRectF:
        """Return where the button of a cell is."""
        width = min(self._button_width(index), rect.width() - 14)
        height = self._theme.px(_BUTTON)
        return QRectF(rect.right() - width - 10, rect.center().y() - height / 2, width, height)

    def _button_width(self, index: Index) -> int:
        icon = 20 if index.data(EntryRole.BUTTON_ICON) else 0
        return self._theme.width(Role.BODY_STRONG, str(index.data(EntryRole.BUTTON) or "")) + 22 + icon

    def _content(self, painter: QPainter, rect: QRectF, index: Index, ratio: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match index.column():
            case 0:
                self._paint_who(painter, rect, index, ratio)
            case 1:
                self._paint_chips(painter, rect, index, ratio)
            case 2:
                self._paint_load(painter, rect, index)
            case 4 if index.data(EntryRole.BUTTON):
                self._paint_button(painter, rect, index, ratio)
            case _:
                super()._content(painter, rect, index, ratio)

    def _paint_who(self, painter: QPainter, rect: QRectF, index: Index, ratio: float) -> None:
        theme = self._theme
        icon = str(index.data(CellRole.ICON) or "")
        if icon:
            picture = theme.pixmap(icon, Token(index.data(CellRole.ICON_TONE)), 17, ratio)
            painter.drawPixmap(QPointF(rect.x() + 13, rect.center().y() - 8.5), picture)
        left, room = rect.x() + 38, rect.width() - 42
        middle = rect.center().y()
        first, second = theme.line(Role.BODY_BOLD), theme.line(Role.SMALL)
        top = middle - (first + second) / 2
        name = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        x = self._put(painter, QRectF(left, top, room, first), Role.BODY_BOLD, Token.TEXT, name)
        other = str(index.data(CellRole.SECOND) or "")
        self._put(painter, QRectF(x + 5, top, left + room - x - 5, first), Role.BODY, Token.TEXT_2, other)
        place = QRectF(left, top + first, room, second)
        tone = Token(index.data(EntryRole.LINE_TONE) or Token.TEXT_2)
        x = self._put(painter, place, Role.SMALL, tone, str(index.data(EntryRole.LINE) or ""))
        rest = QRectF(x, place.y(), left + room - x, second)
        self._put(painter, rest, Role.SMALL, Token.TEXT_2, str(index.data(EntryRole.LINE_REST) or ""))

    def _put(self, painter: QPainter, place: QRectF, role: Role, token: Token, text: str) -> float:
        """Write `text`, cut at the width of `place`; return where it ends."""
        if not text or place.width() < 12:
            return place.x()
        metrics = self._theme.metrics(role)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()) + 1)
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.colour(token))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return place.x() + metrics.horizontalAdvance(shown)

    def _paint_chips(self, painter: QPainter, rect: QRectF, index: Index, ratio: float) -> None:
        x, wanted = rect.x() + 10, int(index.data(EntryRole.WANTED) or 0)
        for place, word in enumerate(index.data(EntryRole.CHIPS) or ()):
            size = chip_size(self._theme, word, "")
            if x + size.width() > rect.right() - 4:
                if place == 0:
                    room = QRectF(x, rect.center().y() - size.height() / 2, rect.right() - 4 - x, size.height())
                    paint_chip(painter, self._theme, room, word, Kind.PLAIN, ratio=ratio)
                return
            spot = QRectF(x, rect.center().y() - size.height() / 2, size.width(), size.height())
            paint_chip(painter, self._theme, spot, word, Kind.INFO if place < wanted else Kind.PLAIN, ratio=ratio)
            x += size.width() + 6

    def _paint_load(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        limit, load = int(index.data(EntryRole.LIMIT) or 0), int(index.data(EntryRole.LOAD) or 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        x, middle = rect.x() + 10, rect.center().y()
        for place in range(min(limit, 8)):
            box = QRectF(x + 0.5, middle - 4, 8, 8)
            painter.setPen(QPen(self._theme.colour(Token.TEXT_2), 1))
            painter.setBrush(self._theme.colour(Token.TEXT_2) if place < load else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 2, 2)
            x += 11
        room = QRectF(x + (4 if limit else 0), rect.y(), rect.right() - x - 6, rect.height())
        self._put(painter, room, Role.SMALL, Token.TEXT_2, text)

    def _paint_button(self, painter: QPainter, rect: QRectF, index: Index, ratio: float) -> None:
        theme, place = self._theme, self.button_place(rect, index)
        strong = bool(index.data(EntryRole.BUTTON_ICON))
        painter.setPen(QPen(theme.colour(Token.BORDER_STRONG if strong else Token.BORDER), 1))
        painter.setBrush(theme.colour(Token.SURFACE))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        x = place.x() + 11
        if strong:
            picture = theme.pixmap(str(index.data(EntryRole.BUTTON_ICON)), Token.TEXT, 14, ratio)
            painter.drawPixmap(QPointF(x, place.center().y() - 7), picture)
            x += 20
        room = QRectF(x, place.y(), place.right() - x - 4, place.height())
        self._put(painter, room, Role.BODY_STRONG, Token.TEXT, str(index.data(EntryRole.BUTTON)))


class EntryTable(RowTable):
    """A click on a row's button does what it says, as Enter does on the row.

    Signals:
        moved: The person chose the row at this place.
    """

    moved = Signal(int)

    def __init__(self, theme: Theme, model: QStandardItemModel) -> None:
        super().__init__(theme, model, row_height=ROW_HEIGHT)
        self._entries = DirectoryDelegate(theme, ROW_HEIGHT, self)
        self._delegate = self._entries
        self.setItemDelegate(self._entries)
        self.selectionModel().currentRowChanged.connect(self._row_changed)

    def select(self, place: int) -> None:
        """Choose the row at `place`, without saying that the person did."""
        if self.currentIndex().row() != place and place < self.model().rowCount():
            blocked = self.blockSignals(True)
            self.setCurrentIndex(self.model().index(place, 0))
            self.blockSignals(blocked)

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or not index.data(EntryRole.BUTTON):
            return
        if self._entries.button_place(QRectF(self.visualRect(index)), index).contains(event.position()):
            self.row_chosen.emit(index.siblingAtColumn(WHO).data(CellRole.KEY))

    def _row_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(index.row())


class DirectoryRows(QObject):
    """Owns the model; rows are reused from list to list."""

    def __init__(self, local: Callable[[datetime], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._local = local
        self.model = QStandardItemModel(0, 5, self)

    def retranslate(self, kind: EntryKind) -> None:
        """Name the columns in the language now shown, for entries of `kind`."""
        who = {
            EntryKind.PERSON: self.tr("Person"),
            EntryKind.QUEUE: self.tr("Queue"),
            EntryKind.NUMBER: self.tr("Number"),
        }[kind]
        load = self.tr("Agents ready") if kind is EntryKind.QUEUE else self.tr("Load now")
        for column, head in enumerate((who, self.tr("Skills"), load, self.tr("Wait"), self.tr("Call"))):
            item = QStandardItem(head)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if column >= WAIT:
                item.setTextAlignment(right)
            self.model.setHorizontalHeaderItem(column, item)

    def show(
        self, entries: tuple[DirectoryEntry, ...], way: Callable[[DirectoryEntry], WayOver | None], asked: str
    ) -> None:
        """Fill the model; `way` is what a row's button does, `asked` who is kept for the call."""
        model = self.model
        if model.rowCount() > len(entries):
            model.removeRows(len(entries), model.rowCount() - len(entries))
        while model.rowCount() < len(entries):
            cells = [QStandardItem() for _ in range(5)]
            for cell in cells:
                cell.setEditable(False)
            for cell in cells[WAIT:]:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            model.appendRow(cells)
        for number, entry in enumerate(entries):
            self._fill(number, entry, way(entry), asked)

    def _fill(self, number: int, entry: DirectoryEntry, way: WayOver | None, asked: str) -> None:
        who, skills, load, wait, call = (self.model.item(number, column) for column in range(5))
        icon, tone, line = self._standing(entry)
        known = (favourite_text(entry.favourite), role_text(entry.role), entry.team, words(entry.site))
        rest = "".join(f" · {each}" for each in known if each)
        name = words(entry.name)
        fill(who, name, icon=icon, icon_tone=tone.value, second=entry.other_name, key=entry.entry_id)
        put(who, {EntryRole.LINE: line, EntryRole.LINE_TONE: tone.value, EntryRole.LINE_REST: rest})
        asked_for = sorted(entry.skills, key=lambda skill: not skill.wanted)
        chips = [words(skill.name) or skill.code for skill in asked_for]
        put(skills, {EntryRole.CHIPS: chips, EntryRole.WANTED: sum(skill.wanted for skill in entry.skills)})
        has = self._load(entry)
        fill(load, has)
        put(load, {EntryRole.LOAD: entry.load, EntryRole.LIMIT: entry.load_limit})
        back = time_text(self._local(entry.back_at)) if entry.back_at is not None else ""
        waits = wait_text(entry, back)
        now = entry.wait_seconds == 0
        fill(wait, waits, tone=(Token.GOOD if now else Token.TEXT).value)
        button, said, said_icon = self._call(entry, way, asked)
        fill(call, said, tone=(Token.GOOD if said_icon else Token.TEXT_2).value, type=Role.SMALL.value, icon=said_icon)
        consults = way is WayOver.CONSULT and button
        put(call, {EntryRole.BUTTON: button, EntryRole.BUTTON_ICON: "ph.phone" if consults else ""})
        told = (name, entry.other_name, line + rest, ", ".join(chips), has, waits, button or said)
        who.setData(", ".join(filter(None, told)), Qt.ItemDataRole.AccessibleTextRole)

    def _standing(self, entry: DirectoryEntry) -> tuple[str, Token, str]:
        if entry.kind is EntryKind.QUEUE:
            if entry.why_not is not None:
                return "ph.users-three", Token.CAUTION, why_text(entry.why_not)
            return "ph.users-three", Token.TEXT_2, self.tr("{count} waiting").format(count=entry.waiting)
        if entry.kind is EntryKind.NUMBER or entry.state is None:
            return "ph.phone", Token.TEXT_2, entry.number or words(entry.about)
        icon, tone = STATE_LOOKS[entry.state]
        if entry.why_not is WhyNot.WITH_YOU:
            return "ph.phone-call-fill", Token.GOOD, self.tr("With you")
        line = state_text(entry.state)
        if entry.why_not in _BESIDE_STATE:
            line = f"{line} · {why_text(entry.why_not)}"
        if entry.asked_before:
            line += " · " + self.tr("{count} asked before").format(count=entry.asked_before)
        return icon, tone, line

    def _load(self, entry: DirectoryEntry) -> str:
        if entry.kind is EntryKind.QUEUE:
            return self.tr("{ready} of {here}").format(ready=entry.agents_ready, here=entry.agents_here)
        return f"{entry.load}/{entry.load_limit}" if entry.load_limit else ""

    def _call(self, entry: DirectoryEntry, way: WayOver | None, asked: str) -> tuple[str, str, str]:
        """Return the words of the row's button, or what stands in its place and with which icon."""
        if entry.entry_id == asked:
            return "", self.tr("Asked"), "ph.check"
        if entry.why_not is WhyNot.WITH_YOU:
            return "", self.tr("On the line"), "ph.check"
        if way is not None:
            return way_text(way), "", ""
        return "", why_text(entry.why_not) if entry.why_not is not None else "", ""


def put(item: QStandardItem, values: dict[EntryRole, object]) -> None:
    """Set the directory's own roles of an item; only what differs is written."""
    for role, value in values.items():
        if item.data(role) != value:
            item.setData(value, role)
