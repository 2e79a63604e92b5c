"""Decides on the card of one review: what was given, what is kept, published, settled or withdrawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.contract.errors import ErrorCode
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

    def review(self, review_id: UUID) -> Review: ...


class CoachingServer(Protocol):
    """The part of `client.quality_api.CoachingApi` that is used here."""

    def write(self, wanted: WriteNote) -> CoachingNote: ...


class CardPresenter:
    """The card of the review that shows. What was given is kept here until the server has it, whatever else is looked
    at meanwhile; where the server has another version than was seen, it is read anew and what was given is put on top.

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
        self._latest: dict[UUID, Review] = {}
        self._given: dict[UUID, _Given] = {}
        self._on_the_way: set[UUID] = set()
        self._then: dict[UUID, Callable[[], None]] = {}
        self._note_ids: dict[tuple[UUID, str, date | None], UUID] = {}

    @property
    def state(self) -> QualityState:
        """The window's state as it is now."""
        return self._state()

    def give(self, given: GivenPoints) -> None:
        """Take what one question got, with its note."""
        review = self.state.review
        if review is not None and (review.may_edit or ReviewMove.SETTLE in review.may) and not self.state.busy:
            self._put(review, _Given({**self.state.answers, given.code: given}, self.state.summary))

    def say(self, summary: str) -> None:
        """Take the summary."""
        review = self.state.review
        if review is not None and review.may_edit and summary != self.state.summary and not self.state.busy:
            self._put(review, _Given(self.state.answers, summary))

    def keep(self) -> None:
        """Have the server keep all drafts that it does not have as they stand."""
        for key in self._given.keys() - self._on_the_way:
            if self._latest[key].may_edit:
                self._save(key)

    def move(self, move: ReviewMove, words: str = "") -> None:
        """Publish, withdraw or settle the review that shows. What was not kept yet is kept before."""
        review, state = self.state.review, self.state
        if review is None or state.busy or move not in review.may:
            return
        key = review.review_id
        if key in self._on_the_way:
            self._then[key] = lambda: self.move(move, words) if self._shows(key) else None
            return
        answers, summary = tuple(state.answers.values()), state.summary

        def do() -> Review:
            version = review.version
            if review.may_edit and not state.kept:
                kept = SaveReview(seen_version=version, answers=answers, summary=summary)
                version = self._server.save(key, kept).version
            given = answers if move is ReviewMove.SETTLE else None
            wanted = MoveReview(seen_version=version, move=move, words=words.strip(), answers=given)
            return self._server.move(key, wanted)

        self.do(do, move.value)

    def coach(self, text: str, look_again_on: date | None) -> None:
        """Write a note to the agent of what shows. Sent again after a failure it is the same note."""
        state, review = self.state, self.state.review
        if review is None or not text.strip() or state.busy:
            return
        what = review.review_id, text, look_again_on
        wanted = WriteNote(
            note_id=self._note_ids.setdefault(what, uuid4()),
            agent_id=review.agent_id,
            text=text,
            review_id=review.review_id,
            look_again_on=look_again_on,
        )
        self._show(replace(state, busy=True, problem=None, done=""))

        def came(_: CoachingNote) -> None:
            self._note_ids.pop(what, None)
            self._show(replace(self.state, busy=False, done="coached"))

        self._tasks.run(lambda: self._coaching.write(wanted), came, self._refused)

    def do(self, do: Callable[[], Review], what: str) -> None:
        """Ask `do` of the server and show what comes of it; `what` names it once it is done."""
        before = self.state.review
        self._show(replace(self.state, busy=True, problem=None, done=""))

        def came(review: Review) -> None:
            self._given.pop(review.review_id, None)
            self._show(replace(self.state, busy=False))
            if self._shows(None if before is None else before.review_id):
                self.take(review, done=what)
            else:
                self._latest[review.review_id] = review
            self._read_list()

        def refused(error: ClientError) -> None:
            self._refused(error)
            other = str(error.problem.details.get("review_id", ""))
            if before is not None:
                self._read(before.review_id)
            elif error.problem.details.get("problem") == "reviewed_already" and other:
                self._tasks.run(lambda: self._server.review(UUID(other)), self.take, self._refused)

        self._tasks.run(do, came, refused)

    def look_at(self, review: Review) -> None:
        """Show a review of the list, and then as the server has it now: the list may be older."""
        known = self._latest.get(review.review_id, review)
        self.take(review if review.version >= known.version else known)
        self._read(review.review_id)

    def take(self, review: Review, *, done: str = "") -> None:
        """Show this review as the server has it, with what was given and is not kept yet."""
        self._latest[review.review_id] = review
        self._draw(replace(self.state, review=review, problem=None, done=done))

    def _put(self, review: Review, given: "_Given") -> None:
        self._given[review.review_id] = given
        self._latest.setdefault(review.review_id, review)
        self._draw(replace(self.state, done=""))

    def _draw(self, state: QualityState) -> None:
        # At once: a review is never drawn with what was given in another.
        review = state.review
        if review is None:
            return
        key = review.review_id
        start = _Given({each.code: each for each in review.answers}, review.summary)
        given = self._given.get(key, start)
        if key in self._given and not review.may_edit and ReviewMove.SETTLE not in review.may:
            given = start
        kept = key not in self._given or not review.may_edit
        self._show(replace(state, answers=given.answers, summary=given.summary, kept=kept))

    def _save(self, key: UUID, *, again: bool = False) -> None:
        sent = self._given[key]
        wanted = SaveReview(
            seen_version=self._latest[key].version, answers=tuple(sent.answers.values()), summary=sent.summary
        )
        self._on_the_way.add(key)

        def came(saved: Review) -> None:
            self._on_the_way.discard(key)
            if self._given.get(key) is sent:
                del self._given[key]
            self._know(saved)
            if key in self._given:
                self._save(key)
            elif key in self._then:
                self._then.pop(key)()

        def refused(error: ClientError) -> None:
            self._on_the_way.discard(key)
            self._then.pop(key, None)
            if error.problem.code == ErrorCode.STALE_VERSION and not again:
                self._read(key, self._save_on_top)
            else:
                self._refused(error)

        self._tasks.run(lambda: self._server.save(key, wanted), came, refused)

    def _save_on_top(self, review: Review) -> None:
        key, mine = review.review_id, self._given.get(review.review_id)
        if mine is not None and review.may_edit and key not in self._on_the_way:
            answers = {**{each.code: each for each in review.answers}, **mine.answers}
            self._given[key] = _Given(answers, mine.summary)
            self._save(key, again=True)

    def _read(self, key: UUID, then: Callable[[Review], None] = ignore) -> None:
        def came(review: Review) -> None:
            self._know(review)
            then(review)

        self._tasks.run(lambda: self._server.review(key), came, self._refused)

    def _shows(self, key: UUID | None) -> bool:
        review = self.state.review
        return key == (None if review is None else review.review_id)

    def _know(self, review: Review) -> None:
        known = self._latest.get(review.review_id)
        if known is None or known.version <= review.version:
            self._latest[review.review_id] = review
            if self._shows(review.review_id):
                self._draw(replace(self.state, review=review))

    def _refused(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """What stands on a card and the server has not."""

    answers: Mapping[str, GivenPoints]
    summary: str
