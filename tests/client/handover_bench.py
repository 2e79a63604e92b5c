"""A keeper of hand-over notes with a server in memory that knows versions and answers each command once."""

from uuid import UUID

from agent_desktop.client.drafts import HandoverWords
from agent_desktop.client.errors import ClientError
from agent_desktop.client.handover_keeper import HandoverKeeper
from agent_desktop.client.handover_text import HandoverText, HandoverView
from agent_desktop.client.tasks import ImmediateTasks, Tasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.handovers import HandoverDraft, HandoverNote, HandoverState, SendHandover
from tests.client.note_bench import MemoryJournal
from tests.client.support import AGENT_ID, Clock

CALL = UUID(int=40)
SAID = HandoverText("withdrawal_not_theirs", "HKD 8,000 taken at 02:14", "Open the fraud case", "A word by Friday")


class HandoverServer:
    def __init__(self) -> None:
        self.note = HandoverNote(handover_id=UUID(int=41), call_id=CALL, from_agent_id=AGENT_ID, from_name="Amy Wong")
        self.answers: dict[UUID, HandoverNote] = {}
        self.saved: list[HandoverDraft] = []
        self.problems: list[ClientError] = []
        self.lose_answer = False

    def handover(self, call_id: UUID) -> HandoverNote:
        self._fail()
        return self.note.model_copy(update={"call_id": call_id})

    def save(self, call_id: UUID, command: HandoverDraft) -> HandoverNote:
        self._fail()
        known = self.answers.get(command.command_id)
        if known is not None:
            return known
        if command.seen_version != self.note.version:
            raise ClientError(ErrorCode.STALE_VERSION)
        self.saved.append(command)
        self.write(command.summary, command)
        self.answers[command.command_id] = self.note
        if self.lose_answer:
            self.lose_answer = False
            raise ClientError(ErrorCode.SERVER_AWAY)
        return self.note

    def send(self, call_id: UUID, command: SendHandover) -> HandoverNote:
        self._fail()
        if command.seen_version != self.note.version or not self.note.version:
            raise ClientError(ErrorCode.STALE_VERSION)
        if not self.note.summary:
            raise ClientError(ErrorCode.HANDOVER_UNFINISHED, {"missing": "summary"})
        sent = {"state": HandoverState.SENT, "sent_version": self.note.version}
        self.note = self.note.model_copy(update=sent)
        return self.note

    def write(self, summary: str, command: HandoverDraft | None = None) -> None:
        """The note changes: by our command, or elsewhere."""
        fields = {} if command is None else command.model_dump(include={"reason_code", "asked", "promised"})
        included = self.note.included if command is None else command.include
        version = self.note.version + 1
        sent = version if self.note.sent_version else 0
        changes = {**fields, "summary": summary, "included": included, "version": version, "sent_version": sent}
        self.note = self.note.model_copy(update=changes)

    def _fail(self) -> None:
        if self.problems:
            raise self.problems.pop(0)


class HandoverBench:
    def __init__(self, *recovered: HandoverWords, tasks: Tasks | None = None, opened: bool = True) -> None:
        self.server, self.clock = HandoverServer(), Clock()
        self.journal = MemoryJournal(recovered_handovers=recovered)
        self.journal.handovers = {each.call_id: each for each in recovered}
        self.tasks = tasks or ImmediateTasks()
        self.keeper = HandoverKeeper(
            self.server, self.journal, self.tasks, ImmediateTasks(), self.clock.now, monotonic=self.clock.monotonic
        )
        if opened:
            self.keeper.open(CALL)

    def pass_seconds(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds, self.keeper.tick)

    @property
    def view(self) -> HandoverView:
        return self.keeper.view
