"""What the script can have done at the press of a key, and what came of it, in its place."""

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.customer_mails import UNDO_SECONDS
from agent_desktop.ui.script_panel.action_words import before_words, may_be_twice, text_words, title_words
from agent_desktop.ui.script_panel.state import ActionDrawn, ActionStage
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import clock_text, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property
from agent_desktop.ui.widgets.pool import WidgetPool

_S: Final = ActionStage
_LOOKS: Final = {
    _S.SAY_FIRST: (Kind.CAUTION, "ph.scales"),
    _S.NOT_ALLOWED: (Kind.CAUTION, "ph.prohibit"),
    _S.LEVEL_NEEDED: (Kind.CAUTION, "ph.lock-simple"),
    _S.READY: (Kind.PLAIN, "ph.lightning"),
    _S.CONFIRM: (Kind.CAUTION, "ph.warning-fill"),
    _S.WORKING: (Kind.INFO, "ph.spinner"),
    _S.DONE: (Kind.GOOD, "ph.check-circle-fill"),
    _S.REFUSED: (Kind.PROBLEM, "ph.x-circle-fill"),
    _S.UNKNOWN: (Kind.CAUTION, "ph.question-fill"),
    _S.FAILED: (Kind.PROBLEM, "ph.warning-circle-fill"),
    _S.HAND_ONLY: (Kind.PLAIN, "ph.hand"),
    _S.BY_HAND: (Kind.GOOD, "ph.check-circle-fill"),
}
_SIGNALS: Final = (
    "chosen", "confirmed", "kept", "ask_again_chosen", "by_hand_chosen", "undo_chosen", "verify_chosen",
    "say_first_chosen",
)  # fmt: skip
_WAITING: Final = (_S.READY, _S.SAY_FIRST, _S.LEVEL_NEEDED, _S.NOT_ALLOWED, _S.HAND_ONLY)


class ActionRow(QFrame):
    """One action. Pressed, it asks where the script wants that, then shows that it works, then what came of it.

    Signals:
        chosen, confirmed, kept: Do it; yes, do it; no, leave it. With the action's id.
        ask_again_chosen: Ask what became of it.
        by_hand_chosen: The agent has done it elsewhere.
        undo_chosen: Take it back before it goes out.
        verify_chosen: Ask the next question of the check.
        say_first_chosen: Go to what must be said before it.
    """

    chosen = Signal(str)
    confirmed = Signal(str)
    kept = Signal(str)
    ask_again_chosen = Signal(str)
    by_hand_chosen = Signal(str)
    undo_chosen = Signal(str)
    verify_chosen = Signal()
    say_first_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._action: ActionDrawn | None = None
        self._icon = IconView(theme, "ph.lightning", Token.TEXT_2, 16)
        self._title = TextLabel(role=Role.BODY_STRONG, wrap=True)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._before = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._do = CommandButton(theme, look=Look.PRIMARY)
        self._keep = CommandButton(theme)
        self._again = CommandButton(theme, icon="ph.arrow-clockwise")
        self._hand = LinkButton(theme, icon="ph.check-square")
        self._verify = CommandButton(theme, look=Look.PRIMARY, keys="Alt+V", icon="ph.shield-check", small=True)
        self._say_first = CommandButton(theme, icon="ph.scales", small=True)
        self._undo = CommandButton(theme, icon="ph.arrow-counter-clockwise")
        self._undo_ends = QTimer(self)
        self._undo_ends.setSingleShot(True)
        self._undo_ends.timeout.connect(self._undo_over)
        self._note = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addWidget(self._aside)
        self._buttons = QWidget()
        buttons = FlowLayout(6, down=4)
        self._buttons.setLayout(buttons)
        # In the order in which Tab goes: what is safe comes first.
        self._order = (self._keep, self._do, self._again, self._say_first, self._verify, self._hand)
        for button in (*self._order, self._undo):  # to take back is a key of its own: no number does it by mistake
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 7, 11, 7)
        column.setSpacing(5)
        column.addWidget(self._head)
        column.addWidget(self._text)
        column.addWidget(self._before)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._buttons, 1)
        foot.addWidget(self._note)
        column.addLayout(foot)
        self._do.clicked.connect(self._pressed)
        self._keep.clicked.connect(self._left)
        self._again.clicked.connect(self._asked_again)
        self._hand.clicked.connect(self._done_by_hand)
        self._undo.clicked.connect(self._taken_back)
        self._verify.clicked.connect(self.verify_chosen)
        self._say_first.clicked.connect(self.say_first_chosen)

    def display(self, action: ActionDrawn, language: str, *, read_only: bool) -> None:
        """Draw `action`; what is asked before it is in `language`, as what is said."""
        before, self._action = self._action, action
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        stage = action.stage
        kind, icon = _LOOKS[stage]
        if may_be_twice(action):
            kind, icon = Kind.CAUTION, "ph.warning-fill"
        tone = Token.TEXT if kind is Kind.PLAIN else text_token(kind)
        set_property(self, "soft", kind.value)
        self._icon.show_icon(icon, Token.TEXT_2 if kind is Kind.PLAIN else tone)
        self._title.set_text(title_words(action))
        self._title.set_tone(tone)
        note = self.tr("required") if action.required and stage in _WAITING else ""
        if action.call_seconds is not None and stage in (_S.DONE, _S.BY_HAND, _S.REFUSED, _S.UNKNOWN):
            note = clock_text(action.call_seconds)
        # What can be pressed says by itself what it does: no line over it says so again.
        ready = stage is _S.READY and not read_only
        self._head.setVisible(not ready)
        self._note.set_text(note if ready else "")
        self._note.setVisible(ready and bool(note))
        self._aside.set_text("" if ready else note)
        text = text_words(action, language)
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        done_before = "\n".join(before_words(each) for each in action.before)
        self._before.set_text(done_before)
        self._before.setVisible(bool(done_before))
        self._draw_buttons(action, read_only)
        self.setAccessibleName(f"{self._title.full_text()}. {text} {done_before}".strip())
        if had_focus and before is not None and (before.action_id, before.stage) != (action.action_id, stage):
            self.focus()

    def press(self) -> None:
        """Do what its number does: begin it, or ask again. A question before it is answered with Tab and Enter."""
        action = self._action
        if action is None:
            return
        if action.stage is _S.CONFIRM:
            self._do.setFocus()
            return
        for button in (self._do, self._again, self._say_first, self._verify, self._hand):
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus()
                button.click()
                return

    def focus(self) -> bool:
        """Put the focus on its first button; False where there is nothing to press."""
        for button in self._order:
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus()
                return True
        return False

    def _draw_buttons(self, action: ActionDrawn, read_only: bool) -> None:
        stage = action.stage
        key = f"Alt+{action.key}" if action.key else ""
        label = words(action.label)
        doubt = stage is _S.UNKNOWN
        self._keep.set_words(self.tr("Not now"))
        self._do.set_words(self._do_words(stage, label))
        self._do.set_words(self._do.text(), "" if stage is _S.CONFIRM else key)
        plain = stage in (_S.REFUSED, _S.FAILED, _S.NOT_ALLOWED)
        self._do.set_look(Look.DANGER if stage is _S.CONFIRM else Look.NORMAL if plain else Look.PRIMARY)
        self._again.set_words(self.tr("Ask again"), key)
        self._verify.set_words(self.tr("Verify"))
        self._say_first.set_words(self.tr("To what must be said"), key)
        self._hand.set_words(self.tr("I have done it by hand"))
        # What keeps nobody is only told of; what was noted already is not noted again.
        goes_on_without = stage is _S.NOT_ALLOWED and action.required and not action.reason
        shown = {
            self._keep: stage is _S.CONFIRM,
            self._do: stage in (_S.READY, _S.CONFIRM, _S.REFUSED, _S.FAILED) or goes_on_without,
            self._again: doubt,
            self._say_first: stage is _S.SAY_FIRST,
            self._verify: stage is _S.LEVEL_NEEDED,
            self._hand: stage in (_S.HAND_ONLY, _S.REFUSED, _S.UNKNOWN, _S.FAILED),
        }
        left_ms = _milliseconds_until(action.undo_until) if stage is _S.DONE and not action.too_late else 0
        shown[self._undo] = left_ms > 0
        self._undo.set_words(self.tr("Take it back"))
        self._undo_ends.stop()
        if left_ms > 0:
            self._undo_ends.start(left_ms)
        for button, is_shown in shown.items():
            button.setVisible(is_shown and not read_only)
        self._buttons.setVisible(any(shown.values()) and not read_only)

    def _do_words(self, stage: ActionStage, label: str) -> str:
        if stage is _S.NOT_ALLOWED:
            return self.tr("Go on without it")
        return self.tr("Try again") if stage in (_S.REFUSED, _S.FAILED) else label

    def _pressed(self) -> None:
        if self._action is not None:
            signal = self.confirmed if self._action.stage is _S.CONFIRM else self.chosen
            signal.emit(self._action.action_id)

    def _left(self) -> None:
        if self._action is not None:
            self.kept.emit(self._action.action_id)

    def _asked_again(self) -> None:
        if self._action is not None:
            self.ask_again_chosen.emit(self._action.action_id)

    def _undo_over(self) -> None:
        """It has gone out, or is being taken back: of what is done there is no other button."""
        self._undo.hide()
        self._buttons.hide()

    def _taken_back(self) -> None:
        if self._action is not None:
            self._undo_over()
            self.undo_chosen.emit(self._action.action_id)

    def _done_by_hand(self) -> None:
        if self._action is not None:
            self.by_hand_chosen.emit(self._action.action_id)


def _milliseconds_until(at: datetime | None) -> int:
    left = 0 if at is None else int((at - datetime.now(UTC)).total_seconds() * 1000)
    return max(0, min(left, UNDO_SECONDS * 1000))


class ActionList(QWidget):
    """The actions of a step, one under the other.

    Signals:
        As those of `ActionRow`.
    """

    chosen = Signal(str)
    confirmed = Signal(str)
    kept = Signal(str)
    ask_again_chosen = Signal(str)
    by_hand_chosen = Signal(str)
    undo_chosen = Signal(str)
    verify_chosen = Signal()
    say_first_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._actions: tuple[ActionDrawn, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._rows = WidgetPool(column, self._make)
        column.addStretch(1)
        self._shown: list[ActionRow] = []
        self.hide()

    def display(self, actions: tuple[ActionDrawn, ...], language: str, *, read_only: bool) -> None:
        """Draw `actions`; hidden where the step has none."""
        self._actions = actions
        self._shown = self._rows.take(len(actions))
        for row, action in zip(self._shown, actions, strict=True):
            row.display(action, language, read_only=read_only)
        self.setVisible(bool(actions))

    def press(self, key: int) -> bool:
        """Press the action with this number; False where none has it."""
        for row, action in zip(self._shown, self._actions, strict=True):
            if action.key == key:
                row.press()
                return True
        return False

    def row(self, action_id: str) -> ActionRow | None:
        """Return the row of an action; None where the step has no such one."""
        rows = zip(self._shown, self._actions, strict=True)
        return next((row for row, action in rows if action.action_id == action_id), None)

    def focus(self) -> bool:
        """Put the focus on the first thing that can be pressed; False where there is none."""
        return any(row.focus() for row in self._shown)

    def _make(self) -> ActionRow:
        row = ActionRow(self._theme)
        for name in _SIGNALS:
            getattr(row, name).connect(getattr(self, name))
        return row
