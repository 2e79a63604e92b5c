"""The guide: a field, the pages that fit, and the one that is read. It lies over the centre, beside the script."""

from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.ui.knowledge.presenter import GuideKind, GuideState, Section
from agent_desktop.ui.knowledge.reader import PageReader
from agent_desktop.ui.knowledge.rows import GuideDelegate, RowRole
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import day_text, language_now, time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame, line
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.popup import SHADOW_REACH
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.waiting_line import WaitingLine

_WIDTH: Final = 980
_LIST: Final = 260
_TOP: Final = 14
_PAGES, _WORDS, _LOADING = range(3)
_KEY_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_SCROLL_STEPS: Final = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class KnowledgeView(Overlay):
    """Draws a `GuideState`. The field has the focus; Enter goes into the page, Esc puts the guide away.

    Signals:
        query_changed: The text of the field.
        moved: By how many rows the page should change.
        page_chosen: Read this page (its id).
        link_chosen: A link of the page, as it is written.
        outside_agreed: Open the address that was asked about.
        back_chosen: Return to the page before the link.
        pin_chosen: Pin the page to the call, or no longer.
        retry_chosen: Ask the server again.
    """

    query_changed = Signal(str)
    moved = Signal(int)
    page_chosen = Signal(str)
    link_chosen = Signal(str)
    outside_agreed = Signal()
    back_chosen = Signal()
    pin_chosen = Signal()
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget, *, show_at_once: bool = False) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = GuideState()
        self._filled: object = None
        self._model = QStandardItemModel(self)
        self.field = LineField(theme)
        self.list = QListView()
        self._delegate = GuideDelegate(theme)
        self.reader = PageReader(theme)
        self.pin = CommandButton(theme, keys="Ctrl+P", icon="ph.push-pin", small=True)
        self._back = IconButton(theme, "ph.arrow-left")
        self._title = TextLabel(role=Role.TITLE, wrap=True)
        self._head = TextLabel(role=Role.FORM_TITLE)
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._old = Notice(theme)
        self._outside = Notice(theme)
        self._nothing = EmptyState(theme)
        self._state_of_all = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 6, 46, show_at_once=show_at_once)
        self._waiting = WaitingLine(theme, kept=False)
        self._pages = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self.field.textEdited.connect(self.query_changed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._row_clicked)
        self.reader.link_chosen.connect(self.link_chosen)
        self.reader.back_chosen.connect(self.back_chosen)
        self.pin.clicked.connect(self.pin_chosen)
        self._back.clicked.connect(self.back_chosen)
        self._outside.action_chosen.connect(self.outside_agreed)
        for each in (self._old, self._state_of_all):
            each.action_chosen.connect(self.retry_chosen)
        self._nothing.action_chosen.connect(self._clear)
        self._draw()

    def display(self, state: GuideState) -> None:
        """Draw `state`, opening and closing with it."""
        self._state = state
        if not state.open:
            self.close_over()
            return
        if self.field.text() != state.query:
            self.field.setText(state.query)
        self._draw()
        if self.isHidden():
            self.open_over()

    def take_focus(self) -> None:
        """The field has the focus: what is typed is looked for."""
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def has_focus(self) -> bool:
        """Whether the focus is in it; it may be in the script beside it."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is."""
        self._waiting.show_waiting(waiting)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._filled = None
            self._draw()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @guarded(lambda: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return False
            if key in _KEY_STEPS:
                self.moved.emit(_KEY_STEPS[key])
                return True
            if key in _SCROLL_STEPS:
                self.reader.scroll_page(_SCROLL_STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.reader.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    # building

    def _build(self) -> None:
        theme = self.theme
        head = frame("head")
        head.setMinimumHeight(theme.px(46))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 14, 0)
        row.setSpacing(10)
        row.addWidget(IconView(theme, "ph.book-open", Token.TEXT_2, 18))
        row.addWidget(self._head)
        row.addWidget(self._count, 1)
        row.addWidget(self.pin)
        row.addWidget(KeyCap(theme, "Esc"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.field.setMaxLength(100)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(10, 10, 10, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        left.setMinimumWidth(theme.px(180))
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._reading_side())
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([theme.px(_LIST), theme.px(_WIDTH - _LIST)])
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        for page in (self._splitter, self._state_of_all, loading):
            self._pages.addWidget(page)
        self._old.setContentsMargins(16, 6, 14, 6)
        self._waiting.setContentsMargins(14, 2, 14, 2)
        whole = QVBoxLayout(self.frame)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        for widget in (head, self._waiting, self._old):
            whole.addWidget(widget)
        whole.addWidget(self._pages, 1)
        self.setFocusProxy(self.field)

    def _reading_side(self) -> QWidget:
        theme = self.theme
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(18, 12, 14, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        column.addWidget(self._outside)
        column.addWidget(line("h"))
        column.addWidget(self.reader, 1)
        side.setMinimumWidth(theme.px(300))
        return side

    def _measure(self) -> None:
        """As wide and high as the centre lets it be."""
        room = self.size()
        self.frame.setFixedWidth(max(200, min(self.theme.px(_WIDTH), room.width() - 2 * SHADOW_REACH)))
        self.frame.setFixedHeight(max(200, room.height() - _TOP - SHADOW_REACH))

    # drawing

    def _draw(self) -> None:
        state = self._state
        self._head.set_text(self.tr("Guide"))
        self.setAccessibleName(self.tr("Guide"))
        self.field.setPlaceholderText(self.tr("Title, words, pinyin or initials"))
        self.field.setAccessibleName(self.tr("Find a page"))
        self.list.setAccessibleName(self.tr("Pages"))
        self._back.set_name(self.tr("Back to the page before (Backspace)"))
        self._draw_old()
        self._draw_page()
        pages = {GuideKind.READY: _PAGES, GuideKind.LOADING: _LOADING}
        self._pages.setCurrentIndex(pages.get(state.kind, _WORDS))
        if state.kind is GuideKind.LOADING:
            self._skeleton.set_words(self.tr("Getting the pages"))
        elif state.kind is not GuideKind.READY:
            self._draw_state()
        else:
            self._fill()

    def _draw_state(self) -> None:
        problem = self._state.problem
        if self._state.kind is GuideKind.FAILED and problem is not None:
            self._state_of_all.show_state(
                StateKind.ERROR,
                self.tr("The guide cannot be read now"),
                deed_text(problem),
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
            return
        title, text = self.tr("The guide has no page yet"), self.tr("Authors of your bank write them.")
        self._state_of_all.show_state(StateKind.QUIET, title, text, icon="ph.book-open")

    def _draw_old(self) -> None:
        state, text = self._state, ""
        if state.problem is not None and state.kind is GuideKind.READY and state.as_of is not None:
            at, today = self._ticker.local(state.as_of), self._ticker.local(self._ticker.now())
            when = time_text(at)
            if at.date() != today.date():
                when = f"{day_text(at.date(), today.date())} {when}"
            text = self.tr("The pages as they were at {when}. {why}").format(when=when, why=deed_text(state.problem))
        self._old.show_notice("ph.clock-fill", Token.CAUTION, text, button=self.tr("Try again"), keys="Ctrl+R")

    def _draw_page(self) -> None:
        state, page = self._state, self._state.page
        text = page.in_language(language_now()) if page is not None else None
        self._title.set_text(text.title if text is not None else "")
        self.reader.show_page(text.text if text is not None else "")
        self.reader.setAccessibleName(text.title if text is not None else "")
        self._back.setVisible(state.can_go_back)
        pinned = page is not None and page.page_id in state.own_pins
        self.pin.set_words(self.tr("Unpin") if pinned else self.tr("Pin to the call"))
        self.pin.set_off("" if state.can_pin else self.tr("Possible while you have a call"))
        self.pin.setVisible(page is not None)
        asked = self.tr("This leads out of the bank, to {address}").format(address=urlsplit(state.outside).netloc)
        button = self.tr("Open it")
        self._outside.setToolTip(state.outside)
        self._outside.show_notice("ph.globe", Token.CAUTION, asked if state.outside else "", button=button)

    def _fill(self) -> None:
        state = self._state
        one, more = self.tr("1 page"), self.tr("{count} pages")
        count = len(state.rows)
        self._count.set_text(one if count == 1 else more.format(count=count))
        filled = (state.rows, state.pinned, bool(state.query.strip()))
        if filled != self._filled:
            self._filled = filled
            self._fill_list()
        nothing_found = not state.rows and bool(state.query.strip())
        self.list.setVisible(not nothing_found)
        self._nothing.setVisible(nothing_found)
        self._nothing.show_state(
            StateKind.FILTERED,
            self.tr("No page has “{text}”").format(text=state.query.strip()),
            self.tr("Try fewer words, or another one for it."),
            button=self.tr("Show all pages"),
        )
        self._mark()

    def _fill_list(self) -> None:
        state, section = self._state, None
        pinned = {each.page_id for each in state.pinned}
        self._model.clear()
        for row in state.rows:
            if row.section is not section:
                section = row.section
                if section is not Section.FOUND:
                    self._add(self._heading(section), None)
            item = self._add(words(row.title), row.page_id)
            said = self.tr("similar spelling") if row.similar else words(row.line)
            item.setData(said, RowRole.LINE)
            item.setData(row.page_id in pinned, RowRole.PINNED)

    def _add(self, text: str, page_id: str | None) -> QStandardItem:
        item = QStandardItem(text)
        item.setData(page_id, RowRole.PAGE)
        item.setEditable(False)
        item.setSelectable(page_id is not None)
        self._model.appendRow(item)
        return item

    def _heading(self, section: Section) -> str:
        return {
            Section.PINNED: self.tr("For this call"),
            Section.RECENT: self.tr("Read last"),
            Section.ALL: self.tr("All pages"),
        }.get(section, "")

    def _mark(self) -> None:
        shown = self._state.page.page_id if self._state.page is not None else None
        for number in range(self._model.rowCount()):
            index = self._model.index(number, 0)
            if shown is not None and index.data(RowRole.PAGE) == shown:
                self.list.setCurrentIndex(index)
                # The first row brings its heading into view with it.
                self.list.scrollTo(self._model.index(0, 0) if number == 1 else index)
                self.field.setAccessibleDescription(str(index.data()))
                return
        self.list.clearSelection()

    def _row_clicked(self, index: QModelIndex) -> None:
        if page_id := index.data(RowRole.PAGE):
            self.page_chosen.emit(str(page_id))

    def _clear(self) -> None:
        self.query_changed.emit("")
        self.take_focus()
