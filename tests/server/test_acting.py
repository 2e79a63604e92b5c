"""Supervisors act on the floor through the real server: states, waiting calls, moves, notices, calls for help."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa

from agent_desktop.contract.acting import (
    AgentOptions,
    CallGiven,
    QueueMoves,
    StateChoice,
    StateEffect,
    StateWhen,
    WaitingOptions,
)
from agent_desktop.contract.notices import HelpCall, HelpCalls, HelpState, Notice, Notices, OwnHelp, OwnNotices
from agent_desktop.contract.sessions import Role
from agent_desktop.server.supervision.scope import Scope
from telephony.contract import AgentState, SupervisionState
from tests.server.floor import Desk, Floor
from tests.server.support import error_code, until


@pytest.fixture
def supervisor(floor: Floor) -> Desk:
    floor.add_person("ada", Role.SUPERVISOR)
    return floor.sign_in("ada")


def ask(desk: Desk, path: str) -> Any:
    return desk.http.get(f"/v1{path}").raise_for_status().json()


def do(desk: Desk, path: str, **body: object) -> httpx.Response:
    return desk.http.post(f"/v1{path}", json={"command_id": str(uuid4()), **body})


def audited(floor: Floor, like: str) -> list[tuple[str, dict[str, object]]]:
    with floor.engine.connect() as connection:
        query = sa.text("SELECT what, detail FROM audit_entries WHERE what LIKE :like ORDER BY at, what")
        return [(row.what, row.detail) for row in connection.execute(query, {"like": like})]


def own(desk: Desk) -> OwnNotices:
    return OwnNotices.model_validate(ask(desk, "/notices/own"))


def test_a_supervisor_sees_what_would_come_of_a_state_does_it_once_and_the_agent_is_told(
    floor: Floor, supervisor: Desk
) -> None:
    may = floor.agent("may")
    may.go_ready()
    floor.ring()
    may.take_call()
    path = f"/acting/agents/{may.agent_id}"
    assert error_code(may.http.get(f"/v1{path}")) == "not_allowed"

    shown = AgentOptions.model_validate(ask(supervisor, path))
    proposed = {each.state: each for each in shown.options if each.proposed}
    assert (shown.name, shown.state) == ("May", "on_call")
    assert proposed[StateChoice.OFFLINE].when is StateWhen.AFTER_CALL
    body = {"command_id": str(uuid4()), "state": "not_ready", "reason": "training", "note": "room 3"}
    told = [each.value for each in proposed[StateChoice.NOT_READY].effects]
    wrong = do(supervisor, f"{path}/state", state="not_ready", reason="training", told=["offer_returns"])
    assert error_code(wrong) == "mend_overtaken"
    for _ in range(2):
        answer = supervisor.http.post(f"/v1{path}/state", json=body | {"told": told}).raise_for_status()
        assert AgentOptions.model_validate(answer.json()).next_state == "not_ready"

    (notice,) = own(may).notices
    assert (notice.topic.value, notice.by_name, notice.text, notice.on) == ("state_changed", "Ada", "room 3", True)
    assert notice.detail == {"state": "not_ready", "when": "after_call", "reason": "training"}
    assert audited(floor, "agent.state%") == [
        (
            "agent.state_changed",
            {
                "state": "not_ready",
                "when": "after_call",
                "effects": [StateEffect.CALL_GOES_ON, StateEffect.GETS_NO_CALLS],
                "signed_out": False,
                "reason": "room 3",
            },
        )
    ]


def test_somebody_who_is_signed_out_by_a_supervisor_has_no_sign_in_any_more(floor: Floor, supervisor: Desk) -> None:
    may = floor.agent("may")
    done = do(supervisor, f"/acting/agents/{may.agent_id}/state", state="offline", when="now", sign_out=True)
    assert AgentOptions.model_validate(done.raise_for_status().json()).state == "offline"
    assert error_code(may.http.get("/v1/desk")) == "signed_out"


def test_a_waiting_call_is_moved_to_the_front_and_given_and_each_is_audited(floor: Floor, supervisor: Desk) -> None:
    may = floor.agent("may")
    floor.ring()
    floor.ring()

    def two_wait() -> list[UUID]:
        with floor.engine.connect() as connection:
            found = connection.execute(sa.text("SELECT call_id FROM calls WHERE state = 'queued' ORDER BY enqueued_at"))
            calls = [row.call_id for row in found]
        return calls if len(calls) == 2 else []

    first, second = until(two_wait)
    path = f"/acting/calls/{second}"
    shown = WaitingOptions.model_validate(ask(supervisor, path))
    assert (shown.waiting, shown.may_take, shown.takers) == (2, False, ())
    if shown.may_move:  # who came in the same moment may stand before the other already
        moved = WaitingOptions.model_validate(do(supervisor, f"{path}/front").raise_for_status().json())
        assert (moved.place, moved.may_move) == (1, False)
    assert error_code(do(supervisor, f"{path}/front")) == "call_transition_refused"
    assert error_code(do(supervisor, f"{path}/taker")) == "not_allowed"  # no telephone of their own
    assert error_code(do(supervisor, f"{path}/taker", agent_id=str(may.agent_id))) == "colleague_not_free"

    may.go_ready()
    call_id = may.until_offered()
    other = second if call_id == first else first
    assert error_code(do(supervisor, f"/acting/calls/{call_id}/front")) == "call_transition_refused"
    tom = floor.agent("tom")
    tom.go_ready()
    assert tom.until_offered() == other
    tom.agent("go_not_ready", "break")
    given = do(supervisor, f"/acting/calls/{other}/taker", agent_id=str(tom.agent_id))
    assert error_code(given) == "colleague_not_free"
    taken = until(lambda: _given(supervisor, other, may))
    assert (taken.rings, taken.kept_until_at is None) == (False, False)
    assert [what for what, _ in audited(floor, "call.given")] == ["call.given"]
    assert own(may).notices[0].topic.value == "call_given"

    floor.add_person("bob", Role.SUPERVISOR)
    with floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE users SET team = 'North' WHERE name = 'bob'"))
        connection.execute(sa.text("UPDATE agents SET team = 'North' WHERE agent_id = :may"), {"may": may.agent_id})
    tom.go_ready()  # the call is kept for may
    for desk, names in ((supervisor, {"May", "Tom"}), (floor.sign_in("bob"), {"May"})):
        listed = WaitingOptions.model_validate(ask(desk, f"/acting/calls/{other}")).takers
        assert {each.name for each in listed} == names, "nobody is shown agents whom they do not look after"


def _given(supervisor: Desk, call_id: UUID, to: Desk) -> CallGiven | None:
    """Give a call to somebody as soon as they have one of their own on."""
    if to.snapshot().agent.state is AgentState.READY:
        to.take_call()
    answer = do(supervisor, f"/acting/calls/{call_id}/taker", agent_id=str(to.agent_id))
    return CallGiven.model_validate(answer.json()) if answer.status_code == 200 else None


def test_agents_are_moved_for_a_while_and_told_of_it_and_of_its_end(floor: Floor, supervisor: Desk) -> None:
    may = floor.agent("may")
    listed = QueueMoves.model_validate(ask(supervisor, "/acting/moves"))
    served = set(AgentOptions.model_validate(ask(supervisor, f"/acting/agents/{may.agent_id}")).queues)
    group = next(each.group for each in listed.queues if each.code in served)
    target = next(each.code for each in listed.queues if each.group == group)

    body = {"agent_ids": [str(may.agent_id)], "queues": [target], "reason": "many callers"}
    moves = QueueMoves.model_validate(do(supervisor, "/acting/moves", **body).raise_for_status().json())

    (move,) = moves.moves
    assert (move.agent_name, move.by_name, move.queues, set(move.before)) == ("May", "Ada", (target,), served)
    assert error_code(do(supervisor, "/acting/moves", **body)) == "move_refused"
    ended = do(supervisor, f"/acting/moves/{move.move_id}/end").raise_for_status().json()
    assert QueueMoves.model_validate(ended).moves == ()
    end, began = sorted(own(may).notices, key=lambda each: each.topic.value)
    assert (began.topic.value, began.text, len(began.queues)) == ("moved", "many callers", 1)
    assert (end.topic.value, end.detail["outcome"]) == ("move_ended", "ended")
    assert {what for what, _ in audited(floor, "agent.move%")} == {"agent.moved", "agent.move_ended"}


def test_a_notice_goes_to_whom_it_names_and_its_sender_sees_who_has_it_and_who_read_it(
    floor: Floor, supervisor: Desk
) -> None:
    may, tom = floor.agent("may"), floor.agent("tom")
    stream = floor.listen(may)
    notice_id = str(uuid4())
    body = {"notice_id": notice_id, "text": " The card system is slow. ", "priority": "urgent", "minutes": 30}
    assert error_code(supervisor.http.post("/v1/notices", json=body)) == "request_not_understood"
    nobody = supervisor.http.post("/v1/notices", json=body | {"notice_id": str(uuid4()), "teams": ["no such team"]})
    assert error_code(nobody) == "notice_refused"
    assert error_code(may.http.post("/v1/notices", json=body | {"everybody": True})) == "not_allowed"

    to = {"agent_ids": [str(may.agent_id)]}
    sent = Notice.model_validate(supervisor.http.post("/v1/notices", json=body | to).raise_for_status().json())
    assert [(each.name, each.shown_at, each.read_at) for each in sent.receipts] == [("May", None, None)]
    stream.until_kind("notice.changed")
    (card,) = own(may).notices
    assert (card.text, card.priority.value, card.by_name, card.on) == (
        "The card system is slow.",
        "urgent",
        "Ada",
        True,
    )
    assert own(tom).notices == ()
    assert error_code(do(tom, f"/notices/own/{notice_id}/reading")) == "notice_not_found"
    read = OwnNotices.model_validate(do(may, f"/notices/own/{notice_id}/reading").raise_for_status().json())
    assert (read.notices[0].on, read.notices[0].read_at is None) == (False, False)
    (seen,) = Notices.model_validate(ask(supervisor, "/notices")).notices
    assert seen.receipts[0].shown_at is not None
    assert seen.receipts[0].read_at is not None

    floor.add_person("bob", Role.SUPERVISOR)
    bob = floor.sign_in("bob")
    assert error_code(do(bob, f"/notices/{notice_id}/withdrawal")) == "not_allowed"
    gone = Notice.model_validate(do(supervisor, f"/notices/{notice_id}/withdrawal").raise_for_status().json())
    assert (gone.withdrawn_at is None, gone.may_withdraw) == (False, False)
    assert (own(may).notices[0].withdrawn, own(may).notices[0].text) == (True, "")


def test_who_calls_for_help_is_listened_to_in_the_same_step_and_told_who_comes(floor: Floor, supervisor: Desk) -> None:
    may = floor.agent("may")
    may.go_ready()
    sid = floor.ring()
    call_id = may.take_call().call_id
    asked = OwnHelp.model_validate(do(may, "/help", words="wants a manager").raise_for_status().json()).help
    assert asked is not None

    (call,) = HelpCalls.model_validate(ask(supervisor, "/help")).calls
    assert (call.agent_name, call.words, call.call_id, call.may_listen) == ("May", "wants a manager", call_id, True)
    answered = do(supervisor, f"/help/{call.help_id}/answer", mode="whisper").raise_for_status().json()
    assert HelpCall.model_validate(answered).state is HelpState.ANSWERED
    until(lambda: floor.room(sid).hears.get("agent") == ("caller", "supervisor"))
    assert floor.room(sid).hears["caller"] == ("agent",)
    beat = until(lambda: ask_beat(supervisor))
    assert beat == SupervisionState.WHISPERING
    assert own(may).notices[0].topic.value == "help_coming"
    assert error_code(do(supervisor, f"/help/{call.help_id}/answer")) == "help_over"
    assert {what for what, _ in audited(floor, "help.%")} == {"help.answered", "help.asked"}


def ask_beat(desk: Desk) -> str | None:
    state = desk.http.post("/v1/supervision/beats").json()["supervision"]["state"]
    return str(state) if state != "joining" else None


def test_whose_agent_somebody_is_depends_on_team_or_queue() -> None:
    queue, other = uuid4(), uuid4()
    assert Scope().holds_agent(agent_team="", queue_ids=())
    assert Scope("North").holds_agent(agent_team="North", queue_ids=())
    assert not Scope("North").holds_agent(agent_team="", queue_ids={queue})
    assert Scope("North", {queue}).holds_agent(agent_team="South", queue_ids={queue, other})
    assert not Scope("", {queue}).holds_agent(agent_team="South", queue_ids={other})
