"""The words of the window of script authors: states, groups, what is wrong, and what a script lacks."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.script_text import TextProblem
from agent_desktop.contract.scripts import ScriptOrigin, ScriptState, ScriptVersion
from agent_desktop.ui.authoring.state import Checked, Need
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.formats import day_text, language_now, time_text
from agent_desktop.words import problem_in_words

translate = QCoreApplication.translate

STATE_ICONS = {
    ScriptState.DRAFT: ("ph.pencil-simple", Token.CAUTION, Kind.CAUTION),
    ScriptState.IN_REVIEW: ("ph.eye", Token.INFO, Kind.INFO),
    ScriptState.PUBLISHED: ("ph.check-circle-fill", Token.GOOD, Kind.GOOD),
    ScriptState.RETIRED: ("ph.archive", Token.TEXT_2, Kind.PLAIN),
}


def state_words(state: ScriptState) -> str:
    """Return what a version's state is called."""
    return {
        ScriptState.DRAFT: translate("Authoring", "Draft"),
        ScriptState.IN_REVIEW: translate("Authoring", "In review"),
        ScriptState.PUBLISHED: translate("Authoring", "Live"),
        ScriptState.RETIRED: translate("Authoring", "Retired"),
    }[state]


def group_words(group: str) -> str:
    """Return what a group of scripts is called; one that this version does not know by its code."""
    return {
        "cards": translate("Authoring", "Cards"),
        "loans": translate("Authoring", "Loans"),
        "deposits": translate("Authoring", "Deposits"),
        "wealth": translate("Authoring", "Wealth"),
        "service": translate("Authoring", "Service"),
        "complaints": translate("Authoring", "Complaints"),
        "security": translate("Authoring", "Security"),
        "outgoing": translate("Authoring", "Calls we make"),
        "": translate("Authoring", "Without a group"),
    }.get(group, group)


def problem_words(problem: TextProblem) -> str:
    """Return what is wrong, and how it could be put right."""
    return problem_in_words(problem.code, language_now(), **problem.details)


def need_words(checked: Checked) -> str:
    """Return one line of what has to be so before a script can be sent for review."""
    count = checked.count
    match checked.need:
        case Need.NO_ERRORS:
            if checked.is_met:
                return translate("Authoring", "No errors")
            one, more = translate("Authoring", "Fix 1 error"), translate("Authoring", "Fix {count} errors")
            return one if count == 1 else more.format(count=count)
        case Need.NO_WARNINGS:
            if checked.is_met:
                return translate("Authoring", "Nothing to look at again")
            one = translate("Authoring", "1 warning to look at")
            more = translate("Authoring", "{count} warnings to look at")
            return one if count == 1 else more.format(count=count)
        case Need.BOTH_LANGUAGES:
            if checked.is_met:
                return translate("Authoring", "English and 中文 both complete")
            return translate("Authoring", "{count} texts are not in both languages").format(count=count)
        case Need.STATEMENTS:
            if checked.is_met:
                return translate("Authoring", "No way misses a required statement")
            return translate("Authoring", "{count} required statements can be missed").format(count=count)
        case Need.OTHER_VERSION:
            if checked.is_met:
                return translate("Authoring", "A version number of its own")
            return translate("Authoring", "This version number is taken: write a higher one")
        case Need.SAVED:
            return translate("Authoring", "Saved")


def who_words(version: ScriptVersion, now: datetime, zone: tzinfo | None) -> str:
    """Return who made the last change of a version, and when."""
    at = version.changed_at.astimezone(zone)
    today = now.astimezone(zone).date()
    when = time_text(at) if at.date() == today else day_text(at.date(), today)
    if version.origin in (ScriptOrigin.SHIPPED, ScriptOrigin.SHARED) and version.changed_by is None:
        return translate("Authoring", "The program, {when}").format(when=when)
    return translate("Authoring", "{who}, {when}").format(who=version.changed_by_name or "—", when=when)


def keeping_time(at: datetime, zone: tzinfo | None) -> str:
    """Return a time of the day with its seconds."""
    return time_text(at.astimezone(zone), seconds=True)
