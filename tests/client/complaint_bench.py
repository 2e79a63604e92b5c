"""A keeper of forms with a server in memory that records each complaint once, and keeps files."""

from datetime import timedelta
from uuid import UUID

from agent_desktop.client.complaint_keeper import ComplaintKeeper
from agent_desktop.client.complaint_words import ComplaintDraft
from agent_desktop.client.errors import ClientError
from agent_desktop.client.kept_complaint import KeeperView
from agent_desktop.client.tasks import ImmediateTasks, Tasks
from agent_desktop.contract.attachments import (
    AnnounceFile,
    Attachment,
    AttachmentOrigin,
    AttachmentState,
    FileType,
    RecordKind,
    RemoveFile,
)
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_clocks import ComplaintClocks, PreviewClocks
from agent_desktop.contract.complaint_form import (
    ComplaintForm,
    ComplaintPrefill,
    FindSame,
    SameComplaints,
    SubjectTransactions,
)
from agent_desktop.contract.complaints import JoinInto, RecordComplaint, UndoRecording
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo import screen_complaints as samples
from agent_desktop.demo.screen_complaint_form import FORM
from tests.client.note_bench import MemoryJournal
from tests.client.support import AGENT_ID, START, Clock


class ComplaintServer:
    """Also what the form asks beside recording. `problems` are raised first, one a request."""

    def __init__(self) -> None:
        self.recorded: dict[UUID, RecordComplaint] = {}
        self.joined: dict[UUID, UUID] = {}
        self.undone: list[UUID] = []
        self.problems: list[ClientError] = []
        self.lose_answer = False
        self.asks = 0
        self.files: dict[UUID, bytes] = {}
        self.file_problems: list[ClientError] = []
        self.prefilled = samples.PREFILL
        self.previews: list[PreviewClocks] = []
        self.sought: list[FindSame] = []
        self.same_found = SameComplaints()

    def form(self) -> ComplaintForm:
        self._fail()
        return FORM

    def prefill(self, customer_id: UUID | None, call_id: UUID | None) -> ComplaintPrefill:
        self._fail()
        return self.prefilled.model_copy(update={"customer_id": customer_id, "call_id": call_id})

    def transactions(self, customer_id: UUID, holding_id: UUID) -> SubjectTransactions:
        return SubjectTransactions()

    def same(self, asked: FindSame) -> SameComplaints:
        self.sought.append(asked)
        return self.same_found

    def preview(self, wanted: PreviewClocks) -> ComplaintClocks:
        self.previews.append(wanted)
        return samples.CLOCKS

    def record(self, command: RecordComplaint) -> Case:
        return self._keep(command)

    def join(self, complaint_id: UUID, command: JoinInto) -> Case:
        self.joined[command.record.complaint_id] = complaint_id
        return self._keep(command.record)

    def undo(self, complaint_id: UUID, command: UndoRecording) -> Case:
        self._fail()
        self.undone.append(complaint_id)
        return self._case(self.recorded[complaint_id])

    def add_content(self, announced: AnnounceFile, content: bytes) -> Attachment:
        if self.file_problems:
            raise self.file_problems.pop(0)
        self.files[announced.attachment_id] = content
        return Attachment(
            attachment_id=announced.attachment_id,
            record_kind=RecordKind.COMPLAINT,
            record_id=announced.record_id,
            name=announced.name,
            media_type=FileType.PNG,
            size=announced.size,
            checksum=announced.checksum,
            origin=AttachmentOrigin.ADDED,
            state=AttachmentState.KEPT,
            added_at=START,
            added_by=AGENT_ID,
        )

    def remove(self, attachment_id: UUID, command: RemoveFile) -> Attachment:
        if self.file_problems:
            raise self.file_problems.pop(0)
        if attachment_id not in self.files:
            raise ClientError(ErrorCode.ATTACHMENT_NOT_FOUND)
        announced = AnnounceFile(
            attachment_id=attachment_id, record_kind=RecordKind.COMPLAINT, record_id=attachment_id, name="x", size=1,
            checksum="0" * 64,
        )  # fmt: skip
        content = self.files[attachment_id]
        gone = self.add_content(announced, content)
        del self.files[attachment_id]
        return gone.model_copy(update={"state": AttachmentState.REMOVED})

    def _keep(self, command: RecordComplaint) -> Case:
        self.asks += 1
        self._fail()
        self.recorded.setdefault(command.complaint_id, command)
        if self.lose_answer:
            self.lose_answer = False
            raise ClientError(ErrorCode.SERVER_AWAY)
        return self._case(command)

    def _case(self, command: RecordComplaint) -> Case:
        number = f"CMP-26-{1 + list(self.recorded).index(command.complaint_id):05}"
        glance = samples.CASE.glance.model_copy(update={"complaint_id": command.complaint_id, "number": number})
        until = START + timedelta(hours=2)
        update = {"complaint_id": command.complaint_id, "glance": glance, "undo_until_at": until}
        return samples.CASE.model_copy(update=update)

    def _fail(self) -> None:
        if self.problems:
            raise self.problems.pop(0)


class FormsBench:
    """A keeper, what stands around it, and what the journal would give back after a crash."""

    def __init__(
        self,
        *recovered: ComplaintDraft,
        tasks: Tasks | None = None,
        journal: MemoryJournal | None = None,
        server: ComplaintServer | None = None,
    ) -> None:
        self.server, self.clock = server or ComplaintServer(), Clock()
        self.journal = journal or MemoryJournal(recovered_complaints=recovered)
        self.journal.recovered_complaints = recovered
        self.journal.complaints = {each.draft_id: each for each in recovered}
        self.tasks = tasks or ImmediateTasks()
        self.keeper = ComplaintKeeper(
            self.server,
            self.server,
            self.journal,
            self.tasks,
            ImmediateTasks(),
            self.clock.now,
            monotonic=self.clock.monotonic,
        )

    def pass_seconds(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds, self.keeper.tick)

    def after_a_crash(self) -> "FormsBench":
        """The program was killed: another begins with what the disk has."""
        return FormsBench(*self.journal.complaints.values(), journal=self.journal, server=self.server)

    @property
    def view(self) -> KeeperView:
        return self.keeper.view
