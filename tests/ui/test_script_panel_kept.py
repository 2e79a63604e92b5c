"""The guide's answers over a change of script, a kill, and another desktop of the same person."""

from uuid import uuid4

from agent_desktop.contract.interactions import SaveScriptRun
from agent_desktop.ui.script_panel.state import Fault
from tests.client.note_bench import MemoryJournal
from tests.client.support import choice
from tests.support.script_keys import answer_number
from tests.ui.script_bench import Bench, at_ask


def test_a_script_changed_and_changed_back_has_its_answers_still() -> None:
    bench = at_ask()
    answer_number(bench.presenter, 1)
    bench.presenter.answered("more", "in the taxi")
    bench.presenter.script_chosen(choice("general-enquiry"))
    assert bench.main_answer_or_none() is None

    bench.presenter.script_chosen(choice())

    assert (bench.state().step_id, bench.main_answer()) == ("ask", "lost")
    assert [each.answer for each in bench.state().questions] == ["", "in the taxi"]
    assert bench.runs.commands[-1].answers == {"where": "lost", "more": "in the taxi"}


def test_after_a_kill_the_script_stands_where_it_was_answered_last() -> None:
    bench = at_ask()
    bench.runs.away = True
    answer_number(bench.presenter, 1)
    bench.presenter.answered("when", "2026-06-15")
    bench.presenter.answered("more", "x" * 501)
    bench.pass_seconds(2)
    bench.runs.away = False
    kept = tuple(bench.journal.runs.values())

    again = Bench(MemoryJournal(recovered_runs=kept), bench.runs)
    again.talk()
    again.pass_seconds(1)

    assert (again.state().step_id, again.main_answer()) == ("ask", "lost")
    assert [(each.answer, each.fault) for each in again.state().questions] == [
        ("2026-06-15", None),
        ("x" * 501, Fault.TOO_LONG),
    ]
    assert again.runs.commands[-1].answers == {"where": "lost", "when": "2026-06-15"}


def test_after_a_kill_the_script_stands_at_the_step_the_person_had_gone_back_to() -> None:
    bench = at_ask()
    bench.runs.away = True
    bench.presenter.go(-1)
    left = bench.state().step_id
    bench.runs.away = False
    kept = tuple(bench.journal.runs.values())

    again = Bench(MemoryJournal(recovered_runs=kept), bench.runs)
    again.talk()
    assert again.state().step_id == left != "ask"
    again.pass_seconds(1)

    assert again.state().step_id == left
    assert again.runs.commands[-1].step_id == left


def test_half_a_date_is_there_again_after_a_kill_and_is_not_sent() -> None:
    bench = at_ask()
    bench.presenter.answered("when", "15/6/x")
    bench.pass_seconds(2)
    kept = tuple(bench.journal.runs.values())

    again = Bench(MemoryJournal(recovered_runs=kept), bench.runs)
    again.talk()
    again.pass_seconds(1)

    assert [(each.answer, each.fault) for each in again.state().questions] == [("15/6/x", Fault.NOT_A_DATE), ("", None)]
    assert all("when" not in command.answers for command in again.runs.commands)


def test_answers_of_another_desktop_come_on_screen_and_are_not_written_over() -> None:
    bench = at_ask()
    stored = bench.runs.stored.script_run
    assert stored is not None
    bench.runs.write(
        SaveScriptRun(
            command_id=uuid4(),
            seen_version=0,
            script_id="lost-card",
            version="1.0",
            step_id="ask",
            answers={"when": "2026-06-15"},
            said=stored.said,
        )
    )

    answer_number(bench.presenter, 1)
    assert [each.answer for each in bench.state().questions] == ["2026-06-15", ""]
    bench.presenter.answered("more", "in the taxi")
    bench.pass_seconds(2)

    assert bench.runs.commands[-1].answers == {"where": "lost", "when": "2026-06-15", "more": "in the taxi"}


def test_stopping_the_panel_keeps_what_was_just_typed() -> None:
    bench = at_ask()
    bench.presenter.answered("more", "just now")

    bench.presenter.stop()

    assert [each.answers for each in bench.journal.runs.values()] == [{"more": "just now"}]
