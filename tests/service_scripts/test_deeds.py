"""What an action is made of, and when it is the same one still."""

from agent_desktop.service_scripts.deeds import made_of, parameters_of
from agent_desktop.service_scripts.schema import Action, ActionKind, Script
from agent_desktop.service_scripts.walk import Known, walk


def test_an_action_takes_values_and_not_words() -> None:
    action = Action.model_validate(
        {
            "id": "promise",
            "kind": "callback.promise",
            "label": {},
            "with": {"on": "{{answers.day}}", "about": "Card {{card_ending|lost}}", "at": "{{answers.time|}}"},
        }
    )

    assert parameters_of(action, {}, {"day": "2026-06-18"}) == {"on": "2026-06-18", "about": "Card lost"}


SCRIPT = Script.model_validate(
    {
        "id": "lost-card",
        "version": "1.0",
        "title": {},
        "steps": [
            {
                "id": "block",
                "title": {},
                "questions": [{"id": "card", "kind": "text", "label": {}}],
                "actions": [
                    {
                        "id": "block_card",
                        "kind": "bank.block_card",
                        "label": {},
                        "with": {"card": "{{answers.card}}", "reason": "lost"},
                        "required": True,
                    },
                    {"id": "text", "kind": "message.send", "label": {}, "when": 'results.block_card == "done"'},
                ],
                "branch": {"when": [{"if": 'results.block_card == "done"', "to": "done"}], "otherwise": "sorry"},
            },
            {"id": "done", "title": {}, "outcome": "blocked"},
            {"id": "sorry", "title": {}, "outcome": "not_blocked"},
        ],
    }
)


def _digest(card: str) -> str:
    action = SCRIPT.steps[0].actions[0]
    return made_of(action, parameters_of(action, {}, {"card": card}))


def test_a_result_counts_for_what_it_was_made_of_and_for_nothing_else() -> None:
    known = Known(results={("block_card", _digest("A")): "done"})

    done, other = walk(SCRIPT, {"card": "A"}, (), known), walk(SCRIPT, {"card": "B"}, (), known)

    assert (done.outcome, other.blocked_by) == ("blocked", ("block_card",))
    assert [each.id for each in done.parts["block"].actions] == ["block_card", "text"]  # its result steers, too
    assert [each.id for each in other.parts["block"].actions] == ["block_card"]
    deed = other.parts["block"].deeds["block_card"]
    assert (deed.made_of, deed.state, deed.parameters) == (_digest("B"), "", {"card": "B", "reason": "lost"})


def test_each_of_several_results_counts_where_its_answer_is_given() -> None:
    known = Known(results={("block_card", _digest("A")): "done", ("block_card", _digest("B")): "refused"})

    outcomes = [walk(SCRIPT, {"card": card}, (), known).outcome for card in "ABA"]

    assert outcomes == ["blocked", "not_blocked", "blocked"]


def test_what_was_kept_before_it_was_noted_what_of_counts_for_any() -> None:
    known = Known(results={("block_card", ""): "done"})

    assert walk(SCRIPT, {"card": "B"}, (), known).outcome == "blocked"


def test_another_kind_makes_another_action_and_the_order_of_parameters_none() -> None:
    action = SCRIPT.steps[0].actions[0]
    dispute = action.model_copy(update={"kind": ActionKind.OPEN_DISPUTE})

    assert made_of(action, {"card": "A"}) != made_of(dispute, {"card": "A"})
    assert made_of(action, {"card": "A", "reason": "lost"}) == made_of(action, {"reason": "lost", "card": "A"})
