"""What a REST request may carry: names, types, ranges and words; everything else is refused (issue 8 point 8).

Twilio itself drops unknown names without a word (telephony.md 8), so that a typing error would pass; here it gets 400.
The names are those of the published API; one that the stand-in cannot play is not listed, and refused as well.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.twilio_cloud.lines import is_endpoint
from tests.twilio_cloud.sids import is_sid

UNKNOWN: Final = 20001
INVALID: Final = 20422


class RestError(Exception):
    """An answer that is no success: Twilio's `{code, message, more_info, status}` (telephony.md 3.2)."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def not_found(what: str) -> RestError:
    """The answer for what is not there, or over (telephony.md 3.2: 20404)."""
    return RestError(404, 20404, f"The requested resource {what} was not found")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter. `read` raises ValueError for a value that is none; `many`: it may come several times."""

    read: Callable[[str], Any]
    code: int = INVALID
    many: bool = False
    required: bool = False
    missing: int = INVALID


def text(longest: int = 4096, *, shortest: int = 0) -> Callable[[str], str]:
    """Words up to so many characters."""

    def read(value: str) -> str:
        if not shortest <= len(value) <= longest:
            raise ValueError(f"{shortest} to {longest} characters")
        return value

    return read


def number(low: int, high: int) -> Callable[[str], int]:
    """A whole number within a range."""

    def read(value: str) -> int:
        if not re.fullmatch(r"-?\d+", value) or not low <= int(value) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(value)

    return read


def flag(value: str) -> bool:
    """True or false, as the SDK writes them."""
    if value.lower() not in ("true", "false"):
        raise ValueError("true or false")
    return value.lower() == "true"


def choice(*words: str) -> Callable[[str], str]:
    """One of some words."""

    def read(value: str) -> str:
        if value not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return value

    return read


def sid(prefix: str) -> Callable[[str], str]:
    """An id of that kind."""

    def read(value: str) -> str:
        if not is_sid(value, prefix):
            raise ValueError(f"{prefix} and 32 hexadecimal digits")
        return value

    return read


def url(value: str) -> str:
    """An absolute http(s) address; empty is none."""
    if value and not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise ValueError("an absolute URL")
    return value


def endpoint(value: str) -> str:
    """Something that can be called (telephony.md 1.3)."""
    if not is_endpoint(value):
        raise ValueError("E.164, sip:, client: or app:")
    return value


def phone(value: str) -> str:
    """A number in E.164."""
    if not re.fullmatch(r"\+\d{6,15}", value):
        raise ValueError("E.164")
    return value


def amount(value: str) -> float:
    """A sum of money."""
    if not re.fullmatch(r"\d+(\.\d{1,2})?", value):
        raise ValueError("a sum")
    return float(value)


method: Final = Field(choice("GET", "POST"))
link: Final = Field(url, 21609)
yes_no: Final = Field(flag)


def paging(**fields: Field) -> Mapping[str, Field]:
    """The parameters of a list, with those that page it (telephony.md 3.3: at most 1000 a page)."""
    return fields | {
        "PageSize": Field(number(1, 1000)),
        "Page": Field(number(0, 1_000_000)),
        "PageToken": Field(text(100)),
    }


def read_form(pairs: Iterable[tuple[str, str]], fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return what a request brings, by name.

    Raises:
        RestError: A name is unknown, comes twice or is missing, or a value is none.
    """
    found: dict[str, Any] = {}
    for name, value in pairs:
        field = fields.get(name)
        if field is None:
            raise RestError(400, UNKNOWN, f"Unknown parameter {name}")
        try:
            read = field.read(value)
        except ValueError as error:
            raise RestError(400, field.code, f"Invalid {name} {value!r}: {error}") from error
        if field.many:
            found.setdefault(name, []).append(read)
        elif name in found:
            raise RestError(400, INVALID, f"{name} came twice")
        else:
            found[name] = read
    for name, field in fields.items():
        if field.required and name not in found:
            raise RestError(400, field.missing, f"No {name} given")
    return found
