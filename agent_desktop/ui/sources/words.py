"""What the window of source systems says of loads."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.errors import Problem, known_code
from agent_desktop.contract.sources import LoadFailure, LoadKind, ScheduleState, SourceLoad, SourceState
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.words import say

When = Callable[[datetime], str]


def kind_word(kind: LoadKind) -> str:
    """Return what a load was."""
    translate = QCoreApplication.translate
    return translate("Sources", "full") if kind is LoadKind.FULL else translate("Sources", "incremental")


def load_text(load: SourceLoad, when: When) -> str:
    """Return what a load came to."""
    translate = QCoreApplication.translate
    text = translate(
        "Sources",
        "Last load {when}, {kind}: {read} rows read, {rejected} refused; {inserted} records new, {updated} changed,"
        " {removed} gone, {older} older than what was known.",
    )
    return text.format(
        when=when(load.finished_at),
        kind=kind_word(load.kind),
        read=f"{load.read:,}",
        rejected=f"{load.rejected:,}",
        inserted=f"{load.inserted:,}",
        updated=f"{load.updated:,}",
        removed=f"{load.removed:,}",
        older=f"{load.older:,}",
    )


def schedule_text(schedule: ScheduleState | None, when: When) -> str:
    """Return how the load of a source is planned, or how far it is."""
    translate = QCoreApplication.translate
    if schedule is None:
        return translate("Sources", "No server loads it by itself (sources.loads in the settings).")
    if schedule.running_since is not None:
        text = translate("Sources", "Loading since {when}").format(when=when(schedule.running_since))
        if schedule.step:
            step = say(f"import_{schedule.step}", language_now(), of=schedule.step_of)
            text = f"{text}: {step}, {schedule.percent} %"
        return text
    if schedule.asked_at is not None:
        return translate("Sources", "Asked for at {when}; a server begins in a moment.").format(
            when=when(schedule.asked_at)
        )
    if schedule.retry_at is not None:
        text = translate("Sources", "Trying again at {when} ({name})")
        return text.format(when=when(schedule.retry_at), name=schedule.name)
    if schedule.next_at is not None:
        return translate("Sources", "Next load {when} ({name})").format(when=when(schedule.next_at), name=schedule.name)
    return translate("Sources", "Loaded when asked for ({name})").format(name=schedule.name)


def failure_text(source: SourceState, schedule: ScheduleState | None, when: When) -> str:
    """Return why the last load came to nothing; empty where it did not."""
    newest = _newest(source, schedule)
    if newest is None:
        return ""
    told = QCoreApplication.translate("Sources", "The load of {when} failed, nothing was changed. {why}")
    return told.format(when=when(newest.at), why=problem_text(Problem(known_code(newest.code), newest.details)))


def _newest(source: SourceState, schedule: ScheduleState | None) -> LoadFailure | None:
    failures = [each for each in (source.failed, schedule.failed if schedule is not None else None) if each is not None]
    newest = max(failures, key=lambda each: each.at, default=None)
    if newest is None or (source.last is not None and source.last.finished_at > newest.at):
        return None
    return newest
