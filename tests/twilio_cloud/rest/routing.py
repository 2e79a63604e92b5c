"""REST routes: which path takes which request, and how an answer is written."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from tests.twilio_cloud.rest.fields import Field, RestError
from tests.twilio_cloud.world import World

ROOT: Final = "/2010-04-01/Accounts/{AccountSid}"


@dataclass(slots=True)
class Ask:
    """A request that was understood. `form` holds what the form, or the query of a GET, brought."""

    world: World
    path: str
    ids: dict[str, str]
    form: dict[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        return self.form.get(name, default)


@dataclass(slots=True)
class Answer:
    """What is answered: `data` as JSON, or `content`."""

    status: int = 200
    data: Mapping[str, Any] | None = None
    content: bytes = b""
    media_type: str = "application/json"


Handler = Callable[[Ask], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation."""

    method: str
    template: str
    fields: Mapping[str, Field]
    handler: Handler
    pattern: re.Pattern[str] = field(compare=False)


ROUTES: list[Route] = []


def route(method: str, path: str, fields: Mapping[str, Field] | None = None) -> Callable[[Handler], Handler]:
    """Declare an operation; `path` follows the account, unless it begins with the version."""
    template = path if path.startswith("/2010") else ROOT + path

    def declare(handler: Handler) -> Handler:
        parts = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+?)", re.sub(r"\.", r"\\.", template))
        ROUTES.append(Route(method, template, fields or {}, handler, re.compile(parts)))
        return handler

    return declare


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """Return who takes a request.

    Raises:
        RestError: 404 nobody knows the path, 405 not with this method (telephony.md 1.8: a conference's recordings
            cannot be started).
    """
    known: set[str] = set()
    for one in ROUTES:
        match = one.pattern.fullmatch(path)
        if match is not None:
            if one.method == method:
                return one, match.groupdict()
            known.add(one.method)
    if known:
        raise RestError(405, 20004, f"{method} is not allowed on {path}")
    raise RestError(404, 20404, f"The requested resource {path} was not found")


def page(ask: Ask, name: str, items: Sequence[Mapping[str, Any]]) -> Answer:
    """Answer a list, one page of it, with the address of the next (telephony.md 3.3)."""
    size = int(ask.get("PageSize", ask.world.limits.page_size))
    number = int(ask.get("Page", 0))
    start = number * size
    shown = list(items[start : start + size])
    kept = [(key, str(value)) for key, value in ask.form.items() if key not in ("Page", "PageToken", "PageSize")]

    def uri(which: int) -> str:
        return f"{ask.path}?" + urlencode([*kept, ("PageSize", str(size)), ("Page", str(which))])

    more = start + size < len(items)
    return Answer(
        data={
            name: shown,
            "page": number,
            "page_size": size,
            "start": start,
            "end": max(start + len(shown) - 1, 0),
            "uri": uri(number),
            "first_page_uri": uri(0),
            "next_page_uri": uri(number + 1) + f"&PageToken=PA{number + 1}" if more else None,
            "previous_page_uri": uri(number - 1) if number else None,
        }
    )
