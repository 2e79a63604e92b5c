"""The guide's pages on this computer: found as one types, kept for when the server is away, pinned to a call."""

from pathlib import Path
from uuid import UUID

import pytest

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.knowledge import KnowledgeFile, KnowledgeModel
from agent_desktop.client.page_index import PageIndex, Place, plain, summary
from agent_desktop.client.pinned_pages import PinnedPages
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.knowledge import CountReading, Knowledge, KnowledgePage, PageText
from telephony.contract import CallSnapshot, CallState, DeskChange
from tests.client.support import AWAY, Clock, call, card, desk, event, snapshot
from tests.client.test_desk import Reader


def page(
    page_id: str, en: str, zh: str, *, starts: tuple[str, ...] = (), headings: tuple[str, ...] = ()
) -> KnowledgePage:
    """A page of a title and a text in each language, parted by a line break."""
    texts = {}
    for language, written in (("en", en), ("zh", zh)):
        title, _, text = written.partition("\n")
        more = {"starts": starts, "headings": headings} if language == "zh" else {}
        texts[language] = PageText(title=title, text=text, **{"headings": (title.lower(),), **more})
    return KnowledgePage(page_id=page_id, version="1", texts=texts)


BLOCK = page(
    "block",
    "Blocking a card\n## Who may ask\n1. The **cardholder**, after a check.\n| a | b |\n|---|---|\n| lost | 5 days |\n",
    "挂失\n## 谁可以\n持卡人本人。\n",
    starts=("guashi", "shi", "gs"),
    headings=("挂失", "谁可以"),
)
FEES = page(
    "fees", "Fees abroad\nSee [blocking](block) a card.\n", "境外费用\n见[挂失](block)。\n", starts=("jingwai",)
)


class Server:
    def __init__(self, *pages: KnowledgePage) -> None:
        self.answer = Knowledge(version="v1", pages=pages)
        self.problem: ClientError | None = None
        self.asked: list[str] = []
        self.counted: list[tuple[str, CountReading]] = []

    def knowledge(self, seen: str) -> Knowledge:
        self.asked.append(seen)
        if self.problem is not None:
            raise self.problem
        return Knowledge(version=seen) if seen == self.answer.version else self.answer

    def count_reading(self, page_id: str, command: CountReading) -> None:
        if self.problem is not None:
            raise self.problem
        self.counted.append((page_id, command))


def model(server: Server, path: Path | None = None, clock: Clock | None = None) -> KnowledgeModel:
    tasks = ImmediateTasks()
    return KnowledgeModel(server, KnowledgeFile(path), tasks, tasks, (clock or Clock()).now)


@pytest.mark.parametrize(
    ("typed", "page_ids", "place"),
    [
        ("block", ["block", "fees"], Place.TITLE),
        ("Blocking CARD", ["block", "fees"], Place.TITLE),
        ("挂失", ["block", "fees"], Place.TITLE),
        ("掛失", ["block", "fees"], Place.TITLE),
        ("guash", ["block"], Place.SOUND),
        ("gs", ["block"], Place.SOUND),
        ("who may", ["block"], Place.TEXT),
        ("持卡人", ["block"], Place.TEXT),
        ("blocknig", ["block"], Place.SIMILAR),
        ("abraod", ["fees"], Place.SIMILAR),
        ("ｆｅｅｓ", ["fees"], Place.TITLE),
        ("g", ["block", "fees"], Place.TITLE),
        ("fees mortgage", [], None),
        ("  ", [], None),
    ],
)
def test_a_page_is_found_by_title_words_characters_pinyin_initials_or_nearly_so(
    typed: str, page_ids: list[str], place: Place | None
) -> None:
    hits = PageIndex([FEES, BLOCK], {"掛": "挂"}).find(typed)

    assert [hit.page.page_id for hit in hits] == page_ids
    assert not hits or hits[0].place is place


def test_a_hit_in_the_text_says_the_line_it_is_in_as_a_person_reads_it() -> None:
    (hit,) = PageIndex([BLOCK]).find("cardholder")

    assert hit.line == {"en": "The cardholder, after a check."}
    assert plain("| lost | [5 days](fees) |") == "lost   5 days"
    assert summary(BLOCK) == {"en": "The cardholder, after a check.", "zh": "持卡人本人。"}


def test_pages_are_kept_for_a_start_without_the_server_and_say_of_when_they_are(tmp_path: Path) -> None:
    path, clock = tmp_path / "knowledge" / "here.json", Clock()
    first = model(Server(BLOCK, FEES), path, clock)
    first.start()
    read_at = clock.now()
    clock.pass_seconds(3600)
    server = Server()
    server.problem = AWAY
    later = model(server, path, clock)

    later.start()

    assert later.known.pages == (BLOCK, FEES)
    assert later.known.as_of == read_at
    assert later.known.problem == AWAY.problem
    assert server.asked == ["v1"]


def test_what_the_server_has_not_changed_is_not_sent_again_and_what_it_has_replaces_all(tmp_path: Path) -> None:
    path, clock, server = tmp_path / "here.json", Clock(), Server(BLOCK, FEES)
    model(server, path, clock).start()
    clock.pass_seconds(60)
    again = model(server, path, clock)
    again.start()

    assert server.asked == ["", "v1"]
    assert again.known.pages == (BLOCK, FEES)
    assert again.known.as_of == clock.now()
    server.answer = Knowledge(version="v2", pages=(FEES,))
    again.freshen()
    assert server.asked == ["", "v1"]  # it has only just been asked
    clock.pass_seconds(700)
    again.freshen()
    assert server.asked == ["", "v1", "v1"]
    assert [each.page_id for each in again.known.pages] == ["fees"]


@pytest.mark.parametrize("content", ["", "{", '{"as_of": "never"}'])
def test_a_kept_file_that_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "here.json"
    path.write_text(content)
    server = Server(BLOCK)

    known = model(server, path)
    known.start()

    assert known.known.pages == (BLOCK,)
    assert KnowledgeFile(path).load() is not None  # and it is right again


def test_without_server_and_without_a_kept_file_it_says_why_and_reads_at_the_next_try(tmp_path: Path) -> None:
    server = Server(BLOCK)
    server.problem = AWAY
    known = model(server, tmp_path / "none.json")
    known.start()
    assert (known.known.is_known, known.known.problem) == (False, AWAY.problem)

    known.count_reading(BLOCK, "en", None)  # lost, and nothing is said of it
    server.problem = None
    known.freshen()

    assert (known.known.pages, known.known.problem) == ((BLOCK,), None)


def test_own_pins_last_as_long_as_the_call_and_the_steps_pages_come_first() -> None:
    reader = Reader()
    model_of_desk = DeskModel(reader, ImmediateTasks())
    pins = PinnedPages(model_of_desk)

    def pinned() -> tuple[str, ...]:
        return pins.pins.pages

    model_of_desk.receive(snapshot(desk()))
    pins.toggle("fees")
    assert pinned() == ()  # there is no call to pin it to

    talking = call(CallState.TALKING)
    reader.cards[talking.call_id] = card(talking.call_id)
    model_of_desk.receive(event(DeskChange(call=talking)))
    pins.toggle("fees")
    pins.toggle("block")
    pins.step_opened(["block", "recording"])
    assert pinned() == ("block", "recording", "fees")
    pins.toggle("fees")
    assert pinned() == ("block", "recording")
    model_of_desk.receive(snapshot(desk()))
    assert pinned() == ()
    pins.stop()


def test_own_pins_outlive_the_program_for_their_call_and_for_no_other() -> None:
    talking, next_one = call(CallState.TALKING), call(CallState.TALKING)
    kept: list[tuple[UUID, tuple[str, ...]]] = []

    def started(before: tuple[UUID | None, tuple[str, ...]], on_call: CallSnapshot) -> PinnedPages:
        reader = Reader()
        reader.cards[on_call.call_id] = card(on_call.call_id)
        model_of_desk = DeskModel(reader, ImmediateTasks())
        pins = PinnedPages(model_of_desk)
        pins.keep_with(*before, lambda call_id, page_ids: kept.append((call_id, page_ids)))
        model_of_desk.receive(snapshot(desk()))
        model_of_desk.receive(event(DeskChange(call=on_call)))
        return pins

    first = started((None, ()), talking)
    first.toggle("fees")
    first.toggle("block")
    first.toggle("fees")
    assert kept[-1] == (talking.call_id, ("block",))

    assert started(kept[-1], talking).pins.own == ("block",)
    assert started(kept[-1], next_one).pins.own == ()


def test_pins_are_there_again_when_the_call_was_known_before_them() -> None:
    talking, reader = call(CallState.TALKING), Reader()
    reader.cards[talking.call_id] = card(talking.call_id)
    model_of_desk = DeskModel(reader, ImmediateTasks())
    model_of_desk.receive(snapshot(desk()))
    model_of_desk.receive(event(DeskChange(call=talking)))
    pins = PinnedPages(model_of_desk)

    pins.keep_with(talking.call_id, ["block"], lambda _call_id, _page_ids: None)

    assert pins.pins.own == ("block",)
