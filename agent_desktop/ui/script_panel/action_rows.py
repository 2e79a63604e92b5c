"""What the script can have done at the press of a key, and what came of it, in its place."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.verification import Level
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.script_panel.state import ActionDrawn, ActionStage, DoneBefore
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import clock_text, time_text, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property
from agent_desktop.ui.widgets.pool import WidgetPool

_S: Final = ActionStage
_ALSO_BY_HAND: Final = "also_by_hand"
_LOOKS: Final = {
    _S.SAY_FIRST: (Kind.CAUTION, "ph.scales"),
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
    "chosen", "confirmed", "kept", "ask_again_chosen", "by_hand_chosen", "verify_chosen", "say_first_chosen",
)  # fmt: skip
_WAITING: Final = (_S.READY, _S.SAY_FIRST, _S.LEVEL_NEEDED, _S.HAND_ONLY)


class ActionRow(QFrame):
    """One action. Pressed, it asks where the script wants that, then shows that it works, then what came of it.

    Signals:
        chosen, confirmed, kept: Do it; yes, do it; no, leave it. With the action's id.
        ask_again_chosen: Ask what became of it.
        by_hand_chosen: The agent has done it elsewhere.
        verify_chosen: Ask the next question of the check.
        say_first_chosen: Go to what must be said before it.
    """

    chosen = Signal(str)
    confirmed = Signal(str)
    kept = Signal(str)
    ask_again_chosen = Signal(str)
    by_hand_chosen = Signal(str)
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
        for button in self._order:
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
        self._verify.clicked.connect(self.verify_chosen)
        self._say_first.clicked.connect(self.say_first_chosen)

    def display(self, action: ActionDrawn, language: str, *, read_only: bool) -> None:
        """Draw `action`; what is asked before it is in `language`, as what is said."""
        before, self._action = self._action, action
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        stage = action.stage
        kind, icon = _LOOKS[stage]
        if _may_be_twice(action):
            kind, icon = Kind.CAUTION, "ph.warning-fill"
        tone = Token.TEXT if kind is Kind.PLAIN else text_token(kind)
        set_property(self, "soft", kind.value)
        self._icon.show_icon(icon, Token.TEXT_2 if kind is Kind.PLAIN else tone)
        self._title.set_text(self._title_words(action))
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
        text = self._text_words(action, language)
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        before_words = "\n".join(self._before_words(each) for each in action.before)
        self._before.set_text(before_words)
        self._before.setVisible(bool(before_words))
        self._draw_buttons(action, read_only)
        self.setAccessibleName(f"{self._title.full_text()}. {text} {before_words}".strip())
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
        self._do.set_words(self.tr("Try again") if stage in (_S.REFUSED, _S.FAILED) else label)
        self._do.set_words(self._do.text(), "" if stage is _S.CONFIRM else key)
        self._do.set_look(Look.DANGER if stage is _S.CONFIRM else Look.NORMAL if self._ended(stage) else Look.PRIMARY)
        self._again.set_words(self.tr("Ask again"), key)
        self._verify.set_words(self.tr("Verify"))
        self._say_first.set_words(self.tr("To what must be said"), key)
        self._hand.set_words(self.tr("I have done it by hand"))
        shown = {
            self._keep: stage is _S.CONFIRM,
            self._do: stage in (_S.READY, _S.CONFIRM, _S.REFUSED, _S.FAILED),
            self._again: doubt,
            self._say_first: stage is _S.SAY_FIRST,
            self._verify: stage is _S.LEVEL_NEEDED,
            self._hand: stage in (_S.HAND_ONLY, _S.REFUSED, _S.UNKNOWN, _S.FAILED),
        }
        for button, is_shown in shown.items():
            button.setVisible(is_shown and not read_only)
        self._buttons.setVisible(any(shown.values()) and not read_only)

    def _title_words(self, action: ActionDrawn) -> str:
        label = words(action.label)
        match action.stage:
            case _S.WORKING:
                text = self.tr("{action}: working on it")
            case _S.DONE:
                text = self.tr("{action}: done")
            case _S.REFUSED:
                text = self.tr("{action}: refused")
            case _S.UNKNOWN:
                text = self.tr("{action}: not known whether it is done")
            case _S.FAILED:
                text = self.tr("{action}: not done")
            case _S.BY_HAND:
                text = self.tr("{action}: done by hand")
            case _:
                text = "{action}"
        return text.format(action=label)

    def _text_words(self, action: ActionDrawn, language: str) -> str:
        detail = words(action.detail)
        match action.stage:
            case _S.SAY_FIRST:
                return self.tr("Say first what must be said before this, and tick it.")
            case _S.LEVEL_NEEDED:
                return self._level_words(action)
            case _S.DONE if _may_be_twice(action):
                return self.tr(
                    "The bank’s system has done it, and it was ticked as done by hand. Look whether it is done twice."
                )
            case _S.CONFIRM:
                pieces = action.confirm.get(language) or action.confirm.get("en", ())
                return "".join(piece.text for piece in pieces)
            case _S.WORKING:
                return self._working_words(action)
            case _S.REFUSED:
                return self._reason_words(action)
            case _S.UNKNOWN:
                return detail or self.tr("No answer came. It may be done or not; asking again does not do it twice.")
            case _S.FAILED:
                return problem_text(action.problem) if action.problem is not None else ""
            case _S.HAND_ONLY:
                return self.tr("No system here can do this yet. Do it as you do today, then tick it.")
            case _:
                return detail

    def _working_words(self, action: ActionDrawn) -> str:
        if action.passes_on or action.complaint is not None:
            return ""
        if action.records:
            return self.tr("The telephone system is asked. Until it has confirmed, nothing is paused.")
        return self.tr("The bank’s system is asked. That takes up to 5 seconds.")

    def _level_words(self, action: ActionDrawn) -> str:
        need = words(action.need)
        full = action.needed is Level.FULL
        if need:
            text = self.tr("Full check needed before you {action}.") if full else ""
            return (text or self.tr("Basic check needed before you {action}.")).format(action=need)
        return self.tr("Full check needed first.") if full else self.tr("Basic check needed first.")

    def _reason_words(self, action: ActionDrawn) -> str:
        detail = words(action.detail)
        if detail:
            return detail
        match action.reason:
            case "not_received":
                return self.tr("The bank’s system did not take it. Nothing was done.")
            case "no_customer":
                return self.tr("The call is with no customer yet. Link it first.")
            case "not_paused":
                return self.tr("NOT paused. The telephone system has not confirmed it, and it still records.")
            case "not_resumed":
                return self.tr("The recording does not go on yet: the telephone system has not confirmed it.")
            case "not_recorded":
                return self.tr("No complaint is recorded in this call yet.")
            case "not_passed_on":
                return self.tr("Nobody has taken the caller over yet.")
            case "by_hand_only":
                return self.tr("This is done elsewhere, by hand. Nothing was done here.")
            case "disposition_unknown":
                return self.tr("There is no such outcome any more. Choose one at the end of the call.")
            case "day_past":
                return self.tr("That day is past. Nothing was planned.")
            case "day_too_far":
                return self.tr("That day is more than two years away. Nothing was planned.")
            case "opted_out":
                return self.tr("The customer does not wish such messages. Nothing was sent.")
            case _:
                return self.tr("The bank’s system does not allow it. Nothing was done.")

    def _before_words(self, before: DoneBefore) -> str:
        match before.stage:
            case _S.DONE:
                text = self.tr("Done at {time} with {what}.")
            case _S.BY_HAND:
                text = self.tr("Done by hand at {time} with {what}.")
            case _:
                text = self.tr("Asked for at {time} with {what}: not known whether it is done.")
        what = words(before.given) or self.tr("other details")
        if before.at is None:
            return self.tr("Asked for with {what}: not known whether it is done.").format(what=what)
        return text.format(time=time_text(before.at.astimezone()), what=what)

    def _ended(self, stage: ActionStage) -> bool:
        return stage in (_S.REFUSED, _S.FAILED)

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

    def _done_by_hand(self) -> None:
        if self._action is not None:
            self.by_hand_chosen.emit(self._action.action_id)


def _may_be_twice(action: ActionDrawn) -> bool:
    return action.stage is _S.DONE and action.reason == _ALSO_BY_HAND


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
