"""Every failure has words in each language."""

import re
import string
from functools import cache
from typing import Any

import pytest
import yaml

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import ProblemCode, file_problem
from agent_desktop.settings import resources_folder
from agent_desktop.words import LANGUAGES, Language, language_of, say, words_for

FILES = {"en": "en.yaml", "zh": "zh_CN.yaml"}


@cache
def entries(language: Language) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((resources_folder() / "words" / FILES[language]).read_text("utf-8"))
    return content


def texts(entry: Any) -> list[str]:
    return [entry] if isinstance(entry, str) else [entry["text"], *entry["with"].values()]


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_and_no_words_are_left_over(language: Language) -> None:
    assert set(entries(language)) - {"unknown", "values", "sayings", "problems"} == {code.value for code in ErrorCode}


def test_both_languages_say_the_same_things() -> None:
    english, chinese = entries("en"), entries("zh")

    assert set(english["values"]) == set(chinese["values"])
    assert {name: names(text) for name, text in english["sayings"].items()} == {
        name: names(text) for name, text in chinese["sayings"].items()
    }
    assert {name: names(text) for name, text in english["problems"].items()} == {
        name: names(text) for name, text in chinese["problems"].items()
    }
    for code in set(english) - {"values", "sayings", "problems"}:
        there = [names(text) for text in texts(english[code])]
        assert there == [names(text) for text in texts(chinese[code])], code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", list(ErrorCode))
def test_words_never_fail_whatever_details_there_are(code: ErrorCode, language: Language) -> None:
    known = {name: "X-1" for text in texts(entries(language)[code]) for name in names(text)}

    bare, full = words_for(code, language), words_for(code, language, **known, other={"{a}": 1})

    assert bare.strip()
    assert not re.search(r"[{}]|\s\s", bare + full)
    assert all(name in ("", "X-1") or "X-1" in full for name in known.values())


@pytest.mark.parametrize("code", list(ErrorCode))
def test_words_follow_the_style(code: ErrorCode) -> None:
    for text in texts(entries("en")[code]):
        assert not re.search(r"\binvalid\b|try again later|\berror\b|please|!|oops|sorry", text, re.IGNORECASE), text
        assert text[-1] in ".?}", text
    for text in texts(entries("zh")[code]):
        assert not re.search(r"无效|稍后|非法|！|抱歉|失败", text), text
        assert text[-1] in "。？}", text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_a_file_has_words_and_no_words_are_left_over(language: Language) -> None:
    problems = entries(language)["problems"]

    assert set(problems) == {code.value for code in ProblemCode}
    for text in problems.values():
        assert text[-1] in ".。", text


def test_what_people_wrote_in_a_file_is_not_taken_for_a_word_of_ours() -> None:
    problem = file_problem(ProblemCode.STEP_UNKNOWN, step="number").as_detail()

    assert words_for("script_file_wrong", "zh", file="a.yaml", line=3, problem=problem) == (
        "一个话术文件不能使用。文件：a.yaml。第 3 行。没有步骤“number”。"
    )


def test_a_code_of_a_newer_server_has_words_too() -> None:
    assert "moon_phase" in words_for("moon_phase", "en")
    assert "moon_phase" in words_for("moon_phase", "zh")
    assert words_for("values", "en") == words_for("unknown", "en", code="values")


def test_a_detail_adds_its_sentence() -> None:
    assert words_for("config_key_unknown", "en", file="a.yaml", key="server.prot", meant="") == (
        "a.yaml: nothing is called server.prot."
    )
    assert words_for("config_key_unknown", "en", file="a.yaml", key="server.prot", meant="server.port") == (
        "a.yaml: nothing is called server.prot. Did you mean server.port?"
    )
    assert words_for("config_value_wrong", "zh", file="a.yaml", key="server.port", limit="whole_number") == (
        "a.yaml：server.port 的值不能使用。可以是：整数。"
    )


def test_nothing_free_is_said_as_a_number() -> None:
    assert "Free: 0 MB." in words_for("disk_full", "en", folder="/data", free_mb=0)


@pytest.mark.parametrize(
    ("locale", "language"), [("zh_CN.UTF-8", "zh"), ("zh-Hans", "zh"), ("en_GB.UTF-8", "en"), ("C", "en"), ("", "en")]
)
def test_the_language_follows_the_locale(locale: str, language: str) -> None:
    assert language_of(locale) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_can_say_everything_it_says(language: Language) -> None:
    for name in entries(language)["sayings"]:
        assert say(name, language)
