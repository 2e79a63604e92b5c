"""The entry menu's text as forms change it: what is changed is written anew, and all else stays as it stands."""

import difflib

from agent_desktop.client.menu_text import (
    MenuText,
    add_choice,
    add_step,
    free_code,
    levels_of,
    make_first,
    move_choice,
    put,
    read_menu_text,
    remove_choice,
    remove_step,
    rename_step,
)
from agent_desktop.server.configuration.menu import check_menu_text
from agent_desktop.settings import shipped_file

QUEUES = ("cards", "general", "english", "green", "fraud")


def shipped() -> MenuText:
    menu = read_menu_text((shipped_file("resources") / "menus" / "main.yaml").read_text("utf-8"))
    assert menu is not None
    return menu


def after(text: str) -> MenuText:
    """The text read again; the server takes it too."""
    assert check_menu_text(text, QUEUES).problems == ()
    menu = read_menu_text(text)
    assert menu is not None
    return menu


def changed_lines(text: str) -> int:
    lines = difflib.ndiff(shipped().text.splitlines(), text.splitlines())
    return sum(1 for line in lines if line[:1] in "+-" and line[2:].strip())


def test_one_value_of_a_step_is_changed_and_no_comment_is_lost() -> None:
    text = put(shipped(), ("steps", 0, "prompt", "text", "en"), "Press 3 for English.")

    assert after(text).steps[0]["prompt"]["text"]["en"] == "Press 3 for English."
    assert text.count("#") == shipped().text.count("#")
    assert text.splitlines()[:70] == shipped().text.splitlines()[:70]


def test_a_value_of_all_of_the_menu_is_a_number_and_its_neighbours_stay() -> None:
    text = put(shipped(), ("wait_seconds",), "8")

    assert "\nwait_seconds: 8\n" in text
    assert changed_lines(text) == 2
    assert "\ntries: 3     " in text
    said = put(after(text), ("callback", "thanks", "text", "en"), "Noted.")
    assert after(said).document["callback"]["thanks"]["text"]["en"] == "Noted."


def test_choices_come_move_and_go() -> None:
    menu = after(put(after(move_choice(shipped(), 1, 0, 1)), ("steps", 1, "choices", 0, "queue"), "cards"))
    assert [each["key"] for each in menu.steps[1]["choices"]] == ["2", "1", "3", "4", "5"]
    assert menu.steps[1]["choices"][0]["queue"] == "cards"
    assert move_choice(menu, 1, 0, -1) == menu.text

    more = read_menu_text(add_choice(menu, 1))
    assert more is not None
    assert more.steps[1]["choices"][5] == {"key": "6", "label": {"en": "", "zh": ""}}
    assert after(remove_choice(more, 1, 5)).steps == menu.steps


def test_a_step_is_added_where_a_choice_leads_renamed_with_what_leads_to_it_and_taken_away() -> None:
    menu = shipped()
    code = free_code(menu, "number")
    assert code == "number_2"
    more = read_menu_text(add_step(menu, code, number=True, after=(1, 2)))
    assert more is not None
    own = len(shipped().steps)
    assert (more.steps[own]["id"], more.steps[1]["choices"][2]["next"]) == (code, code)
    for language in menu.languages:
        filled = read_menu_text(put(more, ("steps", own, "prompt", "text", language), "Key it"))
        assert filled is not None
        more = filled

    renamed = after(rename_step(more, own, "account"))
    assert renamed.steps[1]["choices"][2]["next"] == "account"
    gone = after(remove_step(renamed, own))
    assert "next" not in gone.steps[1]["choices"][2]
    assert [each["id"] for each in gone.steps] == ["language", "reason", "number", "money", "service"]


def test_another_step_becomes_the_first_with_every_line_kept() -> None:
    text = make_first(shipped(), 1)

    menu = read_menu_text(text)
    assert menu is not None
    assert [each["id"] for each in menu.steps] == ["reason", "language", "number", "money", "service"]
    assert sorted(text.split()) == sorted(shipped().text.split())


def test_levels_count_the_choices_before_a_step_and_a_circle_ends() -> None:
    menu = shipped()
    assert levels_of(menu) == {"language": 1, "reason": 2, "number": 3, "money": 3, "service": 3}

    circle = read_menu_text(put(menu, ("steps", 2, "number", "next"), "language"))
    assert circle is not None
    assert levels_of(circle) == {"language": 1, "reason": 2, "number": 3, "money": 3, "service": 3}


def test_a_problem_is_found_at_its_step_and_choice_by_its_line() -> None:
    menu = shipped()
    text = menu.text.replace('{key: "2", reason: card_charge', '{key: "1", reason: card_charge')
    (problem,) = check_menu_text(text, QUEUES).problems
    wrong = read_menu_text(text)

    assert wrong is not None
    assert (wrong.step_at(problem.line), wrong.choice_at(1, problem.line)) == (1, 1)
    assert wrong.step_at(3) == -1


def test_what_is_no_menu_is_left_to_the_text() -> None:
    for text in ("", "steps: [", "steps: none", "steps: [a]", "languages: [en]"):
        assert read_menu_text(text) is None
