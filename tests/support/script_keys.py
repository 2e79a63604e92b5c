"""What an agent's keys do in a script, done to its presenter."""

from agent_desktop.ui.script_panel.presenter import ScriptPanelPresenter


def answer_number(script: ScriptPanelPresenter, number: int) -> None:
    """Alt+1 to Alt+9: choose this option of the main question, counted from 1."""
    main = script.state.main_question
    if main is not None and 1 <= number <= len(main.options):
        script.answered(main.question_id, main.options[number - 1].id)


def say_next(script: ScriptPanelPresenter) -> None:
    """Alt+M: tick the next must-say that is left."""
    must = next((each for each in script.state.must_says if each.said_at is None), None)
    if must is not None:
        script.must_say_toggled(must.must_say_id)
