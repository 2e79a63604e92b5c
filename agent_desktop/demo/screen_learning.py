"""The page of learning, in one state after another."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.complaint_form import ComplaintForm
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.learning import (
    Effect,
    LearningQuery,
    LearningReport,
    ParetoBar,
    Prevention,
    PreventionEffect,
    Preventions,
    PreventionState,
    RepeatGroup,
    SavePrevention,
    TeamTimeliness,
    TrendPoint,
)
from agent_desktop.demo.screen_case_samples import CATEGORY_NAMES, FORM, named
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import still_ticker
from agent_desktop.ui.complaints.learning.presenter import LearningPresenter
from agent_desktop.ui.complaints.learning.view import LearningView
from agent_desktop.ui.theme.theme import Theme

_CAUSES: Final = (("unclear_fee", 412), ("outage", 220), ("wrong_advice", 131), ("late_work", 90), ("outside", 44))
_NAMES: Final = {each.code: each.name for each in FORM.root_causes}


def _causes() -> tuple[ParetoBar, ...]:
    whole, so_far, bars = sum(count for _, count in _CAUSES), 0, []
    for code, count in _CAUSES:
        so_far += count
        bars.append(
            ParetoBar(
                code=code,
                name=_NAMES[code],
                count=count,
                percent=round(Decimal(100 * count) / whole, 1),
                cumulative_percent=round(Decimal(100 * so_far) / whole, 1),
                redress=Decimal(count * 180),
            )
        )
    return tuple(bars)


_MONTHS: Final = tuple(
    TrendPoint(
        start=date(2026, month, 1),
        registered=registered,
        closed=registered - 12,
        answered_late=late,
        repeats=repeats,
        partial=month == 6,
    )
    for month, registered, late, repeats in (
        (1, 181, 14, 22),
        (2, 190, 16, 25),
        (3, 204, 21, 31),
        (4, 167, 9, 19),
        (5, 142, 6, 14),
        (6, 71, 3, 6),
    )
)
_TEAMS: Final = tuple(
    TeamTimeliness(
        team=team,
        registered=on_time + late + 8,
        answered=on_time + late,
        on_time=on_time,
        late=late,
        open_late=open_late,
        on_time_percent=round(Decimal(100 * on_time) / (on_time + late), 1) if on_time + late else None,
        median_days=Decimal(days),
    )
    for team, on_time, late, open_late, days in (
        ("Cards", 296, 9, 1, "11.5"),
        ("Home loans", 140, 14, 2, "17"),
        ("Branches", 118, 46, 6, "23.5"),
        ("Payments", 88, 0, 0, "6"),
    )
)


def _report(query: LearningQuery) -> LearningReport:
    return LearningReport(
        asked=query,
        as_of=NOW,
        total=955,
        without_cause=58,
        causes=_causes(),
        trend=_MONTHS,
        repeats=tuple(
            RepeatGroup(category=code, name=CATEGORY_NAMES[code], people=people, complaints=count)
            for code, people, count in (
                ("cards.fees.instalment", 31, 44),
                ("accounts.transfers", 19, 21),
                ("digital.login", 14, 18),
                ("service.branch", 9, 9),
            )
        ),
        repeat_complaints=117,
        repeat_percent=Decimal("12.3"),
        teams=_TEAMS,
        base_currency="HKD",
    )


def _prevention(name: str, cause: str, action: str, state: PreventionState, effect: PreventionEffect) -> Prevention:
    return Prevention(
        prevention_id=named(name),
        version=1,
        root_cause=cause,
        root_cause_name=_NAMES[cause],
        action=action,
        owner_id=named("Rita So"),
        owner_name="Rita So",
        due_on=date(2026, 4, 1) if state is PreventionState.DONE else date(2026, 7, 15),
        state=state,
        done_on=date(2026, 4, 1) if state is PreventionState.DONE else None,
        effect=effect,
        created_at=NOW - timedelta(days=100),
        changed_at=NOW - timedelta(days=70),
    )


PREVENTIONS: Final = Preventions(
    preventions=(
        _prevention(
            "p1",
            "outage",
            "Second data line for the card system, tried each month.",
            PreventionState.PLANNED,
            PreventionEffect(effect=Effect.NOT_YET),
        ),
        _prevention(
            "p2",
            "unclear_fee",
            "The fee of the bank between is named on the order form and read out at the counter.",
            PreventionState.DONE,
            PreventionEffect(effect=Effect.FELL, days=76, before=171, after=92, chance_percent=Decimal("0.1")),
        ),
    ),
    owners={named("Rita So"): "Rita So", named("Ken Yip"): "Ken Yip"},
    may_change=True,
)


class LearningBank:
    """A server of a picture: it says what stands here."""

    def __init__(self, *, problem: ErrorCode | None = None, nothing: bool = False) -> None:
        self.problem, self.nothing = problem, nothing
        self.asked: list[LearningQuery] = []
        self.saved: list[SavePrevention] = []

    def report(self, query: LearningQuery) -> LearningReport:
        self.asked.append(query)
        if self.problem is not None:
            raise ClientError(self.problem)
        if self.nothing:
            return LearningReport(asked=query, as_of=NOW, total=0, without_cause=0)
        return _report(query)

    def preventions(self) -> Preventions:
        return Preventions(may_change=True) if self.nothing else PREVENTIONS

    def save_prevention(self, prevention_id: UUID, command: SavePrevention) -> Prevention:  # noqa: ARG002
        self.saved.append(command)
        return PREVENTIONS.preventions[0]

    def form(self) -> ComplaintForm:
        return FORM


def learning_view(theme: Theme, bank: LearningBank, *, open_it: bool = True, width: int = 1240) -> LearningView:
    """Return the page on this bank."""
    presenter = LearningPresenter(bank, bank, ImmediateTasks(), lambda: NOW.date())
    view = LearningView(theme, still_ticker(), presenter, ask_place=Path, show_at_once=True)
    view.resize(width, 900)
    if open_it:
        presenter.open()
        view.pareto.chart.setFocus()
    return view


def _whole(theme: Theme) -> QWidget:
    return learning_view(theme, LearningBank())


def _narrow(theme: Theme) -> QWidget:
    return learning_view(theme, LearningBank(), width=680)


def _marked(theme: Theme) -> QWidget:
    view = learning_view(theme, LearningBank())
    view.preventions.shown.emit(PREVENTIONS.preventions[1])
    return view


def _writing(theme: Theme) -> QWidget:
    view = learning_view(theme, LearningBank())
    view.new_prevention("unclear_fee")
    return view


def _none(theme: Theme) -> QWidget:
    return learning_view(theme, LearningBank(nothing=True))


def _locked(theme: Theme) -> QWidget:
    return learning_view(theme, LearningBank(problem=ErrorCode.NOT_ALLOWED))


def _away(theme: Theme) -> QWidget:
    return learning_view(theme, LearningBank(problem=ErrorCode.SERVER_AWAY))


def _coming(theme: Theme) -> QWidget:
    return learning_view(theme, LearningBank(), open_it=False)


LEARNING: Final[Mapping[str, Callable[[Theme], QWidget]]] = MappingProxyType(
    {
        "learning": _whole,
        "learning-narrow": _narrow,
        "learning-marked": _marked,
        "learning-writing": _writing,
        "learning-none": _none,
        "learning-locked": _locked,
        "learning-away": _away,
        "learning-coming": _coming,
    }
)
