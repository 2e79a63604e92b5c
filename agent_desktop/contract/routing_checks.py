"""Routing as a document, and what is wrong with one: the rules that a start, an import, the server and the editor
share."""

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem, schema_problem
from agent_desktop.contract.routing import Document, Problem
from agent_desktop.settings_telephony import (
    ROUTING_KEYS,
    TWICE,
    Misfit,
    QueueSettings,
    RoutingFields,
    RoutingSettings,
    misfits_of,
)

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
        told = (each for each in found if each.problem != ProblemCode.VALUE_EMPTY or each.place not in inside)
        return tuple(sorted(told, key=lambda problem: tuple(map(str, problem.place))))
    return tuple(_misfit(each) for each in misfits_of(fields))


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
        return [each.model_dump(mode="json") for each in routing.hours]
    value: JsonValue = routing.model_dump(mode="json", include={key})[key]
    return value


def _plain(queue: QueueSettings, *, defaults: bool = True) -> JsonValue:
    kept: dict[str, JsonValue] = queue.model_dump(mode="json")
    fields = QueueSettings.model_fields
    if defaults:
        return kept
    return {key: value for key, value in kept.items() if fields[key].is_required() or not _is_default(queue, key)}


def _is_default(queue: QueueSettings, key: str) -> bool:
    return bool(getattr(queue, key) == QueueSettings.model_fields[key].get_default(call_default_factory=True))
