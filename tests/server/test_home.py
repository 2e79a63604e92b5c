"""What somebody has before them without a call, and the calls that colleagues owe customers."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.directory import Directory, Favourite, WayOver
from agent_desktop.contract.handovers import MomentKind
from agent_desktop.contract.home import Home
from agent_desktop.contract.owed_calls import OwedCall
from telephony.contract import CallRole, CallState
from telephony.queues.repository import MemberRepository
from tests.server.floor import Desk
from tests.server.handover_talk import audited, note_of, opened_talk, path, rings_at, sent, specialist
from tests.server.script_talk import Talk
from tests.server.support import error_code, until


@pytest.fixture
def talk(database_url: str, tmp_path: Path) -> Iterator[Talk]:
    with opened_talk(database_url, tmp_path) as talk:
        yield talk


def home_of(desk: Desk) -> Home:
    answer = desk.http.get("/v1/home")
    assert answer.status_code == 200, answer.text
    return Home.model_validate(answer.json())


def owe(talk: Talk, owner: UUID, **more: object) -> httpx.Response:
    body = {
        "owner_id": str(owner),
        "reason": "When the money comes",
        "due_at": (talk.clock.now() + timedelta(hours=1)).isoformat(),
        **more,
    }
    return talk.desk.post(f"/v1/calls/{talk.call_id}/owed-calls", **body)


def finish(talk: Talk, desk: Desk, code: str) -> None:
    part = desk.http.get(f"/v1/calls/{talk.call_id}/interaction").json()["interaction_id"]
    finished = desk.post(f"/v1/interactions/{part}/finish", disposition_code=code)
    assert finished.status_code == 200, finished.text


def passed_on(talk: Talk, bea: Desk) -> None:
    """May consults Bea with a note, and hands the caller over."""
    sent(talk)
    rings_at(talk, bea)
    talk.clock.move(10)
    assert bea.act(talk.call_id, "answer").status_code == 200
    until(lambda: (call := bea.snapshot().call) and call.colleague == "joined")
    assert talk.desk.act(talk.call_id, "complete_transfer").status_code == 200
    until(lambda: (call := bea.snapshot().call) and call.role is CallRole.OWN and call.state == "talking")


def test_who_asks_what_they_want_and_what_came_of_it_stands_in_both_homes(talk: Talk) -> None:
    bea = specialist(talk)
    with Session(talk.floor.engine) as session, session.begin():
        MemberRepository(session).put_skill(bea.agent_id, "fraud", 4)
    assert home_of(bea).consults == ()
    told = talk.floor.listen(talk.desk)
    other = talk.floor.ring("+85261230000")
    busy = bea.take_call()
    sent(talk)
    asked = talk.desk.post(f"/v1/calls/{talk.call_id}/ask-next", agent_id=str(bea.agent_id))
    assert asked.status_code == 200, asked.text
    assert talk.desk.snapshot().call.asks_next.agent_id == bea.agent_id  # type: ignore[union-attr]

    home = home_of(bea)
    (waits,) = home.consults
    assert (waits.by_name, waits.rings, waits.place, waits.asked) == ("May", False, 1, "Open the fraud case")
    assert waits.about["en"] == "Cards / Fraud / Cash withdrawal not theirs"
    assert (home.load, home.consult_limit, home.ask_next_limit) == (2, 3, 2)
    assert (home.skills[0].code, home.skills[0].level) == ("fraud", 4)

    talk.floor.hang_up(other)
    bea.until_call(CallState.ENDED)
    part = bea.http.get(f"/v1/calls/{busy.call_id}/interaction").json()["interaction_id"]
    assert bea.post(f"/v1/interactions/{part}/finish", disposition_code="resolved").status_code == 200
    until(lambda: bea.snapshot().offer)
    (rings,) = home_of(bea).consults
    assert (rings.rings, rings.by_name) == (True, "May")
    talk.clock.move(10)
    assert bea.act(talk.call_id, "answer").status_code == 200
    until(lambda: (call := bea.snapshot().call) and call.colleague == "joined")
    assert talk.desk.act(talk.call_id, "complete_transfer").status_code == 200
    until(lambda: (call := bea.snapshot().call) and call.role is CallRole.OWN and call.state == "talking")

    finish(talk, talk.desk, "follow_up")
    (given,) = home_of(talk.desk).given
    assert (given.other_name, given.later_outcome, given.outcome["en"]) == ("Bea", {}, "Needs follow-up")
    bea.act(talk.call_id, "hang_up")
    bea.until_call(CallState.ENDED)
    finish(talk, bea, "follow_up")
    told.until_kind("handover.settled")

    (given,) = home_of(talk.desk).given
    assert given.later_outcome["en"] == "Needs follow-up"
    home = home_of(bea)
    (case,) = home.follow_ups
    assert (case.other_name, case.promised, case.customer_id) == ("May", "A word by Friday", talk.customer_id)
    assert (home.day.asked, home.day.came, home.day.taken_over) == (1, 1, 1)
    assert audited(talk.floor, "home.shown")[-1].detail == {"customer_ids": [str(talk.customer_id)]}


def test_who_gave_a_case_away_hears_of_an_outcome_that_was_chosen_late_and_of_one_in_another_call(talk: Talk) -> None:
    with talk.floor.engine.begin() as connection:  # a queue where nobody has to say at once what a call came to
        connection.execute(sa.text("UPDATE queues SET outcome_required = false"))
    bea = specialist(talk)
    passed_on(talk, bea)
    finish(talk, talk.desk, "follow_up")
    bea.act(talk.call_id, "hang_up")
    bea.until_call(CallState.ENDED)
    finish(talk, bea, "")
    told = talk.floor.listen(talk.desk)
    part = bea.http.get(f"/v1/calls/{talk.call_id}/interaction").json()["interaction_id"]
    assert home_of(talk.desk).given[0].later_outcome == {}
    assert bea.put(f"/v1/interactions/{part}/outcome", disposition_code="follow_up").status_code == 200

    told.until_kind("handover.settled")
    assert home_of(talk.desk).given[0].later_outcome["en"] == "Needs follow-up"

    # Bea gives the word that was owed, in another call.
    talk.clock.move(3600)
    talk.desk.agent("go_not_ready", "break")
    talk.floor.ring()
    later = bea.take_call()
    talk.clock.move(60)
    bea.act(later.call_id, "hang_up")
    bea.until_call(CallState.ENDED)
    again = talk.floor.listen(talk.desk)
    part = bea.http.get(f"/v1/calls/{later.call_id}/interaction").json()["interaction_id"]
    assert bea.post(f"/v1/interactions/{part}/finish", disposition_code="resolved").status_code == 200

    settled = again.until_kind("handover.settled")
    assert settled.subject_id == talk.call_id
    (given,) = home_of(talk.desk).given
    assert given.later_outcome["en"] == "Resolved"
    assert home_of(bea).follow_ups == ()


def test_a_call_that_is_owed_is_kept_told_shown_and_done(talk: Talk) -> None:
    bea = talk.floor.agent("bea")
    told = talk.floor.listen(bea)
    sent(talk)
    command = str(uuid4())
    kept = owe(talk, bea.agent_id, command_id=command, told=True)
    assert kept.status_code == 200, kept.text
    again = owe(talk, bea.agent_id, command_id=command, told=True)
    assert OwedCall.model_validate(again.json()).owed_call_id == OwedCall.model_validate(kept.json()).owed_call_id
    assert error_code(owe(talk, bea.agent_id)) == "owed_call_refused"
    told.until_kind("owed_call.changed")

    (owed,) = home_of(bea).owed
    assert (owed.customer_id, owed.by_name, owed.told, owed.is_late) == (talk.customer_id, "May", True, False)
    assert (owed.asked, owed.promised) == ("Open the fraud case", "A word by Friday")
    assert "61234567" not in kept.text
    so_far = note_of(talk.desk.http.get(path(talk))).so_far
    assert [each.text["en"] for each in so_far if each.kind is MomentKind.ACTION] == ["Bea calls back"]
    preview = bea.http.post("/v1/calls/outgoing/preview", json={"owed_call_id": str(owed.owed_call_id)})
    assert preview.status_code == 200, preview.text
    assert preview.json()["customer_id"] == str(talk.customer_id)
    stranger = talk.desk.http.post("/v1/calls/outgoing/preview", json={"owed_call_id": str(owed.owed_call_id)})
    assert error_code(stranger) == "owed_call_not_found"

    talk.desk.act(talk.call_id, "hang_up")
    talk.desk.until_call(CallState.ENDED)
    finish(talk, talk.desk, "follow_up")
    talk.clock.move(2 * 3600)
    late = home_of(bea).owed[0]
    assert late.is_late
    changed = f"/v1/owed-calls/{owed.owed_call_id}/changes"

    def said_done() -> httpx.Response | None:
        """That it became due changes it too, in its own time: then it is read and said once more."""
        answer = bea.post(changed, seen_version=home_of(bea).owed[0].version, done=True)
        return answer if answer.status_code == 200 else None

    done = until(said_done)
    contacts = talk.desk.http.post(f"/v1/customers/{talk.customer_id}/contacts", json={}).json()["contacts"]
    assert (contacts[0]["owed_call"]["owner_name"], contacts[0]["owed_call"]["done_at"] is not None) == ("Bea", True)
    assert error_code(bea.post(changed, seen_version=late.version, done=False)) == "stale_version"
    version = done.json()["version"]
    assert error_code(talk.desk.post(changed, seen_version=version, done=False)) == "owed_call_not_found"
    assert bea.post(changed, seen_version=version, done=False).status_code == 200
    assert home_of(bea).owed[0].done_at is None
    changes = ("owed_call.asked", "owed_call.done", "owed_call.reopened")
    assert [len(audited(talk.floor, what)) for what in changes] == [1, 1, 1]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"reason": "  "}, "reason_missing"),
        ({"due_at": "2020-01-01T00:00:00Z"}, "time_past"),
        ({"due_at": "2090-01-01T00:00:00Z"}, "time_too_far"),
        ({"number": "12"}, "no_number"),
        ({"number": "+85228880000"}, "no_number"),
    ],
)
def test_a_call_back_that_nobody_could_make_is_refused_with_why(
    talk: Talk, more: dict[str, object], problem: str
) -> None:
    refused = owe(talk, talk.floor.agent("bea").agent_id, **more)

    assert (error_code(refused), refused.json()["details"]["problem"]) == ("owed_call_refused", problem)


def test_the_directory_offers_a_call_back_and_shows_favourites_and_how_many_ask(talk: Talk) -> None:
    bea = specialist(talk)
    away = talk.floor.agent("cai")
    favourite = f"/v1/directory/favourites/person/{bea.agent_id}"
    assert talk.desk.http.put(favourite, json={}).status_code == 204
    found = Directory.model_validate(talk.desk.http.get(f"/v1/calls/{talk.call_id}/directory").json())
    entries = {each.entry_id: each for each in found.entries}
    ready, gone = entries[str(bea.agent_id)], entries[str(away.agent_id)]

    assert (ready.favourite, gone.favourite) == (Favourite.OWN, Favourite.NONE)
    assert WayOver.CALL_BACK not in ready.can
    assert gone.can == {WayOver.CALL_BACK}
    unknown = owe(talk, uuid4())
    assert error_code(unknown) == "directory_entry_unknown"
