"""The window of what is stuck: what is live or looks wrong, what was set right below it, one of them at the right."""

import math
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.mends import HandDeed, LiveWhich
from agent_desktop.ui.mending.deeds import DeedsSide
from agent_desktop.ui.mending.presenter import MendingPresenter, MendingState, Whose
from agent_desktop.ui.mending.tables import LiveTable, MendTable, live_key
from agent_desktop.ui.mending.words import FINDINGS, finding_word, who_words
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import day_text, time_text
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

READ_MS: Final = 5_000
"""How often both lists are read anew while the window is on the screen."""

FIND_AFTER_MS: Final = 250
_LIVE_COLUMNS: Final = (Column(140, 8), Column(90, 4), Column(64), Column(120, 8))
_MEND_COLUMNS: Final = (Column(110), Column(140, 9), Column(100, 6), Column(100, 4))
_TABLE, _EMPTY, _LOADING = range(3)


class MendingWindow(OfficeWindow):
    """Draws a `MendingState`, and tells the presenter what the person did."""

    def __init__(
        self,
        theme: Theme,
        mending: MendingPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme)
        self._theme, self.mending = theme, mending
        self._now, self._zone = now, zone
        self._state = MendingState()
        self._lives, self._mends = LiveTable(self), MendTable(self._when, self)
        self.live_table = RowTable(theme, self._lives.model)
        self.live_table.set_columns(_LIVE_COLUMNS)
        self.mend_table = RowTable(theme, self._mends.model)
        self.mend_table.set_columns(_MEND_COLUMNS)
        self.side = DeedsSide(theme, self._when)
        self._title = TextLabel(role=Role.TITLE)
        self._looked = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._away = Notice(theme)
        self._look = CommandButton(theme, small=True, keys="Ctrl+R", icon="ph.arrows-clockwise")
        self._which, self._whose = SegmentedChoice(theme), SegmentedChoice(theme)
        self.query = LineField(theme)
        self.findings = ChoiceField(theme)
        self._mends_title = TextLabel(role=Role.FORM_TITLE)
        self._more = CommandButton(theme, small=True)
        self._no_lives, self._no_mends = EmptyState(theme), EmptyState(theme)
        self._skeletons = [SkeletonRows(theme, 5, 30, show_at_once=show_at_once) for _ in range(2)]
        self._reading, self._finding = QTimer(self), QTimer(self)
        self._reading.setInterval(READ_MS)
        self._finding.setInterval(FIND_AFTER_MS)
        self._finding.setSingleShot(True)
        self._build()
        self._join()
        self._retranslate()
        mending.show_to(self.display)

    def start(self) -> None:
        """Ask the server for both lists, now and every few seconds, and show the window."""
        self.mending.read()
        self._reading.start()
        self.bring_forward()
        self.live_table.setFocus()

    def display(self, state: MendingState) -> None:
        """Draw `state`."""
        self._state = state
        self._draw_lives()
        self._draw_mends()
        self.side.display(state)
        away = "" if state.away is None else self.tr("What you see is not of now. {why}")
        told = away.format(why=deed_text(state.away)) if state.away is not None else ""
        self._away.show_notice("ph.clock-fill", Token.CAUTION, told if state.lives is not None else "")
        self._look.set_off(self.tr("Looking") if state.busy else "")

    def _put_by(self) -> None:
        self._reading.stop()

    def _build(self) -> None:
        left = QFrame()
        left.setProperty("panel", "column")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        head, filters, below = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._look)
        filters.setSpacing(8)
        filters.addWidget(self._which, 3)
        filters.addWidget(self.query, 2)
        below.setSpacing(8)
        below.addWidget(self._mends_title)
        below.addStretch(1)
        below.addWidget(self._whose)
        below.addWidget(self.findings)
        self.findings.setMaximumWidth(self._theme.px(230))
        self._live_pages = self._pages(self.live_table, self._no_lives, self._skeletons[0])
        self._mend_pages = self._pages(self.mend_table, self._no_mends, self._skeletons[1])
        column.addLayout(head)
        column.addWidget(self._looked)
        column.addWidget(self._away)
        column.addLayout(filters)
        column.addWidget(self._live_pages, 6)
        column.addSpacing(4)
        column.addLayout(below)
        column.addWidget(self._mend_pages, 5)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left, 8)
        row.addWidget(self.side, 5)
        self.setCentralWidget(whole)

    @staticmethod
    def _pages(table: RowTable, empty: EmptyState, skeleton: SkeletonRows) -> QStackedWidget:
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(skeleton)
        inside.addStretch(1)
        pages = QStackedWidget()
        for page in (table, empty, loading):
            pages.addWidget(page)
        return pages

    def _join(self) -> None:
        mending = self.mending
        self.live_table.selectionModel().currentRowChanged.connect(self._live_chosen)
        self.mend_table.selectionModel().currentRowChanged.connect(self._mend_chosen)
        self._reading.timeout.connect(mending.read)
        self._finding.timeout.connect(self._search)
        self.query.textChanged.connect(self._finding.start)
        self._which.chosen.connect(self._which_chosen)
        self._whose.chosen.connect(self._whose_chosen)
        self.findings.activated.connect(self._finding_chosen)
        self._no_lives.action_chosen.connect(self._clear_search)
        self._more.clicked.connect(mending.read_older)
        self._look.clicked.connect(mending.look)
        self.side.deed_asked.connect(self._do)
        add_keys(
            self,
            {
                "Ctrl+R": mending.look,
                "Ctrl+F": self.query.setFocus,
                "Ctrl+1": lambda: mending.list_which(LiveWhich.STUCK),
                "Ctrl+2": lambda: mending.list_which(LiveWhich.AGENTS),
                "Ctrl+3": lambda: mending.list_which(LiveWhich.CALLS),
                "Alt+F": self.side.ask_free,
                "Alt+X": self.side.ask_end,
            },
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Stuck calls and agents"))
        self._title.set_text(self.tr("Stuck calls and agents"))
        self._look.set_words(self.tr("Look now"))
        self.query.setPlaceholderText(self.tr("Agent or queue"))
        self.query.setAccessibleName(self.tr("Find an agent or a queue"))
        self._mends_title.set_text(self.tr("Set right"))
        self._more.set_words(self.tr("Show older ones"))
        self.live_table.setAccessibleName(self.tr("What is live, the longest so first"))
        self.mend_table.setAccessibleName(self.tr("What was set right, the newest first"))
        self.findings.setAccessibleName(self.tr("What was found"))
        self.findings.clear()
        self.findings.addItem(self.tr("Whatever was found"), "")
        for finding in FINDINGS:
            self.findings.addItem(finding_word(finding), finding)
        self.findings.setCurrentIndex(max(0, self.findings.findData(self._state.finding)))
        for skeleton in self._skeletons:
            skeleton.set_words(self.tr("Getting the list"))
        self._lives.retranslate()
        self._mends.retranslate()
        self.side.retranslate()
        self.display(self._state)

    def _draw_lives(self) -> None:
        state, lives = self._state, self._state.lives
        stuck = self.tr("Looks stuck")
        if lives is not None and lives.stuck:
            stuck = self.tr("Looks stuck ({count})").format(count=lives.stuck)
        options = (
            (LiveWhich.STUCK.value, stuck),
            (LiveWhich.AGENTS.value, self.tr("Agents")),
            (LiveWhich.CALLS.value, self.tr("Calls")),
        )
        self._which.show_options(options, state.which.value)
        listed = lives.lives if lives is not None else ()
        self._live_pages.setCurrentIndex(_TABLE if listed else _EMPTY if lives or state.away else _LOADING)
        self._draw_no_lives()
        self._draw_looked()
        chosen = state.chosen.live if state.chosen is not None else None
        key = live_key(chosen) if chosen is not None else None
        self._fill(self.live_table, lambda: self._lives.show(listed, self._now()), key, self._lives)

    def _draw_looked(self) -> None:
        lives = self._state.lives
        if lives is None:
            self._looked.set_text("")
            return
        parts = []
        for at, words in (
            (lives.database_looked_at, self.tr("Database looked at {when}")),
            (lives.carrier_looked_at, self.tr("carrier asked {when}")),
        ):
            if at is not None:
                parts.append(words.format(when=time_text(at.astimezone(self._zone), seconds=True)))
        if lives.turn_seconds >= 1:
            waits = self.tr("calls start after {seconds} s: the carrier takes one after another")
            parts.append(waits.format(seconds=math.ceil(lives.turn_seconds)))
        if lives.total > len(lives.lives):
            parts.append(self.tr("the first {count} of {total}").format(count=len(lives.lives), total=lives.total))
        self._looked.set_text(" · ".join(parts))

    def _draw_no_lives(self) -> None:
        state = self._state
        if state.lives is None and state.away is not None:
            title = self.tr("What is live cannot be read now")
            self._no_lives.show_state(StateKind.ERROR, title, deed_text(state.away))
        elif state.find:
            title = self.tr("Nothing here has “{find}” in its name").format(find=state.find)
            self._no_lives.show_state(StateKind.FILTERED, title, button=self.tr("Show all"))
        elif state.which is LiveWhich.STUCK:
            self._no_lives.show_state(
                StateKind.EMPTY,
                self.tr("Nothing looks stuck"),
                self.tr("The server looks at its database every 10 seconds and asks the carrier every 15."),
            )
        else:
            words = {LiveWhich.AGENTS: self.tr("Nobody is signed in"), LiveWhich.CALLS: self.tr("No call is on")}
            self._no_lives.show_state(StateKind.QUIET, words[state.which])

    def _draw_mends(self) -> None:
        state, mends = self._state, self._state.mends
        options = (
            (Whose.ALL.value, self.tr("All")),
            (Whose.BY_HAND.value, self.tr("By hand")),
            (Whose.BY_ITSELF.value, self.tr("By itself")),
        )
        self._whose.show_options(options, state.whose.value)
        listed = mends.mends if mends is not None else ()
        self._mend_pages.setCurrentIndex(_TABLE if listed else _EMPTY if mends or state.away else _LOADING)
        filtered = state.whose is not Whose.ALL or bool(state.finding)
        if mends is None and state.away is not None:
            self._no_mends.show_state(StateKind.ERROR, self.tr("The list cannot be read now"), deed_text(state.away))
        elif filtered:
            self._no_mends.show_state(StateKind.FILTERED, self.tr("Nothing of this kind was set right"))
        else:
            self._no_mends.show_state(StateKind.EMPTY, self.tr("Nothing had to be set right"))
        self._more.setVisible(mends is not None and mends.more)
        day = sum(mends.counts.values()) if mends is not None else 0
        title = self.tr("Set right, {count} in 24 hours").format(count=day) if day else self.tr("Set right")
        self._mends_title.set_text(title)
        chosen = state.chosen.mend if state.chosen is not None else None
        key = str(chosen.mend_id) if chosen is not None else None
        self._fill(self.mend_table, lambda: self._mends.show(listed), key, self._mends)

    def _fill(self, table: RowTable, fill: Callable[[], None], key: str | None, listed: LiveTable | MendTable) -> None:
        model = table.selectionModel()
        was_blocked = model.blockSignals(True)  # a row moves with what it stands for; that is no choice of the person's
        fill()
        row = listed.row_of(key) if key else -1
        if row < 0:
            table.setCurrentIndex(QModelIndex())
            table.clearSelection()
        elif table.currentIndex().row() != row or not table.selectionModel().isRowSelected(row):
            table.selectRow(row)
        model.blockSignals(was_blocked)
        table.viewport().update()
        table.fit_columns()

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        today = self._now().astimezone(self._zone).date()
        day = "" if local.date() == today else f"{day_text(local.date(), today)} "
        return f"{day}{time_text(local, seconds=True)}"

    # what the person does

    def _live_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = str(current.siblingAtColumn(0).data(CellRole.KEY) or "") if current.isValid() else ""
        kind, _, subject = key.partition(":")
        if subject:
            self.mending.choose_live(kind, UUID(subject))

    def _mend_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = str(current.siblingAtColumn(0).data(CellRole.KEY) or "") if current.isValid() else ""
        if key:
            self.mending.choose_mend(UUID(key))

    def _which_chosen(self, which: str) -> None:
        self.mending.list_which(LiveWhich(which))

    def _whose_chosen(self, whose: str) -> None:
        self.mending.list_mends(whose=Whose(whose))

    def _finding_chosen(self, row: int) -> None:
        self.mending.list_mends(finding=str(self.findings.itemData(row)))

    def _search(self) -> None:
        self.mending.search(self.query.text())

    def _clear_search(self) -> None:
        self.query.clear()
        self.mending.search("")

    def _do(self, deed: HandDeed, reason: str) -> None:
        live = self._state.chosen.live if self._state.chosen is not None else None
        if live is None:
            return
        if deed is HandDeed.END_CALL and not self._is_sure(who_words(live)):
            return
        self.mending.do(deed, reason)

    def _is_sure(self, who: str) -> bool:
        dialog = ConfirmDialog(
            self._theme,
            self,
            title=self.tr("End this call?"),
            text=self.tr("{who}. Whoever is on the line is cut off. This cannot be taken back.").format(who=who),
            do_it=self.tr("End the call"),
            keep=self.tr("Keep it"),
        )
        return bool(dialog.exec())
