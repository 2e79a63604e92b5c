"""The preview of an outgoing call, over the window. Enter calls, Esc cancels, the arrows change the number."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.outgoing import CallableNumber, CallWarning
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.outgoing.presenter import OutgoingState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.segmented import SegmentedChoice

_WIDTH: Final = 520
_TOP: Final = 120


class OutgoingView(Overlay):
    """Draws an `OutgoingState`.

    Signals:
        call_chosen: Call them.
        cancelled: Do not.
        number_chosen, own_chosen: The place of another number of theirs, of ours.
    """

    call_chosen = Signal()
    cancelled = Signal()
    number_chosen = Signal(int)
    own_chosen = Signal(int)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._state = OutgoingState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._who = TextLabel(role=Role.TITLE, wrap=True)
        self._number = TextLabel(role=Role.BODY_BOLD)
        self._where = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._numbers = SegmentedChoice(theme)
        self._warnings = TextLabel(tone=Token.CAUTION, wrap=True)
        self._warning_icon = IconView(theme, "ph.warning-fill", Token.CAUTION, 16)
        self._wishes = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._own_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._own = SegmentedChoice(theme)
        self._own_number = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._problem = TextLabel(tone=Token.PROBLEM, wrap=True)
        self._cancel = CommandButton(theme, keys="Esc")
        self._call = CommandButton(theme, look=Look.PRIMARY, icon="ph.phone-outgoing", keys="Enter")
        self._build()
        self._numbers.chosen.connect(self._number_pressed)
        self._own.chosen.connect(self._own_pressed)
        self._call.clicked.connect(self.call_chosen)
        self._cancel.clicked.connect(self.cancelled)
        self.closed.connect(self.cancelled)
        self.display(self._state)

    def display(self, state: OutgoingState) -> None:
        """Draw `state`, opening and closing with it."""
        before, self._state = self._state, state
        if not state.visible:
            if before.visible:
                self.close_over()
            return
        self._draw()
        if self.isHidden():
            self.open_over()

    def take_focus(self) -> None:
        """The focus is in the frame: Enter is heard, and no letter does anything."""
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.frame.setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        state = self._state
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if state.can_call:
                    self.call_chosen.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if state.preview is not None and state.preview.numbers:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.number_chosen.emit((state.number + step) % len(state.preview.numbers))
            case _:
                super().keyPressEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.visible:
            self._draw()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconView(self.theme, "ph.phone-outgoing", Token.ACCENT, 22))
        head.addWidget(self._title, 1)
        warned = QHBoxLayout()
        warned.setSpacing(7)
        warned.addWidget(self._warning_icon, 0, Qt.AlignmentFlag.AlignTop)
        warned.addWidget(self._warnings, 1)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(18, 18, 18, 16)
        column.setSpacing(6)
        column.addLayout(head)
        column.addSpacing(4)
        for widget in (self._who, self._numbers, self._number, self._where):
            column.addWidget(widget)
        column.addLayout(warned)
        column.addWidget(self._wishes)
        column.addSpacing(6)
        for widget in (self._own_label, self._own, self._own_number, self._problem):
            column.addWidget(widget)
        column.addSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._call)
        column.addLayout(row)

    def _draw(self) -> None:
        state, preview = self._state, self._state.preview
        self._title.set_text(self.tr("Call a customer"))
        number = state.chosen_number
        if preview is None:
            who = self.tr("Looking up the number") if state.loading else ""
        else:
            names = " ".join(filter(None, (preview.name, preview.name_chinese)))
            who = names or self.tr("Not a customer we know by this number")
        self._show(self._who, who)
        shown = preview.numbers if preview is not None else ()
        self._numbers.setVisible(len(shown) > 1)
        if len(shown) > 1:
            options = tuple((str(place), words(each.label) or each.masked) for place, each in enumerate(shown))
            self._numbers.show_options(options, str(state.number))
        self._show(self._number, "" if number is None else number.masked)
        self._show(self._where, "" if number is None else self._where_words(number))
        warnings = "\n".join(self._warning(each) for each in number.warnings) if number is not None else ""
        self._show(self._warnings, warnings)
        self._warning_icon.setVisible(bool(warnings))
        wishes = self.tr(", ").join(words(wish) for wish in preview.wishes) if preview is not None else ""
        self._show(self._wishes, self.tr("Wishes: {wishes}").format(wishes=wishes) if wishes else "")
        own = preview.own_numbers if preview is not None else ()
        self._show(self._own_label, self.tr("They see this number of ours") if own else "")
        self._own.setVisible(len(own) > 1)
        if len(own) > 1:
            self._own.show_options(
                tuple((str(place), words(each.name)) for place, each in enumerate(own)), str(state.own)
            )
        chosen = state.chosen_own
        self._show(self._own_number, "" if chosen is None else f"{words(chosen.name)}  {chosen.number}")
        self._show(self._problem, self._problem_words())
        self._cancel.set_words(self.tr("Do not call"))
        self._call.set_words(self.tr("Calling") if state.placing else self.tr("Call"))
        self._call.setEnabled(state.can_call)
        self.frame.setAccessibleName(self._title.full_text())
        told = (self._who, self._number, self._where, self._warnings, self._wishes, self._own_number, self._problem)
        self.frame.setAccessibleDescription("\n".join(each.full_text() for each in told if not each.isHidden()))

    def _number_pressed(self, place: str) -> None:
        self.number_chosen.emit(int(place))
        self.take_focus()

    def _own_pressed(self, place: str) -> None:
        self.own_chosen.emit(int(place))
        self.take_focus()

    def _problem_words(self) -> str:
        state = self._state
        if state.problem is not None:
            return problem_text(state.problem)
        if state.preview is None:
            return ""
        if not state.preview.numbers:
            return self.tr("There is no telephone number on record.")
        if not state.preview.own_numbers:
            return self.tr("No number of ours is set up for your queues. Ask your administrator.")
        return ""

    def _where_words(self, number: CallableNumber) -> str:
        if number.local_at is None:
            return number.country
        clock = self.tr("{time} there now").format(time=number.local_at.strftime("%H:%M"))
        return "  ·  ".join(filter(None, (number.country, clock)))

    def _warning(self, warning: CallWarning) -> str:
        return {
            CallWarning.OUTSIDE_HOURS: self.tr("It is outside the hours for calls there."),
            CallWarning.HOURS_UNKNOWN: self.tr("It may be outside the hours for calls where they are."),
            CallWarning.DO_NOT_CALL: self.tr(
                "They asked not to be called at all. Call only if the law or they want it."
            ),
            CallWarning.NO_MARKETING: self.tr("They want no calls that sell something."),
            CallWarning.AGAINST_WISH: self.tr("They asked not to be called now."),
        }[warning]

    def _show(self, label: TextLabel, text: str) -> None:
        label.set_text(text)
        label.setVisible(bool(text))
