"""Routing as a document, and what is wrong with one: the rules that a start, an import, the server and the editor
share."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem, schema_problem
from agent_desktop.contract.routing import Document, Problem
from agent_desktop.contract.routing_hours import hours_problems
from agent_desktop.settings_telephony import (
    ROUTING_KEYS,
    TWICE,
    WEEKDAYS,
    HoursSettings,
    Misfit,
    QueueSettings,
    RoutingFields,
    RoutingSettings,
    misfits_of,
    with_days,
    with_skills,
)
from agent_desktop.settings_types import BEGIN_FIRST

LANGUAGES: Final = ("en", "zh")


def document_of(routing: RoutingFields) -> Document:
    """Return a routing as its document, with every key."""
    return {key: _written(routing, key) for key in ROUTING_KEYS}


def short_document_of(routing: RoutingFields) -> Document:
    """Return a routing as people write it: a queue without the keys that are as they are by default."""
    document = document_of(routing)
    document["queues"] = [_plain(queue, defaults=False) for queue in routing.queues]
    return document


def routing_of(document: Mapping[str, JsonValue]) -> RoutingSettings:
    """Return the routing of a document.

    Raises:
        ValidationError: It is none; `problems_in` says what is wrong.
    """
    return RoutingSettings.model_validate(dict(document))


def problems_in(document: Mapping[str, JsonValue]) -> tuple[Problem, ...]:
    """Return everything that is wrong with a document, by place; what does not fit together once each value is
    right."""
    try:
        fields = RoutingFields.model_validate(dict(document))
    except ValidationError as refused:
        found = [each for error in refused.errors(include_url=False) for each in _problems_of(error)]
        # A list whose only part is wrong counts as an empty one too.
        inside = {each.place[:depth] for each in found for depth in range(1, len(each.place))}
        told = [each for each in found if each.problem != ProblemCode.VALUE_EMPTY or each.place not in inside]
        told += hours_problems(document)  # of what can be read
        return tuple(sorted(told, key=lambda problem: tuple(map(str, problem.place))))
    return (*(_misfit(each) for each in misfits_of(fields)), *hours_problems(document), *_list_problems(fields))


def skill_warnings(routing: Mapping[str, JsonValue], levels: Collection[Mapping[str, int]]) -> tuple[Problem, ...]:
    """Return what is odd about the skills of a document beside what agents have: skills by level, an agent each. It is
    said where the skill stands, and refuses nothing."""
    listed: Any = routing.get("skills") or []
    queues: Any = routing.get("queues") or []
    codes = [str(each.get("code", "")) for each in listed if isinstance(each, dict)]
    needed = {str(skill) for queue in queues if isinstance(queue, dict) for skill in queue.get("needs") or ()}
    held = {skill for each in levels for skill in each}
    found: list[tuple[tuple[str | int, ...], FileProblem]] = []
    for number, code in enumerate(codes):
        if code not in held:
            found.append((("skills", number), file_problem(ProblemCode.SKILL_UNHELD, skill=code)))
        if code not in needed:
            found.append((("skills", number), file_problem(ProblemCode.SKILL_UNASKED, skill=code)))
    unlisted = sorted(held - set(codes))
    found += [(("skills",), file_problem(ProblemCode.SKILL_UNLISTED, skill=code)) for code in unlisted]
    return tuple(Problem(place=place, problem=each.code, details=each.details) for place, each in found)


def _list_problems(routing: RoutingFields) -> Iterator[Problem]:
    """Yield what does not go together and was let pass until ADR 49: a start passes over it, for its centre has to
    work."""
    skills, queues = [each.code for each in routing.skills], [each.code for each in routing.queues]
    for number, queue in enumerate(routing.queues):
        for skill in queue.needs:
            if skill not in skills:
                problem = file_problem(
                    ProblemCode.SKILL_NOT_THERE, skill=skill, allowed=", ".join(skills) or "skills: …"
                )
                yield Problem(place=("queues", number, "needs", skill), problem=problem.code, details=problem.details)
    numbers = [each.number for each in routing.outgoing_numbers]
    for number, own in enumerate(routing.outgoing_numbers):
        if own.number in numbers[:number]:
            problem = file_problem(ProblemCode.NUMBER_TWICE, number=own.number)
            yield Problem(place=("outgoing_numbers", number, "number"), problem=problem.code, details=problem.details)
        for code in own.queues:
            if code not in queues:
                problem = file_problem(ProblemCode.QUEUE_NOT_THERE, queue=code, allowed=", ".join(queues))
                place = ("outgoing_numbers", number, "queues")
                yield Problem(place=place, problem=problem.code, details=problem.details)


LATER_KEYS: Final = ("outgoing_numbers",)
"""What an earlier program did not keep in a version: config.yaml said it, at every start."""


def with_later(document: Mapping[str, JsonValue], said: Mapping[str, JsonValue]) -> Document:
    """Return a document with what an earlier program did not keep in it as `said` has it."""
    return {**{key: said[key] for key in LATER_KEYS if key not in document and key in said}, **document}


def in_form_of_now(document: Mapping[str, JsonValue]) -> Document:
    """Return a document, which an earlier program may have written, as this one writes it; one with mistakes keeps
    them."""
    try:
        return document_of(RoutingFields.model_validate(dict(document)))
    except ValidationError:
        hours = document.get("hours")
        skilled: Any = with_skills(dict(document))
        if not isinstance(hours, list):
            return dict(skilled)
        read: Any = [with_days(each) for each in hours]
        return {**skilled, "hours": read}


def _problems_of(error: ErrorDetails) -> Iterator[Problem]:
    place = tuple(part for part in error["loc"] if part != "[key]")
    limit = str(error.get("ctx", {}).get("limit", ""))
    name = str(next((part for part in reversed(place) if isinstance(part, str)), "…"))
    written = error["input"]
    if error["type"] != "setting":
        problem = schema_problem(error)
    elif "zh:" in limit and isinstance(written, dict):
        for language in LANGUAGES:
            if not str(written.get(language, "")).strip():
                missing = file_problem(ProblemCode.LANGUAGE_MISSING, language=language)
                yield Problem(place=(*place, language), problem=missing.code, details=missing.details)
        return
    elif name == "time_zone":
        problem = file_problem(ProblemCode.TIME_ZONE_UNKNOWN, zone=written)
    elif limit == BEGIN_FIRST:
        problem = file_problem(ProblemCode.SPAN_TURNED_ROUND, span=written)
    elif "…" in limit:
        problem = file_problem(ProblemCode.VALUE_OUT_OF_RANGE, name=name, allowed=limit)
    else:
        problem = file_problem(ProblemCode.VALUE_OF_OTHER_FORM, name=name, form=limit)
    yield Problem(place=place, problem=problem.code, details=problem.details)


def _misfit(misfit: Misfit) -> Problem:
    if misfit.limit == TWICE:
        problem = FileProblem(ProblemCode.CODE_TWICE, {"code": misfit.value})
    elif misfit.place[-1] == "hours":
        problem = file_problem(ProblemCode.HOURS_NOT_THERE, hours=misfit.value, allowed=misfit.limit)
    elif misfit.place == ("default_queue",):
        problem = file_problem(ProblemCode.QUEUE_NOT_THERE, queue=misfit.value, allowed=misfit.limit)
    else:
        problem = file_problem(ProblemCode.QUEUE_APART, queue=misfit.value, allowed=misfit.limit)
    return Problem(place=misfit.place, problem=problem.code, details=problem.details)


def _written(routing: RoutingFields, key: str) -> JsonValue:
    if key == "queues":
        return [_plain(queue) for queue in routing.queues]
    if key == "hours":
        return [_hours_written(each) for each in routing.hours]
    value: JsonValue = routing.model_dump(mode="json", include={key})[key]
    return value


def _hours_written(hours: HoursSettings) -> JsonValue:
    """Write opening hours with their days and spans in order, and without weekdays that are closed."""
    in_order = hours.model_copy(
        update={
            "weekly": {day: tuple(sorted(hours.weekly[day])) for day in WEEKDAYS if hours.weekly.get(day)},
            "days": tuple(
                each.model_copy(update={"open": tuple(sorted(each.open))})
                for each in sorted(hours.days, key=lambda each: each.day)
            ),
        }
    )
    written: JsonValue = in_order.model_dump(mode="json")
    return written


def _plain(queue: QueueSettings, *, defaults: bool = True) -> JsonValue:
    kept: dict[str, JsonValue] = queue.model_dump(mode="json")
    fields = QueueSettings.model_fields
    if defaults:
        return kept
    return {key: value for key, value in kept.items() if fields[key].is_required() or not _is_default(queue, key)}


def _is_default(queue: QueueSettings, key: str) -> bool:
    return bool(getattr(queue, key) == QueueSettings.model_fields[key].get_default(call_default_factory=True))
