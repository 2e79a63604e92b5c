"""The words of the screen of queues and routing: keys, changes, the steps of a caller's way, and what is wrong."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final

from pydantic import JsonValue
from PySide6.QtCore import QCoreApplication

from agent_desktop.client.routing_draft import Change, ChangeKind
from agent_desktop.contract.base import Language, LocalText, text_in
from agent_desktop.contract.routing import ForetoldKind, ForetoldStep, Origin, Problem, ServingChange, Version
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.words import problem_in_words

translate = QCoreApplication.translate

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MODES: Final = ("optional", "agent_ends", "timed", "fixed", "on_request")
TIERS: Final = ("standard", "gold", "platinum")


_LANGUAGES: Final = {"en": "English", "zh": "中文"}


def key_label(key: str) -> str:
    """Return what a key of the routing is called on the screen."""
    return {
        "code": translate("Routing", "Code"),
        "group": translate("Routing", "Group of queues that share agents"),
        "name": translate("Routing", "Name"),
        "en": translate("Routing", "Name in English"),
        "zh": translate("Routing", "Name in Chinese"),
        "service": translate("Routing", "Service (empty: all)"),
        "languages": translate("Routing", "Languages (empty: all)"),
        "tiers": translate("Routing", "Customer tiers (none: all)"),
        "reasons": translate("Routing", "Menu reasons that lead here"),
        "urgent": translate("Routing", "Urgent: its callers go before all others"),
        "priority": translate("Routing", "Points of priority"),
        "needs": translate("Routing", "Skills needed, with the least level"),
        "ring_seconds": translate("Routing", "Rings at an agent for (seconds)"),
        "wrap_up_mode": translate("Routing", "How wrap-up ends"),
        "wrap_up_seconds": translate("Routing", "Wrap-up time (seconds)"),
        "wrap_up_extensions": translate("Routing", "Times the agent may extend it"),
        "wrap_up_extension_seconds": translate("Routing", "Each time by (seconds)"),
        "outcome_required": translate("Routing", "No agent is free before an outcome is chosen"),
        "manager_seconds": translate("Routing", "Relationship manager alone for (seconds)"),
        "team_seconds": translate("Routing", "Then their team alone for (seconds)"),
        "overflow": translate("Routing", "Agents of other queues help after (seconds)"),
        "hours": translate("Routing", "Opening hours"),
        "closed_to": translate("Routing", "While closed, callers go to"),
        "max_waiting": translate("Routing", "Most callers who wait (0: no limit)"),
        "full_to": translate("Routing", "While full, callers go to"),
        "callback_share": translate("Routing", "Of 100 choices between a caller and a callback, for the callback"),
        "callback_late_share": translate("Routing", "Likewise once its promised time is over"),
        "preview_seconds": translate("Routing", "An agent may look at one for (seconds)"),
        "time_zone": translate("Routing", "Time zone (empty: the bank's own)"),
        "weekly": translate("Routing", "Every week"),
        "days": translate("Routing", "Single days"),
        "day": translate("Routing", "Day"),
        "default_queue": translate("Routing", "Default queue"),
        "point_seconds": translate("Routing", "A point is worth so many seconds of waiting"),
        "tier_priority": translate("Routing", "Points by customer tier"),
        "promise_priority": translate("Routing", "Points for a customer whom we owe a word"),
        "promise_days": translate("Routing", "A promise counts for so many days"),
        "promise_dispositions": translate("Routing", "Outcomes that are a promise"),
        "number": translate("Routing", "Number customers see"),
        "queues": translate("Routing", "Who serves these may use it (none: everybody)"),
        "handle_seconds": translate("Routing", "Seconds a call takes, until more is known"),
        "minutes": translate("Routing", "Proposed minutes (5, 10, 15)"),
        "planned_as": translate("Routing", "Of a shift plan it counts as"),
        "retired": translate("Routing", "Retired: no longer offered"),
        "promises_callback": translate("Routing", "It promises a callback"),
        "lies_in": translate("Routing", "Lies in the group"),
        "measure": translate("Routing", "What is measured"),
        "of_target": translate("Routing", "Points under the queue's own target (service level)"),
        "warn": translate("Routing", "Warn past (empty: never)"),
        "act": translate("Routing", "Act past (empty: never)"),
        "clear_margin": translate("Routing", "Ends once better by"),
        "window_seconds": translate("Routing", "Counted over the last (seconds)"),
        "raise_after_seconds": translate("Routing", "Raised after (seconds) past it"),
        "clear_after_seconds": translate("Routing", "Ends after (seconds) better"),
        "least": translate("Routing", "Least calls or callers"),
        "since": translate("Routing", "from"),
        "until": translate("Routing", "to"),
        "standard": translate("Routing", "Standard"),
        "gold": translate("Routing", "Gold"),
        "platinum": translate("Routing", "Platinum"),
        **_days(),
    }.get(key, key)


def mode_label(mode: str) -> str:
    """Return what a mode of wrap-up is called."""
    return {
        "optional": translate("Routing", "Ready at once"),
        "agent_ends": translate("Routing", "The agent ends it"),
        "timed": translate("Routing", "By the clock, or when the agent finishes"),
        "fixed": translate("Routing", "By the clock only"),
        "on_request": translate("Routing", "Only if asked for during the call"),
    }.get(mode, mode)


def _days() -> dict[str, str]:
    return {
        "mon": translate("Routing", "Monday"),
        "tue": translate("Routing", "Tuesday"),
        "wed": translate("Routing", "Wednesday"),
        "thu": translate("Routing", "Thursday"),
        "fri": translate("Routing", "Friday"),
        "sat": translate("Routing", "Saturday"),
        "sun": translate("Routing", "Sunday"),
    }


def problem_words(problem: Problem) -> str:
    """Return what is wrong, with the field named as on the screen."""
    details = dict(problem.details)
    if "name" in details:
        details["name"] = key_label(details["name"])
    if problem.place and details.get("language") in _LANGUAGES:
        details["language"] = _LANGUAGES[details["language"]]
    return problem_in_words(str(problem.problem), language_of_screen(), **details)


def language_of_screen() -> Language:
    """Return the language that the screen speaks now."""
    return "zh" if language_now() == "zh" else "en"


def name_in(name: LocalText, code: str) -> str:
    """Return a queue's name in the language of the screen, its code where it has none."""
    return text_in(name, language_now()).strip() or code


def change_words(change: Change, name: str) -> str:
    """Return one change in words; `name` is the queue's, or the hours' code."""
    if not change.key:
        if change.kind is ChangeKind.ADDED:
            return translate("Routing", "%1: new").replace("%1", name)
        return translate("Routing", "%1: removed").replace("%1", name)
    whose = f"{name} · " if name else ""
    if change.key == "days":
        return whose + _day_change(change)
    before, after = value_words(change.key, change.before), value_words(change.key, change.after)
    return f"{whose}{key_label(change.key)}: {before} → {after}"


def _day_change(change: Change) -> str:
    """Return how one single day's hours change."""
    day = next((each for each in (change.after, change.before) if isinstance(each, dict)), {})

    def hours(of: JsonValue) -> str:
        if not isinstance(of, dict):
            return translate("Routing", "as its weekday")
        spans = of.get("open")
        written = ", ".join(map(str, spans)) if isinstance(spans, list) else ""
        return " ".join(filter(None, (str(of.get("name") or ""), written or translate("Routing", "closed"))))

    return f"{day.get('day', '')}: {hours(change.before)} → {hours(change.after)}"


def value_words(key: str, value: JsonValue) -> str:
    """Return a value in words."""
    if key in WEEKDAYS and not value:
        return translate("Routing", "closed")
    if value in (None, "", [], {}):
        return translate("Routing", "none")
    if isinstance(value, bool):
        return translate("Routing", "yes") if value else translate("Routing", "no")
    if isinstance(value, list):
        return ", ".join(value_words(key, each) for each in value)
    if isinstance(value, dict) and key == "name":
        return " / ".join(value_words("", each) for each in value.values())
    if isinstance(value, dict):
        return ", ".join(f"{key_label(name)} {value_words(key, each)}" for name, each in value.items())
    return mode_label(str(value)) if key == "wrap_up_mode" else key_label(str(value)) if key == "tiers" else str(value)


def step_words(step: ForetoldStep, zone: tzinfo | None) -> str:
    """Return one step of a caller's way."""
    name = name_in(step.name, step.queue)
    kinds = ForetoldKind
    text = {
        kinds.WANTED: translate("Routing", "The menu says: %1"),
        kinds.CHOSEN: translate("Routing", "Goes to %1"),
        kinds.CLOSED: translate("Routing", "%1 is closed then"),
        kinds.FULL: translate("Routing", "%1 is full"),
        kinds.SENT_ON: translate("Routing", "Is sent on to %1"),
        kinds.TURNED_AWAY: translate("Routing", "Is told so, and the call ends"),
        kinds.URGENT: translate("Routing", "Goes before all others"),
        kinds.POINTS: translate("Routing", "Has %2 points: as if they had waited %3 s already"),
        kinds.MANAGER: translate("Routing", "For %4 s only their relationship manager"),
        kinds.TEAM: translate("Routing", "Then for %4 s only the manager's team"),
        kinds.QUEUE: translate("Routing", "From %3 s on: whoever serves %1 (%5 can, %6 at work now)"),
        kinds.OVERFLOW: translate("Routing", "From %3 s on also who serves %1 (%5 can, %6 at work now)"),
        kinds.NOBODY: translate("Routing", "Nobody can take this call"),
    }[step.kind]
    values = (name, step.points, step.seconds, step.lasts, step.agents, step.ready)
    for number, value in enumerate(values, start=1):
        text = text.replace(f"%{number}", str(value))
    if step.opens_at is not None:
        text += translate("Routing", " (opens %1)").replace("%1", short_time(step.opens_at, zone))
    return text


def version_words(version: Version) -> str:
    """Return who made a version and why."""
    who = version.by_name
    if version.origin is Origin.CONFIG:
        who = translate("Routing", "the files, at the first start")
    elif version.origin is Origin.FILE:
        who = translate("Routing", "imported from a file")
    back = ""
    if version.restores is not None:
        back = translate("Routing", "back to version %1").replace("%1", str(version.restores))
    return " · ".join(part for part in (who, back, version.reason) if part)


def serving_words(change: ServingChange, queues: Mapping[str, str], skills: Mapping[str, str]) -> str:
    """Return what an agent was given and had taken; `queues` and `skills` are names by code."""
    parts = [f"+ {queues.get(code, code)}" for code in change.queues if code not in change.queues_before]
    parts += [f"− {queues.get(code, code)}" for code in change.queues_before if code not in change.queues]
    for code in sorted({*change.skills, *change.skills_before}):
        before, after = change.skills_before.get(code, 0), change.skills.get(code, 0)
        if before != after:
            parts.append(f"{skills.get(code, code)} {before or '–'} → {after or '–'}")
    return ", ".join(parts)


def short_time(at: datetime, zone: tzinfo | None) -> str:
    """Return a day and time in the zone of the screen."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
