"""The library at the left: scripts by group, each with the version that counts and how it stands."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.contract.scripts import LibraryScript, ScriptLine, ScriptState, ScriptVersion
from agent_desktop.service_scripts.schema import ScriptGroup
from agent_desktop.ui.authoring.state import AuthoringState
from agent_desktop.ui.authoring.words import STATE_ICONS, group_words, state_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.chips import chip_size, paint_chip
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind
from agent_desktop.ui.widgets.window_keys import refuses

_ENTRY: Final = Qt.ItemDataRole.UserRole
_COUNT: Final = Qt.ItemDataRole.UserRole + 1
_VERSION: Final = Qt.ItemDataRole.UserRole + 2
_HEAD: Final = Qt.ItemDataRole.UserRole + 3
_LINE: Final = Qt.ItemDataRole.UserRole + 4
_ORDER: Final = [each.value for each in ScriptGroup]
_INK: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_Index = QModelIndex | QPersistentModelIndex


def newest(script: LibraryScript) -> ScriptVersion | None:
    """Return the version that says how a script stands: the one worked on, else the live one, else the newest."""
    order = (ScriptState.DRAFT, ScriptState.IN_REVIEW, ScriptState.PUBLISHED, ScriptState.RETIRED)
    found = sorted(script.versions, key=lambda each: (order.index(each.state), -each.number))
    return found[0] if found else None


class _Rows(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @guarded(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, self._theme.px(29))

    @guarded(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, rect = self._theme, QRectF(option.rect)
        painter.save()
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        if index.data(_HEAD):
            painter.fillRect(rect, theme.colour(Token.SURFACE_ALT))
            caret = "ph.caret-right" if index.data(_HEAD) == "closed" else "ph.caret-down"
            painter.drawPixmap(
                int(rect.x()) + 12, int(rect.center().y()) - 6, theme.pixmap(caret, Token.TEXT_2, 12, 1.0)
            )
            painter.setFont(theme.font(Role.SMALL_STRONG))
            painter.setPen(theme.colour(Token.TEXT_2))
            painter.drawText(rect.adjusted(30, 0, -8, 0), _INK, text)
            x = rect.x() + 38 + theme.width(Role.SMALL_STRONG, text)
            painter.setPen(theme.colour(Token.TEXT_3))
            painter.drawText(QRectF(x, rect.y(), 40, rect.height()), _INK, str(index.data(_COUNT)))
        elif index.data(_LINE):
            self._paint_line(painter, option, rect, text, int(index.data(_LINE)))
        else:
            self._paint_script(painter, option, rect, text, index.data(_VERSION))
        painter.restore()

    def _paint_line(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, text: str, number: int
    ) -> None:
        theme, state = self._theme, option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.colour(Token.HOVER_ROW))
        painter.setFont(theme.font(Role.SMALL))
        painter.setPen(theme.colour(Token.TEXT_3))
        painter.drawText(QRectF(rect.x() + 24, rect.y(), theme.px(26), rect.height()), _INK, str(number))
        painter.setPen(theme.colour(Token.TEXT_2))
        room = rect.adjusted(24 + theme.px(30), 0, -10, 0)
        shown = theme.metrics(Role.SMALL).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, _INK, shown)

    def _paint_script(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, text: str, version: object
    ) -> None:
        theme = self._theme
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.fillRect(rect, theme.colour(Token.SELECTION if chosen else Token.HOVER_ROW))
        right = rect.right() - 10
        if isinstance(version, ScriptVersion):
            icon, token, kind = STATE_ICONS[version.state]
            name = f"v{version.version}"
            width = chip_size(theme, name, icon).width()
            place = QRectF(right - width, rect.center().y() - theme.px(20) / 2, width, theme.px(20))
            if version.state in (ScriptState.DRAFT, ScriptState.IN_REVIEW):
                paint_chip(painter, theme, place, name, kind, icon)
            else:
                picture = theme.pixmap(icon, token, 14, 2.0)
                painter.drawPixmap(
                    QRectF(place.x() + 6, rect.center().y() - 7, 14, 14), picture, QRectF(picture.rect())
                )
                painter.setFont(theme.font(Role.SMALL))
                painter.setPen(theme.colour(Token.TEXT_2))
                painter.drawText(place.adjusted(24, 0, 4, 0), _INK, name)
            right = place.x() - 6
        role = Role.BODY_BOLD if chosen else Role.BODY
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(Token.TEXT))
        room = QRectF(rect.x() + 24, rect.y(), right - rect.x() - 24, rect.height())
        shown = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, _INK, shown)


class _List(QListView):
    """Signals:
    opened: The row was chosen, by click or key.
    """

    opened = Signal(QModelIndex)

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if refuses(event):
            return False
        return super().event(event)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.opened.emit(index)


class LibraryList(QFrame):
    """Signals:
    chosen: Open this script (id).
    line_chosen: Open this script (id) at a line that was found.
    sought: These words are looked for.
    new_wanted: Begin a script.
    """

    chosen = Signal(str)
    line_chosen = Signal(str, int)
    sought = Signal(str)
    new_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme = theme
        self._state = AuthoringState()
        self._drawn: object = None
        self._closed: set[str] = set()
        self.filter = LineField(theme)
        self._new = CommandButton(theme, keys="Ctrl+N", icon="ph.plus")
        self.view = _List()
        self._model = QStandardItemModel(self)
        self._empty = EmptyState(theme)
        self._legend = [
            (IconView(theme, STATE_ICONS[state][0], STATE_ICONS[state][1], 14), TextLabel(role=Role.SMALL), state)
            for state in (ScriptState.PUBLISHED, ScriptState.DRAFT, ScriptState.IN_REVIEW)
        ]
        self.foot = QVBoxLayout()
        self._build()
        self.filter.textChanged.connect(self._fill)
        self.filter.textChanged.connect(self.sought)
        self._new.clicked.connect(self.new_wanted)
        self.view.opened.connect(self._opened)
        self._empty.action_chosen.connect(self.filter.clear)

    def display(self, state: AuthoringState) -> None:
        """Draw the library with the chosen script marked."""
        self._state = state
        self._new.setVisible(state.may_edit)
        scripts = state.library.scripts if state.library is not None else ()
        if (scripts, state.chosen, state.found) != self._drawn:
            self._drawn = (scripts, state.chosen, state.found)
            self._fill()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self.filter.setPlaceholderText(self.tr("Find"))
        self.filter.setToolTip(self.tr("Find a script, step or phrase (Ctrl+F, Ctrl+K)"))
        self.filter.setAccessibleName(self.tr("Find a script, step or phrase"))
        self.view.setAccessibleName(self.tr("Scripts"))
        self._new.set_words(self.tr("New"))
        for _, label, state in self._legend:
            label.set_text(state_words(state))
        self._fill()

    def listed(self) -> list[str]:
        """Return the ids of the scripts that are shown, in their order."""
        rows = (self._model.item(row) for row in range(self._model.rowCount()))
        return [str(item.data(_ENTRY)) for item in rows if not item.data(_HEAD) and not item.data(_LINE)]

    def lines(self) -> list[tuple[str, int]]:
        """Return the lines that are shown as found, each with the id of its script."""
        rows = (self._model.item(row) for row in range(self._model.rowCount()))
        return [(str(item.data(_ENTRY)), int(item.data(_LINE))) for item in rows if item.data(_LINE)]

    def _build(self) -> None:
        theme = self._theme
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Rows(theme, self))
        self.view.setMouseTracking(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.filter, 1)
        row.addWidget(self._new)
        legend = frame("foot")
        foot = QHBoxLayout(legend)
        foot.setContentsMargins(14, 6, 12, 6)
        foot.setSpacing(5)
        for icon, label, _ in self._legend:
            foot.addWidget(icon)
            foot.addWidget(label)
            foot.addSpacing(6)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        self.foot.setContentsMargins(12, 4, 12, 4)
        column.addLayout(self.foot)
        column.addWidget(legend)

    def _fill(self) -> None:
        scripts = self._state.library.scripts if self._state.library is not None else ()
        wanted = self.filter.text().strip().casefold()
        groups: dict[str, list[LibraryScript]] = {}
        found: dict[str, list[ScriptLine]] = {}
        for line in self._state.found.lines if wanted else ():
            if wanted in line.text.casefold():  # the answer may be to what was typed a moment before
                found.setdefault(line.script_id, []).append(line)
        for script in scripts:
            names = (*script.title.values(), script.script_id)
            if script.script_id not in found and all(wanted not in each.casefold() for each in names):
                continue
            groups.setdefault(script.group, []).append(script)
        self._model.clear()
        for group in sorted(groups, key=lambda each: (_ORDER.index(each) if each in _ORDER else len(_ORDER), each)):
            closed = group in self._closed and not wanted
            self._model.appendRow(self._head(group, len(groups[group]), closed=closed))
            for script in () if closed else sorted(groups[group], key=lambda each: words(each.title)):
                item = QStandardItem(words(script.title) or script.script_id)
                item.setData(script.script_id, _ENTRY)
                version = newest(script)
                item.setData(version, _VERSION)
                if version is not None:
                    told = f"{item.text()}, v{version.version}, {state_words(version.state)}"
                    item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
                self._model.appendRow(item)
                for line in found.get(script.script_id, ()):
                    self._model.appendRow(self._line(line))
                if script.script_id == self._state.chosen:
                    self.view.setCurrentIndex(item.index())
        nothing_there = not groups and self._state.library is not None
        self.view.setVisible(not nothing_there)
        self._empty.setVisible(nothing_there)
        if wanted:
            title = self.tr("No script has “{words}”").format(words=self.filter.text().strip())
            self._empty.show_state(StateKind.FILTERED, title, button=self.tr("Show all"))
        else:
            self._empty.show_state(StateKind.QUIET, self.tr("There are no scripts yet"), icon="ph.path")

    def _head(self, group: str, count: int, *, closed: bool) -> QStandardItem:
        item = QStandardItem(group_words(group))
        item.setData(group, _ENTRY)
        item.setData(count, _COUNT)
        item.setData("closed" if closed else "open", _HEAD)
        return item

    def _line(self, line: ScriptLine) -> QStandardItem:
        item = QStandardItem(line.text)
        item.setData(line.script_id, _ENTRY)
        item.setData(line.line, _LINE)
        told = self.tr("Line {line}: {text}").format(line=line.line, text=line.text)
        item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(told)
        return item

    def _opened(self, index: QModelIndex) -> None:
        entry = str(index.data(_ENTRY) or "")
        if index.data(_HEAD):
            self._closed ^= {entry}
            self._fill()
        elif index.data(_LINE):
            self.line_chosen.emit(entry, int(index.data(_LINE)))
        elif entry:
            self.chosen.emit(entry)
