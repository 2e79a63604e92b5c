"""Where else a complaint is seen: the pop, the timeline, search, alerts, value; and that it goes with its customer."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Profile, SearchHit
from agent_desktop.records.alerts.models import AlertRow
from agent_desktop.records.alerts.run import work_out_alerts
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.consolidation.groups import regroup
from agent_desktop.server.alerts.rules import alert_options
from agent_desktop.settings import load_settings
from telephony.contract import EventKind
from telephony.events.models import EventRow
from tests.server.complaints.office import Office
from tests.server.floor import add_customer
from tests.server.support import error_code


def profile(office: Office, customer_id: UUID) -> Profile:
    return Profile.model_validate(office.may.http.get(f"/v1/customers/{customer_id}").raise_for_status().json())


def find(office: Office, text: str) -> list[SearchHit]:
    answer = office.may.http.post("/v1/customers/search", json={"text": text}).json()
    return [SearchHit.model_validate(each) for each in answer]


def due(office: Office, complaint_id: UUID, at: datetime) -> None:
    with Session(office.floor.engine) as session, session.begin():
        changed = sa.update(ComplaintRow).where(ComplaintRow.complaint_id == complaint_id)
        session.execute(changed.values(next_due_at=at, next_due_on=at.date(), due_order=at))


def test_the_pop_the_timeline_the_search_and_alerts_tell_of_it(office: Office) -> None:
    case = office.record(office.may, channel="letter")
    due(office, case.complaint_id, datetime.now(UTC) + timedelta(days=2))
    shown = profile(office, office.customer_id)
    (told,) = shown.complaints
    assert (told.number, told.state, told.category["zh"], told.is_late) == (
        case.glance.number, "registered", "分期手续费", False,
    )  # fmt: skip
    assert told.say["en"].startswith("What you told us is registered. You hear from us by")
    (alert,) = [row for row in shown.alerts if row.about == "complaint"]
    assert (alert.title["zh"], alert.detail["en"].split(" · ")[0]) == ("有一件投诉在办", case.glance.number)
    (contact,) = shown.contacts
    assert (contact.channel, contact.subject["en"]) == ("letter", f"Complaint {case.glance.number}")
    assert contact.complaint is not None
    assert contact.complaint.complaint_id == case.complaint_id

    for text in (case.glance.number, case.glance.number[4:].lower(), f"cmp {case.glance.number[4:]}"):
        assert [(hit.customer_id, hit.matched) for hit in find(office, text)] == [(office.customer_id, "complaint")]
    assert find(office, "CMP-26-99999") == []
    found = office.may.http.get("/v1/complaints/find", params={"text": "1"}).json()["complaints"]
    assert [each["number"] for each in found] == [case.glance.number]

    options = alert_options(load_settings(None))
    work_out_alerts(office.floor.engine, options, now=lambda: datetime.now(UTC))
    with Session(office.floor.engine) as session:
        kept = session.scalars(sa.select(AlertRow).where(AlertRow.kind == "complaint_due")).one()
        assert kept.figures["number"] == case.glance.number
    (row,) = [row for row in profile(office, office.customer_id).alerts if "omplaint" in row.title["en"]]
    assert (row.about, row.detail["en"].split(",")[0]) == ("complaint_due", case.glance.number)
    office.move(office.han, case, "withdraw", reason="Settled", told_by="phone")
    after = profile(office, office.customer_id)
    assert (after.complaints, [row for row in after.alerts if "omplaint" in row.title["en"]]) == ((), [])


def test_a_call_that_is_somebody_elses_takes_its_complaints_along_and_back(office: Office) -> None:
    other = add_customer(office.floor.engine, "+85261239999", name="Wong Ka Yan", key="C2")
    office.may.go_ready()
    office.floor.ring()
    call_id = office.may.take_call().call_id
    case = office.record(office.may, call_id=str(call_id))
    elsewhere = office.record(office.may, call_id=str(call_id), customer_id=str(other))
    answer = office.may.post(f"/v1/calls/{call_id}/attachment", customer_id=str(other)).json()
    moved = office.case(office.han, case.complaint_id)
    assert (moved.customer_id, moved.customer_name) == (other, "Mr Wong Ka Yan")
    assert office.history(office.han, case.complaint_id).entries[-1].kind == "customer"
    assert len(profile(office, other).complaints) == 2
    office.may.post(f"/v1/calls/{call_id}/attachment/undo", deed_id=answer["deed_id"])
    assert office.case(office.han, case.complaint_id).customer_id == office.customer_id
    assert office.case(office.han, elsewhere.complaint_id).customer_id == office.customer_id


def test_accounts_that_are_one_persons_have_their_complaints_together(office: Office) -> None:
    other = add_customer(office.floor.engine, "+85261239999", name="Chan T M", key="C2")
    one, two = office.record(office.may), office.record(office.may, customer_id=str(other))
    with Session(office.floor.engine) as session, session.begin():
        merged = {office.customer_id: office.customer_id, other: office.customer_id}
        regroup(session, {}, merged, at=datetime.now(UTC), by=None, detail={})
    of_person = office.may.http.get(f"/v1/customers/{other}/complaints").json()["open"]
    assert {each["number"] for each in of_person} == {one.glance.number, two.glance.number}
    assert len(profile(office, office.customer_id).complaints) == 2
    assert len(office.listed(office.sue, scope="all", customer_id=str(other)).lines) == 2
    assert office.move(office.han, two, "join", into_id=str(one.complaint_id)).glance.state == "joined"


def test_an_agent_sees_the_complaints_of_whom_they_have_on_the_line(office: Office) -> None:
    case = office.record(office.han)
    path = f"/v1/complaints/{case.complaint_id}"
    assert error_code(office.may.http.get(path)) == "complaint_not_found"
    office.may.go_ready()
    office.floor.ring()
    call_id = office.may.take_call().call_id
    seen = office.case(office.may, case.complaint_id)
    assert ({*map(str, seen.rights)}, {str(offer.move) for offer in seen.moves}) == (
        {"link"}, {"acknowledge", "escalate_internal", "withdraw"},
    )  # fmt: skip
    linked = office.may.post(f"{path}/links", kind="contact", call_id=str(call_id)).json()["case"]
    assert [link["call_id"] for link in linked["links"]] == [str(call_id)]


def test_who_has_to_do_with_it_is_told_and_supervisors_of_what_is_critical(office: Office) -> None:
    case = office.record(office.may, severity="critical")
    with Session(office.floor.engine) as session:
        rows = session.scalars(sa.select(EventRow).where(EventRow.kind == EventKind.COMPLAINT_CHANGED)).all()
        topics = {topic for row in rows for topic in row.topics}
        assert {row.subject_id for row in rows} == {case.complaint_id}
    assert topics == {f"agent:{office.desks[name].agent_id}" for name in ("may", "han", "sue")}
