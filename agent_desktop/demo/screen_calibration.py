"""Calibration and the coaching notes of an agent, in one state after another."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from uuid import uuid5

from agent_desktop.demo.calibration_bank import CalibrationBank
from agent_desktop.demo.quality_bank import HELEN, ROOT, Bank, given_of, scorecards
from agent_desktop.demo.screen_quality import quality_window
from agent_desktop.ui.quality.card_presenter import Lists
from agent_desktop.ui.quality.window import QualityWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.office_window import OfficeWindow

FIRST: Final = uuid5(ROOT, "calibration 0")
SECOND: Final = uuid5(ROOT, "calibration 1")


def calibrating(theme: Theme, others: CalibrationBank | None = None) -> QualityWindow:
    """Return a reviewer's window that lists calibrations."""
    window = quality_window(theme, Bank(), others)
    window.quality.open()
    window.show_list("calibrations")
    return window


def _beginning(theme: Theme) -> QualityWindow:
    window = quality_window(theme, Bank())
    window.quality.open()
    window.calls.selectRow(1)
    window.card.calibrate.click()
    window.panel.begin.name.setText("June: calls about fees")
    for key in (HELEN, uuid5(ROOT, "Omar Lee")):
        window.panel.begin.ticks[key].setChecked(True)
    return window


def _scoring(theme: Theme) -> QualityWindow:
    window = calibrating(theme)
    window.calibrating.choose(FIRST)
    for given in given_of(scorecards()[0], 6, to=9):
        window.calibrating.give(given)
    window.calibrating.keep()
    return window


def _apart(theme: Theme) -> QualityWindow:
    window = calibrating(theme)
    window.calibrating.choose(SECOND)
    return window


def _agreeing(theme: Theme) -> QualityWindow:
    window = _apart(theme)
    window.panel.agree.click()
    return window


def _closed(theme: Theme) -> QualityWindow:
    window = _apart(theme)
    for given in given_of(scorecards()[0], 8):
        window.calibrating.give(given)
    window.calibrating.say("A greeting without the name is 3 of 5.")
    window.calibrating.close()
    return window


def _none(theme: Theme) -> QualityWindow:
    return calibrating(theme, CalibrationBank(nothing=True))


def _notes(theme: Theme) -> QualityWindow:
    window = quality_window(theme, Bank())
    window.quality.open()
    window.quality.list_what(Lists.REVIEWS)
    window.reviews.selectRow(1)
    window.notes.toggle()
    return window


CALIBRATION: Final[Mapping[str, Callable[[Theme], OfficeWindow]]] = MappingProxyType(
    {
        "calibration-begin": _beginning,
        "calibration-scoring": _scoring,
        "calibration-apart": _apart,
        "calibration-agreeing": _agreeing,
        "calibration-closed": _closed,
        "calibration-none": _none,
        "quality-notes": _notes,
    }
)
