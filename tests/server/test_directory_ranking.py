"""Best match first, and what entries are found by."""

from typing import Any

import pytest

from agent_desktop.contract.directory import (
    DirectoryEntry,
    EntryKind,
    EntrySkill,
    Favourite,
    Match,
    PersonState,
    TeamRole,
    WayOver,
)
from agent_desktop.server.transfers.finding import found
from agent_desktop.server.transfers.ranking import Wanted, filtered, languages_of, ranked
from telephony.contract import AgentState

READY: dict[str, Any] = {"state": PersonState.READY, "can": {WayOver.CONSULT, WayOver.COLD}, "wait_seconds": 0}


def person(name: str, skills: dict[str, int] | None = None, **more: Any) -> DirectoryEntry:
    known = tuple(
        EntrySkill(code=code, name={"en": code.title(), "zh": "欺诈处理"}, level=level)
        for code, level in (skills or {}).items()
    )
    return DirectoryEntry(kind=EntryKind.PERSON, entry_id=name, name={"en": name}, skills=known, **{**READY, **more})


def busy(name: str, seconds: int, skills: dict[str, int] | None = None, **more: Any) -> DirectoryEntry:
    how = {"state": PersonState.ON_CALL, "can": {WayOver.ASK_NEXT}, "wait_seconds": seconds, **more}
    return person(name, skills, **how)


def order(*entries: DirectoryEntry) -> list[str]:
    return [each.entry_id for each in ranked(entries, Wanted(frozenset({"fraud"}), "yue"))]


def test_states_are_those_of_telephony_and_one_more() -> None:
    assert {each.value for each in PersonState} == {each.value for each in AgentState} | {"ringing"}


def test_who_has_the_skill_goes_before_who_is_free_and_a_higher_level_first() -> None:
    assert order(
        person("free"), busy("knows", 60, {"fraud": 2}), person("both", {"fraud": 1}), person("best", {"fraud": 4})
    ) == ["best", "both", "knows", "free"]


def test_the_customers_own_team_is_on_top_even_where_nobody_of_it_can_be_called() -> None:
    away = person("manager", state=PersonState.NOT_READY, can=set(), wait_seconds=None,
                  role=TeamRole.RELATIONSHIP_MANAGER)  # fmt: skip

    first, second = ranked([person("best", {"fraud": 5}), away], Wanted(frozenset({"fraud"})))

    assert (first.entry_id, second.entry_id) == ("manager", "best")
    assert first.matches == (Match.OWN_TEAM,)


def test_of_equals_the_callers_language_a_favourite_and_a_small_load_decide() -> None:
    assert order(person("other", languages=("en",)), person("speaks", languages=("yue",))) == ["speaks", "other"]
    assert order(person("silent"), person("kept", favourite=Favourite.SHARED)) == ["kept", "silent"]
    assert order(busy("much", 0, load=2), busy("little", 0, load=1)) == ["little", "much"]
    assert order(busy("later", 240), busy("sooner", 30)) == ["sooner", "later"]


def test_who_cannot_be_called_goes_last_whatever_they_can() -> None:
    gone = person("gone", {"fraud": 5}, state=PersonState.OFFLINE, can=set(), wait_seconds=None)

    assert order(gone, busy("long", 900)) == ["long", "gone"]


def test_entries_are_narrowed_by_team_language_and_what_can_be_done_now() -> None:
    entries = [
        person("a", team="Fraud", languages=("en",)),
        person("b", team="Fraud", languages=("yue",), can=set()),
        person("c", team="Cards", languages=("yue", "en")),
    ]

    assert [each.entry_id for each in filtered(entries, team="Fraud")] == ["a", "b"]
    assert [each.entry_id for each in filtered(entries, language="yue", available=True)] == ["c"]
    assert languages_of(entries) == ["en", "yue"]


@pytest.mark.parametrize(
    "text",
    ["zhang", "MIN", "zm", "张", "敏", "zhangmin", "min zhang", "fra", "欺诈", "qzcl", "4021", "disp"],
)
def test_a_person_is_found_by_either_name_its_pinyin_its_initials_skill_extension_and_team(text: str) -> None:
    wanted = person("Zhang Min", {"fraud": 3}, other_name="张敏", extension="4021", team="Disputes")
    other = person("Tom Barlow", {"wealth": 3}, other_name="", extension="5000", team="Cards").model_copy(
        update={"skills": ()}
    )

    assert found([other, wanted], text) == [wanted]


def test_every_word_has_to_fit_and_no_words_leave_all() -> None:
    entries = [person("Zhang Min", other_name="张敏"), person("Zhang Wei", other_name="张伟")]

    assert found(entries, "zhang wei") == entries[1:]
    assert found(entries, "zhang nobody") == []
    assert found(entries, "  ") == entries


def test_a_number_is_found_by_its_digits_and_its_name() -> None:
    branch = DirectoryEntry(
        kind=EntryKind.NUMBER, entry_id="central", name={"en": "Central branch", "zh": "中环分行"},
        number="+852 2888 0101", site={"en": "Hong Kong", "zh": "香港"},
    )  # fmt: skip

    for text in ("85228880101", "central", "zhfh", "分行", "hong"):
        assert found([branch], text) == [branch], text
