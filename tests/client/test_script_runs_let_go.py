"""Answers to a script that were let go: they do not come back."""

from uuid import uuid4

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from tests.client.support import HeldTasks
from tests.client.test_script_runs import Bench, content
from tests.client.test_script_runs_kept import elsewhere


def let_go_while_the_disk_does_not_answer() -> tuple[Bench, HeldTasks]:
    files = HeldTasks()
    bench = Bench(files=files)
    bench.server.away = True
    bench.saver.save(content("ask", where="lost"), at_once=True)
    files.run_all()
    first = bench.server.stored
    bench.server.stored = first.model_copy(update={"interaction_id": uuid4()})
    bench.saver.open(bench.server.stored)
    bench.server.away = False
    bench.server.fail_next = [ClientError(ErrorCode.NOT_ALLOWED)]
    bench.pass_seconds(5)
    files.run_all()
    assert [each.answers for each in bench.seen[-1].stranded] == [{"where": "lost"}]
    bench.saver.discard(first.interaction_id)
    bench.server.stored = first
    return bench, files


def test_answers_that_were_let_go_do_not_come_back_where_the_program_ends_before_the_disk_has_it() -> None:
    bench, files = let_go_while_the_disk_does_not_answer()
    assert (bench.seen[-1].stranded, bench.seen[-1].waiting_count) == ((), 0)
    assert bench.journal.runs != {}

    bench.saver.keep_all_now()
    files.run_all()

    assert bench.journal.runs == {}


def test_answers_that_were_let_go_are_dropped_once_the_disk_takes_it() -> None:
    bench, files = let_go_while_the_disk_does_not_answer()
    bench.journal.problem = ClientError(ErrorCode.JOURNAL_NOT_WRITTEN)
    files.run_all()
    assert bench.journal.runs != {}

    bench.journal.problem = None
    bench.pass_seconds(3)
    files.run_all()

    assert bench.journal.runs == {}


def test_answers_that_were_let_go_are_the_servers_where_their_call_is_opened_again() -> None:
    bench, _ = let_go_while_the_disk_does_not_answer()
    elsewhere(bench.server, where="stolen")

    bench.saver.open(bench.server.stored)

    assert bench.saver.content is not None
    assert bench.saver.content.answers == {"where": "stolen"}
