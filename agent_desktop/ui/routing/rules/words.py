"""The words of the rules beside the routing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.routing_draft import Change, ChangeKind
from agent_desktop.client.rules_draft import ORDER, entries_of
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.figures import LevelDefinition, QueueLevels
from agent_desktop.contract.floor_alerts import FloorMeasure
from agent_desktop.contract.routing import Document
from agent_desktop.contract.rules import PlannedAs, RuleKind
from agent_desktop.ui.routing.rules.state import LevelsState, RulesState
from agent_desktop.ui.routing.words import change_words, key_label, name_in, value_words
from agent_desktop.ui.widgets.formats import words

translate = QCoreApplication.translate


def measure_word(measure: str) -> str:
    """Return what a rule of alerts measures."""
    return (
        {
            FloorMeasure.SERVICE_LEVEL: translate("Rules", "Service level of a queue, percent (lower is worse)"),
            FloorMeasure.LONGEST_WAIT: translate("Rules", "Longest wait in a queue, seconds"),
            FloorMeasure.NOBODY_READY: translate("Rules", "Callers wait and nobody is at work, seconds"),
            FloorMeasure.CALL_SECONDS: translate("Rules", "An agent's call, seconds"),
            FloorMeasure.HOLD_SECONDS: translate("Rules", "A caller on hold, seconds"),
            FloorMeasure.WRAP_UP_OVER: translate("Rules", "Wrap-up past its time, seconds"),
            FloorMeasure.CALLBACKS_LATE: translate("Rules", "Callbacks past their promised time"),
            FloorMeasure.COMPLAINT_CLOCK: translate("Rules", "A complaint's time that has run, percent"),
            FloorMeasure.CARRIER_FAULTS: translate("Rules", "Orders that the carrier did not do"),
            FloorMeasure.HELP_WAITS: translate("Rules", "An agent's call for help waits, seconds"),
            FloorMeasure.ABANDONMENT: translate("Rules", "Callers of a queue who gave up, percent"),
            FloorMeasure.OCCUPANCY: translate("Rules", "Agents of a queue are busy, percent of their time"),
            FloorMeasure.AWAY_OVER: translate("Rules", "Not ready past the end that was said, seconds"),
        }.get(FloorMeasure(measure), measure)
        if measure in set(FloorMeasure)
        else measure
    )


def planned_options() -> Sequence[tuple[str, str]]:
    """Return as what of a shift plan a reason for being not ready may count. Where the list says nothing of it, it goes
    by the code."""
    words_of = {
        "": translate("Rules", "As its code says"),
        PlannedAs.NOTHING: translate("Rules", "Nothing of it"),
        PlannedAs.BREAK: translate("Rules", "Break"),
        PlannedAs.MEAL: translate("Rules", "Meal"),
        PlannedAs.TRAINING: translate("Rules", "Training"),
        PlannedAs.MEETING: translate("Rules", "Meeting"),
    }
    return [(str(code), word) for code, word in words_of.items()]


def queues_label() -> str:
    """Return what the queues of a rule of alerts are."""
    return translate("Rules", "Only these queues (none: all)")


def about_words(kind: RuleKind) -> str:
    """Return what the document of a kind is for."""
    return {
        RuleKind.OUTCOMES: translate(
            "Rules", "What agents choose from in wrap-up. A code stays in the records: one that was used is retired."
        ),
        RuleKind.AWAY_REASONS: translate(
            "Rules", "Why agents may be not ready, and for how many minutes the desktop proposes it."
        ),
        RuleKind.FLOOR_ALERTS: translate(
            "Rules",
            "From which figures on supervisors are told, the board is coloured, and agents' own timers turn:"
            " “warn” asks to look, “act” to do something.",
        ),
    }[kind]


def pending_words(state: RulesState) -> tuple[str, ...]:
    """Return what differs from what counts."""
    names = _names(state)
    return tuple(_change(change, names) for change in state.changes)


def level_changes(state: LevelsState) -> tuple[str, ...]:
    """Return what differs from how the queue's calls are counted today."""
    shown, form, base = state.shown, state.form, state.base
    if shown is None or form is None or base is None or not state.changed:
        return ()
    found = [
        translate("Rules", "{queue}: counted so from {day} on. Days before stay as they were counted.").format(
            queue=words(shown.name), day=form.from_day
        )
    ]
    for field in state.changed:
        before, after = getattr(base, field), getattr(form, field)
        if field == "variant":
            before, after = variant_word(state, before), variant_word(state, after)
        if field != "from_day":
            found.append(f"{field_word(field)}: {before} → {after}")
    return tuple(found)


def field_word(field: str) -> str:
    """Return what a field of a definition is called."""
    return {
        "variant": translate("Rules", "Counted as"),
        "answer_seconds": translate("Rules", "T: answered within (seconds)"),
        "short_seconds": translate("Rules", "S: abandoned sooner is short (seconds)"),
        "target_percent": translate("Rules", "Target (percent)"),
        "from_day": translate("Rules", "From this day on (such as 2026-06-18)"),
    }[field]


def wrong_word(state: LevelsState, code: str) -> str:
    """Return what is wrong with a field of a definition, and how to put it right."""
    return {
        "day_passed": translate("Rules", "This day is over and stays as it was counted. Take {day} or later.").format(
            day=state.today.isoformat()
        ),
        "no_day": translate("Rules", "Write a day, such as {day}.").format(day=state.today.isoformat()),
        "out_of_range": translate("Rules", "A whole number: T 1 to 3600, S 0 to 600, target 1 to 100."),
        "short_too_long": translate("Rules", "S must not be longer than T."),
    }[code]


def variant_word(state: LevelsState, variant: str) -> str:
    """Return what a way to count is called."""
    known = state.levels.variants if state.levels is not None else ()
    return next((words(each.name) for each in known if each.variant == variant), str(variant))


def definition_words(state: LevelsState, definition: LevelDefinition) -> str:
    """Return a definition in one line."""
    text = translate("Rules", "from {day}: {variant}, T {t} s, S {s} s, target {target} %")
    return text.format(
        day=definition.from_day.isoformat(),
        variant=variant_word(state, definition.variant),
        t=definition.answer_seconds,
        s=definition.short_seconds,
        target=definition.target_percent,
    )


def queue_words(levels: QueueLevels) -> str:
    """Return a queue, and whether it goes by a definition of its own."""
    own = levels.own and levels.queue
    return f"{words(levels.name)} ●" if own else words(levels.name)


def _names(state: RulesState) -> Mapping[str, str]:
    found: dict[str, str] = {}
    draft = state.draft
    for document in (draft.base, draft.document) if draft is not None else ():
        for each in entries_of(state.kind, document):
            found[each.code] = _name(each.values, each.code)
    return found


def _name(values: Document, code: str) -> str:
    name = values.get("name")
    texts: LocalText = {key: str(text) for key, text in name.items()} if isinstance(name, dict) else {}
    return name_in(texts, code)


def _change(change: Change, names: Mapping[str, str]) -> str:
    if change.kind is ChangeKind.CHANGED and change.key == ORDER:
        return translate("Rules", "In another order")
    if change.key == "measure":
        values = " → ".join(measure_word(str(each)) for each in (change.before, change.after))
        return f"{names.get(change.code, change.code)} · {values}"
    if change.key == "planned_as":
        known = dict(planned_options())
        values = " → ".join(known.get(str(each or ""), str(each)) for each in (change.before, change.after))
        return f"{names.get(change.code, change.code)} · {key_label('planned_as')}: {values}"
    if change.key == "queues":
        values = " → ".join(value_words("", each) for each in (change.before, change.after))
        return f"{names.get(change.code, change.code)} · {queues_label()}: {values}"
    return change_words(change, names.get(change.code, change.code))
