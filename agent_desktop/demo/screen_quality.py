"""The windows of quality, a reviewer's and an agent's own, in one state after another."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.quality import ReviewMove
from agent_desktop.demo.calibration_bank import CalibrationBank
from agent_desktop.demo.quality_bank import Bank, given_of, scorecards
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.quality.calibration_presenter import CalibrationPresenter
from agent_desktop.ui.quality.card_presenter import Lists
from agent_desktop.ui.quality.notes_presenter import NotesPresenter
from agent_desktop.ui.quality.own_presenter import OwnQualityPresenter
from agent_desktop.ui.quality.own_window import OwnQualityWindow
from agent_desktop.ui.quality.presenter import QualityPresenter
from agent_desktop.ui.quality.window import QualityWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.office_window import OfficeWindow


def quality_window(theme: Theme, bank: Bank, others: CalibrationBank | None = None) -> QualityWindow:
    """Return a reviewer's window on this bank; `others` has calibrations and notes."""
    others = others or CalibrationBank()
    presenter = QualityPresenter(bank, bank, ImmediateTasks(), lambda: NOW.astimezone(HONG_KONG).date())
    calibrating, notes = CalibrationPresenter(others, ImmediateTasks()), NotesPresenter(others, ImmediateTasks())
    return QualityWindow(theme, presenter, calibrating, notes, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)


def own_window(theme: Theme, bank: Bank) -> OwnQualityWindow:
    """Return an agent's own window on this bank."""
    presenter = OwnQualityPresenter(bank, bank, ImmediateTasks())
    return OwnQualityWindow(theme, presenter, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)


def _calls_listed(theme: Theme) -> QualityWindow:
    window = quality_window(theme, Bank())
    window.quality.open()
    window.calls.selectRow(1)
    return window


def _reviewing(theme: Theme) -> QualityWindow:
    window = _calls_listed(theme)
    window.quality.begin()
    for given in given_of(scorecards()[0], 6, to=9):
        window.quality.card.give(given)
    window.quality.card.say("Calm with an upset caller. Verified before anything was said.")
    window.quality.card.keep()
    return window


def _disputed(theme: Theme) -> QualityWindow:
    window = quality_window(theme, Bank())
    window.quality.open()
    window.quality.list_what(Lists.REVIEWS)
    window.reviews.selectRow(1)
    return window


def _published(theme: Theme) -> QualityWindow:
    window = _calls_listed(theme)
    window.quality.begin()
    for given in given_of(scorecards()[0], 6):
        window.quality.card.give(given)
    window.quality.card.move(ReviewMove.PUBLISH)
    return window


def _empty(theme: Theme) -> QualityWindow:
    window = quality_window(theme, Bank(nothing=True))
    window.quality.open()
    return window


def _away(theme: Theme) -> QualityWindow:
    window = quality_window(theme, Bank(away=True))
    window.quality.open()
    return window


def _own(theme: Theme, *, row: int, bank: Bank | None = None) -> OwnQualityWindow:
    window = own_window(theme, bank or Bank())
    window.own.read()
    window.table.selectRow(row)
    return window


def _own_review(theme: Theme) -> OwnQualityWindow:
    return _own(theme, row=2)


def _own_note(theme: Theme) -> OwnQualityWindow:
    return _own(theme, row=3)


def _own_empty(theme: Theme) -> OwnQualityWindow:
    return _own(theme, row=0, bank=Bank(nothing=True))


QUALITY: Final[Mapping[str, Callable[[Theme], OfficeWindow]]] = MappingProxyType(
    {
        "quality-calls": _calls_listed,
        "quality-reviewing": _reviewing,
        "quality-disputed": _disputed,
        "quality-published": _published,
        "quality-empty": _empty,
        "quality-away": _away,
        "quality-own-review": _own_review,
        "quality-own-note": _own_note,
        "quality-own-empty": _own_empty,
    }
)
