"""The clocks of a complaint over HTTP: looked at beforehand, extended by two people, warned of by several servers."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import (
    CalendarYear,
    Clock,
    ClockRules,
    ClockState,
    ClockWarnings,
    ComplaintClocks,
)
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.complaint_clocks.casefile import ComplaintFile
from agent_desktop.records.complaint_clocks.models import ComplaintWarnedRow, ComplaintWarningRow
from agent_desktop.records.complaint_clocks.service import ComplaintClocks as ClockService
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.formatting import long_day
from agent_desktop.server.complaint_clocks.files import load_calendars, load_rules
from agent_desktop.server.complaint_clocks.people import CentrePeople
from agent_desktop.server.complaint_clocks.timers import ClockWarnings as WarningWork
from agent_desktop.server.database import session_factory
from agent_desktop.server.unit_of_work import UnitsOfWork
from telephony.contract import EventKind
from telephony.events.models import EventRow
from tests.server.complaints.office import Office
from tests.server.complaints.test_around import profile
from tests.server.floor import Desk
from tests.server.support import HandClock, error_code


def _clocks(answer: httpx.Response) -> ComplaintClocks:
    assert answer.status_code == 200, answer.text
    return ComplaintClocks.model_validate(answer.json())


def _clock(answer: httpx.Response, rule_id: str) -> Clock:
    return next(each for each in _clocks(answer).clocks if each.rule.rule_id == rule_id)


def _warnings(desk: Desk) -> ClockWarnings:
    return ClockWarnings.model_validate(desk.http.get("/v1/complaint-warnings").raise_for_status().json())


def test_clocks_are_seen_before_recording_kept_extended_by_two_and_warned_of(office: Office) -> None:
    wanted = {"region": "cn", "severity": "major", "category": "cards.charges.instalment"}
    preview = _clocks(office.may.http.post("/v1/complaint-clocks/preview", json=wanted))
    case = office.record(office.may, region="cn")
    path = f"/v1/complaints/{case.complaint_id}/clocks"
    kept = _clocks(office.han.http.get(path))
    assert [(each.rule.rule_id, each.due_on) for each in preview.clocks] == [
        (each.rule.rule_id, each.due_on) for each in kept.clocks if each.state is not ClockState.WAITING
    ]
    assert {each.clock_id for each in preview.clocks} == {None}
    answer = _clock(office.han.http.get(path), "cn.answer")
    assert case.glance.due_at == kept.clocks[0].due_at

    assert error_code(office.tom.http.get(path)) == "complaint_not_found"
    office.tom.http.get("/v1/complaint-clocks/rules").raise_for_status()
    assert error_code(office.may.post(f"{path}/marks", mark="credit_given")) == "not_allowed"
    assert error_code(office.han.post(f"{path}/marks", mark="nothing")) == "clock_refused"
    marked = _clock(office.han.post(f"{path}/marks", mark="acknowledgement_sent"), "house.acknowledge")
    assert marked.state is ClockState.MET

    each = f"/v1/complaint-clocks/{answer.clock_id}"
    assert error_code(office.han.post(f"{each}/pause", seen_version=answer.version, reason="x")) == "clock_refused"
    assert error_code(office.han.post(f"{each}/resume", seen_version=answer.version)) == "clock_refused"
    assert error_code(office.han.post(f"/v1/complaint-clocks/{uuid4()}/resume", seen_version=1)) == "clock_not_found"
    wish = {"seen_version": answer.version, "stage": "complex", "reason": "Two branches", "command_id": str(uuid4())}
    asked = _clock(office.han.http.post(f"{each}/extensions", json=wish), "cn.answer")
    assert _clock(office.han.http.post(f"{each}/extensions", json=wish), "cn.answer") == asked  # heard twice, done once
    decision = f"{each}/extensions/{asked.stages[0].extension_id}/decision"
    yes = {"seen_version": asked.version, "approved": True}
    assert office.han.post(decision, **yes).json()["details"]["problem"] == "clock_own_wish"
    assert office.hoi.post(decision, **yes).json()["details"]["problem"] == "clock_not_approver"
    assert error_code(office.sue.post(decision, **yes | {"seen_version": 99})) == "stale_version"
    moved = _clock(office.sue.post(decision, **yes), "cn.answer")
    assert answer.due_on is not None
    assert moved.due_on == answer.due_on + timedelta(days=15)
    assert moved.stages[0].decided_by_name == "Sue"

    told = _warnings(office.cam)
    assert [(one.kind, one.number, one.told_as) for one in told.warnings] == [
        ("extension_asked", case.glance.number, "compliance")
    ]
    seen = office.cam.post("/v1/complaint-warnings/seen", warning_ids=[str(told.warnings[0].warning_id)])
    assert seen.json()["unseen"] == 0
    assert [one.kind for one in _warnings(office.han).warnings] == ["extension_decided"]
    history = [entry.detail["what"] for entry in office.history(office.sue, case.complaint_id).entries[1:]]
    assert history == ["clock.marked", "clock.extension_asked", "clock.extended"]
    with Session(office.floor.engine) as session:
        looks = set(session.scalars(sa.select(AuditRow.what)))
    assert {"complaint_clocks.shown", "complaint_warnings.listed", "complaint.clock"} <= looks


def test_whoever_deals_with_complaints_reads_the_rules_and_the_calendars(office: Office) -> None:
    rules = ClockRules.model_validate(office.cam.http.get("/v1/complaint-clocks/rules").json())
    every = {rule.rule_id: rule for each in rules.sets for rule in each.rules}
    assert (every["cn.review"].is_verified, every["cn.review"].is_on) == (False, False)
    assert {each.code for each in rules.flags} >= {"electronic_transfer_error", "payment_service"}
    assert rules.region == "hk"
    wanted = {"severity": "major", "category": "cards.charges.instalment"}
    preview = _clocks(office.may.http.post("/v1/complaint-clocks/preview", json=wanted))
    assert (preview.set_code, office.record(office.may).region) == ("hk", "hk")

    year = CalendarYear.model_validate(office.may.http.get("/v1/calendars/cn/2026").json())
    assert [str(day.on) for day in year.days if day.kind == "make_up"][:2] == ["2026-01-04", "2026-02-14"]
    assert not office.may.http.get("/v1/calendars/cn/2027").json()["is_announced"]
    assert error_code(office.may.http.get("/v1/calendars/mars/2026")) == "calendar_unknown"
    assert office.may.http.get("/v1/calendars/cn/1492").status_code == 422


def test_a_day_is_said_by_the_calendar_of_its_rule_and_promised_only_as_an_answer_to_come(office: Office) -> None:
    case = office.record(office.may, region="uk", flags=["payment_service"])
    case = office.move(office.han, case, "acknowledge", told_by="letter")
    case = office.move(office.han, case, "investigate")
    clocks = {each.rule.rule_id: each for each in _clocks(
        office.han.http.get(f"/v1/complaints/{case.complaint_id}/clocks")
    ).clocks}  # fmt: skip
    first, answer = clocks["uk.summary"], clocks["uk.payment"]
    assert first.due_on is not None
    assert answer.due_on is not None
    line = next(each for each in office.listed(office.sue, scope="all").lines)
    shown = office.may.http.get(f"/v1/customers/{office.customer_id}/complaints").raise_for_status().json()["open"][0]
    told = profile(office, office.customer_id).complaints[0]
    due_on, promise = first.due_on, long_day(answer.due_on)["en"]
    assert line.clock is not None
    assert {case.glance.due_on, line.glance.due_on, line.clock.due_on, told.due_on} == {due_on}
    assert shown["due_on"] == due_on.isoformat()
    assert case.glance.due_at == first.due_at
    for say in (case.glance.say, line.glance.say, shown["say"], told.say):
        assert say["en"] == f"We are looking into it. You have our answer by {promise}."
    with Session(office.floor.engine) as session, session.begin():
        past = datetime.now(UTC) - timedelta(seconds=1)
        session.execute(sa.update(ComplaintRow).values(answer_due_at=past))
    assert office.case(office.han, case.complaint_id).glance.say["en"] == "We are looking into it."
    assert profile(office, office.customer_id).complaints[0].say["en"] == "We are looking into it."


def _server(office: Office, at: datetime) -> WarningWork:
    """Return the timers of another server on the same database, whose business time stands at `at`."""
    settings = office.floor.settings
    calendars = load_calendars(settings)
    service = ClockService(load_rules(settings, calendars), calendars, CentrePeople(), ComplaintFile())
    units = UnitsOfWork(session_factory(office.floor.engine), HandClock(at), lambda _: None)
    return WarningWork(units.begin, service)


def test_several_servers_and_one_that_comes_back_warn_each_person_once(office: Office) -> None:
    cases = [office.record(office.may, region="hk", severity="minor") for _ in range(3)]
    clocks = [_clock(office.han.http.get(f"/v1/complaints/{each.complaint_id}/clocks"), "hk.answer") for each in cases]
    assert all(each.due_at is not None for each in clocks)
    late = max(each.due_at for each in clocks if each.due_at is not None) + timedelta(minutes=1)
    problems: list[BaseException] = []

    def run(server: WarningWork) -> None:
        try:
            server.run_due()
        except BaseException as problem:  # noqa: BLE001  shown by the test
            problems.append(problem)

    for at in (late - timedelta(days=10), late):
        threads = [threading.Thread(target=run, args=(_server(office, at),)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
    assert problems == []
    assert _server(office, late).run_due() == 0  # one that was started again finds nothing to do
    next_due_at = _server(office, late).next_due_at()
    assert next_due_at is not None
    assert next_due_at > late  # of the bank's own promise, which is longer

    ids = [each.clock_id for each in clocks]
    with Session(office.floor.engine) as session:
        rungs = session.execute(
            sa.select(ComplaintWarningRow.clock_id, ComplaintWarningRow.percent).where(
                ComplaintWarningRow.clock_id.in_(ids)
            )
        ).all()
        told = session.execute(
            sa.select(ComplaintWarningRow.clock_id, ComplaintWarnedRow.user_id, sa.func.count())
            .join(ComplaintWarnedRow, ComplaintWarnedRow.warning_id == ComplaintWarningRow.warning_id)
            .where(ComplaintWarningRow.clock_id.in_(ids))
            .group_by(ComplaintWarningRow.clock_id, ComplaintWarnedRow.user_id, ComplaintWarningRow.percent)
        ).all()
        heard = session.scalars(sa.select(EventRow.subject_id).where(EventRow.kind == EventKind.COMPLAINT_WARNED)).all()
    assert sorted(rungs) == sorted((UUID(str(clock_id)), percent) for clock_id in ids for percent in (50, 75, 90, 100))
    assert {count for _, _, count in told} == {1}
    assert {each.complaint_id for each in cases} <= set(heard)
    sue = office.sue.session.person.user_id
    assert sum(user_id == sue for _, user_id, _ in told) == len(cases)  # of 75, 90 and 100 % at once, the last
    assert all(office.case(office.han, each.complaint_id).glance.is_late for each in cases)  # kept so by the timers
