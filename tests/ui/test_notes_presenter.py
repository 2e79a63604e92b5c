from agent_desktop.client.current_interaction import InteractionModel
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.notes import NoteKeeper, NoteStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.ui.notes.presenter import NotesPresenter, NotesState
from telephony.contract import CallState, DeskChange
from tests.client.note_bench import MemoryJournal
from tests.client.note_server import NoteServer
from tests.client.support import Clock, call, desk, event, interaction, offer, snapshot
from tests.client.test_desk import Reader


class Bench:
    def __init__(self) -> None:
        self.clock, self.journal = Clock(), MemoryJournal()
        self.call = call()
        self.server = NoteServer(interaction(self.call.call_id))
        tasks = ImmediateTasks()
        self.desk = DeskModel(Reader(), tasks, monotonic=self.clock.monotonic)
        self.keeper = NoteKeeper(
            self.server, self.journal, tasks, tasks, self.clock.now, monotonic=self.clock.monotonic
        )
        self.interactions = InteractionModel(self.desk, self.server.interaction, tasks, monotonic=self.clock.monotonic)
        self.presenter = NotesPresenter(self.desk, self.interactions, self.keeper)
        self.seen: list[NotesState] = []
        self.presenter.show_to(self.seen.append)

    def state(self) -> NotesState:
        return self.seen[-1]

    def pass_seconds(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds, self.presenter.tick)


def test_the_note_opens_with_the_answered_call_and_closes_with_it() -> None:
    bench = Bench()
    assert not bench.state().open
    bench.server.write("from an earlier desktop")

    bench.desk.receive(snapshot(desk(call=bench.call)))
    assert bench.state().open
    assert bench.state().text == "from an earlier desktop"

    bench.desk.receive(event(DeskChange(call_gone=True)))
    assert not bench.state().open
    assert bench.state().text == ""


def test_what_is_typed_is_never_written_over_by_the_state() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(call=bench.call)))
    number = bench.state().text_number

    for text in ("C", "Cu", "Cus"):
        bench.presenter.typed(text)
    bench.pass_seconds(3)

    assert bench.state().text_number == number
    assert bench.state().status is NoteStatus.SAVED
    assert bench.server.stored.note == "Cus"


def test_an_offer_and_its_answer_save_the_draft_at_once() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(call=bench.call)))
    bench.presenter.typed("half a sen")
    ringing = call(CallState.RINGING)
    bench.desk.receive(event(DeskChange(offer=offer(ringing))))
    assert bench.server.texts == ["half a sen"]

    bench.presenter.typed("half a sentence")
    bench.desk.receive(event(DeskChange(call=call(CallState.CONNECTING), offer_gone=True), number=3))
    assert bench.server.texts == ["half a sen", "half a sentence"]


def test_text_waits_for_the_link_and_goes_when_it_is_back() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(call=bench.call)))
    bench.desk.link_changed(LinkState(LinkStatus.LOST))
    bench.server.away = True
    bench.presenter.typed("kept")
    bench.pass_seconds(3)
    assert (bench.state().status, bench.state().waiting_count) == (NoteStatus.KEPT_HERE, 1)

    bench.server.away = False
    bench.desk.link_changed(LinkState(LinkStatus.UP))

    assert bench.server.texts == ["kept"]
    assert (bench.state().status, bench.state().waiting_count) == (NoteStatus.SAVED, 0)


def test_a_note_that_could_not_be_read_says_why_and_is_tried_again() -> None:
    bench = Bench()
    bench.server.away = True
    bench.desk.receive(snapshot(desk(call=bench.call)))
    assert not bench.state().open
    assert bench.state().problem is not None

    bench.server.away = False
    bench.pass_seconds(3)
    assert bench.state().open
    assert bench.state().problem is None


def test_a_conflict_offers_the_other_text() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(call=bench.call)))
    bench.server.write("theirs")
    bench.presenter.typed("mine")
    bench.presenter.save_now()
    assert (bench.state().status, bench.state().server_text) == (NoteStatus.CONFLICT, "theirs")

    bench.presenter.keep_mine()

    assert bench.state().text.startswith("mine")
    assert "theirs" in bench.state().text


def test_closing_the_panel_writes_what_is_not_on_the_server() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(call=bench.call)))
    bench.server.away = True
    bench.presenter.typed("the last word")

    bench.presenter.stop()

    assert [each.text for each in bench.journal.kept.values()] == ["the last word"]
