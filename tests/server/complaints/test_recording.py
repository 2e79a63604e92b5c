"""Complaints, suggestions and praise are recorded during a call: prefilled, checked, joined, taken back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_form import ComplaintForm, ComplaintPrefill, SameComplaints
from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow, TransactionRow
from tests.records.trial import NOW
from tests.server.complaints.office import Office, yesterday
from tests.server.floor import add_customer
from tests.server.support import error_code


def add_card(office: Office, customer_id: UUID) -> tuple[UUID, UUID]:
    """Give the customer a card with a booking."""
    holding_id, transaction_id = uuid4(), uuid4()
    with Session(office.floor.engine) as session, session.begin():
        session.add(
            HoldingRow(
                holding_id=holding_id, source_code="cards", source_key=str(holding_id), group=HoldingGroup.CARDS,
                product={"en": "Platinum card", "zh": "白金卡"}, number="6214830112349021", currency="HKD",
                balance=None, as_of_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        session.add(HoldingPartyRow(holding_id=holding_id, customer_id=customer_id, role="owner"))
        session.add(
            TransactionRow(
                transaction_id=transaction_id, source_code="cards", source_key=str(transaction_id),
                holding_id=holding_id, booked_at=NOW, amount="-1286.40", currency="HKD", kind="fee",
                text="Instalment fee",
            )
        )  # fmt: skip
    return holding_id, transaction_id


def same(office: Office, **more: Any) -> SameComplaints:
    body = {"customer_id": str(office.customer_id), **more}
    return SameComplaints.model_validate(office.may.http.post("/v1/complaints/same", json=body).json())


def test_during_a_call_the_form_is_prefilled_and_the_record_belongs_to_the_call(office: Office) -> None:
    form = ComplaintForm.model_validate(office.may.http.get("/v1/complaints/form").json())
    assert (form.undo_seconds, "HKD" in form.currencies) == (300, True)
    with Session(office.floor.engine) as session, session.begin():
        needs = [{"need": "hearing", "consent_on": "2026-01-01", "review_on": "2027-01-01"}]
        session.execute(sa.update(CustomerRow).values(needs=needs))
    office.may.go_ready()
    office.floor.ring()
    call = office.may.take_call()
    path = f"/v1/complaints/prefill?call_id={call.call_id}"
    prefill = ComplaintPrefill.model_validate(office.may.http.get(path).json())
    assert (prefill.customer_id, prefill.vulnerable, prefill.language) == (office.customer_id, True, "zh")
    assert {way.way_id: way.masked for way in prefill.reply_ways}["phone:mobile"].endswith("4567")
    assert [(owner.name, owner.proposed) for owner in prefill.owners] == [("Han", True), ("Hoi", False)]
    assert error_code(office.han.http.get(path)) == "not_your_call"

    case = office.record(
        office.may,
        customer_id=None,
        call_id=str(call.call_id),
        vulnerable=True,
        reply={"channel": "phone", "way_id": "phone:mobile", "hours_from": "18:00"},
    )
    assert (case.customer_id, case.call_id, case.customer_name) == (office.customer_id, call.call_id, "Mr Chan Tai Man")
    assert case.reply is not None
    assert (case.reply.masked[-4:], case.reply.hours_from) == ("4567", "18:00")
    assert [link.kind for link in case.links] == ["contact"]
    assert error_code(office.try_record(office.han, call_id=str(call.call_id))) == "not_your_call"


def test_what_is_missing_or_wrong_is_said_by_field(office: Office) -> None:
    def problems(**more: Any) -> dict[str, str]:
        response = office.try_record(office.may, **more)
        assert error_code(response) == "complaint_fields"
        details: dict[str, str] = response.json()["details"]
        return details

    assert problems(category_code="", what_happened=" ", happened_on="2999-01-01") == {
        "category_code": "missing", "what_happened": "missing", "happened_on": "in_future",
    }  # fmt: skip
    assert problems(category_code="cards.charges") == {"category_code": "not_this_level"}
    assert problems(category_code="cards.charges.gold") == {"category_code": "unknown"}
    assert problems(category_code="idea.app") == {"category_code": "not_for_this_kind"}
    assert problems(amount="10") == {"currency": "currency_missing"}
    assert problems(outcomes=["refund_fee"]) == {"asked_amount": "missing"}
    more_than: dict[str, Any] = {
        "outcomes": ["refund_fee"],
        "asked_amount": "12864",
        "amount": "1286.40",
        "currency": "CNY",
    }
    assert problems(**more_than) == {"asked_amount": "more_than_disputed"}
    assert office.record(office.may, **more_than, asked_why="The interest as well").asked_amount == 12864
    other = add_customer(office.floor.engine, "+85261239999", key="C2")
    theirs, _ = add_card(office, other)
    assert problems(subjects=[{"holding_id": str(theirs)}]) == {"subjects": "not_theirs"}
    assert problems(subjects=[{}]) == {"subjects": "not_theirs"}
    assert error_code(office.try_record(office.may, owner_id=str(office.may.agent_id))) == "complaint_owner_unknown"
    assert error_code(office.try_record(office.may, customer_id=str(uuid4()))) == "customer_not_found"
    assert error_code(office.try_record(office.adm)) == "not_allowed"


def test_several_accounts_and_bookings_are_kept_as_they_were(office: Office) -> None:
    holding_id, transaction_id = add_card(office, office.customer_id)
    path = f"/v1/complaints/transactions?customer_id={office.customer_id}&holding_id={holding_id}"
    (booking,) = office.may.http.get(path).json()["transactions"]
    assert booking["text"] == "Instalment fee"
    wanted = [
        {"holding_id": str(holding_id)},
        {"transaction_id": str(transaction_id)},
        {"text": "A card at another bank"},
    ]
    case = office.record(office.may, subjects=wanted)
    assert [(each.number_masked[-4:], each.text) for each in case.subjects] == [
        ("9021", ""), ("9021", "Instalment fee"), ("", "A card at another bank"),
    ]  # fmt: skip
    with Session(office.floor.engine) as session, session.begin():
        session.execute(sa.delete(HoldingRow).where(HoldingRow.holding_id == holding_id))
    again = office.case(office.may, case.complaint_id).subjects
    assert [(each.holding_id, each.number_masked[-4:]) for each in again][:1] == [(None, "9021")]


def test_the_same_trouble_is_seen_and_joined_or_kept_apart(office: Office) -> None:
    holding_id, transaction_id = add_card(office, office.customer_id)
    first = office.record(office.may, subjects=[{"transaction_id": str(transaction_id)}], happened_on=yesterday())
    office.record(office.may, category_code="service.reach.waiting", what_happened="Waited for an hour at the branch")
    (found,) = same(office, category_code="cards.charges.instalment", holding_ids=[str(holding_id)]).complaints
    assert (found.glance.number, {*map(str, found.reasons)}) == (
        first.glance.number, {"same_account", "same_category", "same_type"},
    )  # fmt: skip
    words = same(office, what_happened="An instalment fee was charged that she never agreed to").complaints
    assert [each.reasons for each in words] == [{"same_words"}]
    assert same(office, category_code="cards.rewards.points").complaints == ()

    record = office.command()
    joined = office.may.post(f"/v1/complaints/{first.complaint_id}/joins", record=record)
    assert joined.status_code == 200, joined.text
    into = Case.model_validate(joined.json())
    assert into.complaint_id == first.complaint_id
    (link,) = [link for link in into.links if link.kind == "joined"]
    assert (link.incoming, link.number[-2:], link.state) == (True, "03", "joined")
    assert office.history(office.han, first.complaint_id).entries[-1].words == record["what_happened"]
    other = add_customer(office.floor.engine, "+85261239999", key="C2")
    elsewhere = office.command(customer_id=str(other))
    refused = office.may.post(f"/v1/complaints/{first.complaint_id}/joins", record=elsewhere)
    assert refused.json()["details"] == {"problem": "other_customer"}

    apart = office.record(office.may, kept_apart=[str(first.complaint_id)])
    assert [link.kind for link in apart.links] == ["kept_apart"]
    assert office.move(office.han, apart, "join", into_id=str(first.complaint_id)).glance.state == "joined"
    assert office.try_move(office.han, into, "join", into_id=str(apart.complaint_id)).json()["details"] == {
        "problem": "has_ended"
    }


def test_a_record_that_was_just_made_is_taken_back_and_its_number_is_never_given_again(office: Office) -> None:
    mistaken, other = office.record(office.may), office.record(office.may)
    undo = office.may.post(f"/v1/complaints/{mistaken.complaint_id}/undo")
    assert (undo.json()["glance"]["state"], undo.json()["undo_until_at"]) == ("undone", None)
    assert office.record(office.may).glance.number.endswith("-00003")
    assert "undone" in {entry.kind for entry in office.history(office.sue, mistaken.complaint_id).entries}
    office.move(office.han, other, "investigate")
    assert error_code(office.may.post(f"/v1/complaints/{other.complaint_id}/undo")) == "complaint_not_undoable"
    third = office.record(office.may)
    assert error_code(office.han.post(f"/v1/complaints/{third.complaint_id}/undo")) == "complaint_not_undoable"


def test_asked_again_it_is_recorded_once_and_numbers_have_no_gaps(office: Office) -> None:
    command = office.command()
    first = office.may.http.post("/v1/complaints", json=command).json()
    again = office.may.http.post("/v1/complaints", json=command).json()
    newly = office.may.http.post("/v1/complaints", json=command | {"command_id": str(uuid4())}).json()
    assert first["glance"]["number"] == again["glance"]["number"] == newly["glance"]["number"]
    reused = office.may.http.post("/v1/complaints", json=command | {"what_happened": "Something else"})
    assert error_code(reused) == "command_reused"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: office.record(office.desks[name]), ["may", "han", "hoi", "sue"] * 2))
    office.try_record(office.may, category_code="")
    office.record(office.may)
    with Session(office.floor.engine) as session:
        assert sorted(session.scalars(sa.select(ComplaintRow.running))) == list(range(1, 11))


def test_what_is_settled_in_the_call_ends_at_once_and_a_repeat_is_seen(office: Office) -> None:
    settled = {"answer": "The fee is given back", "root_cause": "people_mistake", "result": "upheld"}
    case = office.record(office.may, settled=settled, severity="minor")
    assert (case.glance.state, case.first_contact, case.owner and case.owner.name) == ("closed", True, "May")
    assert case.redress[0].kind == "none"
    british = office.record(office.may, settled=settled, region="uk")
    assert british.glance.state == "accepted"  # until the letter has gone out
    assert {offer.move for offer in british.moves} == {"close", "dispute"}
    repeat = office.record(office.may, category_code="cards.rewards.points")
    assert repeat.repeat_of == case.complaint_id
    of_customer = office.may.http.get(f"/v1/customers/{office.customer_id}/complaints").json()
    assert (of_customer["ended_count"], of_customer["repeats_90_days"], len(of_customer["open"])) == (1, 2, 2)


def test_suggestions_and_praise_go_a_short_way(office: Office) -> None:
    praise = office.record(
        office.may,
        kind="praise",
        category_code="thanks.person",
        what_happened="Patient and kind",
        about_whom="Ivy Kwok",
    )
    assert (praise.glance.number[:3], praise.glance.due_at) == ("PRS", None)
    assert {offer.move for offer in praise.moves} == {"acknowledge", "close"}
    idea = office.record(office.may, kind="suggestion", category_code="idea.app", what_happened="A darker screen")
    idea = office.move(office.may, idea, "close", reason="Passed on to the app's team")
    assert (idea.glance.state, idea.glance.number[:3]) == ("closed", "SUG")
    assert office.listed(office.han, scope="all", kinds=["praise"]).lines[0].glance.number == praise.glance.number


def test_the_number_goes_to_the_customer_once_and_what_speaks_against_it_stands_in_the_history(office: Office) -> None:
    command = office.command(tell_number=True)
    answers = [office.may.http.post("/v1/complaints", json=command).raise_for_status() for _ in range(2)]
    case = Case.model_validate(answers[1].json())
    (sent,) = office.may.http.get(f"/v1/customers/{office.customer_id}/messages").json()["messages"]
    assert case.glance.number in sent["text"]
    (told,) = [entry for entry in office.history(office.han, case.complaint_id).entries if entry.kind == "letter"]
    assert told.detail["why_not"] == ""
    silent = add_customer(office.floor.engine, "+85261239999", key="C3")
    with Session(office.floor.engine) as session, session.begin():
        session.execute(sa.delete(PhoneNumberRow).where(PhoneNumberRow.customer_id == silent))
    refused = office.record(office.may, tell_number=True, customer_id=str(silent))
    last = office.history(office.han, refused.complaint_id).entries[-1]
    assert last.detail["why_not"] != ""
