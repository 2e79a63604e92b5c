"""Callers who are no customers yet, through the real server: kept in the call, found at the next, linked later."""

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.contacts import AgentContacts
from agent_desktop.contract.customers import CallerCard, CallerOutcome, CustomerKind, Profile
from agent_desktop.contract.prospects import Attached, Duplicates, ProspectFigures
from agent_desktop.contract.sessions import Role
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.customers.models import SearchKeyRow
from telephony.contract import AgentState
from tests.server.floor import NUMBER, Desk, Floor
from tests.server.support import error_code, until

UNKNOWN = "+85298765432"


@pytest.fixture
def desk(floor: Floor) -> Desk:
    desk = floor.agent()
    desk.go_ready()
    return desk


def _call(floor: Floor, desk: Desk, number: str = UNKNOWN) -> UUID:
    floor.ring(number)
    return desk.take_call().call_id


def _finish(desk: Desk, call_id: UUID) -> None:
    part = desk.http.get(f"/v1/calls/{call_id}/interaction").json()["interaction_id"]
    desk.act(call_id, "hang_up")
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    assert desk.post(f"/v1/interactions/{part}/finish", disposition_code="resolved").status_code == 200


def _keep(desk: Desk, call_id: UUID, **more: object) -> Attached:
    answer = desk.post(
        f"/v1/calls/{call_id}/prospect", name="何詩詠 Ho Sze Wing", interests=["mortgages"], agreed=["phone"], **more
    )
    assert answer.status_code == 200, answer.text
    return Attached.model_validate(answer.json())


def _contacts(desk: Desk) -> AgentContacts:
    return AgentContacts.model_validate(desk.http.get("/v1/contacts").json())


def test_a_caller_who_is_kept_pops_at_the_next_call_and_is_no_customer(floor: Floor, desk: Desk) -> None:
    call_id = _call(floor, desk)
    kept = _keep(desk, call_id)
    assert kept.card is not None
    assert kept.card.outcome is CallerOutcome.MATCHED
    _finish(desk, call_id)

    again = _call(floor, desk)

    card = CallerCard.model_validate(desk.http.get(f"/v1/calls/{again}/caller").json())
    assert card.profile is not None
    assert (card.profile.customer_id, card.profile.kind) == (kept.customer_id, CustomerKind.PROSPECT)
    assert card.profile.prospect is not None
    assert [each.subject["en"] for each in card.profile.contacts] == ["Call"]


def test_the_same_caller_is_kept_once_and_a_repeat_of_the_press_is_the_same_answer(floor: Floor, desk: Desk) -> None:
    call_id, command = _call(floor, desk), uuid4()
    first = _keep(desk, call_id, command_id=str(command))
    repeated = _keep(desk, call_id, command_id=str(command))

    unseen = desk.post(f"/v1/calls/{call_id}/prospect", name="Somebody Else")

    assert (repeated.customer_id, repeated.deed_id) == (first.customer_id, first.deed_id)
    assert (unseen.status_code, error_code(unseen)) == (409, "prospect_duplicate")


def test_who_may_be_the_same_is_found_by_the_calls_own_number_and_the_look_is_audited(floor: Floor, desk: Desk) -> None:
    customer_id = floor.add_customer()
    call_id = _call(floor, desk, NUMBER)

    answer = desk.http.post("/v1/prospects/duplicates", json={"call_id": str(call_id)})

    (found,) = Duplicates.model_validate(answer.json()).found
    assert (found.customer_id, found.sure) == (customer_id, True)
    with Session(floor.engine) as session:
        entry = session.scalars(sa.select(AuditRow).where(AuditRow.what == "duplicates.found")).one()
    assert (entry.call_id, entry.detail) == (call_id, {"customer_ids": [str(customer_id)]})
    wrong = desk.http.post("/v1/prospects/duplicates", json={"number": "not a number"})
    assert (wrong.status_code, error_code(wrong)) == (422, "number_wrong")


def test_a_finished_call_is_attached_from_the_list_with_its_number_and_the_word_is_undone(
    floor: Floor, desk: Desk
) -> None:
    customer_id = floor.add_customer()
    call_id = _call(floor, desk)
    _finish(desk, call_id)

    body = {"customer_id": str(customer_id), "note_number": True}
    attached = Attached.model_validate(desk.post(f"/v1/calls/{call_id}/attachment", **body).json())

    assert (attached.customer_id, attached.customer_name, attached.moved) == (customer_id, "Mr Chan Tai Man", 1)
    assert attached.card is None
    assert _contacts(desk).contacts[0].customer_id == customer_id
    profile = Profile.model_validate(desk.http.get(f"/v1/customers/{customer_id}").json())
    assert len(profile.contacts) == 1

    undone = desk.post(f"/v1/calls/{call_id}/attachment/undo", deed_id=str(attached.deed_id))
    twice = desk.post(f"/v1/calls/{call_id}/attachment/undo", deed_id=str(attached.deed_id))

    assert undone.status_code == 200
    assert _contacts(desk).contacts[0].customer_id is None
    assert (twice.status_code, error_code(twice)) == (409, "link_not_undoable")
    number_now = _call(floor, desk)  # the number that was noted with the word went with it
    assert desk.http.get(f"/v1/calls/{number_now}/caller").json()["outcome"] == "unknown"
    with Session(floor.engine) as session:
        keys = session.scalars(sa.select(SearchKeyRow.key).where(SearchKeyRow.kind == "phone")).all()
    assert UNKNOWN.lstrip("+")[::-1] not in keys


def test_what_was_chosen_during_the_call_can_be_undone_with_its_own_name(floor: Floor, desk: Desk) -> None:
    customer_id = floor.add_customer()
    call_id = _call(floor, desk)

    card = CallerCard.model_validate(desk.put(f"/v1/calls/{call_id}/customer", customer_id=str(customer_id)).json())
    undone = desk.post(f"/v1/calls/{call_id}/attachment/undo", deed_id=str(card.deed_id))

    assert Attached.model_validate(undone.json()).card is not None
    assert undone.json()["card"]["outcome"] == "unknown"


def test_nobody_attaches_a_call_that_was_never_theirs(floor: Floor, desk: Desk) -> None:
    customer_id = floor.add_customer()
    call_id = _call(floor, desk)
    other = floor.agent("jun")

    answers = [
        other.post(f"/v1/calls/{call_id}/attachment", customer_id=str(customer_id)),
        other.post(f"/v1/calls/{call_id}/prospect", name="Ho Sze Wing"),
        other.http.get(f"/v1/calls/{call_id}/possible"),
    ]

    assert [error_code(answer) for answer in answers] == ["not_your_call"] * 3


def test_whom_it_only_rang_at_does_not_attach_a_colleagues_call_but_one_that_nobody_took(floor: Floor) -> None:
    customer_id, rang = floor.add_customer(), floor.agent()
    rang.go_ready()
    floor.ring(UNKNOWN)
    call_id = rang.until_offered()
    colleague = floor.agent("jun")
    colleague.go_ready()
    declined = rang.post(f"/v1/calls/{call_id}/commands", action="decline", reason="conflict")
    assert declined.status_code == 200, declined.text
    assert colleague.take_call().call_id == call_id

    def tries() -> list[str]:
        path = f"/v1/calls/{call_id}"
        return [
            error_code(rang.post(f"{path}/attachment", customer_id=str(customer_id))),
            error_code(rang.post(f"{path}/prospect", name="Ho Sze Wing")),
            error_code(rang.post(f"{path}/attachment/undo", deed_id=str(uuid4()))),
        ]

    live = tries()
    _finish(colleague, call_id)

    assert live == tries() == ["not_your_call"] * 3
    assert rang.http.get(f"/v1/calls/{call_id}/possible").status_code == 200
    colleague.agent("go_not_ready", "break")
    lost = floor.ring("+85298765433")
    in_vain = rang.until_offered()
    floor.hang_up(lost)
    until(lambda: rang.snapshot().offer is None)
    answer = rang.post(f"/v1/calls/{in_vain}/attachment", customer_id=str(customer_id))
    assert answer.status_code == 200, answer.text


def test_a_card_is_changed_with_its_consent_and_counted_for_a_supervisor(floor: Floor, desk: Desk) -> None:
    kept = _keep(desk, _call(floor, desk))
    changed = desk.put(
        f"/v1/prospects/{kept.customer_id}", seen_version=1, interests=["cards"], note="Rather a card", agreed=[]
    )
    assert changed.status_code == 200, changed.text
    floor.add_person("sue", Role.SUPERVISOR)

    answer = floor.sign_in("sue").http.get("/v1/prospects/figures")

    figures = ProspectFigures.model_validate(answer.json())
    assert (figures.kept, figures.consenting, figures.became) == (1, 0, 0)
    assert [(each.interest, each.count) for each in figures.by_day] == [("cards", 1)]
    assert error_code(desk.http.get("/v1/prospects/figures")) == "not_allowed"
