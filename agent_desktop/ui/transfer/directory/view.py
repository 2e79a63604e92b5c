"""The directory over the centre: tabs, what is looked for, the rows, and how the last try ended."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from agent_desktop.contract.directory import DirectoryKind, EntryKind, WayOver
from agent_desktop.ui.messages import deed_text, problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.transfer.directory.foot import ENTRY_KINDS, DirectoryFoot
from agent_desktop.ui.transfer.directory.presenter import DirectoryState
from agent_desktop.ui.transfer.directory.table import LOAD, SKILLS, DirectoryRows, EntryTable
from agent_desktop.ui.transfer.directory.words import language_text
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.tabs import TabStrip
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.transfer_words import outcome_text

KINDS: Final = (DirectoryKind.PEOPLE, DirectoryKind.QUEUES, DirectoryKind.NUMBERS, DirectoryKind.RECENT)
_LIST, _WAIT, _NONE = range(3)


class _SearchField(LineField):
    """Up and down move through the rows while one goes on typing; Enter does what the row's button says.

    Signals:
        stepped: By so many rows.
        entered: Enter.
    """

    stepped = Signal(int)
    entered = Signal()

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case _:
                super().keyPressEvent(event)


class DirectoryView(QFrame):
    """Draws a `DirectoryState`.

    Signals:
        kind_chosen: Another tab; a `DirectoryKind`.
        text_typed, team_chosen, language_chosen: What is looked for.
        here_only_toggled: Show also who is not signed in, or not.
        row_moved: The place of the row that was chosen.
        started: Do this with that entry: a `DirectoryEntry` and a `WayOver`.
        ask_no_more_chosen: Keep nobody for the call.
        favourite_chosen: Keep the chosen entry at hand, or not any more (`True`: for everybody).
        ahead_chosen: Whoever is sent to a queue is to stand better there, or not any more.
        retry_chosen, closed: Ask again; put the page away.
    """

    kind_chosen = Signal(object)
    text_typed = Signal(str)
    team_chosen = Signal(str)
    language_chosen = Signal(str)
    here_only_toggled = Signal(bool)
    row_moved = Signal(int)
    started = Signal(object, object)
    ask_no_more_chosen = Signal()
    favourite_chosen = Signal(bool)
    ahead_chosen = Signal(bool)
    retry_chosen = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme, self._ticker = theme, ticker
        self._state = DirectoryState()
        self._filling = False
        self._tabs = TabStrip(theme, ("", "", "", ""))
        self._order = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._close = IconButton(theme, "ph.x")
        self._search = _SearchField(theme)
        self._team, self._language = ChoiceField(theme), ChoiceField(theme)
        self._here = CommandButton(theme, icon="ph.check")
        self._here.setCheckable(True)
        self._here.set_toggle(Kind.INFO)
        self._ended = Notice(theme)
        self._refused = Notice(theme)
        self._rows = DirectoryRows(self._local, self)
        self._table = EntryTable(theme, self._rows.model)
        self._table.setObjectName("directory")
        self._table.set_columns((Column(150, 10), Column(90, 4), Column(70), Column(58), Column(100)))
        self._skeleton = SkeletonRows(theme, 8, 43, show_at_once=show_at_once)
        self._empty = EmptyState(theme)
        self._pages = QStackedWidget()
        self.foot = DirectoryFoot(theme)
        self._build()
        self._join()
        self.display(self._state)

    def display(self, state: DirectoryState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        self._filling = True
        self._draw_filters(state)
        self._draw_rows(state)
        self._draw_notices(state)
        self.foot.display(state)
        self._filling = False
        if state.open and not before.open:
            self._search.clear()

    def focus_search(self) -> None:
        """F7: where a name is typed."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def has_focus(self) -> bool:
        """Whether the name is being typed."""
        return self._search.hasFocus()

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _build(self) -> None:
        self._tabs.row.addWidget(self._order)
        self._tabs.row.addWidget(self._close)
        filters = frame("section", name="panel")
        row = QHBoxLayout(filters)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(8)
        row.addWidget(self._search, 4)
        row.addWidget(self._team, 2)
        row.addWidget(self._language, 2)
        row.addWidget(self._here)
        self._notices = frame("section")
        notices = QVBoxLayout(self._notices)
        notices.setContentsMargins(12, 6, 12, 6)
        notices.setSpacing(4)
        notices.addWidget(self._ended)
        notices.addWidget(self._refused)
        for page in (self._table, self._skeleton, self._empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(filters)
        column.addWidget(self._notices)
        column.addWidget(self._pages, 1)
        column.addWidget(self.foot)

    def _join(self) -> None:
        self._tabs.opened.connect(self._tab_opened)
        self._close.clicked.connect(self.closed)
        self._search.textChanged.connect(self._typed)
        self._search.stepped.connect(self._step)
        self._search.entered.connect(self._act_on_chosen)
        self._team.activated.connect(self._team_picked)
        self._language.activated.connect(self._language_picked)
        self._here.clicked.connect(self._here_pressed)
        self._table.moved.connect(self._moved)
        self._table.row_chosen.connect(self._act_on)
        self._ended.action_chosen.connect(self._ask_next_best)
        self._refused.action_chosen.connect(self.ask_no_more_chosen)
        self._empty.action_chosen.connect(self._empty_pressed)
        self.foot.started.connect(self.started)
        self.foot.queues_wanted.connect(self._queues_wanted)
        self.foot.favourite_chosen.connect(self.favourite_chosen)
        self.foot.ahead_chosen.connect(self.ahead_chosen)

    # drawing

    def _draw_filters(self, state: DirectoryState) -> None:
        counts = state.directory.counts if state.directory is not None else {}
        names = (self.tr("People"), self.tr("Queues"), self.tr("Outside"), self.tr("Recent"))
        for place, (kind, name) in enumerate(zip(KINDS, names, strict=True)):
            count = counts.get(kind, 0)
            self._tabs.tabs[place].show_tab(name, str(count) if count else "")
        self._tabs.open_tab(KINDS.index(state.kind))
        self._order.set_text(self.tr("Best match first"))
        self._close.set_name(self.tr("Close the directory"))
        self._search.setPlaceholderText(self.tr("Name, skill or extension"))
        self._search.setAccessibleName(self.tr("Find whom to ask"))
        teams = state.directory.teams if state.directory is not None else ()
        languages = state.directory.languages if state.directory is not None else ()
        self._choices(self._team, self.tr("Every team"), [(each, each) for each in teams], state.team)
        named = [(each, language_text(each)) for each in languages]
        self._choices(self._language, self.tr("Every language"), named, state.language)
        self._team.setAccessibleName(self.tr("Team"))
        self._language.setAccessibleName(self.tr("Language"))
        self._here.set_words(self.tr("Hide offline"), icon="ph.check" if state.here_only else "ph.eye")
        self._here.setChecked(state.here_only)
        people = state.kind in (DirectoryKind.PEOPLE, DirectoryKind.RECENT)
        for each in (self._team, self._language, self._here):
            each.setVisible(people)

    @staticmethod
    def _choices(field: ChoiceField, every: str, options: list[tuple[str, str]], chosen: str) -> None:
        wanted = [("", every), *options]
        if chosen and chosen not in dict(options):
            wanted.append((chosen, chosen))
        if [(field.itemData(place), field.itemText(place)) for place in range(field.count())] != wanted:
            field.clear()
            for value, name in wanted:
                field.addItem(name, value)
        field.setCurrentIndex([value for value, _ in wanted].index(chosen))

    def _draw_rows(self, state: DirectoryState) -> None:
        self._rows.retranslate(ENTRY_KINDS.get(state.kind, EntryKind.PERSON))
        people = state.kind in (DirectoryKind.PEOPLE, DirectoryKind.RECENT)
        self._table.setColumnHidden(SKILLS, state.kind is DirectoryKind.NUMBERS)
        self._table.setColumnHidden(LOAD, state.kind is DirectoryKind.NUMBERS)
        entries = state.entries
        self._rows.show(entries, self._state.way_of, state.asked_next)
        self._table.fit_columns()
        self._table.select(state.selected)
        self._table.setAccessibleName(self.tr("Whom to ask") if people else self.tr("Where to send the caller"))
        self._skeleton.set_words(self.tr("Getting the directory"))
        if entries:
            self._pages.setCurrentIndex(_LIST)
        elif state.loading:
            self._pages.setCurrentIndex(_WAIT)
        else:
            self._draw_nobody(state)
            self._pages.setCurrentIndex(_NONE)

    def _draw_nobody(self, state: DirectoryState) -> None:
        if state.problem is not None:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("The directory did not come"),
                problem_text(state.problem),
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
        elif state.filtered:
            looked = ", ".join(filter(None, (state.text, state.team, language_text(state.language))))
            title = self.tr("Nobody matches {filter}").format(filter=looked)
            text = self.tr("Another name, skill or team may. Or send the caller to a queue.")
            self._empty.show_state(StateKind.FILTERED, title, text, button=self.tr("Show everybody"))
        elif state.here_only and state.directory is not None and state.directory.entries:
            title = self.tr("Nobody is signed in now")
            text = self.tr("The caller can go to a queue, or you can promise a call back.")
            self._empty.show_state(StateKind.QUIET, title, text, button=self.tr("Show who is offline"))
        else:
            title = self.tr("Nothing stands here yet")
            self._empty.show_state(StateKind.QUIET, title, icon="ph.address-book")

    def _draw_notices(self, state: DirectoryState) -> None:
        outcome = state.failed
        best = state.next_best() if outcome is not None else None
        if outcome is not None:
            said = outcome_text(outcome, self._name_of_target(state))
            button = self.tr("Ask {name}").format(name=words(best.name)) if best is not None else ""
            self._ended.show_notice("ph.warning-fill", Token.CAUTION, said, button=button)
        else:
            self._ended.show_notice("", Token.TEXT_2, "")
        if state.refused is not None:
            self._refused.show_notice("ph.warning-circle-fill", Token.PROBLEM, deed_text(state.refused))
        elif state.problem is not None and state.entries:
            said = self.tr("How they stand may be old. {why}").format(why=problem_text(state.problem))
            self._refused.show_notice("ph.clock-fill", Token.CAUTION, said)
        elif state.owed:
            self._refused.show_notice("ph.check-circle-fill", Token.GOOD, state.owed)
        elif state.asked_next:
            said = self._waiting_words(state)
            self._refused.show_notice("ph.hourglass-medium", Token.INFO, said, button=self.tr("Do not wait"))
        else:
            self._refused.show_notice("", Token.TEXT_2, "")
        self._notices.setVisible(not self._ended.isHidden() or not self._refused.isHidden())

    def _waiting_words(self, state: DirectoryState) -> str:
        name = self._name_of(state.asked_next) or self.tr("Your colleague")
        if state.asked_place == 2:
            return self.tr("{name} is asked for this call. One caller is before yours.").format(name=name)
        if state.asked_place > 2:
            before = state.asked_place - 1
            return self.tr("{name} is asked for this call. {count} callers are before yours.").format(
                name=name, count=before
            )
        return self.tr("{name} is kept for this call and rings as soon as they are free.").format(name=name)

    def _name_of_target(self, state: DirectoryState) -> str:
        return self._name_of(str(state.transfer.to_agent_id)) if state.transfer is not None else ""

    def _name_of(self, entry_id: str) -> str:
        entries = self._state.directory.entries if self._state.directory is not None else ()
        return next((words(each.name) for each in entries if each.entry_id == entry_id), "")

    def _local(self, at: datetime) -> datetime:
        return self._ticker.local(at)

    # what the person does

    def _tab_opened(self, place: int) -> None:
        self.kind_chosen.emit(KINDS[place])

    def _typed(self, text: str) -> None:
        if not self._filling:
            self.text_typed.emit(text)

    def _step(self, rows: int) -> None:
        self.row_moved.emit(self._state.selected + rows)

    def _moved(self, place: int) -> None:
        if not self._filling:
            self.row_moved.emit(place)

    def _team_picked(self, place: int) -> None:
        self.team_chosen.emit(self._team.itemData(place))

    def _language_picked(self, place: int) -> None:
        self.language_chosen.emit(self._language.itemData(place))

    def _here_pressed(self) -> None:
        self.here_only_toggled.emit(self._here.isChecked())

    def _act_on_chosen(self) -> None:
        if self._state.chosen is not None:
            self._act_on(self._state.chosen.entry_id)

    def _act_on(self, entry_id: str) -> None:
        entry = next((each for each in self._state.entries if each.entry_id == entry_id), None)
        way = self._state.way_of(entry) if entry is not None else None
        if entry is not None and way is not None:
            self.started.emit(entry, way)

    def _queues_wanted(self) -> None:
        self.kind_chosen.emit(DirectoryKind.QUEUES)

    def _ask_next_best(self) -> None:
        best = self._state.next_best()
        if best is not None:
            self.started.emit(best, WayOver.CONSULT)

    def _empty_pressed(self) -> None:
        if self._state.problem is not None:
            self.retry_chosen.emit()
        elif self._state.filtered:
            self._search.clear()
            self.team_chosen.emit("")
            self.language_chosen.emit("")
        else:
            self.here_only_toggled.emit(False)
