"""``/v1/quality``: scorecards, calls to review, reviews; what an agent sees of their own."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.quality import (
    PAGE_MOST,
    AgentQuality,
    BeginReview,
    CallsToReview,
    FindCalls,
    FindReviews,
    MoveReview,
    OwnQuality,
    QualityAgents,
    QualityReaders,
    Review,
    ReviewedAgent,
    Reviews,
    SaveReview,
    ScoreForm,
)
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.quality import reviews
from agent_desktop.records.quality.errors import QualityNotFoundError, QualityRefusedError
from agent_desktop.records.quality.models import ReviewRow
from agent_desktop.records.quality.repository import CoachingRepository, ReviewRepository
from agent_desktop.records.quality.schema import ScoreBook, shown_form
from agent_desktop.records.quality.states import SEEN_BY_AGENT
from agent_desktop.server.auth.rules import AGENTS, SignedIn
from agent_desktop.server.quality.people import reviewed_agents, see_reviewed
from agent_desktop.server.quality.repository import REVIEWERS, QualityRepository
from agent_desktop.server.quality.showing import shown_call, shown_notes, shown_reviews
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

OWN_DAYS: Final = 90
"""The mean that an agent sees of themselves is of so many days."""
OWN_LISTED: Final = 50

QUALITY: Final = SignedIn(REVIEWERS)
EVERYBODY: Final = SignedIn(REVIEWERS | AGENTS.roles)
Reviewer = Annotated[Person, Depends(QUALITY)]
Either = Annotated[Person, Depends(EVERYBODY)]
Agent = Annotated[Person, Depends(AGENTS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def quality_routes(book: ScoreBook, zone: tzinfo) -> APIRouter:
    """Build the routes. Days are those of `zone`."""
    router = APIRouter(tags=["quality"], prefix="/quality")

    @router.get("/forms")
    def forms(_: Reviewer) -> list[ScoreForm]:
        return [shown_form(form) for form in book.forms]

    @router.get("/reviewers")
    def reviewers(_: Reviewer, work: Unit) -> QualityReaders:
        rows = QualityRepository(work.session).list_reviewers()
        return QualityReaders(reviewers=tuple(ReviewedAgent.model_validate(dict(row)) for row in rows))

    @router.get("/agents")
    def agents(since: date, until: date, person: Reviewer, work: Unit) -> QualityAgents:
        known = reviewed_agents(work.session, person)
        totals = ReviewRepository(work.session).totals(known, *days(zone, since, until))
        notes = CoachingRepository(work.session).count_open(known)
        return QualityAgents(
            agents=tuple(
                AgentQuality(
                    agent_id=agent_id,
                    name=name,
                    team=team,
                    reviewed=totals[agent_id].reviewed if agent_id in totals else 0,
                    passed=totals[agent_id].passed if agent_id in totals else 0,
                    mean_percent=totals[agent_id].mean_percent if agent_id in totals else None,
                    open_notes=notes.get(agent_id, 0),
                )
                for agent_id, (name, team) in known.items()
            )
        )

    @router.post("/calls")
    def calls(wanted: FindCalls, person: Reviewer, work: Unit) -> CallsToReview:
        known = set(reviewed_agents(work.session, person))
        if wanted.agent_id is not None:
            known &= {wanted.agent_id}
        since, until = days(zone, wanted.since, wanted.until)
        count, rows = QualityRepository(work.session).list_parts(wanted, known, since, until, PAGE_MOST)
        return CallsToReview(count=count, calls=tuple(shown_call(row) for row in rows))

    @router.post("/reviews")
    def begin(wanted: BeginReview, person: Reviewer, work: Unit) -> Review:
        see_reviewed(work.session, person, wanted.agent_id)
        form = form_named(book, wanted.form)
        part = finished_part(work, wanted.call_id, wanted.agent_id)
        row = reviews.begin(work.session, wanted.review_id, form, part, by=person.user_id, at=work.now())
        note_change(work, person, "review.began", row)
        return _one(work, row, person)

    @router.put("/reviews/{review_id}")
    def save(review_id: UUID, wanted: SaveReview, person: Reviewer, work: Unit) -> Review:
        return _one(work, reviews.save(work.session, review_id, wanted, by=person.user_id), person)

    @router.post("/reviews/{review_id}/move")
    def move(review_id: UUID, wanted: MoveReview, person: Either, work: Unit) -> Review:
        row = reviews.move(work.session, review_id, wanted, by=person.user_id, at=work.now(), events=work.records)
        note_change(work, person, f"review.{row.state.value}", row)
        return _one(work, row, person)

    @router.post("/reviews/found")
    def found(wanted: FindReviews, person: Reviewer, work: Unit) -> Reviews:
        known = set(reviewed_agents(work.session, person))
        if wanted.agent_id is not None:
            known &= {wanted.agent_id}
        count, rows = ReviewRepository(work.session).list_found(
            agent_ids=known,
            states=wanted.states,
            drafts_of=person.user_id,
            since=None if wanted.since is None else days(zone, wanted.since, wanted.since)[0],
            until=None if wanted.until is None else days(zone, wanted.until, wanted.until)[1],
            limit=PAGE_MOST,
            offset=wanted.offset,
        )
        return Reviews(count=count, reviews=shown_reviews(work.session, rows, to=person.user_id))

    @router.get("/reviews/{review_id}")
    def one(review_id: UUID, person: Either, work: Unit) -> Review:
        row = ReviewRepository(work.session).find(review_id)
        if row is None or not _may_see(work, person, row):
            raise QualityNotFoundError(review_id=str(review_id))
        record_look(
            work.session,
            at=work.now(),
            by=person.user_id,
            what="review.shown",
            record_kind="review",
            record_id=row.review_id,
            call_id=row.call_id,
        )
        return _one(work, row, person)

    @router.get("/mine")
    def mine(person: Agent, work: Unit) -> OwnQuality:
        own, now = {person.user_id}, work.now()
        repository, coaching = ReviewRepository(work.session), CoachingRepository(work.session)
        _, rows = repository.list_found(
            agent_ids=own, states=SEEN_BY_AGENT, drafts_of=None, since=None, until=None, limit=OWN_LISTED
        )
        totals = repository.totals(own, now - timedelta(days=OWN_DAYS), now + timedelta(days=1))
        waiting = repository.count_waiting(person.user_id) + coaching.count_unread(person.user_id)
        return OwnQuality(
            reviews=shown_reviews(work.session, rows, to=person.user_id),
            notes=shown_notes(work.session, coaching.list_of(person.user_id, OWN_LISTED)),
            mean_percent=totals[person.user_id].mean_percent if person.user_id in totals else None,
            waiting=waiting,
        )

    return router


def form_named(book: ScoreBook, code: str) -> ScoreForm:
    """Return a scorecard.

    Raises:
        QualityRefusedError: form_unknown.
    """
    form = book.find(code)
    if form is None:
        raise QualityRefusedError(problem="form_unknown")
    return shown_form(form)


def finished_part(work: UnitOfWork, call_id: UUID, agent_id: UUID) -> reviews.Part:
    """Return an agent's part of a call.

    Raises:
        QualityRefusedError: call_unfinished: they had none, or are not done with it.
    """
    row = QualityRepository(work.session).find_part(call_id, agent_id)
    if row is None:
        raise QualityRefusedError(problem="call_unfinished")
    return reviews.Part(call_id, agent_id, row["started_at"], row["contact_id"])


def note_change(work: UnitOfWork, person: Person, what: str, row: ReviewRow) -> None:
    """Write into the audit what somebody did to a review."""
    record_change(
        work.session,
        at=work.now(),
        by=person.user_id,
        what=what,
        record_kind="review",
        record_id=row.review_id,
        call_id=row.call_id,
        detail={"agent": str(row.agent_id)},
    )


def days(zone: tzinfo, since: date, until: date) -> tuple[datetime, datetime]:
    """Return the beginning of one day and the end of another, in UTC."""
    end = datetime.combine(until + timedelta(days=1), time(), zone)
    return datetime.combine(since, time(), zone).astimezone(UTC), end.astimezone(UTC)


def _one(work: UnitOfWork, row: ReviewRow, person: Person) -> Review:
    work.session.flush()
    return shown_reviews(work.session, [row], to=person.user_id)[0]


def _may_see(work: UnitOfWork, person: Person, row: ReviewRow) -> bool:
    if reviews.side_of(row, person.user_id) is not None:
        return True
    if not person.roles & {Role.SUPERVISOR, Role.COMPLIANCE} or row.state not in SEEN_BY_AGENT:
        return False
    return row.agent_id in reviewed_agents(work.session, person)
