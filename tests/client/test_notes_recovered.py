import pytest

from agent_desktop.client.drafts import Draft
from agent_desktop.client.errors import ClientError
from agent_desktop.client.kept_note import digest_of
from agent_desktop.client.notes import NoteKeeper, NoteStatus
from agent_desktop.contract.errors import ErrorCode
from tests.client.note_bench import Bench, MemoryJournal
from tests.client.note_server import NoteServer
from tests.client.support import AWAY, START, Clock, HeldTasks, interaction


def draft_of(server: NoteServer, text: str, *, seen_version: int = 0, sent: str = "") -> Draft:
    return Draft(
        interaction_id=server.stored.interaction_id,
        call_id=server.stored.call_id,
        text=text,
        seen_version=seen_version,
        sent_digest=digest_of(sent) if sent else "",
        changed_at=START,
    )


def test_a_note_of_a_killed_desktop_is_shown_again_and_sent() -> None:
    server = NoteServer()
    bench = Bench(server, None, draft_of(server, "typed before the kill"))
    assert bench.keeper.view.waiting_count == 1

    bench.open()
    assert bench.keeper.view.text == "typed before the kill"
    bench.pass_seconds(2)

    assert server.texts == ["typed before the kill"]
    assert bench.status() is NoteStatus.SAVED
    assert bench.journalled() is None


def test_a_note_of_a_killed_desktop_is_sent_although_its_call_is_over() -> None:
    server = NoteServer()
    bench = Bench(server, None, draft_of(server, "the last words"))

    bench.pass_seconds(2)

    assert server.texts == ["the last words"]
    assert bench.keeper.view.waiting_count == 0
    assert bench.journal.kept == {}


def test_killed_after_the_server_saved_and_before_it_answered_is_no_conflict() -> None:
    server = NoteServer()
    server.write("first")
    bench = Bench(server, None, draft_of(server, "first and second", seen_version=0, sent="first")).open()

    bench.pass_seconds(2)

    assert bench.status() is NoteStatus.SAVED
    assert server.texts == ["first", "first and second"]


def test_a_note_that_somebody_changed_since_the_kill_is_a_conflict() -> None:
    server = NoteServer()
    server.write("by a colleague")
    bench = Bench(server, None, draft_of(server, "mine")).open()
    bench.pass_seconds(2)

    assert bench.status() is NoteStatus.CONFLICT
    assert (bench.keeper.view.text, bench.keeper.view.other_text) == ("mine", "by a colleague")


def test_a_note_that_the_server_takes_no_more_stays_here_until_it_is_let_go() -> None:
    server = NoteServer()
    server.finish()
    bench = Bench(server, None, draft_of(server, "too late"))
    bench.pass_seconds(5)
    assert [each.text for each in bench.keeper.view.stranded] == ["too late"]
    assert bench.keeper.view.waiting_count == 1
    assert bench.journalled() == "too late"

    bench.keeper.discard(server.stored.interaction_id)

    assert bench.keeper.view.stranded == ()
    assert bench.keeper.view.waiting_count == 0
    assert bench.journal.kept == {}


def stranded() -> tuple[Bench, HeldTasks]:
    """A note that the server takes no more, let go while the disk does not answer."""
    server, files = NoteServer(), HeldTasks()
    server.finish()
    bench = Bench(server, None, draft_of(server, "too late"), files=files)
    bench.pass_seconds(5)
    files.run_all()
    bench.keeper.discard(server.stored.interaction_id)
    return bench, files


def test_a_note_that_was_let_go_does_not_come_back_where_the_program_ends_before_the_disk_has_it() -> None:
    bench, files = stranded()
    assert (bench.keeper.view.stranded, bench.keeper.view.waiting_count) == ((), 0)
    assert bench.journal.kept != {}

    bench.keeper.keep_all_now()
    files.run_all()

    assert bench.journal.kept == {}


def test_a_note_that_was_let_go_is_dropped_once_the_disk_takes_it() -> None:
    bench, files = stranded()
    bench.journal.problem = ClientError(ErrorCode.JOURNAL_NOT_WRITTEN)
    files.run_all()
    assert bench.journal.kept != {}

    bench.journal.problem = None
    bench.pass_seconds(3)
    files.run_all()

    assert bench.journal.kept == {}


def test_a_note_that_was_let_go_is_the_servers_where_its_call_is_opened_again() -> None:
    bench, files = stranded()
    bench.server.write("by a colleague")

    bench.open()
    files.run_all()
    bench.pass_seconds(5)

    assert bench.keeper.view.text == "by a colleague"
    assert bench.server.stored.note == "by a colleague"


def test_the_next_calls_note_opens_while_the_last_one_is_still_waiting() -> None:
    bench = Bench().open()
    bench.server.away = True
    bench.keeper.typed("of the first call")
    bench.pass_seconds(3)

    bench.keeper.open(interaction())
    assert bench.keeper.view.text == ""
    assert bench.status() is NoteStatus.EMPTY
    assert bench.keeper.view.waiting_count == 1

    bench.server.away = False
    bench.keeper.link_came_up()
    bench.pass_seconds(2)
    assert bench.server.texts == ["of the first call"]
    assert bench.keeper.view.waiting_count == 0


def test_wrap_up_waits_until_the_note_is_saved() -> None:
    tasks = HeldTasks()
    bench = Bench(None, tasks).open()
    bench.keeper.typed("one")
    bench.pass_seconds(2)
    bench.keeper.typed("one two")
    told: list[str] = []

    bench.keeper.when_saved(lambda: told.append("saved"), lambda problem: told.append(problem.code))
    assert told == []
    tasks.run_all()

    assert told == ["saved"]
    assert bench.server.stored.note == "one two"


@pytest.mark.parametrize("code", [ErrorCode.SERVER_AWAY, ErrorCode.INTERACTION_FINISHED, "a_newer_code"])
def test_wrap_up_is_told_why_the_note_cannot_be_saved(code: str) -> None:
    bench = Bench().open()
    bench.server.fail_next = [ClientError(code)] * 3
    bench.keeper.typed("one")
    told: list[str] = []

    bench.keeper.when_saved(lambda: told.append("saved"), lambda problem: told.append(problem.code))

    assert told == [code]


def test_ending_the_program_writes_what_is_not_on_the_server() -> None:
    bench = Bench(None, HeldTasks()).open()
    bench.keeper.typed("just now")

    bench.keeper.keep_all_now()

    assert bench.journalled() == "just now"


@pytest.mark.parametrize("last", ["first, then more", ""])
def test_ending_the_program_leaves_the_newest_text_whatever_was_still_to_be_written(last: str) -> None:
    server, clock, journal, files = NoteServer(), Clock(), MemoryJournal(), HeldTasks()
    keeper = NoteKeeper(server, journal, HeldTasks(), files, clock.now, monotonic=clock.monotonic)
    server.write("from the server")
    keeper.open(server.stored)
    keeper.typed("first")
    clock.pass_seconds(0.5, keeper.tick)
    keeper.typed(last)
    assert len(files.held) == 1

    keeper.keep_all_now()
    files.run_all()

    assert [draft.text for draft in journal.kept.values()] == [last]


def test_signing_in_again_sends_what_was_typed_meanwhile() -> None:
    bench = Bench().open()
    bench.server.fail_next = [ClientError(ErrorCode.SIGNED_OUT), AWAY]
    bench.keeper.typed("kept")
    bench.pass_seconds(2)
    assert bench.status() is NoteStatus.KEPT_HERE

    bench.pass_seconds(10)

    assert bench.server.texts == ["kept"]
