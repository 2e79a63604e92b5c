from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.notes import NoteKeeper, NoteStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import NOTE_LIMIT
from tests.client.note_bench import Bench, MemoryJournal
from tests.client.note_server import NoteServer
from tests.client.support import Clock, HeldTasks


def test_a_note_is_saved_within_two_seconds_of_the_last_key() -> None:
    bench = Bench().open()

    bench.keeper.typed("Card in purse")
    assert bench.status() is NoteStatus.SAVING
    bench.pass_seconds(2)

    assert bench.server.texts == ["Card in purse"]
    assert bench.status() is NoteStatus.SAVED
    assert bench.keeper.view.saved_at == bench.server.saved_at
    assert bench.journalled() is None


def test_typing_without_a_pause_is_saved_at_most_five_seconds_apart_and_journalled_at_most_two() -> None:
    bench = Bench().open()
    text = ""
    saved_when: list[float] = []
    behind = 0.0
    for _ in range(200):  # 20 s, a key each 0.1 s
        text += "a"
        bench.keeper.typed(text)
        count = len(bench.server.texts)
        bench.pass_seconds(0.1)
        if len(bench.server.texts) > count:
            saved_when.append(bench.clock.seconds)
        known = max(len(bench.journalled() or ""), len(bench.server.stored.note))
        behind = max(behind, (len(text) - known) / 10)

    assert len(saved_when) >= 4
    assert max(later - earlier for earlier, later in zip([100.0, *saved_when], saved_when, strict=False)) <= 5
    assert behind <= 2


def test_an_offer_makes_the_draft_safe_at_once() -> None:
    bench = Bench().open()
    bench.keeper.typed("half a sen")

    bench.keeper.save_now()

    assert bench.server.texts == ["half a sen"]


def test_text_is_kept_here_while_the_server_is_away_and_sent_when_it_is_back() -> None:
    bench = Bench().open()
    bench.server.away = True
    bench.keeper.typed("Says no one else knows the PIN")
    bench.pass_seconds(3)
    assert bench.status() is NoteStatus.KEPT_HERE
    assert bench.keeper.view.waiting_count == 1
    assert bench.journalled() == "Says no one else knows the PIN"

    bench.keeper.typed("Says no one else knows the PIN. Wants the card stopped.")
    bench.server.away = False
    bench.keeper.link_came_up()
    bench.pass_seconds(2)

    assert bench.server.stored.note == "Says no one else knows the PIN. Wants the card stopped."
    assert bench.status() is NoteStatus.SAVED
    assert bench.keeper.view.waiting_count == 0
    assert bench.journalled() is None


def test_without_a_word_from_the_link_the_keeper_tries_again_by_itself() -> None:
    bench = Bench().open()
    bench.server.away = True
    bench.keeper.typed("later")
    bench.pass_seconds(10)
    bench.server.away = False
    bench.pass_seconds(16)

    assert bench.server.texts == ["later"]


def test_an_answer_lost_after_the_save_makes_no_conflict_and_no_second_copy() -> None:
    bench = Bench().open()
    bench.server.lose_next = 1
    bench.keeper.typed("first")
    bench.pass_seconds(1.5)
    bench.keeper.typed("first and second")
    bench.pass_seconds(10)

    assert bench.server.texts == ["first", "first and second"]
    assert bench.server.stored.note_version == 2
    assert bench.status() is NoteStatus.SAVED


def test_what_is_typed_while_a_save_is_under_way_goes_with_the_next_one() -> None:
    tasks = HeldTasks()
    bench = Bench(None, tasks).open()
    bench.keeper.typed("one")
    bench.pass_seconds(2)
    assert len(tasks.held) == 1
    bench.keeper.typed("one two")
    bench.pass_seconds(5)
    assert len(tasks.held) == 1  # one command at a time

    tasks.run_all()
    bench.pass_seconds(2)
    tasks.run_all()

    assert bench.server.texts == ["one", "one two"]
    assert bench.status() is NoteStatus.SAVED


def test_a_conflict_is_named_and_keeping_mine_keeps_both_texts() -> None:
    bench = Bench().open()
    bench.server.write("Written on the other screen")
    bench.keeper.typed("Written here")
    bench.pass_seconds(2)
    assert bench.status() is NoteStatus.CONFLICT
    assert bench.keeper.view.other_text == "Written on the other screen"
    assert bench.keeper.view.text == "Written here"
    assert bench.server.stored.note == "Written on the other screen"
    number = bench.keeper.view.text_number

    bench.keeper.keep_mine()
    bench.pass_seconds(1)

    assert "Written here" in bench.server.stored.note
    assert "Written on the other screen" in bench.server.stored.note
    assert bench.keeper.view.text == bench.server.stored.note
    assert bench.keeper.view.text_number == number + 1
    assert bench.status() is NoteStatus.SAVED


def test_typing_goes_on_during_a_conflict_and_nothing_is_sent() -> None:
    bench = Bench().open()
    bench.server.write("theirs")
    bench.keeper.typed("mine")
    bench.pass_seconds(2)

    bench.keeper.typed("mine, longer")
    bench.pass_seconds(10)

    assert bench.status() is NoteStatus.CONFLICT
    assert bench.server.stored.note == "theirs"
    assert bench.journalled() == "mine, longer"


def test_a_conflict_that_nobody_looks_at_any_more_keeps_both_texts() -> None:
    bench = Bench().open()
    bench.server.write("theirs")
    bench.keeper.typed("mine")
    bench.pass_seconds(2)

    bench.keeper.open(None)
    bench.pass_seconds(1)

    assert "mine" in bench.server.stored.note
    assert "theirs" in bench.server.stored.note


def test_a_note_past_the_limit_is_refused_here_and_saved_once_it_is_shorter() -> None:
    bench = Bench().open()
    bench.keeper.typed("x" * (NOTE_LIMIT + 1))
    bench.pass_seconds(3)
    assert bench.status() is NoteStatus.REFUSED
    assert bench.keeper.view.problem == Problem(
        ErrorCode.NOTE_TOO_LONG, {"limit": NOTE_LIMIT, "length": NOTE_LIMIT + 1}
    )
    assert bench.server.texts == []
    assert bench.journalled() is not None

    bench.keeper.typed("x" * NOTE_LIMIT)
    bench.pass_seconds(2)

    assert bench.status() is NoteStatus.SAVED


def test_a_code_that_a_newer_server_made_is_shown_and_the_text_stays() -> None:
    bench = Bench().open()
    bench.server.fail_next = [ClientError("note_holds_card_number", {"ending": "4417"})]
    bench.keeper.typed("4417 4417")
    bench.pass_seconds(2)

    assert bench.status() is NoteStatus.REFUSED
    assert bench.keeper.view.problem == Problem("note_holds_card_number", {"ending": "4417"})
    assert bench.journalled() == "4417 4417"


def test_a_journal_that_cannot_be_written_is_named_and_the_server_still_gets_the_text() -> None:
    bench = Bench().open()
    bench.journal.problem = ClientError(ErrorCode.JOURNAL_NOT_WRITTEN, {"reason": "No space left on device"})
    bench.keeper.typed("still saved")
    bench.pass_seconds(2)

    assert bench.server.texts == ["still saved"]
    problem = bench.keeper.view.journal_problem
    assert problem is not None
    assert problem.code is ErrorCode.JOURNAL_NOT_WRITTEN

    bench.journal.problem = None
    bench.keeper.typed("still saved, and kept")
    bench.pass_seconds(2)
    assert bench.keeper.view.journal_problem is None


def test_a_journal_that_never_answers_does_not_hold_back_the_server() -> None:
    server, clock = NoteServer(), Clock()
    files = HeldTasks()
    keeper = NoteKeeper(server, MemoryJournal(), ImmediateTasks(), files, clock.now, monotonic=clock.monotonic)
    keeper.open(server.stored)
    keeper.typed("goes out all the same")
    clock.pass_seconds(3, keeper.tick)

    assert server.texts == ["goes out all the same"]
