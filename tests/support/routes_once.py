"""Routes that a process has looked at once are not looked at again.

Each centre of a test builds the whole server anew: some two hundred times the same function of the same file, with the
same annotations. FastAPI reads all of them, a third of what a centre costs. Here the second reading is the first one's,
for an endpoint of the same code that is declared alike; what each route calls is always its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import CodeType, FunctionType
from typing import Annotated, Any, Final, get_args, get_origin

import pytest
from fastapi import routing
from fastapi.dependencies import models
from pydantic.fields import FieldInfo

_SET: Final = tuple(routing._APIRouteLike.__annotations__)
"""What a reading leaves on a route."""
_OWN: Final = "dependency_overrides_provider"
"""The application, which no two routes of two servers share."""


@dataclass(frozen=True, slots=True)
class _Read:
    annotated: dict[str, Any]
    annotations: dict[str, Any]
    defaults: tuple[tuple[Any, ...] | None, dict[str, Any] | None]
    declared: dict[str, Any]
    left: dict[str, Any]

    def is_of(self, endpoint: FunctionType, declared: dict[str, Any]) -> bool:
        return (
            (
                _are_same(self.annotated, endpoint.__annotations__)
                or self.annotations == _comparable(endpoint.__annotations__)
            )
            and self.defaults == (endpoint.__defaults__, endpoint.__kwdefaults__)
            and self.declared == declared
        )


@contextmanager
def routes_read_once() -> Iterator[None]:
    """Have FastAPI read each route once for the length of the block."""
    read = routing._populate_api_route_state
    known: dict[tuple[object, ...], _Read] = {}

    def read_once(route: Any, path: str, endpoint: Callable[..., Any], **declared: Any) -> None:
        if not isinstance(endpoint, FunctionType) or hasattr(endpoint, "__wrapped__"):
            read(route, path, endpoint, **declared)
            return
        app = declared.pop(_OWN, None)
        key = (type(route), path, endpoint.__code__, tuple(sorted(declared.get("methods") or ())))
        found = known.get(key)
        if found is None or not found.is_of(endpoint, declared):
            read(route, path, endpoint, **declared, **{_OWN: app})
            left = {name: getattr(route, name) for name in _SET if name not in ("endpoint", _OWN)}
            defaults = (endpoint.__defaults__, endpoint.__kwdefaults__)
            annotated = endpoint.__annotations__
            known[key] = _Read(dict(annotated), _comparable(annotated), defaults, declared, _apart(left))
            return
        for name, value in _apart(found.left).items():
            setattr(route, name, value)
        route.endpoint = endpoint
        setattr(route, _OWN, app)
        dependant = found.left["dependant"]
        route.dependant = replace(dependant, call=endpoint, dependencies=list(dependant.dependencies))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routing, "_populate_api_route_state", read_once)
        patch.setattr(routing, "_extract_endpoint_context", _by_code(routing._extract_endpoint_context))
        for kind in ("_is_gen_callable_cached", "_is_async_gen_callable_cached", "_is_coroutine_callable_cached"):
            look = getattr(models, kind).__wrapped__
            patch.setattr(models, kind, _by_code(look, function_of=lambda identity: identity.call))
        yield


def _by_code(
    look: Callable[[Any], Any], function_of: Callable[[Any], Any] = lambda function: function
) -> Callable[[Any], Any]:
    """Return `look`, which says the same of all functions of one code. FastAPI keeps what it said of each function, and
    with four thousand of them thirty servers that are long gone."""
    known: dict[CodeType, Any] = {}

    def look_once(given: Any) -> Any:
        function = function_of(given)
        if not isinstance(function, FunctionType) or hasattr(function, "__wrapped__"):
            return look(given)
        if function.__code__ not in known:
            known[function.__code__] = look(given)
        return known[function.__code__]

    return look_once


def _are_same(some: dict[str, Any], others: dict[str, Any]) -> bool:
    return some.keys() == others.keys() and all(each is others[name] for name, each in some.items())


def _comparable(annotations: dict[str, Any]) -> dict[str, Any]:
    """Return annotations that are equal where they say the same: a `Query` by what was set in it."""
    return {
        name: [_set_in(part) for part in (each, *getattr(each, "__metadata__", ()))]
        for name, each in annotations.items()
    }


def _set_in(part: Any) -> Any:
    if isinstance(part, FieldInfo):
        return type(part), part.metadata, part.default, part.alias
    return part if get_origin(part) is not Annotated else get_args(part)[0]


def _apart(values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` with containers of their own."""
    return {name: value.copy() if isinstance(value, (list, dict, set)) else value for name, value in values.items()}
