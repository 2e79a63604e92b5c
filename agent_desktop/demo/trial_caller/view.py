"""The Trial caller: a small window in which a person plays the customer who calls."""

from typing import Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.customers import Tier
from agent_desktop.demo.trial_caller.people import Caller
from agent_desktop.demo.trial_caller.presenter import (
    CallerKind,
    Line,
    TrialCallerPresenter,
    TrialCallerState,
)
from agent_desktop.demo.trial_caller.switches import SYSTEMS, Mode, SwitchesPresenter, SwitchesState
from agent_desktop.records.customers.numbers import international
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import TIER_ICONS
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.logo import logo_icon
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.views import RowTable

_TICK_MS: Final = 300
_PAD: Final = "123456789*0#"


class TrialCallerView(QWidget):
    """Draws who can call and how the call stands, from the caller's side.

    Closing it only minimises it: the demo is nothing without it, and ends with the desktop's window.
    """

    def __init__(
        self, theme: Theme, presenter: TrialCallerPresenter, switches: SwitchesPresenter | None = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._presenter = presenter
        self._switches = switches
        self._state = TrialCallerState()
        self._switched = SwitchesState()
        self._shown: tuple[Caller, ...] = ()
        self.setObjectName("trial-caller")
        self._build()
        self._join()
        self._retranslate()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(presenter.tick)
        self._timer.start()
        presenter.show_to(self.display)
        if switches is not None:
            switches.show_to(self.display_switches)
        self.setWindowIcon(logo_icon(theme))
        self.resize(theme.px(500), theme.px(700))

    def display(self, state: TrialCallerState) -> None:
        """Draw `state`; the field keeps what is being typed."""
        self._state = state
        self._draw()

    def display_switches(self, state: SwitchesState) -> None:
        """Draw how the bank's systems behave."""
        self._switched = state
        self._draw_switches()

    def stop(self) -> None:
        """Follow the call no longer."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self._shown = ()
            self._retranslate()
            self._draw()
            self._draw_switches()
        super().changeEvent(event)

    @guarded(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        event.ignore()
        self.showMinimized()

    def _build(self) -> None:
        theme = self._theme
        self._kind = SegmentedChoice(theme)
        self._search = LineField(theme)
        self._search.setMaxLength(60)
        self._model = QStandardItemModel(0, 2, self)
        self._table = RowTable(theme, self._model, 34)
        self._table.horizontalHeader().hide()
        self._table.set_columns((Column(120, 10), Column(120)))
        self._nobody = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._heard = self._build_heard()
        self._ring = CommandButton(theme, look=Look.GOOD, icon="ph.phone")
        self._hang_up = CommandButton(theme, look=Look.DANGER, icon="ph.phone-disconnect")
        self._line = Chip(theme)
        self._keyed = TextLabel(role=Role.BODY_STRONG)
        self._problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        self._pad = QWidget()
        grid = QGridLayout(self._pad)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, key in enumerate(_PAD):
            button = CommandButton(theme, key)
            button.clicked.connect(self._key_clicked)
            grid.addWidget(button, place // 3, place % 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._ring, 1)
        buttons.addWidget(self._hang_up, 1)
        status = QHBoxLayout()
        status.addWidget(self._line)
        status.addStretch(1)
        status.addWidget(self._keyed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for widget in (self._kind, self._search):
            column.addWidget(widget)
        column.addWidget(self._table, 1)
        column.addWidget(self._nobody)
        column.addLayout(buttons)
        column.addLayout(status)
        column.addWidget(self._heard)
        column.addWidget(self._pad)
        column.addWidget(self._problem)
        column.addStretch()  # takes what is over where there is no table to
        column.addWidget(self._build_switches())

    def _build_heard(self) -> QWidget:
        box = frame("alt")
        self._heard_title = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._prompt = TextLabel(role=Role.BODY, wrap=True)
        self._keys = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        column = QVBoxLayout(box)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        for widget in (self._heard_title, self._prompt, self._keys):
            column.addWidget(widget)
        return box

    def _build_switches(self) -> QWidget:
        theme = self._theme
        box = frame("alt")
        self._switch_title = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._system = ChoiceField(theme)
        self._mode = SegmentedChoice(theme)
        self._switch_problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        column = QVBoxLayout(box)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        for widget in (self._switch_title, self._system, self._mode, self._switch_problem):
            column.addWidget(widget)
        box.setVisible(self._switches is not None)
        return box

    def _join(self) -> None:
        presenter = self._presenter
        self._kind.chosen.connect(self._kind_chosen)
        self._search.textEdited.connect(presenter.text_typed)
        self._table.clicked.connect(self._row_clicked)
        self._table.row_chosen.connect(self._ring_row)
        self._ring.clicked.connect(presenter.ring_pressed)
        self._hang_up.clicked.connect(presenter.hang_up_pressed)
        if self._switches is not None:
            self._system.activated.connect(self._switches.system_chosen)
            self._mode.chosen.connect(self._mode_chosen)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Trial caller"))
        self._search.setPlaceholderText(self.tr("Name or number"))
        self._search.setAccessibleName(self.tr("Name or number"))
        self._table.setAccessibleName(self.tr("Who calls"))
        self._heard_title.set_text(self.tr("The caller hears"))
        self._ring.set_words(self.tr("Call"))
        self._hang_up.set_words(self.tr("Hang up"))
        self._switch_title.set_text(self.tr("The bank's systems"))
        self._system.setAccessibleName(self.tr("The bank's systems"))
        self._system.clear()
        names = {
            "core_banking": self.tr("Core banking"),
            "cards": self.tr("Cards"),
            "loans": self.tr("Loans"),
            "insurance": self.tr("Insurance"),
        }
        for system in SYSTEMS:
            self._system.addItem(names[system])
        self._system.setCurrentIndex(self._switched.system)

    def _draw(self) -> None:
        state = self._state
        self._kind.show_options(
            (
                (CallerKind.CUSTOMER.value, self.tr("Customer")),
                (CallerKind.SHARED.value, self.tr("Shared")),
                (CallerKind.UNKNOWN.value, self.tr("Unknown")),
                (CallerKind.WITHHELD.value, self.tr("Withheld")),
            ),
            state.kind.value,
        )
        self._search.setVisible(state.lists_people)
        self._draw_people(state)
        self._nobody.set_text(self._nobody_words(state))
        self._nobody.setVisible(bool(self._nobody.full_text()))
        self._draw_heard(state)
        self._ring.setEnabled(state.can_ring)
        self._hang_up.setEnabled(state.can_hang_up)
        self._pad.setEnabled(state.on_line)
        self._line.show_chip(*self._line_words(state.line))
        self._keyed.set_text(state.keyed)
        self._problem.set_text(problem_text(state.problem) if state.problem is not None else "")
        self._problem.setVisible(state.problem is not None)

    def _draw_heard(self, state: TrialCallerState) -> None:
        self._heard.setVisible(bool(state.prompt))
        self._prompt.set_text("\n".join(state.prompt))
        told = self.tr("Keys: {keys}").format(keys=" ".join(state.keys))
        if state.number_asked and state.example is not None:
            told = self.tr("Keys: a number and #. {name} has {number}").format(
                name=state.example.name, number=state.example.customer_number
            )
        self._keys.set_text(told)
        self._keys.setVisible(bool(state.keys))

    def _draw_people(self, state: TrialCallerState) -> None:
        self._table.setVisible(state.lists_people)
        if state.people != self._shown:
            self._shown = state.people
            self._model.setRowCount(len(state.people))
            for row, caller in enumerate(state.people):
                self._fill_row(row, caller)
            self._table.fit_columns()
        if state.chosen >= 0:
            self._table.selectRow(state.chosen)
        else:
            self._table.clearSelection()

    def _fill_row(self, row: int, caller: Caller) -> None:
        for column in range(2):
            if self._model.item(row, column) is None:
                self._model.setItem(row, column, QStandardItem())
        tier = Tier(caller.tier)
        name = f"{caller.name}  {caller.name_chinese}".strip()
        fill(self._model.item(row, 0), name, key=str(row), icon=TIER_ICONS[tier])
        number = international(caller.number)
        if caller.shared_by > 1:
            number = self.tr("{number} · {count} people").format(number=number, count=caller.shared_by)
        fill(self._model.item(row, 1), number, tone=Token.TEXT_2.value)

    def _draw_switches(self) -> None:
        state = self._switched
        mode = state.modes[state.system]
        self._mode.show_options(
            (
                (Mode.NORMAL.value, self.tr("Normal")),
                (Mode.SLOW.value, self.tr("Slow")),
                (Mode.AWAY.value, self.tr("Away")),
            ),
            mode.value,
        )
        self._switch_problem.set_text(problem_text(state.problem) if state.problem is not None else "")
        self._switch_problem.setVisible(state.problem is not None)

    def _nobody_words(self, state: TrialCallerState) -> str:
        if state.kind is CallerKind.UNKNOWN:
            return self.tr("A number that no customer has.")
        if state.kind is CallerKind.WITHHELD:
            return self.tr("The call comes without a number.")
        if state.searching and not state.people:
            return self.tr("Looking for people…")
        return "" if state.people or state.problem else self.tr("Nobody is found. Change what you typed.")

    def _line_words(self, line: Line) -> tuple[str, Kind, str]:
        return {
            Line.IDLE: (self.tr("No call"), Kind.PLAIN, "ph.phone"),
            Line.MENU: (self.tr("In the entry menu"), Kind.INFO, "ph.dots-nine"),
            Line.WAITING: (self.tr("It rings"), Kind.INFO, "ph.phone-outgoing-fill"),
            Line.CONNECTED: (self.tr("Talking to the agent"), Kind.GOOD, "ph.phone-call-fill"),
            Line.HELD: (self.tr("On hold, hears music"), Kind.CAUTION, "ph.pause-fill"),
            Line.SURVEY: (self.tr("Is asked how it was"), Kind.INFO, "ph.smiley"),
            Line.ENDED: (self.tr("The call has ended"), Kind.PLAIN, "ph.phone-disconnect-fill"),
        }[line]

    def _kind_chosen(self, kind: str) -> None:
        self._presenter.kind_chosen(CallerKind(kind))

    def _row_clicked(self) -> None:
        self._presenter.person_chosen(self._table.currentIndex().row())

    def _ring_row(self, key: str) -> None:
        self._presenter.person_chosen(int(key))
        self._presenter.ring_pressed()

    def _key_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, CommandButton):
            self._presenter.key_pressed(button.text())

    def _mode_chosen(self, mode: str) -> None:
        if self._switches is not None:
            self._switches.mode_chosen(Mode(mode))
