"""Decides on the window of reviews: which calls are listed, which one is reviewed, what was given and what is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.quality import (
    BeginReview,
    CallsToReview,
    FindCalls,
    FindReviews,
    QualityAgents,
    Reviews,
    ScoreForm,
)
from agent_desktop.ui.quality.card_presenter import (
    CardPresenter,
    CoachingServer,
    Lists,
    QualityServer,
    QualityState,
)

SAMPLE: Final = 5
PERIODS: Final = (7, 30, 90)


class QualityPresenter(Shows[QualityState]):
    """An answer to what is no longer asked is let go; what was given is never let go unkept."""

    def __init__(
        self, server: QualityServer, coaching: CoachingServer, tasks: Tasks, today: Callable[[], date]
    ) -> None:
        super().__init__(QualityState())
        self._server, self._tasks, self._today = server, tasks, today
        self._seed = 0
        self.card = CardPresenter(server, coaching, tasks, lambda: self.state, self._show, self._read_list)

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
            self.card.keep()
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
            self.card.keep()
            self._show(replace(self.state, chosen_call=chosen, review=None, problem=None, done=""))

    def choose_review(self, review_id: UUID) -> None:
        """Show one review."""
        reviews = self.state.reviews.reviews if self.state.reviews is not None else ()
        chosen = next((each for each in reviews if each.review_id == review_id), None)
        if chosen is not None and (self.state.review is None or self.state.review.review_id != review_id):
            self.card.keep()
            self.card.look_at(chosen)

    def begin(self) -> None:
        """Begin to review the call that shows."""
        call, state = self.state.chosen_call, self.state
        if call is None or not state.form or state.busy:
            return
        wanted = BeginReview(review_id=uuid4(), form=state.form, call_id=call.call_id, agent_id=call.agent_id)
        self.card.do(lambda: self._server.begin(wanted), "")

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

    def _period(self) -> tuple[date, date]:
        until = self._today()
        return until - timedelta(days=self.state.days - 1), until

    def _away(self, error: ClientError) -> None:
        self._show(replace(self.state, away=error.problem))
