"""Decides on the window of reviews: which calls are listed, which one is reviewed, what was given and what is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
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

SAMPLE: Final = 5
PERIODS: Final = (7, 30, 90)


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


class QualityPresenter(Shows[QualityState]):
    """An answer to what is no longer asked is let go; what was given is never let go unkept."""

    def __init__(
        self, server: QualityServer, coaching: CoachingServer, tasks: Tasks, today: Callable[[], date]
    ) -> None:
        super().__init__(QualityState())
        self._server, self._coaching = server, coaching
        self._tasks, self._today = tasks, today
        self._seed = 0
        self._edits = 0

    def open(self) -> None:
        """Read scorecards, agents and the list."""
        if not self.state.forms:
            self._tasks.run(self._server.forms, self._forms_came, self._away)
        self.read()

    def read(self) -> None:
        """Read agents and the list anew."""
        since, until = self._period()
        asked = self.state.days

        def came(found: QualityAgents) -> None:
            if self.state.days == asked:
                self._show(replace(self.state, agents=found.agents, away=None))

        self._tasks.run(lambda: self._server.agents(since, until), came, self._away)
        self._read_list()

    def list_what(self, lists: Lists) -> None:
        """List calls to review, or reviews."""
        if lists is not self.state.lists:
            self.keep()
            self._show(replace(self.state, lists=lists, chosen_call=None, review=None, problem=None, done=""))
            self._read_list()

    def narrow(self, *, days: int | None = None, agent_id: UUID | None = None, unreviewed: bool | None = None) -> None:
        """List only those of so many days, of one agent (None: all), not reviewed yet."""
        wanted = replace(
            self.state,
            days=self.state.days if days is None else days,
            agent_id=agent_id,
            only_unreviewed=self.state.only_unreviewed if unreviewed is None else unreviewed,
            sampled=False,
        )
        if wanted != self.state:
            self._show(replace(wanted, calls=None, reviews=None))
            self.read()

    def draw_sample(self) -> None:
        """List some calls by chance; each time others."""
        self._seed += 1
        self._show(replace(self.state, sampled=True, calls=None))
        self._read_list()

    def choose_form(self, code: str) -> None:
        """Review the next call by this scorecard."""
        self._show(replace(self.state, form=code))

    def choose_call(self, call_id: UUID, agent_id: UUID) -> None:
        """Show one call; nothing is begun yet."""
        calls = self.state.calls.calls if self.state.calls is not None else ()
        chosen = next((each for each in calls if (each.call_id, each.agent_id) == (call_id, agent_id)), None)
        if chosen is not None and chosen != self.state.chosen_call:
            self.keep()
            self._show(replace(self.state, chosen_call=chosen, review=None, problem=None, done=""))

    def choose_review(self, review_id: UUID) -> None:
        """Show one review."""
        reviews = self.state.reviews.reviews if self.state.reviews is not None else ()
        chosen = next((each for each in reviews if each.review_id == review_id), None)
        if chosen is not None and (self.state.review is None or self.state.review.review_id != review_id):
            self.keep()
            self._take(chosen)

    def begin(self) -> None:
        """Begin to review the call that shows."""
        call, state = self.state.chosen_call, self.state
        if call is None or not state.form or state.busy:
            return
        wanted = BeginReview(review_id=uuid4(), form=state.form, call_id=call.call_id, agent_id=call.agent_id)
        self._do(lambda: self._server.begin(wanted), "")

    # the card

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

        self._do(do, move.value)

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

    # what is asked, and what comes

    def _read_list(self) -> None:
        state, (since, until) = self.state, self._period()

        def asked_for() -> tuple[object, ...]:
            now = self.state
            return now.lists, now.days, now.agent_id, now.only_unreviewed, now.sampled, self._seed

        asked = asked_for()
        if state.lists is Lists.CALLS:
            wanted = FindCalls(
                since=since,
                until=until,
                agent_id=state.agent_id,
                only_unreviewed=state.only_unreviewed,
                sample=SAMPLE if state.sampled else None,
                seed=self._seed,
            )

            def calls_came(found: CallsToReview) -> None:
                if asked_for() == asked:
                    self._show(replace(self.state, calls=found, away=None))

            self._tasks.run(lambda: self._server.calls(wanted), calls_came, self._away)
            return
        sought = FindReviews(agent_id=state.agent_id, since=since, until=until)

        def reviews_came(found: Reviews) -> None:
            if asked_for() == asked:
                self._show(replace(self.state, reviews=found, away=None))

        self._tasks.run(lambda: self._server.found(sought), reviews_came, self._away)

    def _forms_came(self, forms: tuple[ScoreForm, ...]) -> None:
        self._show(replace(self.state, forms=forms, form=self.state.form or (forms[0].code if forms else "")))

    def _do(self, do: Callable[[], Review], what: str) -> None:
        self._show(replace(self.state, busy=True, problem=None, done=""))

        def came(review: Review) -> None:
            self._take(review, done=what)
            self._read_list()

        self._tasks.run(do, came, self._refused)

    def _take(self, review: Review, *, done: str = "") -> None:
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

    def _period(self) -> tuple[date, date]:
        until = self._today()
        return until - timedelta(days=self.state.days - 1), until

    def _away(self, error: ClientError) -> None:
        self._show(replace(self.state, away=error.problem))

    def _refused(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))
