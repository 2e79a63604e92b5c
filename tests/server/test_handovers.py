"""The hand-over note over HTTP: filled by the server, sent once, seen while it rings, changed, read with a receipt."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from agent_desktop.contract.customers import CallerCard
from agent_desktop.contract.handovers import (
    ConsultCard,
    HandedScript,
    HandoverPart,
    HandoverReasons,
    HandoverState,
    MomentKind,
    StepProgress,
)
from agent_desktop.contract.outgoing import ColleagueCalls
from agent_desktop.contract.verification import Level
from telephony.contract import CallState
from tests.server.handover_talk import (
    SAID,
    audited,
    facts,
    note_of,
    opened_talk,
    path,
    rings_at,
    sent,
    specialist,
    written,
)
from tests.server.script_talk import Talk
from tests.server.support import error_code, until


@pytest.fixture
def talk(database_url: str, tmp_path: Path) -> Iterator[Talk]:
    with opened_talk(database_url, tmp_path) as talk:
        yield talk


def test_the_server_fills_in_what_it_knows_of_the_call(talk: Talk) -> None:
    talk.desk.put(f"/v1/interactions/{talk.interaction_id}/note", seen_version=0, text="Was at home\n\nHas the card")
    talk.clock.move(60)
    talk.at_block()
    talk.clock.move(30)
    talk.do("block_card")

    note = note_of(talk.desk.http.get(path(talk)))

    assert (note.version, note.state, note.summary) == (0, HandoverState.DRAFT, "")
    assert note.level is Level.FULL
    known = facts(note)
    (verified,) = known[HandoverPart.VERIFICATION]
    assert (verified.ok, verified.detail["en"]) == (True, "3 of 3 checks passed")
    (script,) = known[HandoverPart.SCRIPT]
    assert (script.title["zh"], script.detail["en"]) == ("卡遗失", "Step 3 of 4: Block")
    (blocked,) = known[HandoverPart.ACTIONS]
    assert (blocked.title["en"], blocked.detail["en"], blocked.ok) == ("Block the card", "Done · •••• 9021", True)
    assert blocked.at == talk.clock.now()
    (noted,) = known[HandoverPart.NOTES]
    assert (noted.detail, note.notes) == ({"en": "2 lines", "zh": "2 行"}, "Was at home\n\nHas the card")
    assert note.script is not None
    assert [(step.step_id, step.state) for step in note.script.steps] == [
        ("greet", StepProgress.DONE),
        ("check", StepProgress.DONE),
        ("block", StepProgress.NOW),
        ("close", StepProgress.AHEAD),
    ]
    (answer,) = note.script.answers
    assert answer.answer == {"en": "Gold card •••• 9021", "zh": "金卡 •••• 9021"}


def test_this_call_so_far_is_told_in_its_order(talk: Talk) -> None:
    talk.clock.move(60)
    talk.at_block()
    talk.clock.move(30)
    talk.do("block_card")
    talk.clock.move(10)
    talk.desk.act(talk.call_id, "hold")
    talk.desk.until_call(CallState.HELD)

    moments = note_of(talk.desk.http.get(path(talk))).so_far

    assert [each.kind for each in moments] == [
        MomentKind.ANSWERED, MomentKind.VERIFIED, MomentKind.ACTION, MomentKind.HELD
    ]  # fmt: skip
    assert [each.text["zh"] for each in moments] == ["已接听，等候 00:00", "已通过全部核实", "冻结卡", "已保持通话"]


def test_a_note_is_kept_by_versions_and_a_stale_one_changes_nothing(talk: Talk) -> None:
    command = str(uuid4())
    first = note_of(talk.desk.put(path(talk), command_id=command, seen_version=0, **SAID))
    again = note_of(talk.desk.put(path(talk), command_id=command, seen_version=0, **SAID))
    stale = talk.desk.put(path(talk), seen_version=0, **{**SAID, "summary": "Another window"})

    assert (first.version, again.version, first.handover_id) == (1, 1, again.handover_id)
    assert (stale.status_code, error_code(stale)) == (409, "stale_version")
    assert stale.json()["details"]["current_version"] == 1
    kept = note_of(talk.desk.http.get(path(talk)))
    assert (kept.summary, kept.reason["en"]) == (SAID["summary"], "Cards / Fraud / Cash withdrawal not theirs")
    assert written(talk, 1, summary="Put right").version == 2


def test_only_a_whole_note_is_sent_and_only_with_a_reason_of_the_list(talk: Talk) -> None:
    nothing = talk.desk.post(f"{path(talk)}/send", seen_version=0)
    assert (nothing.status_code, error_code(nothing)) == (404, "handover_not_found")
    unknown = talk.desk.put(path(talk), seen_version=0, **{**SAID, "reason_code": "no_such"})
    assert (unknown.status_code, error_code(unknown)) == (422, "handover_reason_unknown")

    written(talk, summary=" ", reason_code="")
    refused = talk.desk.post(f"{path(talk)}/send", seen_version=1)

    assert (error_code(refused), refused.json()["details"]["missing"]) == ("handover_unfinished", ["reason", "summary"])
    codes = [
        each.code for each in HandoverReasons.model_validate(talk.desk.http.get("/v1/handover-reasons").json()).reasons
    ]
    assert SAID["reason_code"] in codes


def test_what_was_sent_cannot_be_emptied_afterwards(talk: Talk) -> None:
    sent(talk)

    refused = talk.desk.put(path(talk), seen_version=1, **{**SAID, "summary": ""})

    assert error_code(refused) == "handover_unfinished"
    assert note_of(talk.desk.http.get(path(talk))).summary == SAID["summary"]


def test_the_specialist_sees_caller_and_note_while_it_rings_and_each_look_is_audited(talk: Talk) -> None:
    talk.at_block()
    sent(talk)
    desk = specialist(talk)

    payload = rings_at(talk, desk)

    card = ConsultCard.model_validate(payload)
    assert (card.from_id, card.from_name) == (talk.desk.agent_id, "May")
    assert card.profile is not None
    assert card.profile.customer_id == talk.customer_id
    assert "A123456" not in str(payload)
    assert card.handover is not None
    assert (card.handover.summary, card.handover.to_name) == (SAID["summary"], "Bea")
    assert ColleagueCalls.model_validate(payload).from_name == "May"
    assert CallerCard.model_validate(payload).outcome is card.outcome
    (opened,) = audited(talk.floor, "handover.opened")
    (shown,) = audited(talk.floor, "handover.shown")
    assert (opened.by_user_id, opened.record_id) == (desk.agent_id, talk.customer_id)
    assert (shown.by_user_id, shown.record_id) == (desk.agent_id, talk.customer_id)
    assert shown.detail["from"] == str(talk.desk.agent_id)


def test_a_consult_before_the_note_shows_the_caller_and_the_note_comes_after_it(talk: Talk) -> None:
    desk = specialist(talk)
    listening = talk.floor.listen(desk)
    assert ConsultCard.model_validate(rings_at(talk, desk)).handover is None
    assert error_code(desk.http.get(path(talk))) == "handover_not_found"

    sent(talk)

    listening.until_kind("handover.saved")
    assert note_of(desk.http.get(path(talk))).summary == SAID["summary"]


def test_what_is_changed_after_sending_reaches_the_specialist_and_they_read_with_a_receipt(talk: Talk) -> None:
    desk = specialist(talk)
    own = talk.floor.listen(talk.desk)
    sent(talk)
    rings_at(talk, desk)
    first = note_of(desk.http.get(f"{path(talk)}?read=true"))
    listening = talk.floor.listen(desk)
    assert (first.sent_version, first.read_version) == (1, 1)
    own.until_kind("handover.read")

    changed = written(talk, 1, summary="He also lost his telephone.")

    assert (changed.sent_version, changed.read_version, changed.read_at) == (2, 1, talk.clock.now())
    listening.until_kind("handover.saved")
    assert note_of(desk.http.get(f"{path(talk)}?read=true")).summary == "He also lost his telephone."
    note = note_of(talk.desk.http.get(path(talk)))
    assert [(each.name, each.version) for each in note.reads] == [("Bea", 2)]
    assert note.read_version == 2


def test_reading_the_same_version_again_is_no_news(talk: Talk) -> None:
    desk = specialist(talk)
    sent(talk)
    rings_at(talk, desk)
    own = talk.floor.listen(talk.desk)

    for _ in range(3):
        note_of(desk.http.get(f"{path(talk)}?read=true"))

    written(talk, 1)
    own.until_kind("handover.saved")
    assert [event.kind for event in own.events].count("handover.read") == 1  # type: ignore[arg-type]
    assert len(audited(talk.floor, "handover.shown")) == 4  # who looks is written down each time


def test_parts_that_were_left_out_stay_with_the_agent(talk: Talk) -> None:
    talk.desk.put(f"/v1/interactions/{talk.interaction_id}/note", seen_version=0, text="Between us")
    talk.at_block()
    desk = specialist(talk)
    sent(talk, include=["verification"])

    shown = ConsultCard.model_validate(rings_at(talk, desk)).handover

    assert shown is not None
    assert {each.part for each in shown.parts} == {HandoverPart.VERIFICATION}
    assert (shown.script, shown.notes) == (None, "")
    own = note_of(talk.desk.http.get(path(talk)))
    assert HandoverPart.NOTES in {each.part for each in own.parts}


def test_a_specialist_reads_caller_verification_and_script_and_changes_nothing(talk: Talk) -> None:
    talk.at_block()
    desk = specialist(talk)
    call = f"/v1/calls/{talk.call_id}"
    assert error_code(desk.http.get(f"{call}/caller")) == "not_your_call"
    rings_at(talk, desk)

    assert CallerCard.model_validate(desk.http.get(f"{call}/caller").json()).profile is not None
    assert desk.http.get(f"{call}/verification").json()["level"] == "full"
    handed = HandedScript.model_validate(desk.http.get(f"{call}/handed-script").json())
    assert handed.run is not None
    assert (handed.run.step_id, handed.run.answers) == ("block", {"card": str(talk.card_id)})
    assert handed.standing is not None
    assert handed.standing.level is Level.FULL

    for refused in (
        desk.put(path(talk), seen_version=0, **SAID),
        desk.post(f"{path(talk)}/send", seen_version=0),
        desk.put(f"{call}/customer", customer_id=None),
        desk.post(f"{call}/checks", customer_id=str(talk.customer_id), check="birth_date", answer="17/5/1980"),
    ):
        assert error_code(refused) == "not_your_call"


def test_nobody_else_reads_a_note_and_a_declined_specialist_no_longer(talk: Talk) -> None:
    desk, other = specialist(talk), specialist(talk, "cai")
    sent(talk)
    rings_at(talk, desk)
    note_of(desk.http.get(path(talk)))
    assert error_code(other.http.get(path(talk))) == "not_your_call"

    assert desk.act(talk.call_id, "decline").status_code == 200

    until(lambda: desk.http.get(path(talk)).status_code == 403)
    assert error_code(desk.http.get(f"/v1/calls/{talk.call_id}/caller")) == "not_your_call"


def test_the_sentence_for_the_caller_names_them_and_whoever_takes_over(talk: Talk) -> None:
    before = note_of(talk.desk.http.get(path(talk))).say
    desk = specialist(talk)
    rings_at(talk, desk)

    say = note_of(talk.desk.http.get(path(talk))).say

    assert before["en"].startswith(
        "Thank you for waiting, Mr Chan. A colleague who specialises in this will take over."
    )
    assert say["en"].startswith("Thank you for waiting, Mr Chan. Bea will take over.")
    assert say["zh"].startswith("陈先生，感谢您的等候。接下来由Bea为您服务")
