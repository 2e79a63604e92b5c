"""A supervisor reviews a call, and the agent sees it, answers, and is coached."""

from decimal import Decimal
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from agent_desktop.contract.quality import (
    CallsToReview,
    CoachingNote,
    Notes,
    OwnQuality,
    QualityAgents,
    Review,
    Reviews,
    ReviewState,
)
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.quality.models import ReviewRow
from telephony.contract import EventKind
from telephony.events.models import EventRow
from tests.server.quality.centre import DAYS, Reviewing, asked, full, moved, refused


def test_a_review_goes_from_draft_to_what_both_have_settled_on(centre: Reviewing) -> None:
    call_id = centre.had_call()
    listed = asked(centre.helen, CallsToReview, "POST", "/v1/quality/calls", **DAYS)
    assert [(each.call_id, each.agent_name, each.seconds, each.reviews) for each in listed.calls] == [
        (call_id, "May", 200, 0)
    ]
    draft = centre.begun(call_id)
    path = f"/v1/quality/reviews/{draft.review_id}"

    assert draft.state is ReviewState.DRAFT
    assert draft.may_edit
    assert asked(centre.may, OwnQuality, "GET", "/v1/quality/mine").reviews == ()
    assert refused(centre.may, "GET", path)[0] == "quality_not_found"

    half = full(draft.form)[:3]
    saved = asked(centre.helen, Review, "PUT", path, seen_version=1, answers=half, summary="")
    assert refused(centre.helen, "POST", f"{path}/move", seen_version=2, move="publish") == (
        "quality_refused",
        {"problem": "question_missing", "question": saved.score.missing[0]},
    )
    assert refused(centre.helen, "PUT", path, seen_version=1, answers=half)[0] == "stale_version"
    saved = asked(centre.helen, Review, "PUT", path, seen_version=2, answers=full(draft.form, 24), summary="Too short.")
    assert (saved.score.percent, saved.score.passed) == (Decimal("80.00"), True)  # 96 of 120

    published = moved(centre.helen, saved, "publish")
    own = asked(centre.may, OwnQuality, "GET", "/v1/quality/mine")
    assert (own.waiting, own.reviews[0].summary, own.mean_percent) == (1, "Too short.", Decimal("80.00"))
    assert [move.value for move in own.reviews[0].may] == ["acknowledge", "dispute"]
    assert not own.reviews[0].may_edit
    assert refused(centre.helen, "PUT", path, seen_version=4, answers=half)[1] == {"problem": "move_closed"}

    seen = {"seen_version": published.version}
    assert refused(centre.may, "POST", f"{path}/move", **seen, move="dispute")[1] == {"problem": "words_missing"}
    disputed = moved(centre.may, published, "dispute", words="The line was bad.")
    settled = moved(centre.helen, disputed, "settle", words="You are right.", answers=full(draft.form))
    done = moved(centre.may, settled, "acknowledge")

    assert (done.state, done.score.percent) == (ReviewState.ACKNOWLEDGED, Decimal("100.00"))
    assert [(each.state.value, each.percent, each.words) for each in done.history] == [
        ("published", Decimal("80.00"), ""),
        ("disputed", Decimal("80.00"), "The line was bad."),
        ("settled", Decimal("100.00"), "You are right."),
        ("acknowledged", Decimal("100.00"), ""),
    ]
    (agent,) = asked(
        centre.helen, QualityAgents, "GET", f"/v1/quality/agents?since={DAYS['since']}&until={DAYS['until']}"
    ).agents
    assert (agent.name, agent.reviewed, agent.passed, agent.mean_percent) == ("May", 1, 1, Decimal("100.00"))
    with Session(centre.floor.engine) as session:
        audited = session.scalars(sa.select(AuditRow.what).where(AuditRow.record_id == draft.review_id)).all()
        told = session.scalars(sa.select(EventRow).where(EventRow.kind == EventKind.QUALITY_CHANGED)).all()
        assert [each.subject_id for each in told] == [draft.review_id] * 4
        assert all(f"agent:{centre.may.agent_id}" in each.topics for each in told)
        assert {"review.began", "review.published", "review.disputed", "review.settled", "review.acknowledged"} <= set(
            audited
        )


def test_a_move_is_made_once_and_only_by_whose_it_is(centre: Reviewing) -> None:
    review = centre.published(centre.had_call())
    path = f"/v1/quality/reviews/{review.review_id}/move"

    assert refused(centre.omar, "POST", path, seen_version=review.version, move="withdraw", words="No.")[0] == (
        "quality_not_found"
    )
    assert refused(centre.helen, "POST", path, seen_version=review.version, move="acknowledge")[1] == {
        "problem": "move_closed"
    }
    assert refused(centre.may, "POST", path, seen_version=review.version - 1, move="acknowledge")[0] == "stale_version"
    withdrawn = moved(centre.helen, review, "withdraw", words="The wrong call.")
    assert withdrawn.state is ReviewState.WITHDRAWN
    assert asked(centre.may, OwnQuality, "GET", "/v1/quality/mine").reviews == ()
    assert centre.begun(review.call_id).state is ReviewState.DRAFT  # a withdrawn one stands in nobody's way


def test_the_same_call_is_reviewed_once_by_one_person_and_not_by_who_had_it(centre: Reviewing) -> None:
    call_id = centre.had_call()
    first = centre.begun(call_id)
    body = {"form": "service_call", "call_id": str(call_id), "agent_id": str(centre.may.agent_id)}

    assert asked(
        centre.helen, Review, "POST", "/v1/quality/reviews", review_id=str(first.review_id), **body
    ).review_id == (first.review_id)
    assert refused(centre.helen, "POST", "/v1/quality/reviews", review_id=str(uuid4()), **body) == (
        "quality_refused",
        {"problem": "reviewed_already", "review_id": str(first.review_id)},
    )
    assert centre.begun(call_id, centre.omar).reviewer_name == "Omar"
    unknown = {**body, "form": "none"}
    assert refused(centre.helen, "POST", "/v1/quality/reviews", review_id=str(uuid4()), **unknown)[1] == {
        "problem": "form_unknown"
    }
    unfinished = {**body, "call_id": str(uuid4())}
    assert refused(centre.helen, "POST", "/v1/quality/reviews", review_id=str(uuid4()), **unfinished)[1] == {
        "problem": "call_unfinished"
    }
    assert refused(centre.may, "POST", "/v1/quality/reviews", review_id=str(uuid4()), **body)[0] == "not_allowed"


def test_a_sample_is_by_chance_the_same_for_one_seed_and_leaves_out_what_was_reviewed(centre: Reviewing) -> None:
    calls = [centre.had_call() for _ in range(12)]
    centre.published(calls[0])

    def sample(seed: int) -> list[object]:
        body = {**DAYS, "sample": 5, "seed": seed, "only_unreviewed": True}
        found = asked(centre.helen, CallsToReview, "POST", "/v1/quality/calls", **body)
        assert found.count == 11
        return [each.call_id for each in found.calls]

    assert sample(1) == sample(1)
    assert len(set(sample(1))) == 5
    assert any(sample(seed) != sample(1) for seed in range(2, 6))
    assert all(calls[0] not in sample(seed) for seed in range(6))
    long = asked(centre.helen, CallsToReview, "POST", "/v1/quality/calls", **DAYS, least_seconds=201)
    assert long.count == 0


def test_drafts_are_their_reviewers_own_and_what_is_published_is_all_supervisors_to_see(centre: Reviewing) -> None:
    draft, public = centre.begun(centre.had_call()), centre.published(centre.had_call())
    moved(centre.helen, gone := centre.begun(centre.had_call()), "withdraw")

    helens = asked(centre.helen, Reviews, "POST", "/v1/quality/reviews/found", since="2020-01-01")
    omars = asked(centre.omar, Reviews, "POST", "/v1/quality/reviews/found", since="2020-01-01")

    assert {each.review_id for each in helens.reviews} == {draft.review_id, public.review_id, gone.review_id}
    assert [(each.review_id, each.may) for each in omars.reviews] == [(public.review_id, ())]
    path = f"/v1/quality/reviews/{public.review_id}"
    assert asked(centre.omar, Review, "GET", path).review_id == public.review_id
    assert refused(centre.omar, "GET", f"/v1/quality/reviews/{draft.review_id}")[0] == "quality_not_found"


def test_a_coaching_note_is_read_answered_and_closed(centre: Reviewing) -> None:
    review = centre.published(centre.had_call())
    about = {"agent_id": str(centre.may.agent_id), "review_id": str(review.review_id)}
    note_id = str(uuid4())
    body = {"note_id": note_id, "text": "先核实身份，再谈余额。", "look_again_on": "2026-03-20", **about}
    note = asked(centre.helen, CoachingNote, "POST", "/v1/quality/notes", **body)
    assert asked(centre.helen, CoachingNote, "POST", "/v1/quality/notes", **body) == note  # sent twice is written once

    own = asked(centre.may, OwnQuality, "GET", "/v1/quality/mine")
    assert [(each.text, each.by_name, each.read_at) for each in own.notes] == [
        ("先核实身份，再谈余额。", "Helen", None)
    ]
    assert own.waiting == 2
    read = asked(centre.may, CoachingNote, "POST", f"/v1/quality/notes/{note_id}/answer", words="Understood.")
    assert (read.read_at is not None, read.answer) == (True, "Understood.")
    assert refused(centre.omar, "POST", f"/v1/quality/notes/{note_id}/answer")[0] == "not_allowed"
    close = f"/v1/quality/notes/{note_id}/close"
    assert refused(centre.helen, "POST", close, seen_version=1)[0] == "stale_version"
    closed = asked(centre.omar, CoachingNote, "POST", close, seen_version=read.version, words="It has come about.")
    assert closed.closing_words == "It has come about."
    listed = asked(centre.helen, Notes, "GET", f"/v1/quality/agents/{centre.may.agent_id}/notes")
    assert [each.note_id for each in listed.notes] == [closed.note_id]
    with Session(centre.floor.engine) as session:
        looks = session.scalars(sa.select(AuditRow.by_user_id).where(AuditRow.what == "coaching_notes.shown")).all()
    assert looks == [centre.helen.agent_id]
    assert refused(centre.may, "POST", f"/v1/quality/notes/{note_id}/answer")[1] == {"problem": "closed_already"}


def test_the_history_of_a_review_cannot_be_changed_in_the_database(centre: Reviewing) -> None:
    review = centre.published(centre.had_call())

    for sql in ("UPDATE quality_review_events SET words = 'x'", "DELETE FROM quality_review_events"):
        with Session(centre.floor.engine) as session, pytest.raises(DBAPIError, match="only grows"):
            session.execute(sa.text(sql))
    with Session(centre.floor.engine) as session:
        row = session.get(ReviewRow, review.review_id)
        assert row is not None
        assert row.percent == Decimal("100.00")
