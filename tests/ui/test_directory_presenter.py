"""Whom to ask is what the server says; what is started is what was pressed, once."""

from uuid import UUID

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.directory import Directory, DirectoryEntry, DirectoryKind, EntryKind, PersonState, WayOver
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo import screen_handovers as handovers
from agent_desktop.demo import screen_home
from agent_desktop.demo import screen_transfers as transfers
from agent_desktop.ui.transfer.directory.presenter import (
    AHEAD_POINTS,
    FRESH_SECONDS,
    TYPING_SECONDS,
    DirectoryPresenter,
    DirectoryState,
)
from telephony.contract import (
    AskedNext,
    AskNext,
    DeskSnapshot,
    StartTransfer,
    TransferKind,
    TransferOutcome,
    TransferState,
)
from tests.client.support import AWAY, START, HeldTasks, desk, snapshot
from tests.client.test_desk import Reader

CALL = UUID(int=40)


class Server:
    def __init__(self) -> None:
        self.asked: list[tuple[DirectoryKind, str]] = []
        self.started: list[StartTransfer | AskNext | None] = []
        self.favourites: list[tuple[str, str, bool]] = []
        self.problem: ClientError | None = None
        self.shown = handovers.FREE.directory or Directory(kind=DirectoryKind.PEOPLE)

    def directory(self, call_id: UUID, kind: DirectoryKind, *, text: str, team: str, language: str) -> Directory:
        self.asked.append((kind, text))
        if self.problem is not None:
            raise self.problem
        return self.shown.model_copy(update={"kind": kind})

    def put_favourite(self, kind: EntryKind, entry_id: str, *, shared: bool) -> None:
        self._favourite("put", entry_id, shared)

    def drop_favourite(self, kind: EntryKind, entry_id: str, *, shared: bool) -> None:
        self._favourite("drop", entry_id, shared)

    def _favourite(self, what: str, entry_id: str, shared: bool) -> None:
        if self.problem is not None:
            raise self.problem
        self.favourites.append((what, entry_id, shared))

    def start(self, call_id: UUID, command: StartTransfer) -> DeskSnapshot:
        return self._take(command)

    def ask_next(self, call_id: UUID, command: AskNext) -> DeskSnapshot:
        return self._take(command)

    def ask_no_more(self, call_id: UUID) -> DeskSnapshot:
        return self._take(None)

    def _take(self, command: StartTransfer | AskNext | None) -> DeskSnapshot:
        self.started.append(command)
        if self.problem is not None:
            raise self.problem
        return desk()


class Bench:
    def __init__(self) -> None:
        self.now = 100.0
        self.server, self.tasks = Server(), HeldTasks()
        model = DeskModel(Reader(), ImmediateTasks())
        model.receive(snapshot(desk()))
        self.presenter = DirectoryPresenter(model, self.server, self.server, self.tasks, monotonic=lambda: self.now)
        self.presenter.open(CALL)

    def opened(self) -> "Bench":
        self.tasks.run_all()
        return self

    @property
    def state(self) -> DirectoryState:
        return self.presenter.state

    def entry(self, name: str) -> DirectoryEntry:
        return next(each for each in self.state.entries if each.name["en"] == name)


def test_it_says_that_it_waits_and_then_shows_everybody_who_is_there() -> None:
    bench = Bench()
    before = bench.state
    assert before.loading

    bench.opened()
    assert not bench.state.loading
    assert all(each.state is not PersonState.OFFLINE for each in bench.state.entries)

    bench.presenter.ask(here_only=False)
    assert any(each.state is PersonState.OFFLINE for each in bench.state.entries)


def test_typing_asks_once_after_a_pause_and_an_older_answer_is_void() -> None:
    bench = Bench()
    bench.presenter.ask(text="f")
    bench.presenter.ask(text="fraud")
    bench.presenter.tick()
    bench.now += TYPING_SECONDS
    bench.opened()
    bench.presenter.tick()
    bench.tasks.run_all()

    assert [text for _, text in bench.server.asked] == ["", "fraud"]


def test_how_people_stand_is_asked_anew_while_it_is_on_the_screen_and_the_chosen_row_stays_with_the_person() -> None:
    bench = Bench().opened()
    bench.presenter.select(2)
    chosen = bench.state.chosen
    bench.server.shown = bench.server.shown.model_copy(update={"entries": bench.server.shown.entries[::-1]})
    bench.now += FRESH_SECONDS
    bench.presenter.tick()
    bench.tasks.run_all()

    assert bench.state.chosen is not None
    assert chosen is not None
    assert bench.state.chosen.entry_id == chosen.entry_id


def test_the_list_stays_while_the_server_is_away_and_says_why() -> None:
    bench = Bench().opened()
    bench.server.problem = AWAY
    bench.presenter.retry()
    bench.tasks.run_all()

    assert bench.state.entries
    assert bench.state.problem is not None


def test_a_consult_is_started_with_the_person_of_the_row_once() -> None:
    bench = Bench().opened()
    entry = bench.entry("Leung Ka Ho")
    bench.presenter.act(entry, WayOver.CONSULT)
    bench.presenter.act(entry, WayOver.CONSULT)
    bench.tasks.run_all()

    (started,) = bench.server.started
    assert isinstance(started, StartTransfer)
    assert (started.kind, str(started.agent_id)) == (TransferKind.WARM, entry.entry_id)
    assert bench.state.starting == ""


def test_nothing_is_started_that_the_server_did_not_say_is_possible() -> None:
    bench = Bench().opened()
    bench.presenter.act(bench.entry("Cheung Mei"), WayOver.CONSULT)
    bench.presenter.act(bench.entry("Li Na"), WayOver.COLD)

    assert bench.tasks.held == []


def test_nobody_else_is_asked_while_a_specialist_is_being_asked() -> None:
    bench = Bench().opened()
    bench.presenter.follow(handovers.CONSULTING.transfer)
    bench.presenter.act(bench.entry("Deepa Raman"), WayOver.CONSULT)

    assert bench.tasks.held == []
    assert bench.presenter.state.way_of(bench.entry("Deepa Raman")) is None


def test_a_busy_specialist_is_kept_for_when_they_are_free_and_let_go_again() -> None:
    bench = Bench().opened()
    entry = bench.entry("Wang Lei")
    assert bench.presenter.state.way_of(entry) is WayOver.ASK_NEXT
    bench.presenter.act(entry, WayOver.ASK_NEXT)
    bench.tasks.run_all()
    asked = AskedNext(
        call_id=UUID(int=1), agent_id=UUID(entry.entry_id), by_agent_id=UUID(int=2), asked_at=START, place=2
    )
    bench.presenter.follow(None, asked)
    assert (bench.state.asked_next, bench.state.asked_place) == (entry.entry_id, 2)

    bench.presenter.ask_no_more()
    bench.tasks.run_all()
    bench.presenter.follow(None, None)
    assert bench.state.asked_next == ""
    assert [type(each) for each in bench.server.started] == [AskNext, type(None)]


def test_the_chosen_entry_is_kept_at_hand_by_one_key_and_for_everybody_only_by_who_may() -> None:
    bench = Bench().opened()
    chosen = bench.state.chosen
    assert chosen is not None
    bench.presenter.toggle_favourite()
    bench.presenter.toggle_favourite(shared=True)
    bench.tasks.run_all()
    assert bench.server.favourites == [("put", chosen.entry_id, False)]

    bench.server.shown = screen_home.FAVOURITES.directory or bench.server.shown
    bench.presenter.retry()
    bench.tasks.run_all()
    bench.presenter.select(2)  # Leung Ka Ho, a favourite
    bench.presenter.toggle_favourite()
    bench.tasks.run_all()
    assert bench.server.favourites[1][0] == "drop"
    bench.server.problem = ClientError(ErrorCode.SERVER_AWAY)
    bench.presenter.toggle_favourite()
    bench.tasks.run_all()
    assert bench.state.refused is not None


def test_who_is_away_can_only_call_back() -> None:
    bench = Bench().opened()

    assert bench.presenter.state.way_of(bench.entry("Cheung Mei")) is WayOver.CALL_BACK


def test_a_queue_and_a_number_are_sent_to_by_their_codes() -> None:
    bench = Bench().opened()
    queue = (handovers.QUEUES.directory or bench.server.shown).entries[0]
    bench.presenter.act(queue, WayOver.COLD)
    bench.tasks.run_all()
    bench.presenter.ask(ahead=True)
    bench.presenter.act(queue, WayOver.COLD)
    bench.tasks.run_all()
    number = DirectoryEntry(
        kind=EntryKind.NUMBER, entry_id="police", name={"en": "Police"}, can=frozenset({WayOver.CONSULT, WayOver.COLD})
    )
    bench.presenter.act(number, WayOver.CONSULT)
    bench.tasks.run_all()
    bench.presenter.act(number, WayOver.COLD)
    bench.tasks.run_all()

    said = [each.model_dump(exclude_defaults=True, exclude={"command_id"}) for each in bench.server.started if each]
    assert said == [
        {"kind": TransferKind.COLD_QUEUE, "queue_code": "fraud"},
        {"kind": TransferKind.COLD_QUEUE, "queue_code": "fraud", "priority": AHEAD_POINTS},
        {"kind": TransferKind.WARM, "number_id": "police"},
        {"kind": TransferKind.COLD_NUMBER, "number_id": "police"},
    ]


def test_a_refusal_stays_on_the_page_until_something_else_is_chosen() -> None:
    bench = Bench().opened()
    bench.server.problem = ClientError(ErrorCode.COLLEAGUE_NOT_FREE)
    bench.presenter.act(bench.entry("Zhang Min"), WayOver.CONSULT)
    bench.tasks.run_all()
    assert bench.state.refused is not None
    assert bench.state.refused.code == ErrorCode.COLLEAGUE_NOT_FREE

    bench.presenter.select(3)
    assert bench.state.refused is None


def test_where_a_specialist_declined_the_next_best_who_is_free_is_offered() -> None:
    bench = Bench().opened()
    ended = {"state": TransferState.FAILED, "outcome": TransferOutcome.DECLINED}
    tried = {"to_agent_id": UUID(bench.entry("Helen Chan").entry_id)}
    bench.presenter.follow(transfers.TRANSFER.model_copy(update={**ended, **tried}))

    best = bench.state.next_best()
    assert bench.state.failed is TransferOutcome.DECLINED
    assert best is not None
    assert best.name["en"] == "Zhang Min"


def test_what_ended_as_was_wanted_needs_no_word() -> None:
    bench = Bench().opened()
    for outcome in (TransferOutcome.COMPLETED, TransferOutcome.CANCELLED):
        bench.presenter.follow(transfers.TRANSFER.model_copy(update={"outcome": outcome}))
        assert bench.state.failed is None


def test_put_away_it_asks_nothing_more() -> None:
    bench = Bench().opened()
    bench.presenter.close()
    bench.now += 60
    bench.presenter.tick()

    assert bench.tasks.held == []
    assert not bench.state.open
