"""Reads the bank's rules of floor alerts, and what they mean for a queue."""

from collections.abc import Set
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.floor_alerts import FloorMeasure, FloorRule, FloorRules
from agent_desktop.records.floor_alerts.checks import findings_in
from agent_desktop.records.floor_alerts.schema import FloorBook, Rule
from agent_desktop.records.floor_alerts.states import LOWER_IS_WORSE, UNIT_OF, Limits, holds_at
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked
from agent_desktop.settings import Settings


class FloorAlertsFileError(CheckedFileError):
    """The rules of floor alerts are wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.FLOOR_ALERTS_FILE_WRONG


def _read(path: Path, _: Settings) -> Reading[FloorBook]:
    return read_checked(path, FloorBook, findings_in, warnings=(), error=FloorAlertsFileError)


_FILE: Final = CheckedFile(lambda settings: settings.alerts.floor_file, "floor_alerts/main.yaml", _read)
floor_alerts_file, load_floor_book = _FILE.path, _FILE.load


def limits_of(rule: Rule, target_percent: float = 100) -> Limits:
    """Return what decides on a rule's levels, for a queue whose service level should be `target_percent`."""
    warn, act = rule.warn, rule.act
    if rule.of_target:
        warn, act = (None if each is None else target_percent - each for each in (warn, act))
    return Limits(
        warn=warn,
        act=act,
        lower_is_worse=rule.measure in LOWER_IS_WORSE,
        margin=rule.clear_margin,
        raise_after=timedelta(seconds=rule.raise_after_seconds),
        clear_after=timedelta(seconds=rule.clear_after_seconds),
    )


def holds_now(rule: Rule, now: datetime, zone: tzinfo) -> bool:
    """Say whether a rule holds at this time of the bank's day."""
    if rule.hours is None:
        return True
    local = now.astimezone(zone).time()
    return holds_at(time.fromisoformat(rule.hours.since), time.fromisoformat(rule.hours.until), local)


def named_queues(book: FloorBook, measure: FloorMeasure, now: datetime, zone: tzinfo) -> Set[str]:
    """Return the codes of the queues for which a rule of their own holds now: no rule for all is theirs."""
    return {
        code
        for each in book.rules
        if each.measure is measure and each.queues and holds_now(each, now, zone)
        for code in each.queues
    }


def shown_rules(book: FloorBook) -> FloorRules:
    """Return the rules as desktops show them."""
    return FloorRules(
        rules=tuple(
            FloorRule(
                code=rule.code,
                name=rule.name,
                measure=rule.measure,
                unit=UNIT_OF[rule.measure],
                lower_is_worse=rule.measure in LOWER_IS_WORSE,
                of_target=rule.of_target,
                warn=rule.warn,
                act=rule.act,
                clear_margin=rule.clear_margin,
                window_seconds=rule.window_seconds,
                raise_after_seconds=rule.raise_after_seconds,
                clear_after_seconds=rule.clear_after_seconds,
                queues=rule.queues,
                hours="" if rule.hours is None else f"{rule.hours.since}-{rule.hours.until}",
            )
            for rule in book.rules
        )
    )
