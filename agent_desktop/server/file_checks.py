"""The files that ``agent-desktop NAME check FILE`` reads. Each part is loaded only when its file is checked."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from agent_desktop.settings import Settings
from agent_desktop.words import Language

CHECKED: Final = {
    "menu": ("the entry menu that callers hear", "say what is wrong with a menu, and where callers lose patience"),
    "dispositions": ("what a call may come to", "say what is wrong with the outcomes, and where agents lose their way"),
    "away-reasons": ("why agents may be not ready", "say what is wrong with a list of reasons for being not ready"),
    "floor-alerts": ("what supervisors are told of", "say what is wrong with the thresholds of the floor"),
    "verification": (
        "what callers are asked before they are believed",
        "say what is wrong with a policy of verification",
    ),
    "knowledge": ("the pages that agents look things up in", "say what is wrong with the pages of a folder"),
    "handover": (
        "why callers are handed over, and what is said to them",
        "say what is wrong with a file of hand-overs",
    ),
    "directory": ("branches, partners and the words of teams", "say what is wrong with the directory's file"),
    "messages": ("what may be sent to customers", "say what is wrong with the templates of messages"),
    "complaints": (
        "what complaints are about",
        "say what is wrong with the categories, limits and words of complaints",
    ),
    "letters": ("letters to customers about complaints", "say what is wrong with a file of letters"),
    "surveys": ("what customers are asked afterwards", "say what is wrong with a file of surveys"),
    "keypad-survey": (
        "what callers are asked with the keys of their telephone",
        "say what is wrong with a file of surveys by keypad",
    ),
    "quality": ("what reviewers of calls look at", "say what is wrong with a file of scorecards"),
    "calendars": ("which days are worked where", "say what is wrong with a file of calendars"),
    "complaint-clocks": ("the deadlines of complaints", "say what is wrong with the rules of complaint deadlines"),
    "valuation": ("how the value of a customer is reckoned", "say what is wrong with the formulas of value"),
}
"""What each file is, and what its check says."""


def check_file(
    name: str, settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]
) -> bool:
    """Tell what is wrong with a file, the one of the settings where `path` is None; say whether a server would take
    it."""
    from agent_desktop.server.complaint_clocks.files import check_calendars, check_clocks
    from agent_desktop.server.complaints.plan_file import check_complaints
    from agent_desktop.server.dispositions import check_dispositions
    from agent_desktop.server.knowledge.files import check_knowledge
    from agent_desktop.server.letters.books import check_letters
    from agent_desktop.server.menus import check_menu
    from agent_desktop.server.messages.templates import check_templates
    from agent_desktop.server.quality.books import check_scorecards
    from agent_desktop.server.rules.books import check_away_reasons, check_floor_alerts
    from agent_desktop.server.surveys.books import check_surveys
    from agent_desktop.server.surveys.keypad import check_keypad
    from agent_desktop.server.transfers.directory_file import check_directory
    from agent_desktop.server.transfers.plan import check_plan
    from agent_desktop.server.valuation.formula import check_formula
    from agent_desktop.server.verification.policy import check_policy

    checks = {
        "menu": check_menu,
        "dispositions": check_dispositions,
        "away-reasons": check_away_reasons,
        "floor-alerts": check_floor_alerts,
        "verification": check_policy,
        "knowledge": check_knowledge,
        "handover": check_plan,
        "directory": check_directory,
        "messages": check_templates,
        "complaints": check_complaints,
        "letters": check_letters,
        "surveys": check_surveys,
        "keypad-survey": check_keypad,
        "quality": check_scorecards,
        "calendars": check_calendars,
        "complaint-clocks": check_clocks,
        "valuation": check_formula,
    }
    return checks[name](settings, path, language, tell)
