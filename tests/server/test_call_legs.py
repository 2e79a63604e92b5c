"""Who had a call one after the other, who was asked, and how long each took."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent_desktop.contract.handovers import MomentKind
from agent_desktop.contract.timeline import ContactLegs, LegPart
from telephony.contract import CallRole
from tests.server.handover_talk import note_of, opened_talk, path, rings_at, sent, specialist
from tests.server.script_talk import Talk
from tests.server.support import until


@pytest.fixture
def talk(database_url: str, tmp_path: Path) -> Iterator[Talk]:
    with opened_talk(database_url, tmp_path) as talk:
        yield talk


def test_each_leg_tells_who_it_was_how_long_they_talked_held_and_were_asked(talk: Talk) -> None:
    """May talks for a minute, asks Cai, who declines after five seconds, then Bea, who comes after ten, speaks with May
    for twenty and takes the caller over."""
    cai, bea = specialist(talk, "cai"), specialist(talk)
    talk.clock.move(60)
    sent(talk)
    rings_at(talk, cai)
    until(lambda: (call := talk.desk.snapshot().call) and call.state == "held")
    talk.clock.move(5)
    declined = cai.post(f"/v1/calls/{talk.call_id}/commands", action="decline", reason="conflict")
    assert declined.status_code == 200, declined.text
    rings_at(talk, bea)
    talk.clock.move(10)
    assert bea.act(talk.call_id, "answer").status_code == 200
    until(lambda: (call := bea.snapshot().call) and call.colleague == "joined")
    talk.clock.move(20)
    assert talk.desk.act(talk.call_id, "complete_transfer").status_code == 200
    until(lambda: (call := bea.snapshot().call) and call.role is CallRole.OWN and call.state == "talking")
    told = note_of(talk.desk.http.get(path(talk))).so_far
    talk.clock.move(40)
    assert bea.act(talk.call_id, "hang_up").status_code == 200
    until(lambda: (call := bea.snapshot().call) and call.state == "ended")
    for desk, code in ((talk.desk, "follow_up"), (bea, "resolved")):
        part = desk.http.get(f"/v1/calls/{talk.call_id}/interaction").json()["interaction_id"]
        finished = desk.post(f"/v1/interactions/{part}/finish", disposition_code=code)
        assert finished.status_code == 200, finished.text
    customer = f"/v1/customers/{talk.customer_id}"
    (contact,) = talk.desk.http.post(f"{customer}/contacts", json={}).json()["contacts"]

    found = talk.desk.http.get(f"{customer}/contacts/{contact['contact_id']}/legs").json()

    legs = ContactLegs.model_validate(found).legs
    assert [
        (leg.part, leg.agent_name or leg.to["en"], leg.by_name, leg.outcome["en"], leg.waited_seconds,
         leg.talked_seconds, leg.held_seconds)
        for leg in legs
    ] == [
        (LegPart.FIRST, "May", "", "Needs follow-up", 0, 60, 35),
        (LegPart.ASKED, "Cai", "May", "Declined", 5, 0, 5),
        (LegPart.CONSULTED, "Bea", "May", "Took the caller over", 10, 20, 30),
        (LegPart.TOOK_OVER, "Bea", "", "Resolved", 0, 40, 0),
    ]  # fmt: skip
    passed = [each for each in told if each.kind in (MomentKind.CONSULTED, MomentKind.HANDED_OVER)]
    assert [each.text["en"] for each in passed] == ["Asked Cai: declined", "Consulted Bea", "Handed over to Bea"]
    assert [each.text["zh"] for each in passed] == ["请求Cai：已拒绝", "已咨询Bea", "已移交给Bea"]
