"""The hand-over note over HTTP: filled by the server, sent once, seen while it rings, changed, read with a receipt."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerCard
from agent_desktop.contract.handovers import (
    ConsultCard,
    HandedScript,
    HandoverFact,
    HandoverNote,
    HandoverPart,
    HandoverReasons,
    HandoverState,
    MomentKind,
    StepProgress,
)
from agent_desktop.contract.outgoing import ColleagueCalls
from agent_desktop.contract.verification import Level
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.handovers.models import HandoverReadRow, HandoverRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.server.composition import Clocks
from agent_desktop.server.database import session_factory
from telephony.contract import CallState
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.script_talk import OTHER, SCRIPT, Bank, Talk, begun_talk, opened_bank
from tests.server.support import HandClock, error_code, until

SAID = {
    "reason_code": "withdrawal_not_theirs",
    "summary": "HKD 8,000 taken at 02:14, the card is with him.",
    "asked": "Open the fraud case",
    "promised": "A word by Friday",
}


@pytest.fixture
def bank() -> Iterator[Bank]:
    with opened_bank() as bank:
        yield bank


@pytest.fixture
def talk(database_url: str, tmp_path: Path, bank: Bank) -> Iterator[Talk]:
    clock = HandClock()
    (tmp_path / "lost-card.yaml").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "enquiry.yaml").write_text(OTHER, encoding="utf-8")
    records: dict[str, object] = {"scripts_folder": str(tmp_path), "bank_systems_url": bank.origin}
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks, records=records) as floor:
        yield begun_talk(floor, clock)


def path(talk: Talk) -> str:
    return f"/v1/calls/{talk.call_id}/handover"


def note_of(answer: httpx.Response) -> HandoverNote:
    assert answer.status_code == 200, answer.text
    return HandoverNote.model_validate(answer.json())


def written(talk: Talk, seen_version: int = 0, **more: object) -> HandoverNote:
    return note_of(talk.desk.put(path(talk), seen_version=seen_version, **{**SAID, **more}))


def sent(talk: Talk, **more: object) -> HandoverNote:
    note = written(talk, **more)
    return note_of(talk.desk.post(f"{path(talk)}/send", seen_version=note.version))


def rings_at(talk: Talk, desk: Desk) -> dict[str, Any]:
    """Have the agent consult who sits at `desk`, and return what their offer carries."""
    answer = talk.desk.post(f"/v1/calls/{talk.call_id}/colleague", colleague_id=str(desk.agent_id))
    assert answer.status_code == 200, answer.text
    payload = until(lambda: desk.snapshot().offer).payload
    assert payload is not None
    return payload


def specialist(talk: Talk, name: str = "bea") -> Desk:
    desk = talk.floor.agent(name)
    desk.go_ready()
    return desk


def facts(note: HandoverNote) -> dict[HandoverPart, list[HandoverFact]]:
    return {part: [each for each in note.parts if each.part is part] for part in HandoverPart}


def audited(floor: Floor, what: str) -> list[AuditRow]:
    with Session(floor.engine) as session:
        rows = session.scalars(sa.select(AuditRow).where(AuditRow.what == what).order_by(AuditRow.at)).all()
        session.expunge_all()
        return list(rows)


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
    from agent_desktop.server.host import BankHost

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


def hand_over(talk: Talk, desk: Desk) -> None:
    """Do what a completed transfer leaves in telephony's table and asks of the host."""
    from agent_desktop.server.bank import open_bank
    from telephony.calls.models import CallRow
    from telephony.calls.repository import CallRepository
    from telephony.calls.snapshots import facts_of

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
