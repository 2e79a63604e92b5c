"""What the guide lists, reads, pins and counts."""

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.page_readings import READ_SECONDS, PageReadings
from agent_desktop.client.pinned_pages import PinnedPages
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.knowledge import Knowledge
from agent_desktop.ui.knowledge.presenter import GuideKind, GuideState, KnowledgePresenter, Section
from telephony.contract import CallState, DeskChange
from tests.client.support import AWAY, Clock, call, card, desk, event, snapshot
from tests.client.test_desk import Reader
from tests.client.test_knowledge import BLOCK, FEES, Server, model, page

RATES = page("rates", "Rates\nOf [the law](https://law.example).\n", "汇率\n以牌价为准。\n")


class Bench:
    def __init__(self) -> None:
        self.clock, self.server, self.reader = Clock(), Server(BLOCK, FEES, RATES), Reader()
        self.desk = DeskModel(self.reader, ImmediateTasks())
        self.model = model(self.server, clock=self.clock)
        self.pins = PinnedPages(self.desk)
        self.opened_outside: list[str] = []
        self.recent: tuple[str, ...] = ()
        self.readings = PageReadings(self.model, lambda: "zh", self.clock.monotonic)
        self.readings.keep_with(("gone",), self.keep)
        self.presenter = KnowledgePresenter(
            self.model, self.pins, self.readings, open_outside=self.opened_outside.append
        )
        self.desk.receive(snapshot(desk()))

    def keep(self, page_ids: tuple[str, ...]) -> None:
        self.recent = page_ids

    def kept(self) -> tuple[str, ...]:
        return self.recent

    @property
    def state(self) -> GuideState:
        return self.presenter.state

    @property
    def reads(self) -> str:
        return self.state.page.page_id if self.state.page is not None else ""

    def rows(self) -> list[tuple[str, Section]]:
        return [(row.page_id, row.section) for row in self.state.rows]

    def opened(self) -> GuideState:
        self.model.start()
        self.presenter.open()
        return self.state

    def takes_call(self) -> None:
        talking = call(CallState.TALKING)
        self.reader.cards[talking.call_id] = card(talking.call_id)
        self.desk.receive(event(DeskChange(call=talking)))


def test_all_pages_are_listed_and_the_first_is_read() -> None:
    bench = Bench()

    assert bench.opened().kind is GuideKind.READY
    assert bench.rows() == [("block", Section.ALL), ("fees", Section.ALL), ("rates", Section.ALL)]
    assert bench.reads == "block"
    bench.presenter.move(-1)
    assert bench.reads == "rates"
    bench.presenter.move(1)
    assert bench.reads == "block"


def test_what_is_typed_lists_what_fits_with_the_best_page_open_and_nothing_found_leaves_the_page() -> None:
    bench = Bench()
    bench.opened()

    bench.presenter.query_changed("abroad")
    assert bench.rows() == [("fees", Section.FOUND)]
    assert bench.reads == "fees"
    bench.presenter.query_changed("abroad and beyond")
    assert bench.rows() == []
    assert bench.reads == "fees"
    bench.presenter.move(1)  # there is nothing to go to
    bench.presenter.query_changed("")
    assert len(bench.rows()) == 3


def test_a_link_leads_on_and_back_leads_here_again() -> None:
    bench = Bench()
    bench.opened()
    bench.presenter.choose("fees")

    bench.presenter.link_chosen("block.zh.md")
    assert (bench.reads, bench.state.can_go_back) == ("block", True)
    bench.presenter.link_chosen("gone")
    assert bench.reads == "block"
    bench.presenter.back()
    assert (bench.reads, bench.state.can_go_back) == ("fees", False)


def test_an_address_outside_is_opened_only_when_it_is_agreed_to_and_no_other_kind_ever() -> None:
    bench = Bench()
    bench.opened()

    bench.presenter.link_chosen("https://law.example")
    assert (bench.state.outside, bench.opened_outside) == ("https://law.example", [])
    bench.presenter.move(1)
    assert bench.state.outside == ""  # read on: the question is gone
    bench.presenter.outside_agreed()
    bench.presenter.link_chosen("file:///etc/passwd")
    bench.presenter.link_chosen("http://law.example")
    bench.presenter.outside_agreed()
    assert bench.opened_outside == []
    bench.presenter.link_chosen("https://law.example")
    bench.presenter.outside_agreed()
    assert bench.opened_outside == ["https://law.example"]


def test_a_page_counts_as_read_once_it_was_looked_at_for_a_while_with_the_call_it_was_on() -> None:
    bench = Bench()
    bench.opened()
    bench.presenter.move(1)
    bench.readings.tick()
    bench.clock.pass_seconds(READ_SECONDS - 1)
    bench.presenter.move(1)  # only passed by
    bench.readings.tick()
    assert bench.server.counted == []

    bench.clock.pass_seconds(READ_SECONDS)
    bench.readings.tick()
    bench.clock.pass_seconds(60)
    bench.readings.tick()

    ((page_id, counted),) = bench.server.counted
    assert (page_id, counted.version, counted.language, counted.call_id) == ("rates", "1", "zh", None)
    assert bench.kept() == ("rates", "gone")
    bench.presenter.close()
    bench.takes_call()
    bench.presenter.open("fees")
    bench.clock.pass_seconds(READ_SECONDS)
    bench.readings.tick()
    assert bench.server.counted[1][1].call_id == bench.pins.pins.call_id is not None
    assert bench.kept() == ("fees", "rates", "gone")
    bench.presenter.close()
    bench.clock.pass_seconds(60)
    bench.readings.tick()
    assert len(bench.server.counted) == 2


def test_pages_of_the_call_come_first_then_those_read_last_and_the_calls_first_one_is_open() -> None:
    bench = Bench()
    bench.readings.keep_with(("fees", "gone"), bench.keep)
    bench.takes_call()
    bench.pins.step_opened(["rates", "gone"])

    state = bench.opened()

    assert bench.rows() == [("rates", Section.PINNED), ("fees", Section.RECENT), ("block", Section.ALL)]
    assert bench.reads == "rates"
    assert [(each.page_id, each.of_step) for each in state.pinned] == [("rates", True)]
    bench.presenter.choose("block")
    bench.presenter.pin_pressed()
    assert [each.page_id for each in bench.state.pinned] == ["rates", "block"]
    assert bench.state.own_pins == {"block"}
    bench.presenter.pin_pressed()
    assert bench.state.own_pins == frozenset()


def test_without_a_call_nothing_is_pinned_and_a_closed_guide_pins_nothing() -> None:
    bench = Bench()
    bench.opened()
    bench.presenter.pin_pressed()
    assert (bench.state.pinned, bench.state.can_pin) == ((), False)

    bench.presenter.close()
    bench.takes_call()
    bench.presenter.pin_pressed()
    assert (bench.state.pinned, bench.state.can_pin) == ((), True)


def test_the_guide_says_that_it_is_coming_that_it_cannot_be_read_or_that_it_is_old() -> None:
    bench = Bench()
    bench.presenter.open("fees")
    assert bench.state.kind is GuideKind.READY  # asked at once

    away = Bench()
    assert away.state.kind is GuideKind.LOADING
    away.server.problem = AWAY
    away.opened()
    assert (away.state.kind, away.state.problem) == (GuideKind.FAILED, AWAY.problem)
    away.server.problem = None
    away.model.read()
    assert (away.state.kind, away.reads) == (GuideKind.READY, "block")
    away.server.problem = AWAY
    away.model.read()
    assert (away.state.kind, away.state.problem) == (GuideKind.READY, AWAY.problem)

    empty = Bench()
    empty.server.answer = Knowledge(version="v0", pages=())
    assert empty.opened().kind is GuideKind.EMPTY


def test_a_page_that_is_gone_at_the_next_look_gives_way_to_the_first() -> None:
    bench = Bench()
    bench.opened()
    bench.presenter.choose("rates")
    bench.server.answer = Knowledge(version="v2", pages=(BLOCK, FEES))

    bench.model.read()

    assert bench.reads == "block"
    assert [page_id for page_id, _ in bench.rows()] == ["block", "fees"]
    bench.presenter.stop()
