"""A person at the real desktop: answers, types Chinese notes key by key, walks the script, holds, hangs up, finishes.

They look only at what the desktop shows, and after a restart they go on from what they see. What they do in one call
follows from the seed and the call alone, so that a restarted person wants what the one before wanted.
"""

import time
from dataclasses import asdict, dataclass
from random import Random
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from agent_desktop.client.link import LinkStatus
from agent_desktop.client.notes import NoteStatus
from agent_desktop.client.script_runs import ScriptSaving
from agent_desktop.service_scripts.schema import QuestionKind
from agent_desktop.ui.app import Desktop
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.desk.signed_in import SignedIn
from agent_desktop.ui.login.presenter import LoginPhase
from agent_desktop.ui.script_panel.state import QuestionState, ScriptKind
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.widgets.fields import TextField
from telephony.contract import AgentAction, AgentState, CallAction, CallState
from tests.proofs.kill.ledger import Ledger
from tests.proofs.kill.orders import Orders, note_for

_LOOK_MS: Final = 10
_CALLER_GOES_SECONDS: Final = 2.0
_ANSWERED: Final = frozenset(
    {QuestionKind.CHOICE, QuestionKind.YES_NO, QuestionKind.DATE, QuestionKind.MONEY, QuestionKind.TEXT}
)
"""The kinds of questions the person answers. Of the others the shipped scripts require none on their way."""
_ON: Final = (SlotKind.CONNECTED, SlotKind.HOLD, SlotKind.WRAP_UP)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the window shows, read from it."""

    agent: str = ""
    slot: str = ""
    call_id: str = ""
    step_id: str = ""
    answers: int = 0
    notes_open: bool = False
    text: str = ""
    up: bool = False


class Person(QObject):
    """Looks at the desktop a hundred times a second and does the next thing."""

    def __init__(
        self, desktop: Desktop, ledger: Ledger, orders: Orders, seed: int, name: str, password: str, *, run: int
    ) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._ledger = ledger
        self._orders = orders
        self._seed = seed
        self._who = (name, password)
        self._chance = Random(f"{seed}-{name}-{run}")
        self._next_at = 0.0
        self._typed: dict[str, str] = {}
        self._held: set[str] = set()
        self._done_at = 0.0
        self._last = Shown()
        self._back = False
        self._told_settled = 0
        self._wrong = ""
        self._busy: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        desk = self._desktop.desk
        if desk is None:
            if self._desktop.login.state.phase is LoginPhase.ASKING and time.monotonic() >= self._next_at:
                self._wait(1.0)
                self._ledger.write("password_asked")
                self._desktop.login.sign_in_pressed(*self._who)
            return
        shown = self._read(desk)
        self._tell(desk, shown)
        if self._orders.paused:
            self._settle(desk, shown)
        elif time.monotonic() >= self._next_at and shown.agent:
            self._act(desk, shown)

    # looking

    def _read(self, desk: SignedIn) -> Shown:
        presenters = desk.presenters
        view = presenters.desk.view
        call = view.accepted_call
        state = presenters.script.state
        questions = (state.main_question, *state.questions)
        return Shown(
            agent=view.desk.agent.state.value if view.desk is not None else "",
            slot=presenters.call_bar.state.kind.value,
            call_id=str(call.call_id) if call is not None and call.state is not CallState.CONNECTING else "",
            step_id=state.step_id,
            answers=sum(1 for question in questions if question is not None and question.answer),
            notes_open=presenters.notes.state.open,
            text=_field(desk).toPlainText(),
            up=view.link.is_up,
        )

    def _tell(self, desk: SignedIn, shown: Shown) -> None:
        if shown != self._last:
            self._last = shown
            self._ledger.write("shown", **asdict(shown))
        notes = desk.presenters.notes.state
        target = note_for(self._seed, shown.call_id)
        wrong = ""
        if notes.status in (NoteStatus.CONFLICT, NoteStatus.REFUSED) or notes.stranded:
            wrong = f"notes: {notes.status.value}, {len(notes.stranded)} stranded, {notes.problem}"
        elif desk.presenters.script.state.saving is ScriptSaving.REFUSED:
            wrong = f"script: {desk.presenters.script.state.problem}"
        elif shown.notes_open and shown.call_id and not target.startswith(shown.text):
            wrong = f"notes show what was not typed: {shown.text!r}"
        if wrong and wrong != self._wrong:
            self._wrong = wrong
            self._ledger.write("wrong", problem=wrong)
        if not self._back and shown.agent and shown.up and (not shown.call_id or self._all_there(desk, shown)):
            self._back = True
            self._ledger.write("back", **asdict(shown))

    @staticmethod
    def _all_there(desk: SignedIn, shown: Shown) -> bool:
        return shown.notes_open and desk.presenters.script.state.kind is ScriptKind.READY

    def _settle(self, desk: SignedIn, shown: Shown) -> None:
        """Say that all that was done is on the server; again where an answered call has begun its script meanwhile."""
        presenters = desk.presenters
        notes = presenters.notes.state
        busy = {
            "link": presenters.desk.view.link.status is not LinkStatus.UP,
            "call": presenters.call_bar.state.pending is not None or shown.slot == SlotKind.CONNECTING,
            "agent": presenters.presence.state.pending is not None,
            "wrap-up": presenters.wrap_up.state.busy,
            f"script {presenters.script.state.saving.value}": presenters.script.state.saving is not ScriptSaving.SAVED,
            f"notes {notes.status.value}": notes.status not in (NoteStatus.EMPTY, NoteStatus.SAVED),
            f"{notes.waiting_count} notes waiting": notes.waiting_count > 0,
        }
        told = [what for what, is_so in busy.items() if is_so]
        if told and told != self._busy:
            self._ledger.write("busy", doing=told)
        self._busy = told
        if told:
            self._told_settled = 0
        elif self._told_settled != self._orders.number:
            self._told_settled = self._orders.number
            self._ledger.write("settled", number=self._orders.number, **asdict(shown))

    # doing

    def _wait(self, seconds: float) -> None:
        self._next_at = time.monotonic() + seconds

    def _press(self, desk: SignedIn, command: Command) -> None:
        self._ledger.write("pressed", command=command.value)
        desk.actions.run(command)
        self._wait(0.15)

    def _act(self, desk: SignedIn, shown: Shown) -> None:
        presenters = desk.presenters
        slot = presenters.call_bar.state
        match slot.kind:
            case SlotKind.RINGING if CallAction.ANSWER in slot.enabled:
                self._press(desk, Command.ANSWER)
            case SlotKind.NONE:
                presence = presenters.presence
                if presence.state.state is not AgentState.READY and AgentAction.GO_READY in presence.state.allowed:
                    presence.action_chosen(AgentAction.GO_READY)
                    self._wait(0.3)
            case kind if kind in _ON and self._all_there(desk, shown) and shown.call_id:
                self._work(desk, shown, kind)

    def _work(self, desk: SignedIn, shown: Shown, kind: SlotKind) -> None:
        """Do the next of what belongs to a call: note and script, a hold in the middle, the end."""
        allowed = desk.presenters.call_bar.state.enabled
        text = note_for(self._seed, shown.call_id)
        rest = text[len(shown.text) :] if text.startswith(shown.text) else ""
        if kind is SlotKind.HOLD and self._chance.random() < 0.1 and CallAction.RESUME in allowed:
            self._press(desk, Command.HOLD)
        elif rest:
            self._type(desk, shown, rest[0])
            if len(rest) % 9 == 0:
                self._script(desk)
            if len(rest) == len(text) // 2 and shown.call_id not in self._held and CallAction.HOLD in allowed:
                self._held.add(shown.call_id)
                self._press(desk, Command.HOLD)
        elif kind is SlotKind.HOLD:
            if CallAction.RESUME in allowed:
                self._press(desk, Command.HOLD)
        elif self._script(desk):
            self._wait(0.08)
        elif kind is SlotKind.CONNECTED:
            self._hang_up(desk, shown, allowed)
        elif kind is SlotKind.WRAP_UP:
            self._finish(desk)

    def _type(self, desk: SignedIn, shown: Shown, letter: str) -> None:
        field = _field(desk)
        if letter.isascii():
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(field, key)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(letter)
            QApplication.sendEvent(field, composed)
        self._ledger.write("typed", call_id=shown.call_id, length=len(shown.text) + 1)
        # Now and then a pause that is long enough for the note to go to the server by itself.
        self._wait(1.3 if self._chance.random() < 0.03 else self._chance.uniform(0.02, 0.09))

    def _script(self, desk: SignedIn) -> bool:
        """Do one thing in the script; False where nothing is left to do."""
        script = desk.presenters.script
        state = script.state
        if state.must_left:
            self._press(desk, Command.MUST_SAY)
            return True
        for question in (state.main_question, *state.questions):
            if question is not None and not question.answer and question.kind in _ANSWERED:
                self._ledger.write("answered", question=question.question_id)
                script.answered(question.question_id, _answer_to(question))
                return True
        if state.can_go_on:
            self._press(desk, Command.SCRIPT_NEXT)
            return True
        return False

    def _hang_up(self, desk: SignedIn, shown: Shown, allowed: frozenset[CallAction]) -> None:
        """One caller in three hangs up by themself; the others are bid farewell."""
        now = time.monotonic()
        if self._done_at < now - 2 * _CALLER_GOES_SECONDS:
            self._done_at = now
        caller_goes = Random(f"{self._seed}-end-{shown.call_id}").random() < 1 / 3
        if caller_goes and now < self._done_at + _CALLER_GOES_SECONDS:
            return
        if CallAction.HANG_UP in allowed:
            self._press(desk, Command.HANG_UP)

    def _finish(self, desk: SignedIn) -> None:
        wrap_up = desk.presenters.wrap_up
        state = wrap_up.state
        if state.busy or not state.visible:
            return
        if not state.dispositions:
            if not state.loading:
                wrap_up.retry()
                self._wait(0.5)
            return
        wrap_up.disposition_chosen(state.dispositions[0].code)
        self._press(desk, Command.FINISH)


def _field(desk: SignedIn) -> QPlainTextEdit:
    fields = desk.views.notes.findChildren(QPlainTextEdit)
    # The other one shows the other text of a conflict.
    return next(field for field in fields if type(field) is not TextField)


def _answer_to(question: QuestionState) -> str:
    match question.kind:
        case QuestionKind.CHOICE:
            ids = [option.id for option in question.options]
            return next((each for each in ids if each in ("both_agree", "not_made")), ids[0])
        case QuestionKind.YES_NO:
            return "yes"
        case QuestionKind.DATE:
            return "2026-03-02"
        case QuestionKind.MONEY:
            return "1280.00"
        case _:
            return "客户在家，卡在身边。At home."
