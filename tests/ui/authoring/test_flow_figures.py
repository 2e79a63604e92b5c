"""What calls came to is told on the flow map in words: how often, who left, how long, and what they ended with; of a
step that runs another script too."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from agent_desktop.client.script_figures import figures_by_step
from agent_desktop.client.script_flow import Flow, flow_of
from agent_desktop.client.script_text import read_text
from agent_desktop.contract.base import Language
from agent_desktop.contract.scripts import ScriptFigures, StepFigures
from agent_desktop.settings import shipped_file
from agent_desktop.ui.authoring.flow_items import StepItem
from agent_desktop.ui.authoring.flow_view import FlowPanel
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch


def _flow(name: str) -> Flow:
    document = read_text((shipped_file("scripts") / f"{name}.yaml").read_text(encoding="utf-8")).document
    assert document is not None
    return flow_of(document)


def _of(step: str, shown: int, left: int, seconds: float | None, **outcomes: int) -> StepFigures:
    return StepFigures(step_id=step, shown=shown, drop_outs=left, p50_seconds=seconds, outcomes=outcomes)


FIGURES = ScriptFigures(
    script_id="lost-card",
    days=30,
    calls=1000,
    finished=880,
    switched=20,
    p50_seconds=301.0,
    outcomes={"card_blocked": 700, "not_verified": 180},
    steps=(
        _of("greet", 1000, 4, 12.0, card_blocked=700, not_verified=180),
        _of("verify-caller.check", 996, 60, 40.0, card_blocked=700, not_verified=180),
        _of("card_blocked", 700, 0, 9.0, card_blocked=700),
    ),
    scripts=(
        _of("verify-caller", 996, 96, 62.0, card_blocked=700, not_verified=180),
        _of("closing", 720, 20, 25.0, card_blocked=700),
    ),
)

TOLD = {
    "en": {
        "greet": (
            "Shown 1,000 times · 4 calls (<1%) ended here without an outcome · half of them took less than 00:12",
            "Ended with: card_blocked 70%, not_verified 18%, no outcome 12%",
        ),
        "verify": (
            "Shown 996 times · 96 calls (10%) ended here without an outcome · half of them took less than 01:02",
            "Ended with: card_blocked 70%, not_verified 18%, no outcome 12%",
        ),
        "": (
            "1,000 calls · 20 (2%) went on with another script · half of them took less than 05:01",
            "Ended with: card_blocked 70%, not_verified 18%, no outcome 12%",
        ),
    },
    "zh": {
        "greet": (
            "显示1,000次 · 4通来电（<1%）在此结束而没有结果 · 半数用时少于00:12",
            "最终结果：card_blocked 70%、not_verified 18%、没有结果 12%",
        ),
        "verify": (
            "显示996次 · 96通来电（10%）在此结束而没有结果 · 半数用时少于01:02",
            "最终结果：card_blocked 70%、not_verified 18%、没有结果 12%",
        ),
        "": (
            "1,000通来电 · 20通（2%）改用了其他话术 · 半数用时少于05:01",
            "最终结果：card_blocked 70%、not_verified 18%、没有结果 12%",
        ),
    },
}


@pytest.fixture
def panel(theme: Theme, qtbot: QtBot) -> FlowPanel:
    made = FlowPanel(theme)
    qtbot.addWidget(made)
    made.resize(760, 420)
    made.show()
    return made


@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_each_step_and_the_whole_script_tell_what_calls_came_to(
    tongue: Language, panel: FlowPanel, language: LanguageSwitch
) -> None:
    language.use(tongue)
    panel.retranslate()
    panel.display(_flow("lost-card"), FIGURES)
    titles = {node.step_id: node.title[tongue] for node in _flow("lost-card").nodes}

    assert panel.told() == TOLD[tongue][""]
    for step in ("greet", "verify"):
        panel.map.choose(step)
        told, ended = TOLD[tongue][step]
        assert panel.told() == (f"{titles[step]}: {told}", ended)
        assert panel.map.accessibleDescription() == f"{titles[step]}: {told}\n{ended}"
        assert _item(panel, step).toolTip().split("\n")[2:] == [*told.split(" · "), ended]


def test_a_step_shows_how_often_who_left_and_how_long_and_an_end_its_share_of_all_calls(panel: FlowPanel) -> None:
    flow = _flow("lost-card")
    panel.display(flow, FIGURES)

    assert _item(panel, "greet").figures == "1,000× · 00:12"  # under one in a hundred left
    assert _item(panel, "verify").figures == "996× · −10% · 01:02"
    assert _item(panel, "close").figures == "720× · −3% · 00:25"
    (end,) = [node for node in flow.nodes if node.outcome == "not_verified"]
    assert _item(panel, end.step_id).figures == ""  # nobody came to it in this time


def test_the_keys_go_from_step_to_step_and_what_is_told_goes_with_them(panel: FlowPanel, qtbot: QtBot) -> None:
    panel.display(_flow("lost-card"), FIGURES)
    panel.map.choose("greet")
    seen = [panel.told()[0].split(":")[0]]

    qtbot.keyClick(panel.map, Qt.Key.Key_Right)
    seen.append(panel.told()[0].split(":")[0])

    assert seen == ["Greet", "Verify"]


def test_without_calls_nothing_is_told(panel: FlowPanel) -> None:
    panel.display(_flow("lost-card"), ScriptFigures(script_id="lost-card", days=30))

    assert panel.told() == ("", "")
    assert panel.map.accessibleDescription() == ""


def test_a_step_that_says_something_and_runs_a_script_has_what_both_came_to() -> None:
    text = "steps:\n- {id: ask, say: {en: a}, run: {script: closing, outcomes: {done: end}}}\n- {id: end, outcome: x}\n"
    document = read_text(text).document
    assert document is not None
    figures = ScriptFigures(
        script_id="x",
        days=30,
        calls=10,
        steps=(_of("ask", 10, 1, 20.0, x=7),),
        scripts=(_of("closing", 9, 2, 5.0, x=7),),
    )

    assert figures_by_step(flow_of(document), figures) == {"ask": _of("ask", 10, 3, 25.0, x=7)}


def _item(panel: FlowPanel, step_id: str) -> StepItem:
    items = (each for each in panel.map.scene().items() if isinstance(each, StepItem))
    return next(each for each in items if each.node.step_id == step_id)
