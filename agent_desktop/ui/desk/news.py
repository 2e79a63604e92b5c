"""What the window has to say, from what happens on the desk."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from agent_desktop.client.desk import DeskView
from agent_desktop.client.errors import Problem
from agent_desktop.client.kept_note import NoteView
from agent_desktop.client.script_runs import RunSaving, ScriptSaving
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.messages import Messages, News
from agent_desktop.ui.settings_dialog.ring_port import RingProblem
from telephony.contract import AgentState, CallDirection, CallRole, EndCause, OfferOutcome, SystemReason

_NOT_TAKEN: Final = frozenset({EndCause.NO_ANSWER, EndCause.DECLINED, EndCause.UNREACHABLE, EndCause.CARRIER_FAILED})

PASSING_MS: Final = 12_000
"""How long news that ask for nothing stay, while nothing else goes on."""
_PASSING: Final = (
    News.KEYRING,
    News.NO_SOUND,
    News.RECOVERED,
    News.ANSWERS_RECOVERED,
    News.OFFER_PASSED_ON,
    News.OFFER_TAKEN_BACK,
    News.COLLEAGUE_NOT_REACHED,
    News.SERVING_CHANGED,
    News.FINISH_FIRST,
)


class DeskNews(QObject):
    """Turns the desk's changes into messages, each taken back when its cause is gone."""

    def __init__(self, presenters: Presenters, messages: Messages, *, recovered: int, parent: QObject) -> None:
        """`recovered` counts the notes that an earlier run left on this computer."""
        super().__init__(parent)
        self._messages = messages
        self._recovered = recovered
        self._ended: object = None
        self._answered: object = None
        self._serves: frozenset[UUID] | None = None
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(PASSING_MS)
        self._passing.timeout.connect(self._let_pass)
        self._presenters = presenters
        # Answers that an earlier run left: told once they are on the server.
        self._answers_recovered = presenters.saver.saving.waiting_count > 0
        self._stops = (
            presenters.desk.watch(self._desk_changed),
            presenters.keeper.watch(self._notes_changed),
            presenters.saver.watch(self._answers_changed),
        )

    def stop(self) -> None:
        """Watch no longer."""
        self._passing.stop()
        for stop in self._stops:
            stop()

    def tell_start(self, keyring: KeyringState, ring: RingProblem | None, journal: Problem | None) -> None:
        """Say what this computer cannot do: keep the sign-in, ring, keep notes."""
        if keyring is KeyringState.LOCKED:
            self._messages.put(News.KEYRING, Problem(ErrorCode.KEYRING_LOCKED))
        elif keyring is KeyringState.MISSING:
            self._messages.put(News.KEYRING, Problem(ErrorCode.KEYRING_MISSING))
        if ring in (RingProblem.NO_DEVICE, RingProblem.NO_SOUND_SYSTEM):
            self._messages.put(News.NO_SOUND)
        if journal is not None:
            self._messages.put(News.PROBLEM, journal)
        self._passing.start()

    def _desk_changed(self, view: DeskView) -> None:
        self._messages.set_link(view.link)
        agent = view.desk.agent if view.desk is not None else None
        if agent is None:
            return
        if agent.state is AgentState.NOT_READY and agent.reason is SystemReason.NO_ANSWER:
            self._messages.put(News.NO_ANSWER, count=agent.miss_limit)
        else:
            self._messages.take_back(News.NO_ANSWER)
        self._tell_serving(view)
        self._tell_end(view)
        if agent.state is AgentState.ON_CALL and view.call is not None and view.call.call_id != self._answered:
            self._answered = view.call.call_id  # the whole body changes now, and passing lines go with it
            self._take_back_passing()

    def _tell_serving(self, view: DeskView) -> None:
        if view.desk is None:
            return
        serves = frozenset(queue.queue_id for queue in view.desk.queues)
        before, self._serves = self._serves, serves
        if before is not None and before != serves:
            self._messages.put(News.SERVING_CHANGED)
            self._passing.start()

    def _tell_end(self, view: DeskView) -> None:
        mine = view.call
        if mine is not None and mine.direction is CallDirection.INTERNAL and mine.end_cause in _NOT_TAKEN:
            self._messages.put(News.COLLEAGUE_NOT_REACHED)
            self._passing.start()
        ended, call = view.ended_offer, view.ended_call
        if call is not None and call.role is CallRole.COLLEAGUE:
            return  # a colleague's call is nobody's place in a queue
        if ended is None or ended.offer_id == self._ended:
            return
        self._ended = ended.offer_id
        if ended.outcome is OfferOutcome.NOT_ANSWERED:
            self._messages.put(News.OFFER_PASSED_ON)
        elif ended.outcome is OfferOutcome.WITHDRAWN and (call is None or call.end_cause is None):
            self._messages.put(News.OFFER_TAKEN_BACK)  # of a caller who is gone a card tells
        self._passing.start()

    def _notes_changed(self, note: NoteView) -> None:
        stranded = len(note.stranded)
        self._messages.set_kept_notes(max(0, note.waiting_count - stranded))
        self._tell_journal()
        if stranded:
            self._messages.put(News.STRANDED, count=stranded)
        else:
            self._messages.take_back(News.STRANDED)
        if self._recovered and note.waiting_count <= stranded:
            sent, self._recovered = self._recovered - stranded, 0
            if sent > 0:
                self._messages.put(News.RECOVERED, count=sent)
                self._passing.start()

    def _answers_changed(self, saving: RunSaving) -> None:
        self._tell_journal()
        if saving.stranded:
            self._messages.put(News.ANSWERS_ASIDE, count=len(saving.stranded))
        else:
            self._messages.take_back(News.ANSWERS_ASIDE)
        all_sent = not saving.waiting_count and saving.saving is ScriptSaving.SAVED
        if self._answers_recovered and all_sent:
            self._answers_recovered = False
            if not saving.stranded:
                self._messages.put(News.ANSWERS_RECOVERED)
                self._passing.start()

    def _tell_journal(self) -> None:
        problem = self._presenters.keeper.view.journal_problem or self._presenters.saver.saving.journal_problem
        if problem is not None:
            self._messages.put(News.JOURNAL, problem)
        else:
            self._messages.take_back(News.JOURNAL)

    def _let_pass(self) -> None:
        if self._presenters.desk.view.call is not None:
            self._passing.start()  # a line that goes would move what the agent is working with
            return
        self._take_back_passing()

    def _take_back_passing(self) -> None:
        for news in _PASSING:
            self._messages.take_back(news)
