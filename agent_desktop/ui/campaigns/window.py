"""The window of campaigns: all of them at the left, one in full or a new one at the right."""

from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.campaigns import CampaignMember, CampaignStep
from agent_desktop.ui.campaigns.composing import CampaignForm
from agent_desktop.ui.campaigns.detail import CampaignDetail
from agent_desktop.ui.campaigns.presenter import AGAIN_SECONDS, CampaignsPresenter, CampaignsState
from agent_desktop.ui.campaigns.words import STATE_TONES, WAY_ICONS, seen_to, state_words, to_reach
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole, fill
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

_DETAIL, _FORM, _NOTHING = range(3)
_TABLE, _EMPTY, _LOADING = range(3)
_NAME_SIGNS: Final = "-_ "
_NAME_MOST: Final = 60
"""So many signs of a name: three bytes each, they fit what file systems bear."""


class CampaignsWindow(OfficeWindow):
    """Draws a `CampaignsState`, and tells the presenter what the person did."""

    def __init__(self, theme: Theme, campaigns: CampaignsPresenter, *, show_at_once: bool = False) -> None:
        super().__init__(theme)
        self._theme, self.campaigns = theme, campaigns
        self._state = CampaignsState()
        self._model = QStandardItemModel(0, 3, self)
        self.table = RowTable(theme, self._model)
        self.table.set_columns((Column(160, 10), Column(120), Column(86)))
        self._title = TextLabel(role=Role.TITLE)
        self._old = Notice(theme)
        self.new = CommandButton(theme, keys="Ctrl+N", icon="ph.plus")
        self.figures = CommandButton(theme, small=True, icon="ph.chart-bar")
        self._empty, self._nothing = EmptyState(theme), EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 6, 30, show_at_once=show_at_once)
        self.detail, self.form = CampaignDetail(theme), CampaignForm(theme)
        self._pages, self._right = QStackedWidget(), QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setInterval(int(AGAIN_SECONDS * 1000))
        self._timer.timeout.connect(self._look_again)
        self._build()
        self._join()
        self._retranslate()
        campaigns.show_to(self.display)

    def start(self, customer_ids: tuple[UUID, ...] = ()) -> None:
        """Ask the server, and show the window; with customers, a new one for them."""
        self.bring_forward()
        self.campaigns.open()
        if customer_ids:
            self.campaigns.compose(customer_ids)
        self._timer.start()
        (self.form.name if customer_ids else self.table).setFocus()

    def display(self, state: CampaignsState) -> None:
        """Draw `state`."""
        self._state = state
        self._fill()
        known = state.loaded or state.list_problem is not None
        self._pages.setCurrentIndex(_TABLE if state.campaigns else _EMPTY if known else _LOADING)
        old = state.list_problem if state.campaigns else None
        text = "" if old is None else self.tr("The list may not be up to date. {why}").format(why=problem_text(old))
        self._old.show_notice("ph.clock-fill", Token.CAUTION, text, button=self.tr("Try again") if text else "")
        self._draw_empty(state)
        self.form.display(state)
        self.detail.display(state)
        shown = _FORM if state.composing else _DETAIL if state.campaign is not None else _NOTHING
        self._right.setCurrentIndex(shown)

    def _build(self) -> None:
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        for page in (self.detail, self.form, self._nothing):
            self._right.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.new)
        left = QFrame()
        left.setProperty("panel", "column")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._old)
        column.addWidget(self._pages, 1)
        column.addWidget(self.figures)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left, 5)
        row.addWidget(self._right, 8)
        self.setCentralWidget(whole)

    def _join(self) -> None:
        campaigns = self.campaigns
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.new.clicked.connect(self._compose)
        self._empty.action_chosen.connect(campaigns.open)
        self._old.action_chosen.connect(campaigns.open)
        self.detail.step_chosen.connect(campaigns.step)
        self.detail.more_chosen.connect(campaigns.read_more)
        self.detail.save_chosen.connect(self._save)
        self.form.changed.connect(campaigns.changed)
        self.form.look_chosen.connect(campaigns.look)
        self.form.start_chosen.connect(campaigns.start)
        self.form.leave_chosen.connect(campaigns.leave)
        keys = {"Ctrl+N": self._compose, "Ctrl+R": campaigns.open, "Alt+V": self._look, "Alt+S": self._start}
        add_keys(self, {**keys, "Alt+P": self._pause, "Esc": self._leave})

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Campaigns"))
        self._title.set_text(self.tr("Campaigns"))
        self.new.set_words(self.tr("New"))
        self.figures.set_words(self.tr("Callbacks in figures"))
        self.table.setAccessibleName(self.tr("Campaigns, the newest first"))
        self._skeleton.set_words(self.tr("Getting the campaigns"))
        self.form.display(CampaignsState())
        self.display(self._state)

    def _put_by(self) -> None:
        self._timer.stop()

    def _draw_empty(self, state: CampaignsState) -> None:
        if state.list_problem is not None:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("The campaigns cannot be read now"),
                problem_text(state.list_problem),
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
        else:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("No campaign yet"),
                self.tr("Greet customers on their birthday, ask them once a quarter, or write to many at once."),
                icon="ph.megaphone",
            )
        self._nothing.show_state(
            StateKind.QUIET, self.tr("Nothing is chosen"), self.tr("Begin a new one with Ctrl+N."), icon="ph.megaphone"
        )

    def _fill(self) -> None:
        campaigns, model = self._state.campaigns, self._model
        for column, head in enumerate((self.tr("Campaign"), self.tr("How far"), self.tr("State"))):
            model.setHorizontalHeaderItem(column, QStandardItem(head))
        selection = self.table.selectionModel()
        was_blocked = selection.blockSignals(True)
        if model.rowCount() > len(campaigns):
            model.removeRows(len(campaigns), model.rowCount() - len(campaigns))
        while model.rowCount() < len(campaigns):
            cells = [QStandardItem() for _ in range(3)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        for number, each in enumerate(campaigns):
            name, far, how = (model.item(number, column) for column in range(3))
            done, whole = seen_to(each), to_reach(each)
            icon = WAY_ICONS[each.way]
            fill(name, each.name, icon=icon, icon_tone=Token.TEXT_2.value, key=str(each.campaign_id))
            percent = round(100 * done / whole) if whole else 0
            tone = STATE_TONES[each.state].value
            fill(far, f"{done:,} / {whole:,}", bar=percent, bar_tone=tone)
            fill(how, state_words(each.state), tone=tone)
        ids = [each.campaign_id for each in campaigns]
        row = ids.index(self._state.selected) if self._state.selected in ids else -1
        if row >= 0 and self.table.currentIndex().row() != row:
            self.table.selectRow(row)
        selection.blockSignals(was_blocked)
        self.table.viewport().update()
        self.table.fit_columns()

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = current.siblingAtColumn(0).data(CellRole.KEY) if current.isValid() else None
        if key:
            self.campaigns.select(UUID(str(key)))

    def _compose(self) -> None:
        self.campaigns.compose(())
        self.form.template.setFocus()

    def _look(self) -> None:
        if self._state.composing:
            self.campaigns.look()

    def _start(self) -> None:
        if self._state.composing:
            self.campaigns.start()

    def _leave(self) -> None:
        if self._state.composing:
            self.campaigns.leave()

    def _pause(self) -> None:
        steps = frozenset() if self._state.campaign is None else self._state.campaign.steps
        for step in (CampaignStep.PAUSE, CampaignStep.RESUME):
            if step in steps:
                self.campaigns.step(step)
                return

    def _look_again(self) -> None:
        self.campaigns.open(if_it_goes_on=True)

    def _save(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where the letters are saved"))
        if folder:
            self.campaigns.save_letters(Path(folder), file_name_of)


def file_name_of(member: CampaignMember) -> str:
    """Return the name of a letter's file: the customer's name as files may have it, and what tells two of one name
    apart."""
    name = "".join(sign if sign.isalnum() or sign in _NAME_SIGNS else "_" for sign in member.customer_name)
    name = name[:_NAME_MOST].strip()
    return f"{name or 'letter'} {member.member_id.hex[:8]}.pdf"
