"""Plays one whole call through the real desktop, and takes a picture of each stage."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit

from agent_desktop.client.link import LinkStatus
from agent_desktop.client.notes import NoteStatus
from agent_desktop.client.script_runs import ScriptSaving
from agent_desktop.demo.pop_watch import PopWatch
from agent_desktop.demo.pump import StepFailedError, picture_at_rest, turn, wait_until
from agent_desktop.demo.trial_caller.presenter import CARD_CHARGE, Line, TrialCallerPresenter
from agent_desktop.service_scripts.schema import QuestionKind
from agent_desktop.ui.app import Desktop
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.desk.signed_in import SignedIn
from agent_desktop.ui.login.presenter import LoginPhase
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.script_panel.state import BlockedBy, QuestionState, ScriptKind
from agent_desktop.ui.settings_dialog.preferences import Preferences
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.window.on_screen import fit
from telephony.contract import AgentAction, AgentState

STAGES: Final = ("offer", "talking", "script", "notes", "wrap-up")

SIZE: Final = (1440, 900)
_PICTURE_STEP: Final = 3  # the script's step that the picture shows, counted from 1
_TICK_MS: Final = 200
_NOTE: Final = (
    "Customer at home last night, card in her purse. 客户说没有把密码告诉任何人。"
    " Wants the card stopped and the money back."
)
_PREFERRED: Final = frozenset({"both_agree", "not_made"})
"""Which answers of the shipped scripts the caller gives; elsewhere the first one."""

_ANSWERED: Final = frozenset(
    {QuestionKind.CHOICE, QuestionKind.YES_NO, QuestionKind.DATE, QuestionKind.MONEY, QuestionKind.TEXT}
)
"""The kinds of questions the call answers. Of the others the shipped scripts require none on its way."""

_DISPOSITION: Final = "dispute_opened"


@dataclass(slots=True)
class Played:
    """What came of the call so far. `done` are the stages reached, in order."""

    call_id: UUID | None = None
    painted_at: datetime | None = None
    pictures: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)


class GuidedCall:
    """One call from ringing to the end of its wrap-up.

    Args:
        desktop: Built and not yet started.
        caller: Whoever is to call has been chosen in it.
        folder: Where the pictures go.
        tell: Hears each stage.
    """

    def __init__(
        self, desktop: Desktop, caller: TrialCallerPresenter, folder: Path, tell: Callable[[str], None]
    ) -> None:
        self._desktop = desktop
        self._caller = caller
        self._folder = folder
        self._tell = tell
        self.played = Played()

    def play(self, name: str, password: str) -> None:
        """Play it all; `played` says how far it came.

        Raises:
            StepFailedError: A stage did not come about.
        """
        desk = self._sign_in(name, password)
        ticking = QTimer()
        ticking.setInterval(_TICK_MS)
        ticking.timeout.connect(self._caller.tick)
        ticking.start()
        try:
            self._ring(desk)
            self._talk(desk)
            self._walk_script(desk)
            self._write_note(desk)
            self._hold(desk)
            self._wrap_up(desk)
        finally:
            ticking.stop()

    def _sign_in(self, name: str, password: str) -> SignedIn:
        desktop = self._desktop
        desktop.start()
        wait_until("the sign-in window", lambda: desktop.login.state.phase is LoginPhase.ASKING)
        desktop.sign_in(name, password)
        wait_until("the agent's desktop", lambda: desktop.desk is not None)
        desk = desktop.desk
        assert desk is not None
        desk.window.resize(*SIZE)
        fit(desk.window)
        view = desk.presenters.desk
        wait_until("the link to the server", lambda: view.view.link.status is LinkStatus.UP)
        presence = desk.presenters.presence
        wait_until("the agent's state", lambda: presence.state.state is not None)
        if presence.state.state is AgentState.WRAP_UP:
            # A run before was broken off in the middle of a call: finish what it left.
            self._finish_wrap_up(desk)
        if presence.state.state is not AgentState.READY:
            wait_until("leave to go ready", lambda: AgentAction.GO_READY in presence.state.allowed)
            presence.action_chosen(AgentAction.GO_READY)
            wait_until("the agent being ready", lambda: presence.state.state is AgentState.READY)
        return desk

    def _ring(self, desk: SignedIn) -> None:
        offer = desk.presenters.offer
        watch = PopWatch(desk.window, lambda: profile_on_offer(offer.state))
        # She is of the highest tier, whom our own menu does not ask why she calls.
        self._caller.comes_with(CARD_CHARGE)
        self._caller.ring_pressed()
        wait_until("the call on offer", lambda: offer.state.visible and offer.state.profile is not None)
        call_id = offer.state.call_id
        assert call_id is not None
        self.played.call_id = call_id
        wait_until("the painted profile", lambda: watch.painted_at(call_id) is not None)
        self.played.painted_at = watch.painted_at(call_id)
        self._stage("offer", desk)

    def _talk(self, desk: SignedIn) -> None:
        slot = desk.presenters.call_bar
        desk.actions.run(Command.ANSWER)
        wait_until("the agent on the line", lambda: slot.state.kind is SlotKind.CONNECTED)
        wait_until("the caller on the line", lambda: self._caller.state.line is Line.CONNECTED)
        wait_until("the script", lambda: desk.presenters.script.state.kind is ScriptKind.READY)
        live = desk.presenters.live_holdings
        wait_until("live figures of the bank's systems", lambda: not any(part.loading for part in live.holdings.parts))
        self._stage("talking", desk)

    def _walk_script(self, desk: SignedIn) -> None:
        script = desk.presenters.script
        while script.state.step_number < _PICTURE_STEP and self._do_step(desk):
            pass
        self._answer_step(desk, questions=False)
        self._stage("script", desk)
        while self._do_step(desk):
            pass
        if script.state.blocked_by is not BlockedBy.LAST_STEP:
            raise StepFailedError(f"the script stays on its step {script.state.step_id}: {script.state.blocked_by}")
        wait_until("the saved script", lambda: script.state.saving is ScriptSaving.SAVED)

    def _do_step(self, desk: SignedIn) -> bool:
        """Do the step on screen and go on; False on a step that leads no further."""
        self._answer_step(desk)
        if not desk.presenters.script.state.can_go_on:
            return False
        desk.actions.run(Command.SCRIPT_NEXT)
        return True

    def _answer_step(self, desk: SignedIn, *, questions: bool = True) -> None:
        script = desk.presenters.script
        while script.state.must_left:
            desk.actions.run(Command.MUST_SAY)
        main = script.state.main_question
        asked = ([main] if main is not None else []) + (list(script.state.questions) if questions else [])
        for question in asked:
            if not question.answer and question.kind in _ANSWERED:
                script.answered(question.question_id, _answer_to(question))

    def _write_note(self, desk: SignedIn) -> None:
        notes = desk.presenters.notes
        wait_until("the open note", lambda: notes.state.open)
        desk.actions.run(Command.NOTES)
        note_field = desk.views.notes.findChild(QPlainTextEdit)
        if not isinstance(note_field, QPlainTextEdit):
            raise StepFailedError("the notes have no field")
        note_field.insertPlainText(_NOTE)
        wait_until("the saved note", lambda: notes.state.status is NoteStatus.SAVED)
        self._stage("notes", desk)

    def _hold(self, desk: SignedIn) -> None:
        slot = desk.presenters.call_bar
        desk.actions.run(Command.HOLD)
        wait_until("the caller on hold", lambda: slot.state.kind is SlotKind.HOLD)
        desk.actions.run(Command.HOLD)
        wait_until("the caller back", lambda: slot.state.kind is SlotKind.CONNECTED)

    def _wrap_up(self, desk: SignedIn) -> None:
        self._caller.hang_up_pressed()
        self._finish_wrap_up(desk, before_finish=lambda: self._stage("wrap-up", desk))
        presence = desk.presenters.presence
        wait_until("the agent ready for the next call", lambda: presence.state.state is AgentState.READY)

    def _finish_wrap_up(self, desk: SignedIn, *, before_finish: Callable[[], None] = lambda: None) -> None:
        wrap_up, presence = desk.presenters.wrap_up, desk.presenters.presence
        wait_until("wrap-up", lambda: wrap_up.state.visible and bool(wrap_up.state.dispositions))
        wait_until("the call's record", lambda: desk.presenters.interactions.current.interaction is not None)
        codes = [each.code for each in wrap_up.state.dispositions]
        wrap_up.disposition_chosen(_DISPOSITION if _DISPOSITION in codes else codes[0])
        before_finish()
        desk.actions.run(Command.FINISH)
        wait_until("the end of wrap-up", lambda: presence.state.state is not AgentState.WRAP_UP)

    def _stage(self, stage: str, desk: SignedIn) -> None:
        """Take the stage's pictures in both themes and languages, and go back to how it was."""
        first = self._desktop.preferences
        for theme in (ThemeName.LIGHT, ThemeName.DARK):
            for language in ("en", "zh"):
                self._desktop.choose(replace(first, theme=theme, language="zh" if language == "zh" else "en"))
                number = STAGES.index(stage) + 1
                path = self._folder / f"{number}-{stage}-{theme.value}-{language}.png"
                if not picture_at_rest(desk.window).save(str(path)):
                    raise StepFailedError(f"the picture {path.name} cannot be written")
                self.played.pictures.append(path.name)
        self._desktop.choose(first)
        turn(0)
        self.played.done.append(stage)
        self._tell(stage)


def profile_on_offer(state: OfferState) -> UUID | None:
    """Return the offered call once the caller's profile is shown with it."""
    return state.call_id if state.visible and state.profile is not None else None


def first_preferences() -> Preferences:
    """Return what the guided desktop starts with."""
    return Preferences(language="en", theme=ThemeName.LIGHT)


def _answer_to(question: QuestionState) -> str:
    match question.kind:
        case QuestionKind.CHOICE:
            ids = [option.id for option in question.options]
            return next((each for each in ids if each in _PREFERRED), ids[0])
        case QuestionKind.YES_NO:
            return "yes"
        case QuestionKind.DATE:
            return datetime.now(UTC).date().isoformat()
        case QuestionKind.MONEY:
            return "8000.00"
        case _:
            return "At home with the card in her purse; nobody else knows the PIN."
