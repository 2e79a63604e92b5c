from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.customers import SearchHit, Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.palette.presenter import PaletteCommand, PalettePresenter, PaletteState
from tests.client.support import AWAY, Clock, HeldTasks
from tests.client.test_desk import Reader

COMMANDS = (
    PaletteCommand("hold", "Hold the call", "F3", other_words="保持"),
    PaletteCommand("mute", "Mute", "F4"),
    PaletteCommand("transfer", "Transfer", "F7", enabled=False),
)


def hit(name: str) -> SearchHit:
    return SearchHit(customer_id=uuid4(), name=name, tier=Tier.GOLD, number_masked="•••• 2086", matched="name")


class Search:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.ids: list[UUID] = []
        self.stopped: list[UUID] = []
        self.hits: dict[str, tuple[SearchHit, ...]] = {}
        self.problem: ClientError | None = None

    def search(self, text: str, search_id: UUID) -> tuple[SearchHit, ...]:
        self.asked.append(text)
        self.ids.append(search_id)
        if self.problem:
            raise self.problem
        return self.hits.get(text, ())

    def stop_search(self, search_id: UUID) -> None:
        self.stopped.append(search_id)


class Bench:
    def __init__(self) -> None:
        self.search, self.tasks, self.clock = Search(), HeldTasks(), Clock()
        self.done: list[object] = []
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = PalettePresenter(
            self.desk,
            self.search,
            self.tasks,
            lambda: COMMANDS,
            on_customer=self.done.append,
            on_command=self.done.append,
            monotonic=self.clock.monotonic,
        )

    def state(self) -> PaletteState:
        return self.presenter.state

    def type(self, text: str) -> None:
        for end in range(1, len(text) + 1):
            self.presenter.query_changed(text[:end])
            self.clock.pass_seconds(0.05, self.presenter.tick, 0.05)
        self.clock.pass_seconds(0.3, self.presenter.tick)
        self.tasks.run_all()


def test_the_server_is_asked_once_typing_rests() -> None:
    bench = Bench()
    ho = hit("Ms Grace Ho")
    bench.search.hits["grace"] = (ho,)
    bench.presenter.open()
    bench.type("grace")

    assert bench.search.asked == ["grace"]
    assert bench.state().hits == (ho,)
    assert (bench.state().selected, bench.state().searching) == (0, False)

    bench.presenter.choose()
    assert bench.done == [ho]
    assert not bench.state().open


def test_one_latin_letter_asks_nobody_and_one_chinese_character_does() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.type("g")
    assert bench.search.asked == []

    bench.type("何")
    assert bench.search.asked == ["何"]


def test_commands_are_found_by_word_key_and_other_language_and_run() -> None:
    bench = Bench()
    bench.presenter.open()
    assert [command.command_id for command in bench.state().commands] == ["hold", "mute", "transfer"]
    bench.presenter.query_changed("保持")
    assert [command.command_id for command in bench.state().commands] == ["hold"]
    bench.presenter.query_changed("f4")
    assert [command.command_id for command in bench.state().commands] == ["mute"]
    bench.presenter.choose()

    assert bench.done == ["mute"]


def test_a_command_that_is_off_does_nothing() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.presenter.query_changed("transfer")
    bench.presenter.choose()

    assert bench.done == []
    assert bench.state().open


def test_the_selection_goes_through_hits_and_commands_and_around() -> None:
    bench = Bench()
    bench.search.hits["mu"] = (hit("Mu Lin"), hit("Mu Chen"))
    bench.presenter.open()
    bench.type("mu")
    assert (len(bench.state().hits), len(bench.state().commands)) == (2, 1)

    bench.presenter.move(-1)
    assert bench.state().selected == 2
    bench.presenter.move(1)
    assert bench.state().selected == 0


def test_an_answer_to_an_older_question_is_passed_over() -> None:
    bench = Bench()
    bench.search.hits["gr"] = (hit("Grant"),)
    bench.presenter.open()
    bench.presenter.query_changed("gr")
    bench.clock.pass_seconds(0.3, bench.presenter.tick)
    bench.presenter.query_changed("gra")
    bench.tasks.run_all()

    assert bench.state().hits == ()
    assert bench.state().searching


def test_typing_on_or_closing_stops_the_search_under_way_on_the_server() -> None:
    bench = Bench()
    bench.presenter.open()
    for text in ("gr", "gra"):
        bench.presenter.query_changed(text)
        bench.clock.pass_seconds(0.3, bench.presenter.tick)
    bench.presenter.close()
    bench.tasks.run_all()

    assert bench.search.asked == ["gr", "gra"]
    assert bench.search.stopped == bench.search.ids


def test_a_search_that_has_answered_or_never_began_is_not_stopped() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.type("gra")
    bench.presenter.query_changed("grac")
    bench.presenter.query_changed("grace")
    bench.tasks.run_all()

    assert bench.search.stopped == []


def test_a_search_of_more_than_a_second_counts_its_seconds_until_the_answer() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.presenter.query_changed("gra")
    waited = []
    for _ in range(6):
        bench.clock.pass_seconds(0.5, bench.presenter.tick)
        waited.append(bench.state().waited_seconds)
    assert waited == [0, 0, 1, 1, 2, 2]

    bench.tasks.run_all()
    assert (bench.state().searching, bench.state().waited_seconds) == (False, 0)


def test_nothing_found_is_said_only_once_the_server_has_answered() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.presenter.query_changed("zzzz")
    assert not bench.state().nothing
    bench.type("zzzzz")

    assert bench.state().nothing
    assert bench.state().selected == -1


def test_offline_is_said_and_commands_still_run() -> None:
    bench = Bench()
    bench.desk.link_changed(LinkState(LinkStatus.LOST))
    bench.presenter.open()
    assert bench.state().offline
    bench.search.problem = AWAY
    bench.type("mute")
    assert bench.state().offline
    assert bench.state().problem is None

    bench.presenter.choose()
    assert bench.done == ["mute"]
    bench.desk.link_changed(LinkState(LinkStatus.UP))
    assert not bench.state().offline


def test_any_other_failure_is_shown() -> None:
    bench = Bench()
    bench.search.problem = ClientError(ErrorCode.NOT_ALLOWED)
    bench.presenter.open()
    bench.type("grace")

    assert bench.state().problem is not None


def test_customers_chosen_lately_stand_first_when_nothing_is_typed() -> None:
    bench = Bench()
    ho, fung = hit("Ms Grace Ho"), hit("Mr Derek Fung")
    bench.search.hits = {"ho": (ho,), "fung": (fung,)}
    for name in ("ho", "fung", "ho"):
        bench.presenter.open()
        bench.type(name)
        bench.presenter.choose(0)
    bench.presenter.open()

    assert bench.state().recents == (ho, fung)
    bench.presenter.choose(1)
    assert bench.done[-1] == fung


def test_where_nothing_was_there_yet_enter_means_the_first_that_comes() -> None:
    bench, listed = Bench(), list[PaletteCommand]()
    presenter = PalettePresenter(
        bench.desk,
        bench.search,
        bench.tasks,
        lambda: listed,
        on_customer=bench.done.append,
        on_command=bench.done.append,
    )
    presenter.open()
    listed.extend(COMMANDS)

    presenter.renew()
    presenter.choose()

    assert bench.done == ["hold"]


def test_what_comes_while_it_stands_open_is_listed_as_far_as_it_fits_and_what_is_selected_stays_so() -> None:
    bench, listed = Bench(), list(COMMANDS)
    presenter = PalettePresenter(
        bench.desk,
        bench.search,
        bench.tasks,
        lambda: listed,
        on_customer=bench.done.append,
        on_command=bench.done.append,
    )
    presenter.open()
    presenter.query_changed("m")  # one letter asks for no customer
    assert [each.command_id for each in presenter.state.commands] == ["mute"]

    listed[:0] = [PaletteCommand("script:move", "Script: Moving house"), PaletteCommand("script:card", "Script: Card")]
    presenter.renew()

    assert [each.command_id for each in presenter.state.commands] == ["script:move", "mute"]
    presenter.choose()
    assert bench.done == ["mute"], "Enter does what was selected before the others came"


def test_nothing_was_found_until_a_command_comes_that_fits() -> None:
    bench, listed = Bench(), list(COMMANDS)
    presenter = PalettePresenter(
        bench.desk, bench.search, bench.tasks, lambda: listed, on_customer=print, on_command=bench.done.append
    )
    presenter.open()
    presenter.query_changed("q")
    assert presenter.state.nothing

    listed.append(PaletteCommand("script:quote", "Script: A quote"))
    presenter.renew()

    assert (presenter.state.nothing, presenter.state.selected) == (False, 0)


def test_whom_to_call_has_no_customers_and_asks_for_none() -> None:
    bench = Bench()
    grace = hit("Ms Grace Ho")
    bench.search.hits["ho"] = (grace,)
    bench.presenter.open()
    bench.type("ho")
    bench.presenter.choose()
    bench.presenter.open(calling=True)
    assert (bench.state().calling, bench.state().recents, bench.state().selected) == (True, (), 0)

    bench.type("hold")

    assert [command.command_id for command in bench.state().commands] == ["hold"]
    assert bench.search.asked == ["ho"]
    bench.presenter.close()
    bench.presenter.open()
    assert bench.state().recents == (grace,)
