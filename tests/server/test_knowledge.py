"""Knowledge pages: the shipped ones are right, a wrong one is refused by file and line, each reading counts once."""

from pathlib import Path
from uuid import uuid4

import pytest
import structlog

from agent_desktop.__main__ import main
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.knowledge import Knowledge, PageReadings, page_of_link
from agent_desktop.contract.sessions import Role
from agent_desktop.server.knowledge.files import (
    KnowledgeFileError,
    KnowledgeReading,
    knowledge_folder,
    load_pages,
    read_knowledge,
)
from agent_desktop.server.knowledge.library import KnowledgeLibrary
from agent_desktop.server.knowledge.names import made_findable
from agent_desktop.settings import load_settings
from tests.server.floor import Floor, opened_floor
from tests.server.support import error_code

RIGHT = "# Blocking a card\n\nSee [the other](fees).\n"


def folder_of(path: Path, **files: str) -> Path:
    """Two right pages in both languages, with `files` (`card_en`) in place of theirs."""
    path.mkdir(exist_ok=True)
    texts = {"card_en": RIGHT, "card_zh": "# 挂失\n\n见[费用](fees.zh.md)。\n", "fees_en": "# Fees\n\nNone.\n"}
    for name, text in {**texts, "fees_zh": "# 费用\n\n免费。\n", **files}.items():
        if text:
            (path / f"{name.replace('_', '.')}.md").write_text(text, encoding="utf-8")
    return path


def told(reading: KnowledgeReading) -> list[tuple[str, int, str]]:
    found = [*reading.errors, *reading.warnings]
    return [(str(each.details["file"]), each.line, each.problem.code.value) for each in found]


def test_the_shipped_pages_have_neither_errors_nor_warnings() -> None:
    assert told(read_knowledge(knowledge_folder(load_settings(None)))) == []
    pages = load_pages(knowledge_folder(load_settings(None))).pages
    assert pages
    assert all(set(page.texts) == {"en", "zh"} for page in pages)


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"card_zh": ""}, ("card.en.md", 1, "page_language_missing")),
        ({"card_en": "Blocking a card\n\nText.\n"}, ("card.en.md", 1, "page_title_missing")),
        ({"card_en": "## Blocking\n\nText.\n"}, ("card.en.md", 1, "page_title_missing")),
        ({"card_en": f"# {'Blocking ' * 8}\n\nText.\n"}, ("card.en.md", 1, "page_title_long")),
        ({"card_en": "# Blocking\n\n"}, ("card.en.md", 1, "page_without_text")),
        ({"card_en": " \n"}, ("card.en.md", 1, "file_empty")),
        ({"card_en": RIGHT + "\nOne line\nand [another](none).\n"}, ("card.en.md", 6, "page_unknown")),
        ({"card_en": RIGHT + "\n[Out](http://bank.example)\n"}, ("card.en.md", 5, "page_link_wrong")),
        ({"card_en": RIGHT + "\n[File](../secret)\n"}, ("card.en.md", 5, "page_link_wrong")),
        ({"card_en": RIGHT + "\n<b>Bold</b>\n"}, ("card.en.md", 5, "page_html")),
        ({"card_en": RIGHT + "\n![Card](https://bank.example/card.png)\n"}, ("card.en.md", 5, "page_picture")),
        ({"card_en": RIGHT + "A word. " * 800}, ("card.en.md", 1, "page_long")),
        ({"Card_en": RIGHT}, ("Card.en.md", 1, "page_name_wrong")),
        ({"card_fr": RIGHT}, ("card.fr.md", 1, "page_name_wrong")),
    ],
)
def test_what_is_wrong_with_a_page_is_said_by_file_and_line(
    tmp_path: Path, files: dict[str, str], problem: tuple[str, int, str]
) -> None:
    assert problem in told(read_knowledge(folder_of(tmp_path, **files)))


def test_a_page_that_is_not_text_and_a_folder_without_pages_are_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no page")
    assert told(read_knowledge(tmp_path)) == [(tmp_path.name, 1, "page_folder_empty")]
    assert told(read_knowledge(tmp_path / "none")) == [("none", 1, "page_folder_missing")]
    folder_of(tmp_path)
    (tmp_path / "card.en.md").write_bytes(b"# Caf\xe9\n")
    assert told(read_knowledge(tmp_path)) == [("card.en.md", 1, "not_utf8")]


def test_links_to_pages_that_are_there_and_to_https_are_right_also_in_code(tmp_path: Path) -> None:
    text = RIGHT + "\n`[none](none)` and [the law](https://law.example/1), [a part](fees#later)\n"

    assert told(read_knowledge(folder_of(tmp_path, card_en=text))) == []


def test_a_wrong_page_keeps_a_server_from_starting_and_a_long_one_does_not(tmp_path: Path) -> None:
    settings = load_settings(None)
    records = settings.records.model_copy(update={"knowledge_folder": str(tmp_path)})
    assert knowledge_folder(settings.model_copy(update={"records": records})) == tmp_path
    folder_of(tmp_path, card_en=RIGHT + "A word. " * 800)
    first = load_pages(tmp_path)
    folder_of(tmp_path)
    assert load_pages(tmp_path).version != first.version  # whoever has the pages of before is given these
    folder_of(tmp_path, card_en="No title\n")

    with pytest.raises(KnowledgeFileError) as refused:
        KnowledgeLibrary(tmp_path)
    assert refused.value.code is ErrorCode.KNOWLEDGE_FILE_WRONG


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "card.en.md, line 6, column 1: There is no knowledge page “none”."),
        ("zh", "card.en.md，第 6 行第 1 列：没有知识页面“none”"),
    ],
)
def test_the_command_says_what_is_wrong_in_either_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    folder = str(folder_of(tmp_path, card_en=RIGHT + "\nOne line\nand [another](none).\n"))

    assert main(["knowledge", "check", folder, "--language", language]) == 2
    assert words in capsys.readouterr().out
    folder_of(tmp_path)
    assert main(["knowledge", "check", folder, "--language", language]) == 0


def test_a_chinese_title_is_found_by_both_forms_of_its_characters_its_pinyin_and_its_initials(tmp_path: Path) -> None:
    pages = {page.page_id: page for page in read_knowledge(folder_of(tmp_path)).pages}
    library = made_findable(Knowledge(version="1", pages=tuple(pages.values())))
    fees = {page.page_id: page for page in library.pages or ()}["fees"].texts["zh"]

    assert fees.headings == ("费用",)
    assert library.forms["費"] == "费"
    assert "業" not in library.forms  # nothing in these pages is written with it
    assert set(fees.starts) >= {"feiyong", "yong", "fy"}


@pytest.mark.parametrize("link", ["fees", "./fees", "fees.md", "fees.en.md", "fees.zh.md#later", "fees#later"])
def test_a_link_to_a_page_may_be_written_as_its_id_or_as_its_file(link: str) -> None:
    assert page_of_link(link) == "fees"


@pytest.mark.parametrize("link", ["https://bank.example", "../fees", "/fees", "mailto:a@bank.example", "", "file:fees"])
def test_other_links_are_no_pages(link: str) -> None:
    assert page_of_link(link) is None


def test_the_whole_library_comes_once_and_then_only_what_is_newer(floor: Floor) -> None:
    floor.add_person("may", Role.AGENT)
    desk = floor.sign_in("may")

    answer = desk.http.get("/v1/knowledge")
    first = Knowledge.model_validate(answer.json())
    again = Knowledge.model_validate(desk.http.get("/v1/knowledge", params={"seen": first.version}).json())
    other = Knowledge.model_validate(desk.http.get("/v1/knowledge", params={"seen": "older"}).json())

    assert first.pages is not None
    assert "card-block-rules" in {page.page_id for page in first.pages}
    assert answer.headers["ETag"] == f'"{first.version}"'
    assert (again.version, again.pages) == (first.version, None)
    assert other == first


def test_a_page_that_is_changed_is_met_without_a_restart(database_url: str, tmp_path: Path) -> None:
    folder_of(tmp_path)
    with opened_floor(database_url, records={"knowledge_folder": str(tmp_path)}) as floor:
        floor.add_person("may", Role.AGENT)
        desk = floor.sign_in("may")
        first = Knowledge.model_validate(desk.http.get("/v1/knowledge").json())

        folder_of(
            tmp_path, fees_en="# Fees and charges\n\nSome.\n", loans_en="# Loans\n\nA.\n", loans_zh="# 贷款\n\n甲。\n"
        )
        newer = Knowledge.model_validate(desk.http.get("/v1/knowledge", params={"seen": first.version}).json())

        assert {page.page_id: page.texts["en"].title for page in newer.pages or ()} == {
            "card": "Blocking a card", "fees": "Fees and charges", "loans": "Loans",
        }  # fmt: skip
        assert newer.pages is not None
        assert newer.pages[-1].texts["zh"].starts  # found by pinyin like the others
        reading = {"reading_id": str(uuid4()), "version": "1", "language": "zh", "call_id": None}
        assert desk.http.post("/v1/knowledge/loans/readings", json=reading).status_code == 204


def test_while_a_page_is_wrong_the_pages_stay_and_the_log_says_once_which(tmp_path: Path) -> None:
    library = KnowledgeLibrary(folder_of(tmp_path))
    first = library.now()

    folder_of(tmp_path, card_en="No title\n")
    with structlog.testing.capture_logs() as logged:
        assert library.now() is first
        assert library.findable().version == first.version

    assert [(each["event"], each["path"], each["reason"]) for each in logged] == [
        ("knowledge.change_passed_over", "card.en.md", "page_title_missing")
    ]
    folder_of(tmp_path, card_en="# Another title\n\nText.\n")
    assert library.now().version != first.version


def test_while_the_folder_is_gone_the_pages_stay(tmp_path: Path) -> None:
    library = KnowledgeLibrary(folder_of(tmp_path / "pages"))
    first = library.now()

    (tmp_path / "pages").rename(tmp_path / "elsewhere")
    assert library.now() is first
    (tmp_path / "elsewhere").rename(tmp_path / "pages")
    assert library.now() is first


def test_pages_that_nobody_changed_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = KnowledgeLibrary(folder_of(tmp_path))

    def read(_: Path) -> Knowledge:
        raise AssertionError("the pages were read again")

    monkeypatch.setattr("agent_desktop.server.knowledge.library.load_pages", read)

    assert library.now() is library.now()
    assert library.findable() is library.findable()


def test_a_reading_counts_once_however_often_it_is_told_and_authors_see_how_many(floor: Floor) -> None:
    floor.add_person("may", Role.AGENT)
    floor.add_person("ann", Role.AUTHOR)
    may, ann = floor.sign_in("may"), floor.sign_in("ann")
    call = str(uuid4())
    told_twice = {"reading_id": str(uuid4()), "version": "1", "language": "zh", "call_id": call}
    path = "/v1/knowledge/card-block-rules/readings"

    for body in (told_twice, told_twice, {**told_twice, "reading_id": str(uuid4())}):
        assert may.http.post(path, json=body).status_code == 204
    assert may.http.post(path, json={**told_twice, "reading_id": str(uuid4()), "call_id": None}).status_code == 204
    unknown = may.http.post("/v1/knowledge/no-page/readings", json={**told_twice, "reading_id": str(uuid4())})

    assert error_code(unknown) == ErrorCode.KNOWLEDGE_PAGE_NOT_FOUND
    assert error_code(may.http.get("/v1/knowledge/readings")) == ErrorCode.NOT_ALLOWED
    counted = PageReadings.model_validate(ann.http.get("/v1/knowledge/readings").json())
    assert (counted.pages["card-block-rules"], counted.calls["card-block-rules"]) == (3, 1)
    assert counted.pages["recording-notice"] == 0
