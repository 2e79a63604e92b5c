"""Whoever takes a call over goes on where the other stopped, and a transfer needs its note."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.interactions import Direction, Interaction
from agent_desktop.contract.scripts import ActionState
from agent_desktop.contract.timeline import ContactLegs, LegPart
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.handovers.models import HandoverReadRow, HandoverRow
from agent_desktop.records.interactions.contacts import known_calls
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.interactions.service import end_part, finish_interaction
from agent_desktop.server.bank import open_bank
from agent_desktop.server.database import session_factory
from agent_desktop.server.dispositions import load_dispositions
from agent_desktop.server.host import BankHost
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import facts_of
from telephony.contract import AgentState, CallAction, CallState, TransferKind
from tests.records.trial import OPTIONS
from tests.server.floor import Desk
from tests.server.handover_talk import SAID, note_of, opened_talk, path, rings_at, sent, specialist, written
from tests.server.script_talk import Talk
from tests.server.support import until
from tests.support.shipped import shipped_scripts
from tests.telephony.support import Centre


@pytest.fixture
def talk(database_url: str, tmp_path: Path) -> Iterator[Talk]:
    with opened_talk(database_url, tmp_path) as talk:
        yield talk


def test_whoever_takes_over_goes_on_at_the_step_with_the_answers_and_reads_the_note(talk: Talk) -> None:
    """The host's part of a completed transfer, as telephony asks for it in its own transaction."""
    talk.at_block()
    desk = specialist(talk)
    sent(talk)
    rings_at(talk, desk)
    assert desk.act(talk.call_id, "answer").status_code == 200
    hand_over(talk, desk)

    interaction = desk.http.get(f"/v1/calls/{talk.call_id}/interaction").json()

    assert interaction["customer_id"] == str(talk.customer_id)
    assert interaction["script_run"]["step_id"] == "block"
    assert interaction["script_run"]["answers"] == {"card": str(talk.card_id)}
    saved = desk.put(
        f"/v1/interactions/{interaction['interaction_id']}/script-run",
        seen_version=interaction["script_version_number"], script_id="lost-card", version="1.0", step_id="block",
        answers={"card": str(talk.card_id)},
    )  # fmt: skip
    assert saved.status_code == 200, saved.text
    assert note_of(desk.http.get(f"{path(talk)}?received=true&read=true")).summary == SAID["summary"]
    with Session(talk.floor.engine) as session:
        parts = session.scalars(sa.select(InteractionRow).where(InteractionRow.call_id == talk.call_id)).all()
        assert {(each.agent_id, each.finished_at) for each in parts} == {
            (talk.desk.agent_id, None), (desk.agent_id, None)
        }  # fmt: skip


def test_a_transfer_completes_only_with_a_note_that_was_sent(talk: Talk) -> None:
    host = BankHost.__new__(BankHost)
    with Session(talk.floor.engine) as session:
        assert not host.may_complete(session, talk.call_id, uuid4())
    written(talk)
    with Session(talk.floor.engine) as session:
        assert not host.may_complete(session, talk.call_id, uuid4())
    note_of(talk.desk.post(f"{path(talk)}/send", seen_version=1))
    with Session(talk.floor.engine) as session:
        assert host.may_complete(session, talk.call_id, uuid4())


def test_notes_and_receipts_go_with_the_record_of_the_call(talk: Talk) -> None:
    desk = specialist(talk)
    sent(talk)
    rings_at(talk, desk)
    note_of(desk.http.get(f"{path(talk)}?read=true"))

    with session_factory(talk.floor.engine).begin() as session:
        session.execute(sa.delete(InteractionRow).where(InteractionRow.call_id == talk.call_id))

    with Session(talk.floor.engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(HandoverRow)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(HandoverReadRow)) == 0


def test_a_call_that_was_handed_over_is_one_contact_with_its_legs(talk: Talk) -> None:
    desk = specialist(talk)
    sent(talk)
    rings_at(talk, desk)
    assert desk.act(talk.call_id, "answer").status_code == 200
    until(lambda: (call := desk.snapshot().call) and call.colleague == "joined")
    talk.clock.move(60)
    hand_over(talk, desk)
    with session_factory(talk.floor.engine).begin() as session:
        for agent, code in ((desk, "resolved"), (talk.desk, "follow_up")):  # the first one is slower with the wrap-up
            part = InteractionRepository(session).find(talk.call_id, agent.agent_id)
            assert part is not None
            finish_interaction(
                session, interaction_id=part.interaction_id, by=agent.agent_id, disposition_code=code,
                dispositions=load_dispositions(talk.floor.settings), at=talk.clock.now(), duration_seconds=30,
            )  # fmt: skip
    customer = f"/v1/customers/{talk.customer_id}"

    found = talk.desk.http.post(f"{customer}/contacts", json={}).json()
    profile = talk.desk.http.get(customer).json()

    (contact,) = found["contacts"]
    assert (found["found_count"], contact["leg_count"], contact["outcome"]["en"]) == (1, 2, "Needs follow-up")
    assert [each["contact_id"] for each in profile["contacts"]] == [contact["contact_id"]]
    assert (profile["contact_count"], profile["contacts_90_days"]) == (1, {"phone": 1})
    legs = ContactLegs.model_validate(talk.desk.http.get(f"{customer}/contacts/{contact['contact_id']}/legs").json())
    had = [leg for leg in legs.legs if leg.part in (LegPart.FIRST, LegPart.TOOK_OVER)]
    assert [(leg.agent_name, leg.outcome["en"]) for leg in had] == [("May", "Needs follow-up"), ("Bea", "Resolved")]
    with Session(talk.floor.engine) as session:
        known = {desk_.agent_id: known_calls(session, [talk.call_id], desk_.agent_id) for desk_ in (talk.desk, desk)}
    assert known[talk.desk.agent_id][talk.call_id].later_disposition_code == "resolved"
    assert known[desk.agent_id][talk.call_id].later_disposition_code == ""
    stranger = talk.floor.add_customer("+85261239999", key="C2")
    others = talk.desk.http.get(f"/v1/customers/{stranger}/contacts/{contact['contact_id']}/legs").json()
    assert others == {"legs": [], "surveys": []}


def test_a_call_that_comes_back_to_who_has_finished_their_part_is_worked_on_and_finished_again(talk: Talk) -> None:
    talk.at_block()
    desk, part = talk.desk, f"/v1/interactions/{talk.interaction_id}"
    assert desk.put(f"{part}/note", seen_version=0, text="He is in a hurry.").status_code == 200
    came_back(talk, code="follow_up")

    again = Interaction.model_validate(desk.http.get(f"/v1/calls/{talk.call_id}/interaction").json())

    assert (again.interaction_id, again.finished_at, again.disposition_code) == (talk.interaction_id, None, "")
    assert (again.note, again.note_version, again.customer_id) == ("He is in a hurry.", 1, talk.customer_id)
    saved = desk.put(f"{part}/note", seen_version=1, text="He is in a hurry. Nobody took it.")
    assert saved.status_code == 200, saved.text
    assert talk.do("block_card").state is ActionState.DONE
    desk.act(talk.call_id, "hang_up")
    desk.until_call(CallState.ENDED)
    finished = desk.post(f"{part}/finish", disposition_code="resolved")
    assert finished.status_code == 200, finished.text
    assert desk.snapshot().agent.state is AgentState.READY


def test_a_part_that_was_finished_twice_is_one_contact_with_the_last_outcome_and_both_talks(talk: Talk) -> None:
    talk.clock.move(60)
    came_back(talk, code="follow_up")
    talk.clock.move(30)
    talk.desk.act(talk.call_id, "hang_up")
    talk.desk.until_call(CallState.ENDED)

    talk.desk.post(f"/v1/interactions/{talk.interaction_id}/finish", disposition_code="resolved")

    with Session(talk.floor.engine) as session:
        contact = session.scalars(sa.select(ContactRow)).one()
    assert (contact.interaction_id, contact.customer_id) == (talk.interaction_id, talk.customer_id)
    assert (contact.outcome["en"], contact.duration_seconds) == ("Resolved", 90)


def test_work_that_the_server_ended_is_not_unfinished_any_more_once_the_call_is_back(talk: Talk) -> None:
    """And the note has no time of grace left to run out: it is as open as any."""
    with session_factory(talk.floor.engine).begin() as session:
        end_part(
            session, call_id=talk.call_id, agent_id=talk.desk.agent_id, outcome_required=False, dispositions=(),
            at=talk.clock.now(), duration_seconds=1,
        )  # fmt: skip
    assert talk.desk.http.get("/v1/interactions/unfinished?count_only=true").json()["count"] == 1

    with session_factory(talk.floor.engine).begin() as session:
        accepted(open_bank(talk.floor.settings, talk.clock).host, session, talk.call_id, talk.desk.agent_id)

    assert talk.desk.http.get("/v1/interactions/unfinished?count_only=true").json()["count"] == 0
    with Session(talk.floor.engine) as session:
        part = InteractionRepository(session).find(talk.call_id, talk.desk.agent_id)
        assert part is not None
        assert (part.finished_at, part.system_outcome, part.ended_by_server) == (None, None, False)


def test_an_outcome_that_was_chosen_and_not_finished_with_stays_chosen(talk: Talk) -> None:
    """As where the carrier could not join the line and the call is offered to the same agent again."""
    path = f"/v1/interactions/{talk.interaction_id}/outcome"
    assert talk.desk.put(path, disposition_code="follow_up").status_code == 200

    with session_factory(talk.floor.engine).begin() as session:
        accepted(open_bank(talk.floor.settings, talk.clock).host, session, talk.call_id, talk.desk.agent_id)

    again = Interaction.model_validate(talk.desk.http.get(f"/v1/calls/{talk.call_id}/interaction").json())
    assert (again.interaction_id, again.disposition_code) == (talk.interaction_id, "follow_up")


def test_whoever_takes_a_call_that_was_dialled_out_has_an_outgoing_one(engine: sa.Engine) -> None:
    centre = Centre(engine)
    centre.host = BankHost(OPTIONS, shipped_scripts())  # type: ignore[assignment]
    caller, other = centre.agent(), centre.agent()
    call_id = centre.reached(caller)
    centre.transfer(caller, call_id, TransferKind.COLD_AGENT, agent_id=other)
    centre.run()
    centre.act(other, call_id, CallAction.ANSWER)
    centre.run()

    with Session(engine) as session:
        part = InteractionRepository(session).find(call_id, other)
    assert part is not None
    assert part.direction is Direction.OUTBOUND


def came_back(talk: Talk, *, code: str) -> None:
    """Have the agent send the caller to somebody who does not take them, finish, and take them again."""
    desk, other = talk.desk, specialist(talk)
    sent(talk)
    body = {"kind": "cold_agent", "agent_id": str(other.agent_id)}
    assert desk.post(f"/v1/calls/{talk.call_id}/transfers", **body).status_code == 200
    finished = desk.post(f"/v1/interactions/{talk.interaction_id}/finish", disposition_code=code)
    assert finished.status_code == 200, finished.text
    assert other.until_offered() == talk.call_id
    declined = other.post(f"/v1/calls/{talk.call_id}/commands", action="decline", reason="conflict")
    assert declined.status_code == 200, declined.text
    assert desk.take_call().call_id == talk.call_id


def accepted(host: BankHost, session: Session, call_id: UUID, agent_id: UUID) -> None:
    """Ask of the host what telephony does where an agent takes a call."""
    call, queue, *_ = CallRepository(session).get_with_agent(call_id, agent_id)
    host.call_accepted(session, facts_of(call, queue), agent_id=agent_id, at=call.arrived_at)


def hand_over(talk: Talk, desk: Desk) -> None:
    """Do what a completed transfer leaves in telephony's table and asks of the host."""

    until(lambda: (call := desk.snapshot().call) and call.colleague == "joined")
    host = open_bank(talk.floor.settings, talk.clock).host
    with session_factory(talk.floor.engine).begin() as session:
        call, queue, *_ = CallRepository(session).get_with_agent(talk.call_id, desk.agent_id)
        host.call_handed_over(
            session,
            facts_of(call, queue),
            from_agent_id=talk.desk.agent_id,
            to_agent_id=desk.agent_id,
            at=talk.clock.now(),
        )
        table = sa.update(CallRow).where(CallRow.call_id == talk.call_id)
        session.execute(table.values(agent_id=desk.agent_id, colleague_id=None, colleague_state=None))
