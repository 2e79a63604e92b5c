"""Forms of complaints: nothing typed is lost, and what is recorded is recorded once."""

from uuid import UUID, uuid4

import pytest

from agent_desktop.client.complaint_reading import command_of
from agent_desktop.client.complaint_words import ComplaintWords, FileWords
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.kept_complaint import ComplaintStatus
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_complaint_form import FORM
from agent_desktop.demo.screen_complaints import EMPTY_WORDS, TODAY, WORDS
from tests.client.complaint_bench import FormsBench

RIGHT = WORDS.model_copy(update={"asked_amount": "1,286.40"})
_S = ComplaintStatus
PICTURE = FileWords(file_id=UUID(int=9), name="message.png", size=3, checksum="0" * 64)


def typed(bench: FormsBench, words: ComplaintWords = RIGHT) -> None:
    bench.keeper.begin(EMPTY_WORDS)
    bench.keeper.changed(words)


def status(bench: FormsBench) -> ComplaintStatus:
    return bench.view.status


def problem(bench: FormsBench) -> Problem | None:
    return bench.view.problem


def record(bench: FormsBench, *, join_into: UUID | None = None) -> None:
    words = bench.view.words
    assert words is not None
    bench.keeper.record(command_of(words, uuid4(), TODAY, FORM), join_into)


def test_a_form_in_which_nothing_was_typed_leaves_nothing_behind() -> None:
    bench = FormsBench()
    bench.keeper.begin(EMPTY_WORDS)
    bench.pass_seconds(5)
    bench.keeper.open(None)
    bench.pass_seconds(5)

    assert bench.journal.complaints == {}
    assert bench.view.drafts == ()


@pytest.mark.parametrize("length", [1, 7, 40, len(RIGHT.what)])
def test_a_crash_at_any_moment_loses_at_most_two_seconds_of_typing(length: int) -> None:
    bench = FormsBench()
    bench.keeper.begin(EMPTY_WORDS)
    for count in range(1, length + 1):
        bench.keeper.changed(EMPTY_WORDS.model_copy(update={"what": RIGHT.what[:count]}))
        bench.pass_seconds(0.1)  # ten keys a second, without a pause

    kept = bench.after_a_crash().keeper.view.drafts
    text = kept[0].what if kept else ""
    assert text == RIGHT.what[: len(text)]
    assert len(text) >= length - 20
    bench.pass_seconds(2)
    (after,) = bench.after_a_crash().view.drafts
    assert after.what == RIGHT.what[:length]


def test_what_was_found_after_a_crash_is_gone_on_with_and_says_so() -> None:
    bench = FormsBench()
    typed(bench)
    bench.pass_seconds(2)

    after = bench.after_a_crash()
    after.keeper.open(after.view.drafts[0].draft_id)

    assert after.view.words == RIGHT
    assert after.view.recovered
    assert status(after) is _S.KEPT


def test_what_the_server_knows_goes_where_nobody_has_typed_and_nowhere_else() -> None:
    bench = FormsBench()
    bench.keeper.begin(EMPTY_WORDS)
    bench.keeper.changed(EMPTY_WORDS.model_copy(update={"what": "Mine"}))

    bench.keeper.start_with(EMPTY_WORDS.model_copy(update={"what": "From the script", "owner": "somebody"}))

    words = bench.view.words
    assert words is not None
    assert (words.what, words.owner) == ("Mine", "somebody")


def test_a_record_whose_answer_was_lost_goes_again_unchanged_and_is_one_complaint() -> None:
    bench = FormsBench()
    bench.server.lose_answer = True
    typed(bench)
    record(bench)
    assert status(bench) is _S.WAITING

    bench.pass_seconds(3)

    assert status(bench) is _S.RECORDED
    assert bench.view.number == "CMP-26-00001"
    assert len(bench.server.recorded) == 1
    assert bench.server.asks == 2
    assert bench.journal.complaints == {}


def test_what_is_recorded_while_the_server_is_away_is_recorded_after_a_crash_too() -> None:
    bench = FormsBench()
    bench.server.problems = [ClientError(ErrorCode.SERVER_AWAY)]
    typed(bench)
    record(bench)
    bench.pass_seconds(1)

    after = bench.after_a_crash()
    after.keeper.tick()

    assert list(after.server.recorded) == [RIGHT.complaint_id]
    after.pass_seconds(3)
    assert after.journal.complaints == {}


def test_a_form_that_waits_for_the_server_is_sent_as_it_was_finished() -> None:
    bench = FormsBench()
    bench.server.problems = [ClientError(ErrorCode.SERVER_AWAY)]
    typed(bench)
    record(bench)
    bench.keeper.changed(RIGHT.model_copy(update={"what": "Other"}))
    assert bench.view.words == RIGHT


def test_what_the_server_refuses_stays_with_the_reason_until_it_is_changed() -> None:
    bench = FormsBench()
    bench.server.problems = [ClientError(ErrorCode.COMPLAINT_FIELDS, {"amount": "currency_missing"})]
    typed(bench)
    record(bench)
    bench.pass_seconds(1)
    assert status(bench) is _S.REFUSED
    assert problem(bench) == Problem(ErrorCode.COMPLAINT_FIELDS, {"amount": "currency_missing"})

    bench.keeper.changed(RIGHT.model_copy(update={"currency": "HKD"}))
    assert problem(bench) is None
    record(bench)
    assert bench.view.number


def test_it_can_go_on_in_an_open_complaint() -> None:
    bench = FormsBench()
    typed(bench)

    record(bench, join_into=UUID(int=700))

    assert bench.server.joined == {RIGHT.complaint_id: UUID(int=700)}


def test_files_follow_the_record_each_once_and_go_from_this_computer_then() -> None:
    bench = FormsBench()
    typed(bench)
    bench.keeper.add_file(PICTURE, b"png", lambda _: None)
    bench.pass_seconds(2)
    assert bench.journal.files.read(PICTURE.file_id) == b"png"
    bench.server.file_problems = [ClientError(ErrorCode.SERVER_AWAY)]

    record(bench)
    assert status(bench) is _S.SENDING_FILES
    after = bench.after_a_crash()  # in the middle of it
    assert after.server.files == {}
    after.pass_seconds(3)

    assert after.server.files == {PICTURE.file_id: b"png"}
    assert after.journal.files.read(PICTURE.file_id) is None
    assert after.journal.complaints == {}
    assert len(after.server.recorded) == 1


def test_a_file_that_the_server_refuses_leaves_the_complaint_recorded_and_says_why() -> None:
    bench = FormsBench()
    typed(bench)
    bench.keeper.add_file(PICTURE, b"png", lambda _: None)
    bench.server.file_problems = [ClientError(ErrorCode.ATTACHMENT_REFUSED, {"problem": "type_unknown"})]

    record(bench)
    bench.pass_seconds(1)

    assert status(bench) is _S.RECORDED
    assert bench.view.file_problem is not None


def test_what_is_thrown_away_is_gone_with_its_files() -> None:
    bench = FormsBench()
    typed(bench)
    bench.keeper.add_file(PICTURE, b"png", lambda _: None)
    bench.pass_seconds(2)

    bench.keeper.throw_away(RIGHT.complaint_id)
    bench.pass_seconds(2)

    assert bench.journal.complaints == {}
    assert bench.journal.files.read(PICTURE.file_id) is None
    assert bench.view.words is None


def test_a_record_taken_back_is_a_draft_again_that_becomes_another_complaint() -> None:
    bench = FormsBench()
    typed(bench)
    record(bench)
    case = bench.view.case
    assert case is not None

    bench.keeper.undone(case)

    words = bench.view.words
    assert words is not None
    assert words.complaint_id != RIGHT.complaint_id
    assert words.what == RIGHT.what
    record(bench)
    assert bench.view.number == "CMP-26-00002"


def test_a_disk_that_takes_nothing_is_told_of() -> None:
    bench = FormsBench()
    bench.journal.problem = ClientError(ErrorCode.JOURNAL_NOT_WRITTEN, {"reason": "full"})
    typed(bench)
    bench.pass_seconds(2)

    assert status(bench) is _S.NOT_KEPT


def test_all_is_written_before_the_program_ends() -> None:
    bench = FormsBench()
    typed(bench)
    bench.keeper.keep_all_now()

    assert [each.words for each in bench.journal.complaints.values()] == [RIGHT]


def test_two_forms_are_kept_beside_each_other() -> None:
    bench = FormsBench()
    typed(bench)
    other = EMPTY_WORDS.model_copy(update={"complaint_id": UUID(int=2), "customer_name": "Mr Derek Fung"})
    bench.keeper.begin(other)
    bench.keeper.changed(other.model_copy(update={"what": "Waited an hour"}))
    bench.pass_seconds(2)

    assert [each.customer_name for each in bench.view.drafts] == [RIGHT.customer_name, "Mr Derek Fung"]
    bench.keeper.open(RIGHT.complaint_id)
    assert bench.view.words == RIGHT
