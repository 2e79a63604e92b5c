"""Decides on what an agent sees of the reviews of their calls, and of notes to them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.quality import AnswerNote, CoachingNote, MoveReview, OwnQuality, Review, ReviewMove


@dataclass(frozen=True, slots=True)
class OwnState:
    """`told` is None until it came. `chosen` is a review's id or a note's."""

    told: OwnQuality | None = None
    chosen: UUID | None = None
    busy: bool = False
    away: Problem | None = None
    problem: Problem | None = None

    @property
    def review(self) -> Review | None:
        """The review that shows."""
        reviews = self.told.reviews if self.told is not None else ()
        return next((each for each in reviews if each.review_id == self.chosen), None)

    @property
    def note(self) -> CoachingNote | None:
        """The note that shows."""
        notes = self.told.notes if self.told is not None else ()
        return next((each for each in notes if each.note_id == self.chosen), None)


class OwnServer(Protocol):
    """The part of `client.quality_api.QualityApi` that is used here."""

    def mine(self) -> OwnQuality: ...

    def move(self, review_id: UUID, wanted: MoveReview) -> Review: ...


class NoteServer(Protocol):
    """The part of `client.quality_api.CoachingApi` that is used here."""

    def answer(self, note_id: UUID, wanted: AnswerNote) -> CoachingNote: ...


class OwnQualityPresenter(Shows[OwnState]):
    """Reads anew after each deed; what shows stays chosen. `tell` hears how many wait for an answer."""

    def __init__(
        self, server: OwnServer, notes: NoteServer, tasks: Tasks, tell: Callable[[int], object] = lambda _: None
    ) -> None:
        super().__init__(OwnState())
        self._server, self._notes, self._tasks, self._tell = server, notes, tasks, tell

    def read(self) -> None:
        """Ask for all of it."""

        def came(told: OwnQuality) -> None:
            self._show(replace(self.state, told=told, away=None))
            self._tell(told.waiting)

        def away(error: ClientError) -> None:
            self._show(replace(self.state, away=error.problem))

        self._tasks.run(self._server.mine, came, away)

    def choose(self, chosen: UUID) -> None:
        """Show a review or a note."""
        if chosen != self.state.chosen:
            self._show(replace(self.state, chosen=chosen, problem=None))

    def acknowledge(self, words: str = "") -> None:
        """Say of what shows that it was read."""
        review, note = self.state.review, self.state.note
        if review is not None and ReviewMove.ACKNOWLEDGE in review.may:
            self._move(review, ReviewMove.ACKNOWLEDGE, words)
        elif note is not None and note.closed_at is None:
            self._do(lambda: self._notes.answer(note.note_id, AnswerNote(words=words.strip())))

    def dispute(self, words: str) -> None:
        """Say why a review is not right."""
        review = self.state.review
        if review is not None and ReviewMove.DISPUTE in review.may:
            self._move(review, ReviewMove.DISPUTE, words)

    def _move(self, review: Review, move: ReviewMove, words: str) -> None:
        wanted = MoveReview(seen_version=review.version, move=move, words=words.strip())
        self._do(lambda: self._server.move(review.review_id, wanted))

    def _do(self, do: "Deed") -> None:
        if self.state.busy:
            return
        self._show(replace(self.state, busy=True, problem=None))

        def done(_: object) -> None:
            self._show(replace(self.state, busy=False))
            self.read()

        def refused(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, problem=error.problem))
            self.read()

        self._tasks.run(do, done, refused)


class Deed(Protocol):
    """What is asked of the server."""

    def __call__(self) -> object: ...
