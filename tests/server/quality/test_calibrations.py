"""Reviewers score one call apart, then see how far they were apart, and agree."""

from decimal import Decimal
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.quality import Calibration, Calibrations, CalibrationState, QualityReaders
from agent_desktop.records.audit.models import AuditRow
from tests.server.quality.centre import Reviewing, asked, full, refused


def begin(centre: Reviewing) -> Calibration:
    body = {
        "calibration_id": str(uuid4()),
        "name": "March",
        "form": "service_call",
        "call_id": str(centre.had_call()),
        "agent_id": str(centre.may.agent_id),
        "reviewer_ids": [str(centre.helen.agent_id), str(centre.omar.agent_id)],
        "due_on": "2026-03-10",
    }
    return asked(centre.helen, Calibration, "POST", "/v1/quality/calibrations", **body)


def test_nobody_sees_what_others_gave_before_they_have_handed_in_their_own(centre: Reviewing) -> None:
    form = centre.form()
    reviewers = asked(centre.helen, QualityReaders, "GET", "/v1/quality/reviewers").reviewers
    assert {each.name for each in reviewers} == {"Helen", "Omar"}
    begun = begin(centre)
    path = f"/v1/quality/calibrations/{begun.calibration_id}"
    assert begun.mine_is_wanted
    first = asked(centre.helen, Calibration, "PUT", f"{path}/score", answers=full(form))
    assert first.scores[0].score is not None

    (omars,) = asked(centre.omar, Calibrations, "GET", "/v1/quality/calibrations").calibrations
    assert omars.mine_is_wanted
    assert [(each.answers, each.score) for each in omars.scores] == [((), None), ((), None)]
    assert omars.spreads == ()

    agree = {"agreed": full(form, 2), "words": "Greeting counts less."}
    assert refused(centre.helen, "POST", f"{path}/close", seen_version=1, **agree)[0] == "stale_version"
    second = asked(centre.omar, Calibration, "PUT", f"{path}/score", answers=full(form, 5))
    assert second.spreads[0].spread == Decimal("100.00")  # 5 of 5, and 0 of 5
    assert refused(centre.omar, "PUT", f"{path}/score", answers=full(form))[1] == {"problem": "handed_in_already"}
    assert refused(centre.omar, "POST", f"{path}/close", seen_version=second.version, **agree)[0] == "quality_not_found"

    closed = asked(centre.helen, Calibration, "POST", f"{path}/close", seen_version=second.version, **agree)
    assert closed.state is CalibrationState.CLOSED
    off = {each.name: each.off_agreed for each in closed.scores}
    assert off == {"Helen": Decimal("3.33"), "Omar": Decimal("5.00")}  # 40 and 60 percent off in one of twelve
    assert (closed.spreads[0].agreed, closed.words, closed.may_close) == (3, "Greeting counts less.", False)


def test_a_calibration_takes_reviewers_alone(centre: Reviewing) -> None:
    body = {
        "calibration_id": str(uuid4()),
        "name": "March",
        "form": "service_call",
        "call_id": str(centre.had_call()),
        "agent_id": str(centre.may.agent_id),
        "reviewer_ids": [str(centre.helen.agent_id), str(centre.may.agent_id)],
        "due_on": "2026-03-10",
    }

    assert refused(centre.helen, "POST", "/v1/quality/calibrations", **body)[1] == {"problem": "not_a_reviewer"}
    assert asked(centre.omar, Calibrations, "GET", "/v1/quality/calibrations").calibrations == ()
    unknown = f"/v1/quality/calibrations/{uuid4()}/score"
    assert refused(centre.omar, "PUT", unknown, answers=[])[0] == "quality_not_found"


def test_what_is_given_is_kept_as_a_draft_that_nobody_else_sees_until_it_is_handed_in(centre: Reviewing) -> None:
    begun = begin(centre)
    path = f"/v1/quality/calibrations/{begun.calibration_id}"
    half = full(centre.form(), 2)[:4]

    kept = asked(centre.omar, Calibration, "PUT", f"{path}/score", answers=half, hand_in=False)

    assert [each.model_dump(mode="json") for each in kept.draft] == half
    assert kept.mine_is_wanted
    asked(centre.helen, Calibration, "PUT", f"{path}/score", answers=full(centre.form()))
    (helens,) = asked(centre.helen, Calibrations, "GET", "/v1/quality/calibrations").calibrations
    assert helens.draft == ()
    assert {each.name: each.answers == () for each in helens.scores} == {"Helen": False, "Omar": True}
    missing = refused(centre.omar, "PUT", f"{path}/score", answers=half)[1]
    assert missing["problem"] == "question_missing"
    unknown = [{"code": "nothing", "points": 1, "note": ""}]
    assert refused(centre.omar, "PUT", f"{path}/score", answers=unknown, hand_in=False)[1] == {
        "problem": "question_unknown",
        "question": "nothing",
    }
    done = asked(centre.omar, Calibration, "PUT", f"{path}/score", answers=full(centre.form()))
    assert (done.draft, done.mine_is_wanted) == ((), False)
    with Session(centre.floor.engine) as session:
        audited = session.scalars(sa.select(AuditRow.what).where(AuditRow.record_id == begun.calibration_id)).all()
    assert sorted(audited) == ["calibration.began", "calibration.scored", "calibration.scored"]


def test_a_calibration_that_nobody_scores_is_called_off_with_a_word(centre: Reviewing) -> None:
    begun = begin(centre)
    path = f"/v1/quality/calibrations/{begun.calibration_id}/close"
    assert refused(centre.helen, "POST", path, seen_version=1, agreed=full(centre.form()))[1] == {
        "problem": "nobody_handed_in"
    }
    assert refused(centre.helen, "POST", path, seen_version=1, agreed=[])[1] == {"problem": "words_missing"}

    closed = asked(centre.helen, Calibration, "POST", path, seen_version=1, agreed=[], words="The wrong call.")

    assert (closed.state, closed.agreed_score, closed.words) == (CalibrationState.CLOSED, None, "The wrong call.")
    (omars,) = asked(centre.omar, Calibrations, "GET", "/v1/quality/calibrations").calibrations
    assert (omars.mine_is_wanted, omars.agent_name) == (False, "May")
