"""The notes panel: text that saves itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agent_desktop.client.current_interaction import CurrentInteraction, InteractionModel
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.drafts import Draft
from agent_desktop.client.errors import Problem
from agent_desktop.client.notes import NoteKeeper, NoteStatus, NoteView
from agent_desktop.client.watched import Shows
from agent_desktop.contract.interactions import NOTE_LIMIT


@dataclass(frozen=True, slots=True)
class NotesState:
    """Everything the notes panel draws.

    The view loads `text` into its field only when `text_number` is not the one it loaded last: what is being typed
    is never written over. `saved_at` is server time of the last save. `waiting_count` counts the notes, this one too,
    that are kept on this computer and not yet sent. With CONFLICT `server_text` is the other text: `keep_mine` saves
    both, ours first. `journal_problem` says why the copy on this computer is not written, while the server still is.
    Not `open` without a call or before its note is read; `problem` then says why it could not be. `stranded` are
    notes of earlier calls that the server takes no more (their wrap-up is over): they stay on this computer.
    """

    open: bool = False
    text: str = ""
    text_number: int = 0
    status: NoteStatus = NoteStatus.EMPTY
    saved_at: datetime | None = None
    waiting_count: int = 0
    server_text: str = ""
    problem: Problem | None = None
    journal_problem: Problem | None = None
    recovered: bool = False
    limit: int = NOTE_LIMIT
    loading: bool = False
    stranded: tuple[Draft, ...] = ()


class NotesPresenter(Shows[NotesState]):
    """Shows the open note of the call that is on; the keeper saves it."""

    def __init__(self, desk: DeskModel, interactions: InteractionModel, keeper: NoteKeeper) -> None:
        super().__init__(NotesState())
        self._keeper = keeper
        self._interactions = interactions
        self._offer_id: UUID | None = None
        self._call_id: UUID | None = None
        self._up = False
        self._stops = (
            keeper.watch(self._note_changed),
            interactions.watch(self._interaction_changed),
            desk.watch(self._desk_changed),
        )

    def typed(self, text: str) -> None:
        """The field's whole text has changed."""
        self._keeper.typed(text)

    def save_now(self) -> None:
        """Ctrl+S: wait for no pause in typing."""
        self._keeper.save_now()

    def keep_mine(self) -> None:
        """Settle a conflict: ours is saved, with the other text below it."""
        self._keeper.keep_mine()

    def discard(self, interaction_id: UUID) -> None:
        """Let go of a stranded note."""
        self._keeper.discard(interaction_id)

    def retry(self) -> None:
        """Ask again for the note that could not be read."""
        self._interactions.retry()

    def tick(self) -> None:
        """Do what is due. Called a few times a second."""
        self._interactions.tick()
        self._keeper.tick()

    def stop(self) -> None:
        """Watch no longer, and write to this computer what is not on the server."""
        for stop in self._stops:
            stop()
        self._keeper.keep_all_now()

    def _desk_changed(self, view: DeskView) -> None:
        offer_id = view.offer.offer_id if view.offer is not None else None
        call_id = view.accepted_call.call_id if view.accepted_call is not None else None
        if (offer_id is not None and offer_id != self._offer_id) or (call_id is not None and call_id != self._call_id):
            self._keeper.save_now()  # an offer has come, or was answered: nothing typed before it may be lost
        self._offer_id, self._call_id = offer_id, call_id
        if view.link.is_up and not self._up:
            self._keeper.link_came_up()
        self._up = view.link.is_up

    def _interaction_changed(self, current: CurrentInteraction) -> None:
        if current.interaction is not None:
            self._keeper.open(current.interaction)
        elif self._keeper.view.interaction_id is not None:
            self._keeper.open(None)
        else:
            self._draw(self._keeper.view, current)

    def _note_changed(self, note: NoteView) -> None:
        self._draw(note, self._interactions.current)

    def _draw(self, note: NoteView, current: CurrentInteraction) -> None:
        is_open = note.interaction_id is not None
        self._show(
            NotesState(
                open=is_open,
                loading=current.loading,
                text=note.text,
                text_number=note.text_number,
                status=note.status,
                saved_at=note.saved_at,
                waiting_count=note.waiting_count,
                server_text=note.other_text,
                problem=note.problem if is_open else current.problem,
                journal_problem=note.journal_problem,
                recovered=note.recovered,
                stranded=note.stranded,
            )
        )
