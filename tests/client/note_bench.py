"""A note keeper with everything around it held still."""

from dataclasses import dataclass, field
from uuid import UUID

from agent_desktop.client.callback_words import OutcomeWords
from agent_desktop.client.complaint_words import ComplaintDraft
from agent_desktop.client.draft_files import FileContents, MemoryFiles
from agent_desktop.client.drafts import AnyDraft, Draft, DraftKind, HandoverWords, RunDraft
from agent_desktop.client.errors import ClientError
from agent_desktop.client.notes import NoteKeeper, NoteStatus
from agent_desktop.client.tasks import ImmediateTasks, Tasks
from agent_desktop.client.typed_words import TypedWords
from tests.client.note_server import NoteServer
from tests.client.support import Clock

Kept = (
    dict[UUID, Draft]
    | dict[UUID, RunDraft]
    | dict[UUID, HandoverWords]
    | dict[UUID, OutcomeWords]
    | dict[UUID, ComplaintDraft]
    | dict[UUID, TypedWords]
)


@dataclass
class MemoryJournal:
    """`kept` are the notes, `runs` the answers to scripts, `handovers` the hand-over notes, as the disk would have
    them."""

    recovered: tuple[Draft, ...] = ()
    recovered_runs: tuple[RunDraft, ...] = ()
    recovered_handovers: tuple[HandoverWords, ...] = ()
    recovered_outcomes: tuple[OutcomeWords, ...] = ()
    recovered_complaints: tuple[ComplaintDraft, ...] = ()
    recovered_typed: tuple[TypedWords, ...] = ()
    files: FileContents = field(default_factory=MemoryFiles)
    complaints: dict[UUID, ComplaintDraft] = field(default_factory=dict)
    handovers: dict[UUID, HandoverWords] = field(default_factory=dict)
    outcomes: dict[UUID, OutcomeWords] = field(default_factory=dict)
    typed: dict[UUID, TypedWords] = field(default_factory=dict)
    kept: dict[UUID, Draft] = field(default_factory=dict)
    runs: dict[UUID, RunDraft] = field(default_factory=dict)
    problem: ClientError | None = None

    def keep(self, draft: AnyDraft) -> None:
        if self.problem:
            raise self.problem
        if isinstance(draft, Draft):
            self.kept[draft.interaction_id] = draft
        elif isinstance(draft, HandoverWords):
            self.handovers[draft.call_id] = draft
        elif isinstance(draft, OutcomeWords):
            self.outcomes[draft.callback_id] = draft
        elif isinstance(draft, ComplaintDraft):
            self.complaints[draft.draft_id] = draft
        elif isinstance(draft, TypedWords):
            self.typed[draft.typed_id] = draft
        else:
            self.runs[draft.draft_id] = draft

    def drop(self, draft_id: UUID, kind: DraftKind = DraftKind.NOTE) -> None:
        if self.problem:
            raise self.problem
        kept: dict[DraftKind, Kept] = {
            DraftKind.NOTE: self.kept,
            DraftKind.RUN: self.runs,
            DraftKind.HANDOVER: self.handovers,
            DraftKind.OUTCOME: self.outcomes,
            DraftKind.COMPLAINT: self.complaints,
            DraftKind.TYPED: self.typed,
        }
        kept[kind].pop(draft_id, None)


class Bench:
    """A keeper with everything it needs, the note of one call open."""

    def __init__(
        self, server: NoteServer | None = None, tasks: Tasks | None = None, *drafts: Draft, files: Tasks | None = None
    ) -> None:
        self.server = server or NoteServer()
        self.clock = Clock()
        self.journal = MemoryJournal(drafts)
        self.journal.kept = {draft.interaction_id: draft for draft in drafts}
        self.keeper = NoteKeeper(
            self.server,
            self.journal,
            tasks or ImmediateTasks(),
            files or ImmediateTasks(),
            self.clock.now,
            monotonic=self.clock.monotonic,
        )

    def open(self) -> "Bench":
        self.keeper.open(self.server.stored)
        return self

    def pass_seconds(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds, self.keeper.tick)

    def status(self) -> NoteStatus:
        return self.keeper.view.status

    def journalled(self) -> str | None:
        draft = self.journal.kept.get(self.server.stored.interaction_id)
        return draft.text if draft else None
