"""Callbacks over HTTP, with the simulator as the carrier: promised, taken, dialled, kept, and never by two at once."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import CallbackForm, CallbackPlan, CallbackTakers
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackDetail,
    CallbackEnd,
    CallbackKind,
    CallbackOutcome,
    CallbackPreview,
    CallbackState,
    CallbackStep,
    Obstacle,
)
from agent_desktop.contract.sessions import Role
from agent_desktop.records.callbacks.models import CallbackAttemptRow
from agent_desktop.server.composition import create_app
from agent_desktop.server.database import create_engine
from agent_desktop.ui.callbacks.promise.presenter import PromiseState
from telephony.contract import AgentState, CallState
from tests.server.callbacks.centre import Centre, good, make, now, opened_centre, own
from tests.server.floor import NUMBER, SECRETS, Desk
from tests.server.support import error_code, quick_passwords, serving, until


@pytest.fixture
def centre(database_url: str) -> Iterator[Centre]:
    with opened_centre(database_url) as centre:
        yield centre


def test_planned_promised_taken_dialled_and_kept(centre: Centre) -> None:
    customer_id = centre.floor.add_customer()
    desk = centre.floor.agent()
    stream = centre.floor.listen(desk)
    form = CallbackForm.model_validate(good(desk.http.get("/v1/callback-form")))
    assert (form.default_minutes, form.window_minutes, form.attempts_most) == (30, 15, 3)
    asked = {"customer_id": str(customer_id), "reason_code": "question"}
    plan = CallbackPlan.model_validate(good(desk.http.post("/v1/callbacks/plan", json=asked)))
    assert (plan.place.region, plan.obstacles, plan.open) == ("HK", (), None)
    assert plan.due_at == centre.clock.now() + timedelta(minutes=30)
    night = (centre.clock.now() + timedelta(hours=6)).isoformat()
    refused = desk.post("/v1/callbacks", **asked, due_at=night)
    assert (error_code(refused), refused.json()["details"]["problem"]) == ("callback_refused", "unlawful_hour")

    command = str(uuid4())
    made = make(desk, customer_id, command_id=command)
    assert make(desk, customer_id, command_id=command).callback_id == made.callback_id
    joined = good(desk.post("/v1/callbacks", **asked, reason="And the fee"))
    assert (joined["joined"], joined["callback"]["reason"]) == (True, "The loan / And the fee")
    stream.until_kind("callback.changed")
    (listed,) = own(desk).callbacks
    assert (listed.number_masked != NUMBER, listed.is_mine, listed.minutes) == (True, True, 30)
    assert NUMBER not in str(listed)

    desk.agent("go_not_ready", "break")
    taken = desk.post(f"/v1/callbacks/{made.callback_id}/take", seen_version=listed.version)
    preview = CallbackPreview.model_validate(good(taken))
    assert (preview.detail.callback.state, preview.detail.callback.held_by_me) == (CallbackState.OFFERED, True)
    assert preview.own_numbers
    call = desk.snapshot().call
    assert call is not None
    assert call.state is CallState.PREVIEWING
    stranger = centre.floor.agent("lee")
    assert (
        error_code(
            stranger.post(f"/v1/callbacks/{made.callback_id}/take", seen_version=preview.detail.callback.version)
        )
        == "callback_not_found"
    )
    version = preview.detail.callback.version
    dialled = desk.post(f"/v1/callbacks/{made.callback_id}/dial", seen_version=version)
    assert good(dialled)["agent"]["state"] == AgentState.ON_CALL.value
    talking = desk.until_call(CallState.TALKING)
    assert good(desk.http.get(f"/v1/calls/{talking.call_id}/caller"))["profile"]["customer_id"] == str(customer_id)
    assert desk.act(talking.call_id, "hang_up").status_code == 200
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    open_still = now(desk, made.callback_id)
    assert (open_still.state, open_still.steps) == (CallbackState.DIALLING, frozenset({CallbackStep.FINISH}))
    done = desk.post(
        f"/v1/callbacks/{made.callback_id}/finish", seen_version=open_still.version, outcome="reached", note="Told them"
    )
    kept = Callback.model_validate(good(done))
    assert (kept.state, kept.ended_as, kept.attempts) == (CallbackState.DONE, CallbackEnd.REACHED, 1)
    (row,) = centre.rows()
    assert (row.kept, row.first_tried_at) == (True, centre.clock.now())


def test_each_reason_that_a_promise_may_have_is_one_that_the_server_takes(centre: Centre) -> None:
    desk, customer_id = centre.floor.agent(), centre.floor.add_customer()
    listed = CallbackForm.model_validate(good(desk.http.get("/v1/callback-form")))
    reasons = PromiseState(form=listed).reasons
    assert {each.kind for each in reasons} == {CallbackKind.PROMISED, CallbackKind.RELATIONSHIP}

    for each in reasons:
        made = make(desk, customer_id, kind=each.kind.value, reason_code=each.code)
        assert (made.kind, made.reason_code) == (each.kind, each.code)


def test_a_due_one_is_offered_with_its_card_and_one_that_nobody_answers_is_tried_again(centre: Centre) -> None:
    customer_id = centre.floor.add_customer()
    desk = centre.floor.agent()
    made = make(desk, customer_id, told=True)
    desk.go_ready()
    centre.floor.carrier.post("/conducts", json={"number": NUMBER, "conduct": "busy"}).raise_for_status()
    assert desk.snapshot().offer is None
    centre.clock.move(20 * 60)

    offer = until(lambda: desk.snapshot().offer)
    assert offer.payload is not None
    card = offer.payload["callback"]
    assert isinstance(card, dict)
    offered = CallbackPreview.model_validate(card).detail.callback
    assert offered.callback_id == made.callback_id
    assert offer.payload["profile"]["customer_id"] == str(customer_id)
    assert desk.act(offer.call_id, "answer").status_code == 200
    again = good(desk.http.get(f"/v1/calls/{offer.call_id}/caller"))["callback"]
    held = CallbackPreview.model_validate(again).detail.callback
    assert (held.state, held.held_by_me) == (CallbackState.OFFERED, True)
    before = desk.post(f"/v1/callbacks/{made.callback_id}/dial", seen_version=offered.version)
    assert error_code(before) == "stale_version", "a desktop reads the card again once the callback is taken"
    good(desk.post(f"/v1/callbacks/{made.callback_id}/dial", seen_version=held.version))

    until(lambda: now(desk, made.callback_id).attempts)
    after = now(desk, made.callback_id)
    # Its window begins at this moment: the next round of the worker calls it due.
    assert after.state in (CallbackState.OPEN, CallbackState.DUE)
    assert (after.last_outcome, after.held_by_me) == (CallbackOutcome.BUSY, False)
    assert after.due_at == centre.clock.now() + timedelta(minutes=15)


def test_hours_lists_and_a_caller_on_the_line_are_looked_at_again_when_it_is_dialled(centre: Centre) -> None:
    customer_id = centre.floor.add_customer()
    desk = centre.floor.agent()
    made = make(desk, customer_id)
    taken = CallbackPreview.model_validate(
        good(desk.post(f"/v1/callbacks/{made.callback_id}/take", seen_version=made.version))
    )
    path, version = f"/v1/callbacks/{made.callback_id}/dial", taken.detail.callback.version

    sid = centre.floor.ring()
    until(lambda: centre.callers() == 1)
    refused = desk.post(path, seen_version=version)
    assert refused.json()["details"]["problem"] == Obstacle.ON_THE_LINE.value
    centre.floor.hang_up(sid)
    until(lambda: centre.callers() == 0)
    entry = good(desk.post("/v1/do-not-call", customer_id=str(customer_id), scope="all"))
    refused = desk.post(path, seen_version=version)
    assert (error_code(refused), refused.json()["details"]["problem"]) == ("callback_refused", "do_not_call")
    assert good(desk.http.get(f"/v1/customers/{customer_id}/do-not-call"))["entries"][0]["scope"] == "all"
    good(desk.post(f"/v1/do-not-call/{entry['entry_id']}/end", words="They asked"))
    centre.clock.move(5 * 3600)  # ten in the evening
    late = desk.post(path, seen_version=now(desk, made.callback_id).version)
    assert late.status_code in (409, 422), late.text
    with Session(centre.floor.engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CallbackAttemptRow)) == 0


def test_who_gave_up_is_called_back_and_who_calls_first_closes_it(centre: Centre) -> None:
    customer_id = centre.floor.add_customer()
    desk = centre.floor.agent()
    desk.go_ready()
    sid = centre.floor.ring()
    call_id = desk.until_offered()
    centre.floor.hang_up(sid)
    until(lambda: desk.snapshot().offer is None)
    wish = good(desk.post(f"/v1/calls/{call_id}/callback-wish"))
    (row,) = centre.rows()
    assert (str(row.callback_id), row.kind, row.owner_id) == (
        wish["callback_id"],
        CallbackKind.ABANDONED,
        desk.agent_id,
    )
    desk.agent("go_not_ready", "break")
    until(lambda: desk.snapshot().offer is None)

    desk.go_ready()
    good(
        desk.post(
            f"/v1/callbacks/{row.callback_id}/changes",
            seen_version=now(desk, row.callback_id).version,
            step="move",
            due_at=(centre.clock.now() + timedelta(hours=1)).isoformat(),
        )
    )
    centre.floor.ring()
    call = desk.take_call()
    (waiting,) = own(desk, f"scope=all&customer_id={customer_id}").callbacks
    stranger_id = centre.floor.add_customer("+85261230002", key="C2")
    strangers = make(desk, stranger_id)
    refused = desk.post(
        f"/v1/callbacks/{strangers.callback_id}/called-in",
        seen_version=strangers.version,
        call_id=str(call.call_id),
        closes=True,
    )
    assert error_code(refused) == "callback_not_found"
    closed = desk.post(
        f"/v1/callbacks/{waiting.callback_id}/called-in",
        seen_version=waiting.version,
        call_id=str(call.call_id),
        closes=True,
        words="Answered",
    )
    assert Callback.model_validate(good(closed)).ended_as is CallbackEnd.CALLED_IN


def test_supervisors_see_all_and_what_expired_and_others_only_what_they_may_take(centre: Centre) -> None:
    customer_id = centre.floor.add_customer()
    desk = centre.floor.agent()
    made = make(desk, customer_id)
    centre.floor.add_person("ada", Role.SUPERVISOR)
    ada = centre.floor.sign_in("ada")
    centre.floor.desks.append(ada)
    other = centre.floor.agent("lee")
    assert error_code(other.http.get("/v1/callbacks?scope=all")) == "not_allowed"
    assert own(other, "scope=ours").callbacks == ()
    assert own(ada, "scope=ours").callbacks == (), "her own list is not the whole floor's"
    takers = CallbackTakers.model_validate(good(ada.http.get("/v1/callback-takers")))
    assert {each.user_id for each in takers.people} == {desk.agent_id, other.agent_id}
    assert error_code(other.http.get("/v1/callback-takers")) == "not_allowed"
    centre.clock.move(3 * 3600)

    until(lambda: own(ada, "scope=expired").callbacks)
    expired = own(ada, "scope=expired")
    assert (expired.counts.expired, expired.callbacks[0].callback_id) == (1, made.callback_id)
    assert [each.callback_id for each in own(other, "scope=ours").callbacks] == [made.callback_id]
    since = (centre.clock.now() - timedelta(days=1)).isoformat()
    until_ = (centre.clock.now() + timedelta(days=1)).isoformat()
    figures = good(ada.http.get("/v1/callback-figures", params={"since": since, "until": until_}))
    assert (figures["all"]["promised"], figures["all"]["kept"], figures["all"]["open_late"]) == (1, 0, 1)
    assert error_code(desk.http.get("/v1/callback-figures", params={"since": since, "until": until_})) == "not_allowed"
    with centre.floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE users SET team = 'Loans' WHERE name = 'ada'"))
    elsewhere = good(ada.http.get("/v1/callback-figures", params={"since": since, "until": until_}))
    assert (elsewhere["all"]["promised"], elsewhere["all"]["open_late"]) == (0, 0)
    with centre.floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE users SET team = '' WHERE name = 'ada'"))
    shifts = [{"from_at": since, "until_at": centre.clock.now().isoformat()}]
    put = ada.put(f"/v1/agents/{desk.agent_id}/shifts", from_at=since, until_at=until_, shifts=shifts)
    assert len(good(put)["shifts"]) == 1
    listed = good(ada.http.get(f"/v1/agents/{desk.agent_id}/shifts", params={"from": since, "until": until_}))
    assert len(listed["shifts"]) == 1
    handed = ada.post(
        f"/v1/callbacks/{made.callback_id}/changes",
        seen_version=expired.callbacks[0].version,
        step="hand_over",
        owner_id=str(other.agent_id),
        words="Please",
    )
    assert Callback.model_validate(good(handed)).owner_id == other.agent_id
    detail = CallbackDetail.model_validate(good(ada.http.get(f"/v1/callbacks/{made.callback_id}")))
    assert [each.kind.value for each in detail.history] == ["made", "to_queue", "expired", "handed_over"]


def test_of_many_at_two_servers_one_has_it_one_dials_and_one_is_made(centre: Centre, database_url: str) -> None:
    customer_id = centre.floor.add_customer()
    agents = [centre.floor.agent(name) for name in ("may", "lee", "bea", "cai")]
    engine = create_engine(database_url)
    app = create_app(centre.floor.settings, engine, SECRETS, clocks=centre.clocks, passwords=quick_passwords())
    with serving(app, centre.floor.settings) as second, ExitStack() as stack:
        made: list[httpx.Response] = []
        answers: list[tuple[str, httpx.Response]] = []

        clients = [
            stack.enter_context(httpx.Client(base_url=second, headers=desk.http.headers, timeout=15, trust_env=False))
            for desk in agents
        ]

        def at(desk: Desk, number: int) -> httpx.Client:
            return desk.http if number % 2 else clients[agents.index(desk)]

        def together(*jobs: Any) -> None:
            threads = [threading.Thread(target=job) for job in jobs]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        def make_one(desk: Desk, number: int) -> None:
            body = {
                "command_id": str(uuid4()),
                "customer_id": str(customer_id),
                "reason_code": "question",
                "reason": str(number),
            }
            made.append(at(desk, number).post("/v1/callbacks", json=body))

        together(*(lambda d=desk, n=number: make_one(d, n) for number, desk in enumerate(agents * 3)))
        assert Counter(good(each)["joined"] for each in made) == {True: 11, False: 1}
        (row,) = centre.rows()
        assert set(row.reason.split(" / ")) == {str(number) for number in range(12)}
        centre.clock.move(31 * 60)
        until(lambda: own(agents[0], "scope=ours").callbacks)

        def take_and_dial(desk: Desk, number: int) -> None:
            client, path = at(desk, number), f"/v1/callbacks/{row.callback_id}"
            for _ in range(4):
                version = client.get(path).json()["callback"]["version"]
                took = client.post(f"{path}/take", json={"command_id": str(uuid4()), "seen_version": version})
                answers.append(("take", took))
                if took.status_code == 200:
                    seen = took.json()["detail"]["callback"]["version"]
                    for _ in range(2):
                        body = {"command_id": str(uuid4()), "seen_version": seen}
                        answers.append(("dial", client.post(f"{path}/dial", json=body)))

        together(*(lambda d=desk, n=number: take_and_dial(d, n) for number, desk in enumerate(agents * 2)))
        assert not [each for _, each in answers if each.status_code >= 500], [each.text for _, each in answers]
        with Session(centre.floor.engine) as session:
            attempts = session.scalars(sa.select(CallbackAttemptRow)).all()
            calls = session.execute(
                sa.text("SELECT count(*) FROM calls WHERE item_id IS NOT NULL AND NOT undialled")
            ).scalar_one()
        assert (len(attempts), calls) == (1, 1)
        assert sum(kind == "dial" and each.status_code == 200 for kind, each in answers) == 1
    engine.dispose()
