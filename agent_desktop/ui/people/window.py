"""The window of people: everybody who may sign in at the left, the one chosen at the right."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.people import PersonMove
from agent_desktop.contract.sessions import Role as PersonRole
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.people.card import PersonCard
from agent_desktop.ui.people.presenter import Filter, PeoplePresenter, PeopleState, Standing
from agent_desktop.ui.people.tables import PersonTable
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import day_time_text
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.role_words import role_word
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

USUAL: Final = QSize(1280, 820)
_TABLE, _EMPTY, _LOADING = range(3)
_ASKED: Final = frozenset({PersonMove.DISABLE, PersonMove.END_SIGN_INS, PersonMove.NEW_PASSWORD})


class PeopleWindow(OfficeWindow):
    """Draws a `PeopleState`, and tells the presenter what the administrator did."""

    def __init__(
        self,
        theme: Theme,
        people: PeoplePresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme, usual=USUAL)
        self._theme, self.people = theme, people
        self._now, self._zone = now, zone
        self._state = PeopleState()
        self._lines = PersonTable(self)
        self.table = RowTable(theme, self._lines.model)
        self.table.set_columns((Column(170, 12), Column(110, 6), Column(80, 4), Column(110)))
        self._title, self._count = TextLabel(role=Role.TITLE), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self.add = CommandButton(theme, small=True, keys="Ctrl+N", icon="ph.plus")
        self.search = LineField(theme)
        self.role, self.team, self.standing = ChoiceField(theme), ChoiceField(theme), ChoiceField(theme)
        self._away, self._empty = Notice(theme), EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self.card = PersonCard(theme, self._when)
        self._build()
        self._join()
        self._retranslate()
        people.show_to(self.display)

    def start(self) -> None:
        """Ask the server, and show the window."""
        self.bring_forward()
        self.people.read()
        self.search.setFocus()

    def display(self, state: PeopleState) -> None:
        """Draw `state`."""
        self._state = state
        self._fill_filters(state)
        self._fill(state)
        self._draw_list(state)
        self.card.display(state)
        told = ""
        if state.away is not None and state.found is not None:
            told = self.tr("What you see is not of now. {why}").format(why=deed_text(state.away))
        self._away.show_notice("ph.clock-fill", Token.CAUTION, told)

    def _put_by(self) -> None:
        self.people.forget_password()

    # building

    def _build(self) -> None:
        left = QFrame()
        left.setProperty("panel", "column")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        head, filters = QHBoxLayout(), QHBoxLayout()
        for row in (head, filters):
            row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._count)
        head.addLayout(words, 1)
        head.addWidget(self.add)
        for field in (self.role, self.team, self.standing):
            filters.addWidget(field, 1)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        column.addLayout(head)
        column.addWidget(self._away)
        column.addWidget(self.search)
        column.addLayout(filters)
        column.addWidget(self._pages, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left, 5)
        row.addWidget(self.card, 7)
        self.setCentralWidget(whole)

    def _join(self) -> None:
        people, card = self.people, self.card
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.search.textChanged.connect(self._narrow)
        for field in (self.role, self.team, self.standing):
            field.activated.connect(self._narrow)
        self.add.clicked.connect(self._begin)
        self._empty.action_chosen.connect(self._widen)
        card.said.connect(people.say)
        card.save_wanted.connect(people.save)
        card.discard_wanted.connect(people.discard)
        card.undo_wanted.connect(people.undo)
        card.handed_on.connect(people.forget_password)
        card.add_wanted.connect(self._begin)
        card.move_wanted.connect(self._move)
        add_keys(
            self,
            {
                "Ctrl+F": self.search.setFocus,
                "Ctrl+N": self._begin,
                "Ctrl+R": people.read,
                "Ctrl+S": lambda: people.save(card.reason.text()),
                "Alt+D": card.ask_standing,
                "Alt+P": lambda: card.ask(PersonMove.NEW_PASSWORD),
                "Alt+U": lambda: card.ask(PersonMove.UNLOCK),
                "Alt+E": lambda: card.ask(PersonMove.END_SIGN_INS),
                "Alt+Z": people.undo,
            },
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("People"))
        self._title.set_text(self.tr("People"))
        self.add.set_words(self.tr("Add somebody"))
        self.search.setPlaceholderText(self.tr("Search by name or extension (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search"))
        self.table.setAccessibleName(self.tr("People who may sign in, by name"))
        for field, name in (
            (self.role, self.tr("Of which role")),
            (self.team, self.tr("Of which team")),
            (self.standing, self.tr("How they stand")),
        ):
            field.setAccessibleName(name)
            field.clear()
        self._skeleton.set_words(self.tr("Getting the people"))
        self._lines.retranslate()
        self.card.retranslate()
        self.display(self._state)

    # drawing

    def _fill_filters(self, state: PeopleState) -> None:
        teams = state.found.teams if state.found is not None else ()
        standings = {
            Standing.ALL: self.tr("Everybody"),
            Standing.MAY: self.tr("May sign in"),
            Standing.SIGNED_IN: self.tr("Signed in"),
            Standing.LOCKED: self.tr("Locked"),
            Standing.DISABLED: self.tr("Disabled"),
        }
        wanted = state.filter
        for field, options, chosen in (
            (
                self.role,
                {"": self.tr("Every role")} | {role.value: role_word(role) for role in PersonRole},
                wanted.role,
            ),
            (self.team, {"": self.tr("Every team")} | {team: team for team in teams}, wanted.team),
            (self.standing, {each.value: name for each, name in standings.items()}, wanted.standing),
        ):
            if [field.itemData(row) for row in range(field.count())] != list(options):
                field.clear()
                for code, name in options.items():
                    field.addItem(name, code)
            field.setCurrentIndex(max(field.findData(str(chosen or "")), 0))

    def _fill(self, state: PeopleState) -> None:
        model = self.table.selectionModel()
        was = model.blockSignals(True)
        self._lines.show(state.listed)
        chosen = state.chosen.user_id if state.chosen is not None else None
        row = next((number for number, each in enumerate(state.listed) if each.user_id == chosen), -1)
        if row < 0:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        elif self.table.currentIndex().row() != row:
            self.table.selectRow(row)
        model.blockSignals(was)
        self.table.viewport().update()
        self.table.fit_columns()

    def _draw_list(self, state: PeopleState) -> None:
        listed = len(state.listed)
        if state.found is None:
            self._count.set_text("")
            if state.away is None:
                self._pages.setCurrentIndex(_LOADING)
                return
            self._pages.setCurrentIndex(_EMPTY)
            title, text = self.tr("The people cannot be read now"), deed_text(state.away)
            self._empty.show_state(StateKind.ERROR, title, text, button=self.tr("Read again"), keys="Ctrl+R")
            return
        words = self.tr("{shown} of {count} people").format(shown=listed, count=len(state.found.people))
        self._count.set_text(words)
        self._pages.setCurrentIndex(_TABLE if listed else _EMPTY)
        if not listed:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("Nobody like this"),
                self.tr("Search for less, or list everybody."),
                button=self.tr("List everybody"),
            )

    # what the administrator did

    def _narrow(self) -> None:
        role = str(self.role.currentData() or "")
        self.people.narrow(
            Filter(
                text=self.search.text(),
                role=PersonRole(role) if role else None,
                team=str(self.team.currentData() or ""),
                standing=Standing(str(self.standing.currentData() or "")),
            )
        )

    def _widen(self) -> None:
        if self._state.found is None:
            self.people.read()
            return
        self.people.narrow(Filter())
        self.search.clear()

    def _chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = str(current.siblingAtColumn(0).data(CellRole.KEY) or "") if current.isValid() else ""
        if key:
            self.people.choose(UUID(key))

    def _begin(self) -> None:
        self.people.begin()
        if self._state.adding:
            self.card.fields.lines["display_name"].setFocus()

    def _move(self, move: PersonMove, reason: str) -> None:
        if move not in _ASKED or self._is_sure(move):
            self.people.move(move, reason)

    def _is_sure(self, move: PersonMove) -> bool:
        name = self._state.chosen.display_name if self._state.chosen is not None else ""
        titles = {
            PersonMove.DISABLE: self.tr("Disable {name}?"),
            PersonMove.END_SIGN_INS: self.tr("Sign {name} out everywhere?"),
            PersonMove.NEW_PASSWORD: self.tr("New password for {name}?"),
        }
        texts = {
            PersonMove.DISABLE: self.tr(
                "They are signed out now and cannot sign in. What rings at them goes back to its queue. During a call "
                "or its wrap-up nothing is done: no call is cut."
            ),
            PersonMove.END_SIGN_INS: self.tr(
                "Every desktop of theirs is signed out now; they can sign in again. During a call or its wrap-up "
                "nothing is done: no call is cut."
            ),
            PersonMove.NEW_PASSWORD: self.tr("The old one no longer works. The new one is shown once."),
        }
        deeds = {
            PersonMove.DISABLE: self.tr("Disable"),
            PersonMove.END_SIGN_INS: self.tr("Sign out"),
            PersonMove.NEW_PASSWORD: self.tr("Set a new one"),
        }
        dialog = ConfirmDialog(
            self._theme,
            self,
            title=titles[move].format(name=name),
            text=texts[move],
            do_it=deeds[move],
            keep=self.tr("Keep it as it is"),
        )
        return bool(dialog.exec())

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return day_time_text(local, self._now().astimezone(self._zone).date())
