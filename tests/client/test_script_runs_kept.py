"""Answers to a script that the server has not: on this computer, and there again after a kill."""

from uuid import UUID, uuid4

import pytest

from agent_desktop.client.draft_records import AnyDraft, DraftKind, RunDraft
from agent_desktop.client.errors import ClientError
from agent_desktop.client.kept_run import content_of
from agent_desktop.client.script_runs import RunContent, ScriptSaving
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import SaveScriptRun
from tests.client.note_bench import MemoryJournal
from tests.client.support import AWAY, START, HeldTasks, interaction
from tests.client.test_script_runs import Bench, RunServer, content


def after_a_kill(bench: Bench) -> Bench:
    """What a new start of the program finds: the server, and the journal as the disk has it."""
    journal = MemoryJournal(recovered_runs=tuple(bench.journal.runs.values()), runs=dict(bench.journal.runs))
    return Bench(server=bench.server, journal=journal, opened=False)


def away() -> Bench:
    bench = Bench()
    bench.saver.save(content("greet"), at_once=True)
    bench.server.away = True
    return bench


def elsewhere(server: RunServer, script_id: str = "lost-card", **answers: str) -> None:
    """Save as this agent's other desktop."""
    server.write(
        SaveScriptRun(
            command_id=uuid4(), seen_version=0, script_id=script_id, version="1.0", step_id="ask", answers=answers
        )
    )


def test_a_choice_is_in_the_journal_at_once_and_a_text_within_a_second() -> None:
    bench = away()
    bench.saver.save(content("ask", where="lost"), at_once=True)
    (kept,) = bench.journal.runs.values()
    assert kept.answers == {"where": "lost"}

    for number in range(1, 21):
        bench.saver.save(content("ask", where="lost", more="x" * number), at_once=False)
        bench.pass_seconds(0.1)
        (kept,) = bench.journal.runs.values()
        assert number - len(kept.answers.get("more", "")) <= 11

    bench.pass_seconds(0.3)
    (kept,) = bench.journal.runs.values()
    assert kept.answers["more"] == "x" * 20


def test_answers_of_a_killed_desktop_are_shown_again_and_sent() -> None:
    bench = away()
    bench.saver.save(content("ask", where="lost", more="in the taxi"), at_once=True)
    bench.server.away = False
    again = after_a_kill(bench)
    assert again.seen[-1].waiting_count == 1

    again.saver.open(again.server.stored)
    assert again.saver.content == content("ask", where="lost", more="in the taxi")
    again.pass_seconds(1)

    assert again.server.commands[-1].answers == {"where": "lost", "more": "in the taxi"}
    assert again.saving() is ScriptSaving.SAVED
    assert again.journal.runs == {}
    assert again.seen[-1].stranded == ()


def test_answers_of_a_killed_desktop_are_sent_although_their_call_is_over() -> None:
    bench = away()
    bench.saver.save(content("ask", where="lost"), at_once=True)
    again = after_a_kill(bench)
    again.pass_seconds(5)
    assert list(again.journal.runs) == [again.server.stored.interaction_id]

    again.server.away = False
    again.saver.retry()
    again.pass_seconds(1)

    assert again.server.commands[-1].answers == {"where": "lost"}
    assert (again.journal.runs, again.seen[-1].waiting_count) == ({}, 0)


def test_killed_after_the_server_saved_and_before_it_answered_is_no_conflict() -> None:
    bench = Bench()
    bench.server.lose_next = 1
    bench.saver.save(content("greet", more="one"), at_once=True)
    bench.saver.save(content("ask", more="one two"), at_once=True)
    again = after_a_kill(bench)

    again.saver.open(again.server.stored)
    again.pass_seconds(1)

    assert [command.answers for command in again.server.commands] == [{"more": "one"}, {"more": "one two"}]
    assert again.saver.content == content("ask", more="one two")
    assert again.seen[-1].stranded == ()
    assert again.journal.runs == {}


def test_what_was_asked_for_before_the_server_took_a_save_is_no_other_desktops() -> None:
    bench = Bench()
    bench.saver.save(content("greet"), at_once=True)
    earlier = bench.server.stored
    bench.server.away = True
    bench.saver.save(content("greet", where="lost"), at_once=True)
    bench.saver.save(content("ask", where="lost", more="in the taxi"), at_once=True)
    bench.server.away = False
    killed, tasks = after_a_kill(bench), HeldTasks()
    again = Bench(tasks, killed.server, killed.journal, opened=False)
    again.saver.tick()
    tasks.run_one()
    assert again.server.stored.script_version_number > earlier.script_version_number

    again.saver.open(earlier)
    assert again.saver.content == content("ask", where="lost", more="in the taxi")
    while tasks.held:
        tasks.run_one()
        again.pass_seconds(1)

    assert again.server.commands[-1].step_id == "ask"
    assert again.saver.content == content("ask", where="lost", more="in the taxi")
    assert again.saving() is ScriptSaving.SAVED


def test_of_two_answers_to_a_question_the_newer_is_saved_and_the_older_kept_to_be_read() -> None:
    bench = away()
    bench.saver.save(content("verify", where="lost", more="in the taxi"), at_once=True)
    bench.server.away = False
    elsewhere(bench.server, where="stolen", when="2026-06-15")
    again = after_a_kill(bench)

    again.saver.open(again.server.stored)
    again.pass_seconds(1)

    together = {"where": "stolen", "when": "2026-06-15", "more": "in the taxi"}
    assert again.server.commands[-1].answers == together
    assert again.saver.content == content("ask", **together)
    assert again.saving() is ScriptSaving.SAVED
    (aside,) = again.seen[-1].stranded
    assert aside.answers == {"where": "lost"}
    assert not aside.finished


def test_what_stands_aside_is_there_after_a_restart_until_it_is_let_go() -> None:
    bench = away()
    bench.saver.save(content("verify", where="lost"), at_once=True)
    bench.server.away = False
    elsewhere(bench.server, where="stolen")
    again = after_a_kill(after_a_kill_and_a_while(bench))
    (aside,) = again.seen[-1].stranded

    again.saver.discard(aside.draft_id)

    assert again.seen[-1].stranded == ()
    assert again.journal.runs == {}


def after_a_kill_and_a_while(bench: Bench) -> Bench:
    again = after_a_kill(bench)
    again.pass_seconds(2)
    return again


def test_what_is_answered_after_the_restart_is_newer_than_what_the_server_has() -> None:
    bench = away()
    bench.saver.save(content("ask", where="lost"), at_once=True)
    tasks = HeldTasks()
    again = Bench(tasks, bench.server, MemoryJournal(recovered_runs=tuple(bench.journal.runs.values())), opened=False)
    again.saver.open(again.server.stored)
    again.saver.save(content("ask", where="mislaid"), at_once=True)
    again.server.away = False
    elsewhere(again.server, where="stolen")

    tasks.run_all()
    again.saver.retry()
    tasks.run_all()

    assert again.server.commands[-1].answers == {"where": "mislaid"}
    assert [each.answers for each in again.seen[-1].stranded] == [{"where": "stolen"}]


def test_another_script_chosen_elsewhere_meanwhile_stays_and_our_answers_can_be_read() -> None:
    bench = away()
    bench.saver.save(content("ask", where="lost"), at_once=True)
    bench.server.away = False
    elsewhere(bench.server, "general-enquiry", topic="fees")
    again = after_a_kill(bench)

    again.saver.open(again.server.stored)
    again.pass_seconds(1)

    assert again.saver.content is not None
    assert again.saver.content.script_id == "general-enquiry"
    assert again.server.stored.script_run is not None
    assert again.server.stored.script_run.script_id == "general-enquiry"
    assert [(each.script_id, each.answers) for each in again.seen[-1].stranded] == [("lost-card", {"where": "lost"})]


def test_answers_of_a_finished_call_are_kept_to_be_read_as_far_as_the_server_has_them_not() -> None:
    bench = Bench()
    bench.saver.save(content("ask", where="lost"), at_once=True)
    bench.server.away = True
    bench.saver.save(content("ask", where="lost", more="in the taxi"), at_once=True)
    bench.server.away = False
    bench.server.stored = bench.server.stored.model_copy(update={"finished_at": START})

    again = after_a_kill(bench)
    again.pass_seconds(5)

    (aside,) = again.seen[-1].stranded
    assert (aside.answers, aside.finished) == ({"more": "in the taxi"}, True)
    assert list(again.journal.runs.values()) == [aside]
    assert again.seen[-1].waiting_count == 0


def test_answers_that_the_server_has_after_all_are_not_shown_as_lost_when_the_call_is_finished() -> None:
    bench = Bench()
    bench.server.lose_next = 1
    bench.saver.save(content("ask", where="lost"), at_once=True)
    bench.server.done.clear()  # as a day later
    bench.server.stored = bench.server.stored.model_copy(update={"finished_at": START})

    again = after_a_kill(bench)
    again.pass_seconds(5)

    assert again.seen[-1].stranded == ()
    assert again.journal.runs == {}


def test_a_text_too_long_for_its_question_is_kept_here_and_can_be_read_once_the_call_is_finished() -> None:
    bench = Bench()
    long = RunContent("lost-card", "1.0", "greet", typed={"more": "x" * 600})
    bench.saver.save(long, at_once=False)
    bench.pass_seconds(2)
    assert [each.typed for each in bench.journal.runs.values()] == [{"more": "x" * 600}]
    assert bench.server.commands[-1].answers == {}
    assert bench.saving() is ScriptSaving.SAVED

    again = after_a_kill(bench)
    again.saver.open(again.server.stored)
    assert again.saver.content is not None
    assert again.saver.content.typed == {"more": "x" * 600}
    again.server.stored = again.server.stored.model_copy(update={"finished_at": START})
    again.saver.open(None)
    again.pass_seconds(1)

    assert [each.typed for each in again.seen[-1].stranded] == [{"more": "x" * 600}]


def test_the_next_calls_script_opens_while_the_last_one_is_still_waiting() -> None:
    bench = away()
    first = bench.server.stored
    bench.saver.save(content("ask", where="lost"), at_once=True)

    bench.saver.open(interaction())
    assert bench.saver.content is None
    assert (bench.saving(), bench.seen[-1].waiting_count) == (ScriptSaving.SAVED, 1)

    bench.server.away = False
    bench.saver.retry()
    bench.pass_seconds(1)
    assert bench.server.commands[-1].answers == {"where": "lost"}
    assert first.interaction_id not in bench.journal.runs
    assert bench.seen[-1].waiting_count == 0


@pytest.mark.parametrize("last", ["first, then more", ""])
def test_ending_the_program_leaves_the_newest_answers_whatever_was_still_to_be_written(last: str) -> None:
    files = HeldTasks()
    bench = Bench(HeldTasks(), files=files)
    bench.saver.save(content("ask", more="first"), at_once=False)
    bench.pass_seconds(0.5)
    bench.saver.save(content("ask", more=last), at_once=False)
    assert len(files.held) == 1

    bench.saver.keep_all_now()
    files.run_all()

    assert [kept.answers for kept in bench.journal.runs.values()] == [{"more": last}]


def test_the_journal_knows_of_a_command_before_the_server_does() -> None:
    files = HeldTasks()
    bench = Bench(files=files)
    bench.saver.save(content("greet"), at_once=True)
    assert bench.server.commands == []

    files.run_all()
    assert [command.step_id for command in bench.server.commands] == ["greet"]


def test_a_disk_that_does_not_answer_keeps_the_server_waiting_a_second_only() -> None:
    bench = Bench(files=HeldTasks())
    bench.saver.save(content("greet"), at_once=True)
    bench.pass_seconds(1.2)

    assert [command.step_id for command in bench.server.commands] == ["greet"]


def test_a_full_disk_is_named_and_the_server_has_the_answers_all_the_same() -> None:
    bench = Bench()
    bench.journal.problem = ClientError(ErrorCode.JOURNAL_NOT_WRITTEN)
    bench.saver.save(content("ask", where="lost"), at_once=True)

    assert bench.server.commands[-1].answers == {"where": "lost"}
    problem = bench.seen[-1].journal_problem
    assert problem is not None
    assert problem.code == ErrorCode.JOURNAL_NOT_WRITTEN


class KilledJournal(MemoryJournal):
    """A disk on which the program is killed after some writes."""

    left = 0

    def keep(self, draft: AnyDraft) -> None:
        self._write()
        super().keep(draft)

    def drop(self, draft_id: UUID, kind: DraftKind = DraftKind.NOTE) -> None:
        self._write()
        super().drop(draft_id, kind)

    def _write(self) -> None:
        if not self.left:
            raise AWAY
        self.left -= 1


@pytest.mark.parametrize("writes", range(9))
def test_killed_at_any_write_of_a_conflict_both_answers_are_still_somewhere(writes: int) -> None:
    bench = away()
    bench.saver.save(content("verify", where="lost"), at_once=True)
    bench.server.away = False
    elsewhere(bench.server, where="stolen", when="2026-06-15")
    journal = KilledJournal(recovered_runs=tuple(bench.journal.runs.values()), runs=dict(bench.journal.runs))
    journal.left = writes
    Bench(server=bench.server, journal=journal, opened=False).pass_seconds(1)

    kept = MemoryJournal(recovered_runs=tuple(journal.runs.values()), runs=dict(journal.runs))
    last = Bench(server=bench.server, journal=kept, opened=False)
    last.pass_seconds(3)

    assert last.server.stored.script_run is not None
    assert last.server.stored.script_run.answers == {"where": "stolen", "when": "2026-06-15"}
    assert {"where": "lost"} in [each.answers for each in last.seen[-1].stranded]


def test_what_is_kept_names_its_questions_and_answers_in_both_languages() -> None:
    bench = away()
    labels = {"": {"en": "Lost card"}, "where": {"en": "Where?"}, "where=lost": {"zh": "遗失"}, "when": {"en": "When?"}}
    bench.saver.save(RunContent("lost-card", "1.0", "ask", {"where": "lost"}, labels=labels), at_once=True)

    (kept,) = bench.journal.runs.values()
    assert kept.labels == {"": {"en": "Lost card"}, "where": {"en": "Where?"}, "where=lost": {"zh": "遗失"}}
    assert isinstance(kept, RunDraft)
    assert kept.in_doubt is not None
    assert content_of(kept.in_doubt, None).answers == {"where": "lost"}


def test_what_the_server_took_while_the_disk_was_full_is_shown_after_a_kill() -> None:
    bench = Bench(journal=(journal := KilledJournal()))
    journal.left = 2  # the first answer and its command are kept, and no more is
    bench.saver.save(content("ask", where="lost"), at_once=True)
    bench.saver.save(content("verify", where="lost", when="2026-06-15"), at_once=True)
    newest = bench.server.commands[-1]
    again = after_a_kill(bench)

    again.saver.open(again.server.stored)
    again.pass_seconds(1)

    assert newest.step_id == "verify"
    assert again.saver.content == content("verify", where="lost", when="2026-06-15")
    assert again.saving() is ScriptSaving.SAVED
    assert bench.server.commands[-1] is newest
    assert (again.journal.runs, again.seen[-1].stranded) == ({}, ())
