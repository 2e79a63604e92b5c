"""A customer's telephone numbers, over the window: which identify them now, which no longer, and the end of one.

The arrows go from button to button, 1 and 2 say why a number ends, Esc takes the question back and then closes.
"""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from agent_desktop.contract.phone_numbers import CurrentNumber, CustomerNumbers, EndedNumber, NumberEnd
from agent_desktop.ui.customer.numbers.presenter import NumbersState
from agent_desktop.ui.customer.numbers.rows import NumberRow, current_line, ended_line
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice, SkeletonRows
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 560
_TOP: Final = 134
"""Under the call slot, which stays in sight."""
_HEIGHT: Final = 480
_ENDS: Final = {Qt.Key.Key_1: NumberEnd.NO_LONGER, Qt.Key.Key_2: NumberEnd.NEVER}


class NumbersView(Overlay):
    """Draws a `NumbersState`.

    Signals:
        asked: The number (`UUID`) of which somebody says that it is not the customer's; None: it is.
        end_chosen: The `NumberEnd` of the number that is asked about.
        restore_chosen: An ended number (`UUID`) is the customer's after all.
        undo_chosen: Take back what was just ended.
        retry_chosen: Read them again.
    """

    asked = Signal(object)
    end_chosen = Signal(object)
    restore_chosen = Signal(object)
    undo_chosen = Signal()
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget, *, show_at_once: bool = False) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = NumbersState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._who = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._notice = Notice(theme)
        self._problem = Notice(theme)
        self._skeleton = SkeletonRows(theme, 3, 44, show_at_once=show_at_once)
        self._none = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._ended = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_3, wrap=True)
        self._current_box, self._ended_box = QVBoxLayout(), QVBoxLayout()
        self._rows: list[NumberRow] = []
        self._drawn: object = None
        self._build()
        self._notice.action_chosen.connect(self.undo_chosen)
        self._problem.action_chosen.connect(self.retry_chosen)
        self.display(self._state)

    def display(self, state: NumbersState) -> None:
        """Draw `state`, opening and closing with it."""
        before, self._state = self._state, state
        if not state.open:
            if before.open:
                self.close_over()
            return
        self._title.set_text(self.tr("Telephone numbers"))
        self._who.set_text(state.name)
        self._draw_words(state)
        self._draw_rows(state)
        self.frame.setAccessibleName(self._title.full_text())
        self.frame.setAccessibleDescription("\n".join(row.told() for row in self._rows))
        self._fit()
        if self.isHidden():
            self.open_over()
        elif not self._inside() or (state.asking is None and before.busy and not state.busy):
            self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on what is asked, on the way back, or on the first number."""
        asking = next((row for row in self._rows if row.is_asking), None)
        if asking is not None:
            asking.buttons()[0].setFocus(Qt.FocusReason.PopupFocusReason)
            return
        buttons = self._buttons()
        (buttons[0] if buttons else self.frame).setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        state = self._state
        match event.key():
            case Qt.Key.Key_Escape if state.asking is not None:
                self.asked.emit(None)
            case Qt.Key.Key_1 | Qt.Key.Key_2 if state.asking is not None:
                self.end_chosen.emit(_ENDS[Qt.Key(event.key())])
            case Qt.Key.Key_Z if event.modifiers() & Qt.KeyboardModifier.ControlModifier and state.undoable is not None:
                self.undo_chosen.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._press()
            case _:
                super().keyPressEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._drawn = None
            self.display(self._state)

    def _build(self) -> None:
        head = sheet_head(self.theme, self._title, self._who, icon="ph.phone", tone=Token.TEXT_2)
        self._sheet = QWidget()
        self._sheet.setProperty("ground", "clear")
        inside = QVBoxLayout(self._sheet)
        inside.setContentsMargins(16, 10, 16, 14)
        inside.setSpacing(8)
        for widget in (self._notice, self._problem, self._skeleton, self._none):
            inside.addWidget(widget)
        inside.addLayout(self._current_box)
        inside.addWidget(self._ended)
        inside.addLayout(self._ended_box)
        inside.addWidget(self._hint)
        inside.addStretch(1)
        self.list = scrolled(self._sheet)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.list, 1)

    def _draw_words(self, state: NumbersState) -> None:
        numbers = state.numbers
        said = ""
        if state.undoable is not None:
            said = (
                self.tr("Ended. This call stays with {name} until you take that back; the next from it does not.")
                if state.was_calling
                else self.tr("Ended. Whoever calls from it next is not taken for {name}.")
            ).format(name=state.name)
        self._notice.show_notice("ph.check-circle-fill", Token.GOOD, said, button=self.tr("Undo"), keys="Ctrl+Z")
        problem = problem_text(state.problem) if state.problem is not None else ""
        again = self.tr("Try again") if numbers is None else self.tr("Read again")
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem, button=again)
        self._skeleton.set_words(self.tr("Getting the numbers"))
        self._skeleton.setVisible(numbers is None and state.problem is None)
        nothing_now = self.tr("No telephone number identifies this customer now.")
        self._show(self._none, nothing_now if numbers is not None and not numbers.current else "")
        self._show(self._ended, self.tr("No longer theirs") if numbers is not None and numbers.ended else "")
        hint = self.tr("An ended number identifies nobody, also where the bank's extract still has it. It is logged.")
        self._show(self._hint, hint if numbers is not None else "")

    def _draw_rows(self, state: NumbersState) -> None:
        drawn = (state.numbers, state.asking, state.busy)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        inside = QApplication.focusWidget()
        focused = next((row.key for row in self._rows if inside is not None and row.isAncestorOf(inside)), None)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        numbers = state.numbers or CustomerNumbers(customer_id=UUID(int=0))
        for current in numbers.current:
            self._current_box.addWidget(self._current_row(current, state))
        for ended in numbers.ended:
            self._ended_box.addWidget(self._ended_row(ended, state))
        for row in self._rows:
            row.show()  # now, for the height that the list asks for
        same = next((row for row in self._rows if row.key == focused and row.buttons()), None)
        if same is not None and not self.isHidden():
            same.buttons()[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _current_row(self, number: CurrentNumber, state: NumbersState) -> NumberRow:
        today = self._ticker.local(self._ticker.now()).date()
        row = NumberRow(self.theme, number.number_id, number.label, number.masked, current_line(number, today))
        row.show_calling(number.calling)
        if number.number_id == state.asking:
            row.ask_why(busy=state.busy)
            row.end_chosen.connect(self.end_chosen)
            row.kept.connect(self._kept)
        else:
            row.offer(self.tr("Not theirs"), on=not state.busy)
            row.chosen.connect(self.asked)
        self._rows.append(row)
        return row

    def _ended_row(self, number: EndedNumber, state: NumbersState) -> NumberRow:
        today = self._ticker.local(self._ticker.now()).date()
        row = NumberRow(self.theme, number.former_id, number.label, number.masked, ended_line(number, today), gone=True)
        row.show_calling(number.calling)
        if number.end is not None:
            row.offer(self.tr("Theirs after all"), on=not state.busy)
            row.chosen.connect(self.restore_chosen)
        self._rows.append(row)
        return row

    def _kept(self) -> None:
        self.asked.emit(None)

    def _buttons(self) -> list[CommandButton]:
        return [button for row in self._rows for button in row.buttons()]

    def _step(self, by: int) -> None:
        buttons = self._buttons()
        if not buttons:
            return
        place = next((at for at, each in enumerate(buttons) if each.hasFocus()), -1 if by > 0 else 0)
        buttons[(place + by) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        self.list.ensureWidgetVisible(buttons[(place + by) % len(buttons)])

    def _press(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, CommandButton) and self.isAncestorOf(focused) and focused.isEnabled():
            focused.click()

    def _inside(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and focused.isVisible() and self.isAncestorOf(focused)

    def _fit(self) -> None:
        most = min(self.theme.px(_HEIGHT), self.host.height() - _TOP - 20)
        self._sheet.setFixedWidth(self.theme.px(_WIDTH) - 2)
        layout = self._sheet.layout()
        assert layout is not None
        layout.activate()
        wanted = (
            layout.heightForWidth(self._sheet.width()) if layout.hasHeightForWidth() else layout.sizeHint().height()
        )
        self.frame.setFixedHeight(min(most, self.theme.px(46) + 2 + wanted))

    @staticmethod
    def _show(label: TextLabel, text: str) -> None:
        label.set_text(text)
        label.setVisible(bool(text))
