"""Every failure's one way out: exception to stable code to HTTP status and `ErrorBody`."""

import traceback
from http import HTTPStatus
from typing import Final

import psycopg
import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import JsonValue
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from agent_desktop.contract.errors import ErrorBody, ErrorCode
from agent_desktop.records.errors import RecordsError
from agent_desktop.server.statuses import STATUS
from agent_desktop.service_scripts.errors import ScriptNotFoundError
from telephony.database import is_collision
from telephony.errors import StateChangesTooFastError, TelephonyError

_DISK_FULL: Final = "53100"  # PostgreSQL's code

EXPECTED: Final = (RecordsError, TelephonyError, ScriptNotFoundError)
"""What the parts below the server raise on purpose; each has a code and details."""

_log = structlog.stdlib.get_logger(__name__)

_C = ErrorCode


class ServerError(Exception):
    """An expected failure of the server itself. `details` carries what the words need, never a customer's value."""

    code: ErrorCode = ErrorCode.SERVER_FAILED

    def __init__(self, **details: JsonValue) -> None:
        super().__init__(self.code)
        self.details = details


class NotAllowedError(ServerError):
    code = ErrorCode.NOT_ALLOWED


class KnowledgePageNotFoundError(ServerError):
    """There is no such knowledge page, or none any longer."""

    code = ErrorCode.KNOWLEDGE_PAGE_NOT_FOUND


class SearchStoppedError(ServerError):
    """Whoever asked wants its answer no longer: they typed on, or gave up."""

    code = ErrorCode.SEARCH_STOPPED


class CommandReusedError(ServerError):
    code = ErrorCode.COMMAND_REUSED


class WrongPasswordError(ServerError):
    code = ErrorCode.WRONG_PASSWORD


class SignedOutError(ServerError):
    code = ErrorCode.SIGNED_OUT


class TooManyAttemptsError(ServerError):
    """`seconds` says how long to wait."""

    code = ErrorCode.TOO_MANY_ATTEMPTS


class VersionTooOldError(ServerError):
    code = ErrorCode.VERSION_TOO_OLD


class UserNameTakenError(ServerError):
    code = ErrorCode.USER_NAME_TAKEN


class ReasonMissingError(ServerError):
    """Something is to be set right by hand, and nobody says why."""

    code = ErrorCode.REASON_MISSING


class ExportRefusedError(ServerError):
    """`problem`, and the `field` that it is about: column_unknown, filter_unknown, time_zone_unknown, format_unknown,
    too_many_rows."""

    code = ErrorCode.EXPORT_REFUSED


class FileNotWritableError(ServerError):
    """`file`: where figures or weights were to go."""

    code = ErrorCode.FILE_NOT_WRITABLE


class QueueUnknownError(ServerError):
    """`queue`, `known`: the code that no queue has, and those that there are."""

    code = ErrorCode.QUEUE_UNKNOWN


class SkillUnknownError(ServerError):
    """`skill`, `known`: what the routing does not list, and what it lists."""

    code = ErrorCode.SKILL_UNKNOWN


class QueuesApartError(ServerError):
    """`queue`: one of another group than the person's other queues."""

    code = ErrorCode.QUEUES_APART


class PasswordTooShortError(ServerError):
    """`least` says how many characters there must be."""

    code = ErrorCode.PASSWORD_TOO_SHORT


COLLIDED: Final = "agent_desktop_collided"
TRIES_LEFT: Final = "agent_desktop_tries_left"
"""Where a request's scope says that its transaction was undone for another's sake, and how often it is done again."""


def error_body(error: BaseException, request_id: str) -> tuple[int, ErrorBody]:
    """Return the HTTP status and the body that tell `error` to whoever asked. Never fails."""
    if isinstance(error, (ServerError, *EXPECTED)):
        code = _known(str(error.code))
        return STATUS[code], ErrorBody(code=code, details=dict(error.details), request_id=request_id)
    if isinstance(error, RequestValidationError):
        names: list[JsonValue] = [*sorted({_field(part["loc"]) for part in error.errors()})]
        return 422, ErrorBody(code=_C.REQUEST_NOT_UNDERSTOOD, details={"fields": names}, request_id=request_id)
    if isinstance(error, HTTPException):
        code = {401: _C.SIGNED_OUT, 403: _C.NOT_ALLOWED, 404: _C.NOT_FOUND}.get(
            error.status_code, _C.REQUEST_NOT_UNDERSTOOD
        )
        return error.status_code, ErrorBody(code=code, request_id=request_id)
    if isinstance(getattr(error, "orig", None), psycopg.errors.DiskFull):
        code = _C.DISK_FULL
    else:
        code = _C.DATABASE_AWAY if is_database_away(error) else _C.SERVER_FAILED
    return STATUS[code], ErrorBody(code=code, request_id=request_id)


def is_database_away(error: BaseException) -> bool:
    """Say whether `error` means that the database cannot be reached, or could not do it in time."""
    if isinstance(error, PoolTimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    # OperationalError in psycopg holds lost connections, shut-downs, lock and statement time-outs.
    return error.connection_invalidated or type(error).__name__ in ("OperationalError", "InterfaceError")


def install_error_handlers(app: FastAPI) -> None:
    """Give every failure of a route its one answer."""
    for kind in (ServerError, *EXPECTED, RequestValidationError, HTTPException, SQLAlchemyError):
        app.add_exception_handler(kind, _answer)


def error_response(request_id: str, error: BaseException) -> JSONResponse:
    """Log `error` as its kind deserves and return the answer that tells it."""
    status, body = error_body(error, request_id)
    headers = {"X-Request-Id": request_id}
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log_failure("request.failed", error, code=str(body.code))
        if _sqlstate(error) == _DISK_FULL:
            # A desktop hears that the database is away and tries again; who looks after the server must hear why.
            _log.error("database.disk_full", code=_C.DISK_FULL.value)
    if isinstance(error, (TooManyAttemptsError, StateChangesTooFastError)):
        headers["Retry-After"] = str(error.details.get("seconds", 60))
    if status == HTTPStatus.REQUEST_TIMEOUT:
        headers["Connection"] = "close"  # the rest of the body is not waited for
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body.model_dump(mode="json"), status_code=status, headers=headers)


def log_failure(event: str, error: BaseException, **ids: str) -> None:
    """Log where `error` came from. Its message is left out: it may quote a row or a customer's words."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}" for frame in frames]
    _log.error(event, error=type(error).__name__, sqlstate=_sqlstate(error), where=where, **ids)


def _sqlstate(error: BaseException) -> str | None:
    sqlstate: str | None = getattr(getattr(error, "orig", None), "sqlstate", None)
    return sqlstate


def _answer(request: Request, error: Exception) -> Response:
    if is_collision(error) and request.scope.get(TRIES_LEFT, 0) > 0:
        request.scope[COLLIDED] = True
        _log.warning("request.again", sqlstate=_sqlstate(error))
        return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)  # nobody gets it: `RequestMiddleware` asks again
    return error_response(request.scope.get("request_id", ""), error)


def _field(loc: tuple[int | str, ...]) -> str:
    """Name a field without its place (body, query, path); an unknown field's own name is the sender's, so keep it."""
    names = [str(part) for part in loc[1:] if not isinstance(part, int)]
    return ".".join(names) or str(loc[0])


def _known(code: str) -> ErrorCode:
    try:
        return ErrorCode(code)
    except ValueError:
        return ErrorCode.SERVER_FAILED
