"""No word of a hand-over note is lost, none is written over unseen, and it is sent once."""

from dataclasses import replace
from pathlib import Path

from agent_desktop.client.draft_records import DraftKind, HandoverWords
from agent_desktop.client.drafts import DraftJournal
from agent_desktop.client.errors import ClientError
from agent_desktop.client.handover_text import HandoverStatus, HandoverText, text_of
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.handovers import HandoverPart
from tests.client.handover_bench import CALL, SAID, HandoverBench
from tests.client.support import AGENT_ID, AWAY, START, HeldTasks
from tests.client.test_drafts import KEY


def status_of(bench: HandoverBench) -> HandoverStatus:
    return bench.view.status


def is_sent(bench: HandoverBench) -> bool:
    return bench.view.is_sent


def test_what_is_written_is_saved_after_a_pause_and_sent_only_when_it_is_asked_for() -> None:
    bench = HandoverBench()
    bench.keeper.changed(SAID)
    bench.pass_seconds(2)

    assert text_of(bench.server.note) == SAID
    assert status_of(bench) is HandoverStatus.SAVED
    assert not is_sent(bench)
    assert bench.journal.handovers == {}

    bench.keeper.send()
    assert is_sent(bench)
    assert not bench.view.changed_after_sending


def test_sending_at_once_saves_first_and_the_specialist_gets_every_word() -> None:
    bench = HandoverBench()
    bench.keeper.changed(SAID)
    bench.keeper.send()

    assert (bench.server.note.summary, bench.server.note.sent_version) == (SAID.summary, 1)
    assert not bench.view.sending


def test_a_first_guess_of_the_server_that_nobody_changed_is_kept_before_it_is_sent() -> None:
    bench = HandoverBench(opened=False)
    bench.server.note = bench.server.note.model_copy(update={"reason_code": "card_limit", "summary": "Limit"})
    bench.keeper.open(CALL)
    bench.keeper.send()

    assert bench.server.note.sent_version == 1
    assert bench.server.saved[0].summary == "Limit"


def test_what_was_written_after_sending_is_said_until_the_specialist_has_it() -> None:
    bench = HandoverBench()
    bench.keeper.changed(SAID)
    bench.keeper.send()
    bench.keeper.changed(replace(SAID, summary="And the card is with her"))
    assert bench.view.changed_after_sending

    bench.keeper.send()
    assert not bench.view.changed_after_sending


def test_while_the_server_is_away_every_word_is_on_this_computer_and_goes_when_it_is_back() -> None:
    bench = HandoverBench()
    bench.server.problems = [AWAY] * 3
    bench.keeper.changed(SAID)
    bench.pass_seconds(2)

    assert status_of(bench) is HandoverStatus.KEPT_HERE
    assert bench.journal.handovers[CALL].summary == SAID.summary

    bench.server.problems = []
    bench.keeper.link_came_up()
    assert status_of(bench) is HandoverStatus.SAVED
    assert bench.journal.handovers == {}


def test_a_lost_answer_goes_again_as_the_same_command_and_saves_once() -> None:
    bench = HandoverBench()
    bench.server.lose_answer = True
    bench.keeper.changed(SAID)
    bench.pass_seconds(8)

    assert len(bench.server.saved) == 1
    assert status_of(bench) is HandoverStatus.SAVED


def test_a_note_that_a_killed_desktop_left_is_back_in_the_fields_and_saved() -> None:
    words = HandoverWords(call_id=CALL, summary="Half a wo", changed_at=START)
    bench = HandoverBench(words)

    assert bench.view.text.summary == "Half a wo"
    bench.pass_seconds(2)
    assert bench.server.note.summary == "Half a wo"
    assert bench.journal.handovers == {}


def test_a_note_left_behind_that_was_changed_elsewhere_meanwhile_is_a_conflict() -> None:
    words = HandoverWords(call_id=CALL, summary="Half a wo", changed_at=START)
    bench = HandoverBench(words, opened=False)
    bench.server.write("Written elsewhere")
    bench.keeper.open(CALL)

    assert status_of(bench) is HandoverStatus.CONFLICT
    assert (bench.view.text.summary, bench.view.other and bench.view.other.summary) == (
        "Half a wo",
        "Written elsewhere",
    )


def _in_conflict() -> HandoverBench:
    bench = HandoverBench()
    bench.keeper.changed(SAID)
    bench.pass_seconds(2)
    bench.server.write("Written elsewhere")
    bench.keeper.changed(replace(SAID, summary="Mine"))
    bench.pass_seconds(2)
    assert status_of(bench) is HandoverStatus.CONFLICT
    assert bench.server.note.summary == "Written elsewhere", "nothing is written over unseen"
    return bench


def test_in_a_conflict_ones_own_words_can_be_kept() -> None:
    bench = _in_conflict()
    bench.keeper.keep_mine()

    assert bench.server.note.summary == "Mine"
    assert status_of(bench) is HandoverStatus.SAVED


def test_in_a_conflict_the_other_words_can_be_taken() -> None:
    bench = _in_conflict()
    number = bench.view.text_number
    bench.keeper.take_other()

    assert bench.view.text.summary == "Written elsewhere"
    assert bench.view.text_number > number
    assert status_of(bench) is HandoverStatus.SAVED
    assert bench.journal.handovers == {}


def test_a_note_in_conflict_is_not_sent_before_somebody_has_chosen() -> None:
    bench = _in_conflict()
    bench.keeper.send()

    assert bench.server.note.sent_version == 0


def test_what_the_server_refuses_stays_on_the_screen_with_the_reason() -> None:
    bench = HandoverBench()
    bench.keeper.changed(HandoverText("card_limit"))
    bench.keeper.send()

    assert bench.view.problem is not None
    assert bench.view.problem.code == ErrorCode.HANDOVER_UNFINISHED
    assert not bench.view.sending
    assert bench.view.text.reason_code == "card_limit"


def test_that_the_specialist_has_read_it_comes_without_touching_the_fields() -> None:
    bench = HandoverBench()
    bench.keeper.changed(SAID)
    bench.keeper.send()
    number = bench.view.text_number
    bench.server.note = bench.server.note.model_copy(update={"read_at": START, "read_version": 1})
    bench.keeper.changed(replace(SAID, asked="Call back"))
    bench.keeper.read_again()

    assert bench.view.note is not None
    assert bench.view.note.read_at == START
    assert bench.view.text.asked == "Call back"
    assert bench.view.text_number == number


def test_what_is_typed_while_a_save_is_under_way_is_saved_after_it() -> None:
    tasks = HeldTasks()
    bench = HandoverBench(tasks=tasks)
    tasks.run_all()
    bench.keeper.changed(SAID)
    bench.pass_seconds(2)
    bench.keeper.changed(replace(SAID, promised="A call by noon"))
    tasks.run_all()
    bench.pass_seconds(2)
    tasks.run_all()

    assert bench.server.note.promised == "A call by noon"
    assert [each.seen_version for each in bench.server.saved] == [0, 1]


def test_a_note_of_an_earlier_call_is_saved_though_another_is_open() -> None:
    bench = HandoverBench()
    bench.keeper.changed(SAID)
    bench.keeper.open(None)

    assert bench.server.note.summary == SAID.summary
    assert bench.view.call_id is None


def test_a_server_that_refuses_for_good_is_not_asked_again_and_again() -> None:
    bench = HandoverBench()
    bench.server.problems = [ClientError(ErrorCode.NOT_YOUR_CALL)]
    bench.keeper.changed(SAID)
    bench.pass_seconds(10)

    assert status_of(bench) is HandoverStatus.REFUSED
    assert bench.server.saved == []


def test_the_journal_on_the_disk_gives_a_hand_over_note_back(tmp_path: Path) -> None:
    words = HandoverWords(
        call_id=CALL, summary="HKD 8,000", include=frozenset({HandoverPart.NOTES}), changed_at=START, seen_version=3
    )
    journal = DraftJournal(tmp_path, AGENT_ID, KEY)
    journal.keep(words)
    journal.close()

    again = DraftJournal(tmp_path, AGENT_ID, KEY)
    assert again.recovered_handovers == (words,)
    again.drop(CALL, DraftKind.HANDOVER)
    again.close()

    last = DraftJournal(tmp_path, AGENT_ID, KEY)
    assert last.recovered_handovers == ()
    last.close()
