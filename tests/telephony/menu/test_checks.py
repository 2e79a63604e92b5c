"""What is wrong with a menu is found, and where."""

from typing import Any

import pytest
from pydantic import ValidationError

from telephony.menu.checks import WARNINGS, Finding, MenuProblem, findings_in
from tests.telephony.menu.menus import content, label, menu, say

QUEUES = frozenset({"cards", "loans"})


def found(**changes: Any) -> list[Finding]:
    return list(findings_in(menu(**changes), QUEUES))


def steps() -> list[dict[str, Any]]:
    taken: list[dict[str, Any]] = content()["steps"]
    return taken


def one(findings: list[Finding], problem: MenuProblem) -> Finding:
    fitting = [finding for finding in findings if finding.problem is problem]
    assert len(fitting) == 1, findings
    return fitting[0]


def test_a_right_menu_has_no_findings() -> None:
    assert found() == []
    assert list(findings_in(menu(), ())) == []


def test_a_recording_that_is_not_there_is_warned_of_where_it_is_named() -> None:
    recorded = menu(
        please_wait=say("Wait.") | {"file": {"en": "wait-en.wav", "zh-HK": "等候.mp3"}},
        callback=content()["callback"] | {"thanks": say("Noted.") | {"file": {"en": "noted.mp3"}}},
    )
    missing = list(findings_in(recorded, QUEUES, {"wait-en.wav", "noted.mp3"}))

    assert [(each.place, each.details) for each in missing] == [
        (("please_wait", "file", "zh-HK"), {"file": "等候.mp3"}),
    ]
    assert missing[0].problem in WARNINGS
    assert list(findings_in(recorded, QUEUES)) == []  # nobody knows which there are


@pytest.mark.parametrize("file", ["../secret.wav", "a/b.mp3", ".hidden.mp3", "wait", "wait.exe", "", "wait.mp3\n"])
def test_a_recording_is_a_plain_name_of_a_sound(file: str) -> None:
    with pytest.raises(ValidationError):
        menu(please_wait=say("Wait.") | {"file": {"en": file}})


def test_the_key_by_which_callers_refuse_to_be_recorded_is_none_of_the_menu_s_own() -> None:
    free = set("0123456789") - {menu().urgent.key, menu().person.key}
    assert list(findings_in(menu(), QUEUES, refuse_keys=free)) == []

    for name, key in (("urgent", menu().urgent.key), ("person", menu().person.key)):
        (finding,) = findings_in(menu(), QUEUES, refuse_keys={key})
        assert (finding.place, finding.details) == ((name, "key"), {"key": key})
        assert finding.problem is MenuProblem.KEY_REFUSES_RECORDING
        assert finding.problem not in WARNINGS


def test_a_key_of_two_meanings_is_refused() -> None:
    changed = steps()
    changed[1]["choices"][2]["key"] = "1"
    assert one(found(steps=changed), MenuProblem.KEY_USED_TWICE).place == ("steps", 1, "choices", 2, "key")

    changed = steps()
    changed[0]["choices"][0]["key"] = "9"
    assert one(found(steps=changed), MenuProblem.KEY_USED_TWICE).details == {"key": "9"}
    assert one(found(person={"key": "9", "label": label("A person")}), MenuProblem.KEY_USED_TWICE).place == (
        "person",
        "key",
    )


def test_every_prompt_needs_every_language_of_the_menu_and_no_other() -> None:
    finding = one(found(degraded={"text": {"en": "Wait."}}), MenuProblem.LANGUAGE_MISSING)
    assert (finding.place, finding.details) == (("degraded", "text"), {"language": "zh-HK"})
    finding = one(found(degraded={"text": say("Wait.")["text"] | {"fr": "…"}}), MenuProblem.LANGUAGE_NOT_SPOKEN)
    assert finding.place == ("degraded", "text", "fr")
    changed = steps()
    changed[0]["choices"][0]["language"] = "fr"
    finding = one(found(steps=changed), MenuProblem.LANGUAGE_NOT_SPOKEN)
    assert finding.place == ("steps", 0, "choices", 0, "language")


def test_a_label_needs_both_languages_of_the_desktop() -> None:
    finding = one(found(urgent={"key": "9", "label": {"en": "Fraud"}}), MenuProblem.LANGUAGE_MISSING)
    assert (finding.place, finding.details) == (("urgent", "label"), {"language": "zh"})


def test_roads_lead_to_known_steps_and_round_in_no_circle() -> None:
    changed = steps()
    changed[1]["choices"][2]["next"] = "moon"
    assert one(found(steps=changed), MenuProblem.STEP_UNKNOWN).place == ("steps", 1, "choices", 2, "next")

    changed = steps()
    changed[2]["number"]["next"] = "reason"
    assert one(found(steps=changed), MenuProblem.STEPS_IN_CIRCLE).details == {"steps": "reason > number > reason"}

    changed = steps()
    changed[1]["choices"] = changed[1]["choices"][2:]
    assert one(found(steps=changed), MenuProblem.STEP_UNREACHED).details == {"step": "number"}

    changed = [*steps(), steps()[0]]
    assert one(found(steps=changed), MenuProblem.STEP_ID_TWICE).details == {"id": "language"}


def test_a_step_either_gives_choices_or_takes_a_number() -> None:
    changed = steps()
    changed[2]["choices"] = [{"key": "1", "label": label("Else")}]
    assert one(found(steps=changed), MenuProblem.STEP_OF_NO_KIND).details == {"step": "number"}
    changed = steps()
    changed[2] = {"id": "number", "prompt": say("…")}
    assert one(found(steps=changed), MenuProblem.STEP_OF_NO_KIND).place == ("steps", 2)
    changed = steps()
    changed[2]["number"] = {"shortest": 8, "longest": 4}
    assert one(found(steps=changed), MenuProblem.DIGITS_TURNED_ROUND).place == ("steps", 2, "number")


def test_a_queue_that_is_not_there_is_a_warning() -> None:
    changed = steps()
    changed[1]["choices"][0]["queue"] = "moon"
    finding = one(found(steps=changed), MenuProblem.MENU_QUEUE_UNKNOWN)
    assert finding.problem in WARNINGS
    assert finding.details == {"queue": "moon", "allowed": "cards, loans"}


def chain(length: int) -> list[dict[str, Any]]:
    """Return steps of which each leads to the next."""
    return [
        {
            "id": f"step{number}",
            "prompt": say("…"),
            "choices": [
                {"key": "1", "label": label("On"), "next": f"step{number + 1}" if number + 1 < length else ""},
                {"key": "2", "label": label("Out")},
            ],
        }
        for number in range(length)
    ]


@pytest.mark.parametrize(("levels", "warned"), [(3, False), (4, True)])
def test_more_than_three_levels_are_warned_of(levels: int, warned: bool) -> None:
    findings = found(steps=chain(levels))

    assert [finding.problem for finding in findings] == ([MenuProblem.MENU_DEEP] if warned else [])
    assert MenuProblem.MENU_DEEP in WARNINGS


@pytest.mark.parametrize(("choices", "warned"), [(5, False), (6, True)])
def test_more_than_five_choices_are_warned_of(choices: int, warned: bool) -> None:
    wide = [{"key": str(number + 1), "label": label("…")} for number in range(choices)]
    findings = found(steps=[{"id": "wide", "prompt": say("…"), "choices": wide}])

    assert [finding.problem for finding in findings] == ([MenuProblem.MENU_WIDE] if warned else [])
    assert MenuProblem.MENU_WIDE in WARNINGS


def test_a_menu_that_could_ask_more_often_than_counts_is_refused() -> None:
    assert MenuProblem.MENU_TOO_LONG in {finding.problem for finding in found(steps=chain(21))}
    assert MenuProblem.MENU_TOO_LONG not in WARNINGS
