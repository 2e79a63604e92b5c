"""What can go wrong between the desktop and its server, each by its stable code."""

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue

from agent_desktop.contract.errors import ErrorCode

_log = logging.getLogger(__name__)

_PASSING: Final = frozenset(
    {ErrorCode.SERVER_AWAY, ErrorCode.SERVER_FAILED, ErrorCode.DATABASE_AWAY, ErrorCode.REQUEST_TOO_SLOW}
)
_NONE: Final[Mapping[str, JsonValue]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """One failure as a state carries it: the view turns `code` and `details` into words."""

    code: ErrorCode | str
    details: Mapping[str, JsonValue] = field(default_factory=lambda: _NONE)


class ClientError(Exception):
    """An expected failure. `code` is an `ErrorCode`, or a newer server's code as it came.

    `request_id` names the request in the server's log, empty where there was no answer.
    """

    def __init__(
        self, code: ErrorCode | str, details: Mapping[str, JsonValue] | None = None, *, request_id: str = ""
    ) -> None:
        super().__init__(str(code))
        self.code = known_code(code)
        self.details: Mapping[str, JsonValue] = details or _NONE
        self.request_id = request_id

    @property
    def problem(self) -> Problem:
        """The failure as a state carries it."""
        return Problem(self.code, self.details)

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed later unchanged. What was asked may have been done."""
        return self.code in _PASSING


def known_code(code: ErrorCode | str) -> ErrorCode | str:
    """Return the `ErrorCode` of this value, or the value itself where a newer server made it."""
    try:
        return ErrorCode(code)
    except ValueError:
        return code


def as_client_error(error: Exception) -> ClientError:
    """Return `error` as one a presenter can show; what nobody expected is logged, by class and place only."""
    if isinstance(error, ClientError):
        return error
    place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__)))
    _log.error("a task failed: %s at %s", type(error).__name__, place)
    return ClientError(ErrorCode.DESKTOP_FAILED)
