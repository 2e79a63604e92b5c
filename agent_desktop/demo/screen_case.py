"""The page of one complaint, in one state after another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QWidget

from agent_desktop.contract.complaint_work import (
    CaseField,
    FieldConflict,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.surveys import Surveys
from agent_desktop.demo import screen_case_papers as papers
from agent_desktop.demo import screen_case_parts as parts
from agent_desktop.demo.screen_case_bank import CaseBank, case_page
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.theme.theme import Theme


def _case(theme: Theme, *, tab: int = 0, width: int = 976, surveys: Surveys = papers.SURVEYS) -> QWidget:
    page = case_page(theme, CaseBank(surveys=surveys), width=width)
    page.view.open_tab(tab)
    return page


def _moving(theme: Theme) -> QWidget:
    page = case_page(theme, CaseBank())
    page.deeds.move(parts.CASE.moves[0])
    return page


def _editing(theme: Theme) -> QWidget:
    page = case_page(theme, CaseBank())
    page.deeds.edit()
    return page


def _conflict(theme: Theme) -> QWidget:
    bank = CaseBank()
    bank.work.conflicts = (
        FieldConflict(
            field=CaseField.AMOUNT,
            before="250.00",
            yours="270.00",
            theirs="260.00",
            by_name="Ken Yip",
            at=NOW - timedelta(minutes=3),
        ),
        FieldConflict(
            field=CaseField.NOTE,
            before=parts.CASE.note,
            yours="She was calm. Call her after six.",
            theirs="She was calm, and asks for the form that she signed.",
            by_name="Ken Yip",
            at=NOW - timedelta(minutes=3),
        ),
    )
    page = case_page(theme, bank)
    page.presenters.case.change({CaseField.AMOUNT: "270.00", CaseField.NOTE: "She was calm. Call her after six."}, 8)
    return page


def _letter(theme: Theme) -> QWidget:
    page = case_page(theme, CaseBank())
    page.presenters.letters.write("final_answer")
    return page


def _mails(theme: Theme) -> QWidget:
    bank = CaseBank()
    bank.letters.listed = papers.MAILED
    page = case_page(theme, bank)
    page.view.open_tab(2)
    return page


def _gone(theme: Theme, problem: ErrorCode) -> QWidget:
    return case_page(theme, CaseBank(problem=problem))


def _old(theme: Theme) -> QWidget:
    bank = CaseBank()
    page = case_page(theme, bank)
    bank.work.problem = ErrorCode.SERVER_AWAY
    page.look()
    return page


CASES: Final[Mapping[str, Callable[[Theme], QWidget]]] = MappingProxyType(
    {
        "case": partial(_case),
        "case-work": partial(_case, tab=1),
        "case-papers": partial(_case, tab=2),
        "case-story": partial(_case, tab=3, surveys=papers.ANSWERED),
        "case-narrow": partial(_case, width=680),
        "case-dates": partial(_case, tab=4, width=680),
        "case-moving": _moving,
        "case-editing": _editing,
        "case-conflict": _conflict,
        "case-letter": _letter,
        "case-mails": _mails,
        "case-locked": partial(_gone, problem=ErrorCode.COMPLAINT_NOT_FOUND),
        "case-away": partial(_gone, problem=ErrorCode.SERVER_AWAY),
        "case-old": _old,
    }
)
