"""Decides on the card of one review: what was given, what is kept, published, settled or withdrawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.quality import (
    AgentQuality,
    BeginReview,
    CallsToReview,
    CallToReview,
    CoachingNote,
    FindCalls,
    FindReviews,
    GivenPoints,
    MoveReview,
    QualityAgents,
    Review,
    ReviewMove,
    Reviews,
    SaveReview,
    ScoreForm,
    WriteNote,
)


class Lists(StrEnum):
    """What is listed at the left."""

    CALLS = "calls"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class QualityState:
    """Everything the window draws. Lists are None until they came. `answers` and `summary` are what stands on the card,
    `kept` whether the server has it. `done` names what was done last."""

    lists: Lists = Lists.CALLS
    days: int = 30
    agent_id: UUID | None = None
    only_unreviewed: bool = True
    sampled: bool = False
    forms: tuple[ScoreForm, ...] = ()
    form: str = ""
    agents: tuple[AgentQuality, ...] = ()
    calls: CallsToReview | None = None
    reviews: Reviews | None = None
    chosen_call: CallToReview | None = None
    review: Review | None = None
    answers: Mapping[str, GivenPoints] = field(default_factory=dict)
    summary: str = ""
    kept: bool = True
    busy: bool = False
    away: Problem | None = None
    problem: Problem | None = None
    done: str = ""


class QualityServer(Protocol):
    """The part of `client.quality_api.QualityApi` that is used here."""

    def forms(self) -> tuple[ScoreForm, ...]: ...

    def agents(self, since: date, until: date) -> QualityAgents: ...

    def calls(self, wanted: FindCalls) -> CallsToReview: ...

    def begin(self, wanted: BeginReview) -> Review: ...

    def save(self, review_id: UUID, wanted: SaveReview) -> Review: ...

    def move(self, review_id: UUID, wanted: MoveReview) -> Review: ...

    def found(self, wanted: FindReviews) -> Reviews: ...


class CoachingServer(Protocol):
    """The part of `client.quality_api.CoachingApi` that is used here."""

    def write(self, wanted: WriteNote) -> CoachingNote: ...


class CardPresenter:
    """The card of the review that shows. What was given is never let go unkept.

    `state` is the window's, changed by `show`; `read_list` has the list read anew.
    """

    def __init__(
        self,
        server: QualityServer,
        coaching: CoachingServer,
        tasks: Tasks,
        state: Callable[[], QualityState],
        show: Callable[[QualityState], None],
        read_list: Callable[[], None],
    ) -> None:
        self._server, self._coaching, self._tasks = server, coaching, tasks
        self._state, self._show, self._read_list = state, show, read_list
        self._edits = 0

    @property
    def state(self) -> QualityState:
        """The window's state as it is now."""
        return self._state()

    def give(self, given: GivenPoints) -> None:
        """Take what one question got, with its note."""
        review = self.state.review
        if review is None or (not review.may_edit and ReviewMove.SETTLE not in review.may):
            return
        self._edits += 1
        self._show(replace(self.state, answers={**self.state.answers, given.code: given}, kept=False, done=""))

    def say(self, summary: str) -> None:
        """Take the summary."""
        if self.state.review is not None and self.state.review.may_edit and summary != self.state.summary:
            self._edits += 1
            self._show(replace(self.state, summary=summary, kept=False, done=""))

    def keep(self) -> None:
        """Have the server keep a draft as it stands."""
        state, review, edits = self.state, self.state.review, self._edits
        if review is None or not review.may_edit or state.kept or state.busy:
            return
        wanted = SaveReview(seen_version=review.version, answers=self._answers(), summary=state.summary)
        self._show(replace(state, busy=True))

        def came(saved: Review) -> None:
            mine = self.state.review is not None and self.state.review.review_id == saved.review_id
            if mine:
                kept = edits == self._edits
                self._show(replace(self.state, busy=False, review=saved, kept=kept, problem=None))
                if not kept:
                    self.keep()
            else:
                self._show(replace(self.state, busy=False))

        self._tasks.run(lambda: self._server.save(review.review_id, wanted), came, self._refused)

    def move(self, move: ReviewMove, words: str = "") -> None:
        """Publish, withdraw or settle the review that shows. What was not kept yet is kept before."""
        review, state = self.state.review, self.state
        if review is None or state.busy or move not in review.may:
            return
        answers, summary = self._answers(), state.summary

        def do() -> Review:
            version = review.version
            if review.may_edit and not state.kept:
                kept = SaveReview(seen_version=version, answers=answers, summary=summary)
                version = self._server.save(review.review_id, kept).version
            given = answers if move is ReviewMove.SETTLE else None
            return self._server.move(
                review.review_id, MoveReview(seen_version=version, move=move, words=words.strip(), answers=given)
            )

        self.do(do, move.value)

    def coach(self, text: str, look_again_on: date | None) -> None:
        """Write a note to the agent of what shows."""
        state = self.state
        agent_id = state.review.agent_id if state.review is not None else None
        if agent_id is None or state.review is None or not text.strip() or state.busy:
            return
        wanted = WriteNote(
            note_id=uuid4(),
            agent_id=agent_id,
            text=text,
            review_id=state.review.review_id,
            look_again_on=look_again_on,
        )
        self._show(replace(state, busy=True, problem=None, done=""))

        def came(_: CoachingNote) -> None:
            self._show(replace(self.state, busy=False, done="coached"))

        self._tasks.run(lambda: self._coaching.write(wanted), came, self._refused)

    def do(self, do: Callable[[], Review], what: str) -> None:
        """Ask `do` of the server and show what comes of it; `what` names it once it is done."""
        self._show(replace(self.state, busy=True, problem=None, done=""))

        def came(review: Review) -> None:
            self.take(review, done=what)
            self._read_list()

        self._tasks.run(do, came, self._refused)

    def take(self, review: Review, *, done: str = "") -> None:
        """Show this review as the server has it."""
        self._edits += 1
        self._show(
            replace(
                self.state,
                review=review,
                answers={each.code: each for each in review.answers},
                summary=review.summary,
                kept=True,
                busy=False,
                problem=None,
                done=done,
            )
        )

    def _answers(self) -> tuple[GivenPoints, ...]:
        return tuple(self.state.answers.values())

    def _refused(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))
