"""A letter says what is on record and what was written, in the customer's language, and nothing of it is ever code."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from agent_desktop.contract.base import Language
from agent_desktop.contract.letters import LetterRefusal
from agent_desktop.records.letters.checks import findings_in
from agent_desktop.records.letters.composing import ComposedLetter, LetterFacts, compose
from agent_desktop.records.letters.errors import LetterRefusedError, LettersNotSetUpError
from agent_desktop.records.letters.schema import LetterBook
from agent_desktop.records.letters.service import letter_of, lines_of
from agent_desktop.records.letters.writing import LetterWriter
from agent_desktop.settings import resources_folder
from tests.support.pdf_reading import fonts_of, words_of

FOLDER = resources_folder() / "letters"
FACTS = LetterFacts(
    number="CMP-26-01811",
    region="hk",
    received_on=date(2026, 6, 16),
    today=date(2026, 6, 18),
    about={"en": "Instalment fee", "zh": "分期手续费"},
    writer="Lee Chi Keung",
    name="Ms Chan Tai Man",
    bank={"en": "Anonymous Bank", "zh": "无名银行"},
    salutation={"en": "Ms Chan", "zh": "陈女士"},
    lines=("88 Caine Road", "Hong Kong"),
    answer_by=date(2026, 7, 1),
    redress=((Decimal("1286.4"), "HKD"),),
)
HOSTILE = '#panic("x") $x^2$ *b* _i_ `c` <a> @b ]] }] #let x = 1 \\ // /* #read("/etc/passwd") {number} "\' &amp;'


@cache
def book() -> LetterBook:
    return LetterBook.model_validate(yaml.safe_load((FOLDER / "main.yaml").read_text("utf-8")))


@cache
def writer() -> LetterWriter:
    return LetterWriter(FOLDER, book().look)


def composed(code: str, language: Language, words: Mapping[str, str], facts: LetterFacts = FACTS) -> ComposedLetter:
    return compose(book(), letter_of(book(), code), language, facts, words)


def test_the_letters_of_the_program_have_no_mistake_and_all_can_be_written_in_both_languages() -> None:
    assert list(findings_in(book())) == []
    languages: tuple[Language, ...] = ("en", "zh")
    for letter in book().letters:
        filled = {word.code: "2026-07-16" for word in letter.words}
        for language in languages:
            letter_now = composed(letter.code, language, filled, replace(FACTS, region="uk"))
            assert not letter_now.missing
            assert writer().write(letter_now, FACTS.today).pages == 1


def test_what_somebody_typed_is_text_wherever_it_stands(tmp_path: Path) -> None:
    facts = replace(FACTS, name=HOSTILE, salutation={"en": HOSTILE}, lines=(HOSTILE,), writer=HOSTILE)
    letter = composed("final_answer", "en", {"decision": HOSTILE, "findings": f"{HOSTILE}\n\n{HOSTILE}"}, facts)

    words = words_of(writer().write(letter, FACTS.today).pdf, tmp_path)

    seen = words.replace(" ", "")
    assert seen.count(HOSTILE.replace(" ", "")) >= 6
    assert "root:" not in words


def test_signs_that_are_not_seen_are_left_out(tmp_path: Path) -> None:
    letter = composed("final_answer", "en", {"decision": "Pay\u202e 100\u0007\u200f", "findings": "one\r\n\r\ntwo"})

    assert "decision on your complaint: Pay 100." in words_of(writer().write(letter, FACTS.today).pdf, tmp_path)
    parts: Any = letter.data["parts"]
    assert [part["text"] for part in parts if part.get("text") in {"one", "two"}] == ["one", "two"]


def test_a_letter_has_its_facts_and_every_font_in_the_file(tmp_path: Path) -> None:
    words = {"decision": "成立", "findings": "“分期”并非由您本人办理。Fee 12.", "next_steps": "退回费用。"}
    letter = composed("final_answer", "zh", words)
    written = writer().write(letter, FACTS.today)

    text = words_of(written.pdf, tmp_path).replace(" ", "")
    for said in (
        "无名银行",
        "尊敬的陈女士：",
        "CMP-26-01811",
        "2026年6月18日",
        "分期手续费",
        "HKD1,286.40",
        "退回费用",
    ):
        assert said in text
    fonts = fonts_of(written.pdf)
    assert any("CJK" in name for name in fonts)
    assert any("Libertinus" in name for name in fonts)
    assert all(fonts.values()), fonts
    assert written == writer().write(letter, FACTS.today)


def test_what_is_missing_stands_there_as_a_gap_and_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    gaps = composed("holding", "en", {"why": "  \n "})

    assert gaps.missing == ("why", "new_date")
    words = words_of(writer().write(gaps, FACTS.today).pdf, tmp_path)
    assert "Still to be written: Why it takes longer" in words
    assert "by [When we answer]." in words
    filled = composed("holding", "en", {"why": "So.", "new_date": "2026-07-16"})
    assert filled.missing == ()
    assert "16 July 2026" in words_of(writer().write(filled, FACTS.today).pdf, tmp_path)
    for words_given, problem, word in (
        ({"new_date": "soon"}, LetterRefusal.WORD_WRONG, "new_date"),
        ({"other": "x"}, LetterRefusal.WORD_UNKNOWN, "other"),
        ({"why": "x" * 4001}, LetterRefusal.WORD_WRONG, "why"),
    ):
        with pytest.raises(LetterRefusedError) as refused:
            composed("holding", "en", words_given)
        assert refused.value.details == {"problem": problem.value, "word": word}


def test_what_a_regime_asks_for_stands_only_in_its_letters_and_has_a_source() -> None:
    given = {"decision": "Upheld", "findings": "x"}
    at_home, british = (
        str(composed("final_answer", "en", given, replace(FACTS, region=region)).data) for region in ("hk", "uk")
    )

    assert "Ombudsman" not in at_home
    assert "within six months of the date of this letter" in british
    for letter in book().letters:
        for part in letter.parts:
            assert part.source or not part.regions, f"{letter.code} claims a rule without saying where it was read"


def test_a_letter_reads_otherwise_as_soon_as_anything_in_it_does() -> None:
    given = {"why": "So.", "new_date": "2026-07-16"}
    digests = {
        composed("holding", "en", given).digest,
        composed("holding", "zh", given).digest,
        composed("holding", "en", given | {"why": "Thus."}).digest,
        composed("holding", "en", given, replace(FACTS, today=date(2026, 6, 19))).digest,
        composed("holding", "en", given, replace(FACTS, lines=("1 Other Road",))).digest,
    }

    assert len(digests) == 5
    assert composed("holding", "en", given).digest in digests


def test_without_a_font_or_with_a_wrong_template_no_letter_is_made(tmp_path: Path) -> None:
    chinese, latin = composed("closing", "zh", {}), composed("closing", "en", {})
    look = book().look.model_copy(update={"chinese_fonts": ("No Such Font",)})

    with pytest.raises(LettersNotSetUpError) as missing:
        LetterWriter(FOLDER, look).write(chinese, FACTS.today)
    assert missing.value.details["problem"] == "font_missing"
    assert LetterWriter(FOLDER, look).write(latin, FACTS.today).pages == 1
    (tmp_path / "letter.typ").write_text('#read("../secret.txt")')
    (tmp_path.parent / "secret.txt").write_text("no template sees this")
    with pytest.raises(LettersNotSetUpError) as wrong:
        LetterWriter(tmp_path, book().look).write(latin, FACTS.today)
    assert wrong.value.details["problem"] == "template_wrong"
    with pytest.raises(LetterRefusedError) as long:
        writer().write(composed("holding", "en", {"why": "x\n\n" * 1300, "new_date": "2026-07-16"}), FACTS.today)
    assert long.value.details["problem"] == LetterRefusal.TOO_LONG.value


def test_a_file_of_letters_is_checked() -> None:
    content = yaml.safe_load((FOLDER / "main.yaml").read_text("utf-8"))
    first = content["letters"][0]
    first["subject"]["en"] = "About {secret}"
    first["parts"][0]["heading"] = {"en": "x", "zh": "y"}
    first["parts"][1]["facts"] = ["number", "salary"]
    first["words"][0]["name"] = {"en": "only English"}
    content["letters"].append(content["letters"][1])

    found = {(finding.place[-1], finding.problem.value) for finding in findings_in(LetterBook.model_validate(content))}

    assert found == {
        ("en", "placeholder_wrong"),
        (0, "part_unclear"),
        ("facts", "name_unknown"),
        ("name", "language_missing"),
        ("code", "code_twice"),
    }


def test_an_address_is_parted_into_lines() -> None:
    assert lines_of("Flat 1\n\nHong Kong ") == ("Flat 1", "Hong Kong")
    assert lines_of("Flat 12B, 88 Caine Road, Mid-Levels, Hong Kong") == (
        "Flat 12B, 88 Caine Road, Mid-Levels",
        "Hong Kong",
    )
    assert lines_of("") == ()
