"""Reviewers score one call apart, then see how far they were apart, and agree."""

from decimal import Decimal
from uuid import uuid4

from agent_desktop.contract.quality import Calibration, Calibrations, CalibrationState, QualityReaders
from tests.server.quality.centre import Reviewing, asked, full, refused


def test_nobody_sees_what_others_gave_before_they_have_handed_in_their_own(centre: Reviewing) -> None:
    call_id, form = centre.had_call(), centre.form()
    reviewers = asked(centre.helen, QualityReaders, "GET", "/v1/quality/reviewers").reviewers
    assert {each.name for each in reviewers} == {"Helen", "Omar"}
    body = {
        "calibration_id": str(uuid4()),
        "name": "March",
        "form": "service_call",
        "call_id": str(call_id),
        "agent_id": str(centre.may.agent_id),
        "reviewer_ids": [str(centre.helen.agent_id), str(centre.omar.agent_id)],
        "due_on": "2026-03-10",
    }
    begun = asked(centre.helen, Calibration, "POST", "/v1/quality/calibrations", **body)
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
