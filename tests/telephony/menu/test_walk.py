"""Whatever is keyed leads somewhere, the same everywhere."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from telephony.menu.schema import Menu
from telephony.menu.walk import (
    SILENCE,
    Ask,
    Entered,
    Music,
    entry_of,
    next_step,
    spoken,
    while_waiting,
    wishes_callback,
)
from tests.telephony.menu.menus import label, menu, say

MENU = menu()
INPUTS = st.lists(st.one_of(st.just(SILENCE), st.sampled_from("0123456789*#"), st.text("0123456789#", max_size=22)))


def ask(*inputs: str) -> Ask:
    step = next_step(MENU, inputs)
    assert isinstance(step, Ask)
    return step


def entered(*inputs: str) -> Entered:
    step = next_step(MENU, inputs)
    assert isinstance(step, Entered)
    return step


def test_the_first_step_is_heard_in_every_language_until_one_is_chosen() -> None:
    first = ask()

    assert [(each.language, each.text) for each in first.spoken] == [
        ("zh-HK", "Choose a language. 粵"),
        ("en", "Choose a language."),
    ]
    assert (first.step_id, first.keys, first.longest, first.end_key, first.wait_seconds) == (
        "language",
        "1209",
        1,
        "",
        4,
    )
    assert [each.text for each in ask("2").spoken] == ["Why do you call?"]


def test_choices_and_the_number_reach_the_queue() -> None:
    number = ask("2", "1")
    assert (number.step_id, number.longest, number.end_key) == ("number", 8, "#")

    done = entered("2", "1", "10020030")

    assert (done.queue_code, done.reason, done.language, done.number) == ("cards", "lost_card", "en", "10020030")
    assert done.path == (label("Lost card"),)
    assert [each.text for each in done.spoken] == ["Please wait."]
    assert not done.urgent


def test_a_caller_without_their_number_presses_hash() -> None:
    with_number, without = entered("2", "1", "10020030#"), entered("2", "1", "#")

    assert (with_number.number, without.number) == ("10020030", "")
    assert without == replace(with_number, number="")


def test_a_wrong_key_is_said_to_be_so_and_silence_is_only_asked_again() -> None:
    assert [each.text for each in ask("2", "7").spoken] == ["Not understood.", "Why do you call?"]
    assert [each.text for each in ask("2", SILENCE).spoken] == ["Why do you call?"]


def test_after_the_last_try_a_person_answers_with_what_was_chosen_so_far() -> None:
    assert ask("2", "7", SILENCE).step_id == "reason"
    assert entered("2", "7", SILENCE, "12").language == "en"
    assert entered("2", "2", "12", "123456789", SILENCE).reason == "loan"


def test_a_person_and_suspected_fraud_are_one_key_away_at_every_step() -> None:
    for so_far in ((), ("2",), ("2", "1")):
        person, fraud = entered(*so_far, "0"), entered(*so_far, "9")
        assert person.path == ((label("Lost card"),) if len(so_far) == 2 else (label("A person"),))
        assert (fraud.reason, fraud.urgent, fraud.path[-1]) == ("suspected_fraud", True, label("Fraud"))
    assert entered("2", "1", "0").reason == "lost_card"


def test_suspected_fraud_keyed_to_the_carrier_alone_counts_after_the_menu_too() -> None:
    assert entry_of(MENU, ("2", "1", "10020030", "9")).reason == "suspected_fraud"
    assert entry_of(MENU, ("2", "3", "0")) == entry_of(MENU, ("2", "3"))


def test_a_menu_left_in_the_middle_keeps_what_was_chosen() -> None:
    left = entry_of(MENU, ("2", "2"))

    assert (left.queue_code, left.reason, left.language, left.number, left.spoken) == ("loans", "loan", "en", "", ())


def test_the_recording_goes_with_its_text() -> None:
    recorded = menu(please_wait=say("Wait.") | {"file": {"en": "wait-en.wav"}})

    assert [(each.text, each.file) for each in spoken(recorded, recorded.please_wait, "en")] == [
        ("Wait.", "wait-en.wav")
    ]


def test_a_call_back_is_offered_once_and_only_the_wish_is_kept() -> None:
    assert while_waiting(MENU, "en", 10, ()) == Music(again_seconds=20)
    offer = while_waiting(MENU, "en", 30, ())
    assert isinstance(offer, Ask)
    assert (offer.keys, [each.text for each in offer.spoken]) == ("1", ["Press 1 for a call back."])

    wished = while_waiting(MENU, "en", 40, ("1",))
    assert isinstance(wished, Music)
    assert ([each.text for each in wished.spoken], wished.again_seconds) == (["Noted."], None)
    assert while_waiting(MENU, "en", 40, (SILENCE,)) == Music()
    assert (wishes_callback(MENU, ("1",)), wishes_callback(MENU, ("5",))) == (True, False)


def test_a_menu_without_an_offer_leaves_callers_to_the_music() -> None:
    without = menu(callback=None)

    assert while_waiting(without, "en", 1000, ()) == Music()
    assert not wishes_callback(without, ("1",))


def most_inputs(of: Menu) -> int:
    return len(of.steps) * of.tries


@given(INPUTS)
def test_any_keys_end_in_a_queue_within_a_bounded_number_of_steps(inputs: list[str]) -> None:
    asked = 0
    while isinstance(next_step(MENU, inputs[:asked]), Ask):
        # Whoever stops keying is silent from then on: that too leads to a person.
        if asked == len(inputs):
            inputs = [*inputs, SILENCE]
        asked += 1
    assert asked <= most_inputs(MENU)

    end = entry_of(MENU, inputs)
    assert end.queue_code in {"", "cards", "loans"}
    assert end.language in {"", "zh-HK", "en"}
    assert end.number == "" or (end.number.isdecimal() and 4 <= len(end.number) <= 8)


@given(INPUTS)
def test_what_was_chosen_is_never_lost_by_what_is_keyed_later(inputs: list[str]) -> None:
    before = Entered()
    for count in range(len(inputs) + 1):
        now = entry_of(MENU, inputs[:count])
        assert now.path[: len(before.path)] == before.path
        assert now.language == before.language or not before.language
        before = now
