"""The flow map can be read: of every shipped script, in both languages, no two texts on it cover one another."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from agent_desktop.client.script_flow import Flow, flow_of
from agent_desktop.client.script_text import read_text
from agent_desktop.contract.base import Language
from agent_desktop.contract.scripts import ScriptFigures, StepFigures
from agent_desktop.settings import shipped_file
from agent_desktop.ui.authoring.flow_items import HEIGHT, TALL, StepItem, WordsItem, place_of
from agent_desktop.ui.authoring.flow_view import FlowMap
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch

SCRIPTS = sorted(path.stem for path in Path(shipped_file("scripts")).glob("*.yaml"))
NEAR = 40
BETWEEN = " / "
"""Several answers that lead one way: only these are ever cut."""


def _flow(name: str) -> Flow:
    document = read_text((shipped_file("scripts") / f"{name}.yaml").read_text(encoding="utf-8")).document
    assert document is not None
    return flow_of(document)


def _figures(name: str, flow: Flow) -> ScriptFigures:
    steps = tuple(StepFigures(step_id=each.step_id, shown=1200, drop_outs=90, p50_seconds=70.0) for each in flow.nodes)
    return ScriptFigures(script_id=name, days=30, calls=1200, finished=900, steps=steps)


def _words(flow_map: FlowMap) -> list[WordsItem]:
    return [each for each in flow_map.scene().items() if isinstance(each, WordsItem)]


@pytest.mark.parametrize("with_figures", [False, True], ids=["plain", "with figures"])
@pytest.mark.parametrize("tongue", ["en", "zh"])
@pytest.mark.parametrize("name", SCRIPTS)
def test_no_two_texts_of_the_map_cover_one_another(
    name: str, tongue: Language, with_figures: bool, theme: Theme, qtbot: QtBot, language: LanguageSwitch
) -> None:
    language.use(tongue)
    flow_map, flow = FlowMap(theme), _flow(name)
    qtbot.addWidget(flow_map)

    flow_map.display(flow, _figures(name, flow) if with_figures else None)

    words = _words(flow_map)
    boxes = [place_of(each, theme.px(TALL if with_figures else HEIGHT)) for each in flow.nodes]
    assert len([each for each in flow_map.scene().items() if isinstance(each, StepItem)]) == len(boxes)
    covered = [
        (one.toolTip(), other.toolTip()) for one, other in combinations(words, 2) if one.place.intersects(other.place)
    ]
    covered += [(each.toolTip(), "a step") for each in words if any(each.place.intersects(box) for box in boxes)]
    assert covered == []


@pytest.mark.parametrize("tongue", ["en", "zh"])
@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_answered_stands_by_its_own_way(
    name: str, tongue: Language, theme: Theme, qtbot: QtBot, language: LanguageSwitch
) -> None:
    language.use(tongue)
    flow_map = FlowMap(theme)
    qtbot.addWidget(flow_map)
    flow_map.display(_flow(name), None)

    astray = [each.toolTip() for each in _words(flow_map) if _distance(each) > NEAR]
    cut = [each.toolTip() for each in _words(flow_map) if not each.is_whole and BETWEEN not in each.toolTip()]

    assert astray == []
    assert cut == []


def _distance(words: WordsItem) -> float:
    """How far the words are from the nearest stretch of their way, in pixels."""
    far = []
    for start, end in zip(words.points, words.points[1:], strict=False):
        stretch = QRectF(start, end).normalized()
        across = max(stretch.left() - words.place.right(), words.place.left() - stretch.right(), 0.0)
        down = max(stretch.top() - words.place.bottom(), words.place.top() - stretch.bottom(), 0.0)
        far.append(max(across, down))
    return min(far)
