"""Every failure's one way out: exception to stable code to HTTP status and `ErrorBody`."""

import traceback
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
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
from starlette.responses import JSONResponse

from agent_desktop.contract.errors import ErrorBody, ErrorCode
from agent_desktop.records.errors import RecordsError
from agent_desktop.service_scripts.errors import ScriptNotFoundError
from telephony.errors import StateChangesTooFastError, TelephonyError

_DISK_FULL: Final = "53100"  # PostgreSQL's code

EXPECTED: Final = (RecordsError, TelephonyError, ScriptNotFoundError)
"""What the parts below the server raise on purpose; each has a code and details."""

_log = structlog.stdlib.get_logger(__name__)

_C = ErrorCode
STATUS: Final[Mapping[ErrorCode, int]] = MappingProxyType(
    {
        _C.REQUEST_NOT_UNDERSTOOD: 422,
        _C.REQUEST_TOO_SLOW: 408,
        _C.NOT_FOUND: 404,
        _C.NOT_ALLOWED: 403,
        _C.STALE_VERSION: 409,
        _C.SEARCH_STOPPED: 409,
        _C.COMMAND_REUSED: 409,
        _C.SERVER_FAILED: 500,
        _C.DATABASE_AWAY: 503,
        _C.WRONG_PASSWORD: 401,
        _C.SIGNED_OUT: 401,
        _C.TOO_MANY_ATTEMPTS: 429,
        _C.VERSION_TOO_OLD: 426,
        _C.CALL_NOT_FOUND: 404,
        _C.CALL_TRANSITION_REFUSED: 409,
        _C.AGENT_NOT_FOUND: 404,
        _C.AGENT_TRANSITION_REFUSED: 409,
        _C.MEND_OVERTAKEN: 409,
        _C.OFFER_GONE: 409,
        _C.NOT_YOUR_CALL: 403,
        _C.ANNOUNCEMENT_UNKNOWN: 404,
        _C.MESSAGE_REFUSED: 409,
        _C.TEMPLATE_UNKNOWN: 404,
        _C.SUPERVISED_ALREADY: 409,
        _C.SUPERVISING: 409,
        _C.RECORDING_PAUSED: 409,
        _C.CALL_IS_RINGING: 409,
        _C.NUMBER_NOT_CALLABLE: 422,
        _C.OUTGOING_NUMBER_UNKNOWN: 422,
        _C.COLLEAGUE_NOT_FREE: 409,
        _C.COLLEAGUE_ELSEWHERE: 409,
        _C.COLLEAGUE_ASKED_ENOUGH: 409,
        _C.OWED_CALL_NOT_FOUND: 404,
        _C.OWED_CALL_REFUSED: 422,
        _C.CALLBACK_NOT_FOUND: 404,
        _C.CALLBACK_REFUSED: 422,
        _C.QUEUE_ELSEWHERE: 409,
        _C.TRANSFER_ALREADY_STARTED: 409,
        _C.HANDOVER_MISSING: 409,
        _C.REASON_NEEDED: 422,
        _C.DECLINE_REASON_NEEDED: 422,
        _C.WRAP_UP_NOT_OVER: 409,
        _C.SEAT_ELSEWHERE: 409,
        _C.STATE_CHANGES_TOO_FAST: 429,
        _C.SIGNATURE_WRONG: 403,
        _C.CARRIER_AWAY: 503,
        _C.CARRIER_REFUSED: 502,
        _C.SOFTPHONE_NOT_SET_UP: 409,
        _C.CUSTOMER_NOT_FOUND: 404,
        _C.INTERACTION_NOT_FOUND: 404,
        _C.INTERACTION_FINISHED: 409,
        _C.DISPOSITION_NEEDED: 422,
        _C.DISPOSITION_UNKNOWN: 422,
        _C.NOTE_TOO_LONG: 422,
        _C.HANDOVER_NOT_FOUND: 404,
        _C.HANDOVER_UNFINISHED: 422,
        _C.HANDOVER_REASON_UNKNOWN: 422,
        _C.DIRECTORY_ENTRY_UNKNOWN: 404,
        _C.FIELD_NOT_REVEALABLE: 422,
        _C.BASIC_CHECK_NEEDED: 403,
        _C.FULL_CHECK_NEEDED: 403,
        _C.VERIFICATION_LOCKED: 403,
        _C.NEEDS_REFUSED: 422,
        _C.CALL_NOT_LINKED: 409,
        _C.CHECK_UNKNOWN: 422,
        _C.CHECK_NOT_UNDERSTOOD: 422,
        _C.CHECK_WITHOUT_CALLER: 409,
        _C.SYSTEM_AWAY: 503,
        _C.SCRIPT_NOT_FOUND: 404,
        _C.KNOWLEDGE_PAGE_NOT_FOUND: 404,
        _C.SCRIPT_ANSWER_REFUSED: 422,
        _C.SCRIPT_ACTION_REFUSED: 422,
        _C.SCRIPT_WRONG: 422,
        _C.SCRIPT_STEP_REFUSED: 409,
        _C.SCRIPT_VERSION_TAKEN: 409,
        _C.SCRIPT_WHY_NEEDED: 422,
        _C.SCRIPT_DEFAULT_NEEDED: 409,
        _C.SECOND_PERSON_NEEDED: 403,
        _C.ALERT_NOT_FOUND: 404,
        _C.ALERT_DECIDED: 409,
        _C.ALERT_REASON_MISSING: 422,
        _C.TASK_NOT_FOUND: 404,
        _C.TASK_REFUSED: 409,
        _C.VALUATION_UNDER_WAY: 409,
        _C.LINK_MODEL_WRONG: 500,
        _C.TOO_FEW_ACCOUNTS: 409,
        _C.LINK_PAIR_NOT_FOUND: 404,
        _C.DOCUMENTS_DIFFER: 409,
        _C.KINDS_DIFFER: 409,
        _C.KEPT_APART: 409,
        _C.ACCOUNTS_CLASH: 409,
        _C.NOT_MERGED: 409,
        _C.LINK_DECISION_NOT_FOUND: 404,
        _C.LINK_DECISION_OVERTAKEN: 409,
        _C.SOURCE_NOT_FOUND: 404,
        _C.SCHEDULE_NOT_FOUND: 404,
        _C.LINK_NOT_UNDOABLE: 409,
        _C.PROSPECT_UNKNOWN: 422,
        _C.PROSPECT_DUPLICATE: 409,
        _C.NOT_A_PROSPECT: 409,
        _C.NUMBER_WRONG: 422,
        _C.NUMBER_NOT_THEIRS: 409,
        _C.NUMBER_NOT_RESTORABLE: 409,
        _C.MANAGER_UNKNOWN: 422,
        _C.HAND_OVER_REASON: 422,
        _C.NOBODY_TO_HAND_OVER: 409,
        _C.CHANGE_NOT_UNDOABLE: 409,
        _C.RECORDING_NOT_FOUND: 404,
        _C.RECORDING_NOT_KEPT: 409,
        _C.RECORDING_DAMAGED: 500,
        _C.RECORDING_HELD: 409,
        _C.RECORDING_GONE: 404,
        _C.RECORDING_KEY_MISSING: 500,
        _C.RECORDING_KEY_WRONG: 500,
        _C.RECORDING_KEY_NEEDED: 500,
        _C.ASSIGNMENT_FILE_WRONG: 500,
        # The desktop's own and the launchers' codes: never an answer of this server. Should one escape, it is ours.
        _C.SERVER_AWAY: 500,
        _C.SERVER_NOT_UNDERSTOOD: 500,
        _C.DESKTOP_FAILED: 500,
        _C.KEYRING_LOCKED: 500,
        _C.KEYRING_UNANSWERED: 500,
        _C.KEYRING_MISSING: 500,
        _C.JOURNAL_UNREADABLE: 500,
        _C.JOURNAL_NOT_WRITTEN: 500,
        _C.ALREADY_RUNNING: 500,
        _C.CONFIG_NOT_FOUND: 500,
        _C.CONFIG_UNREADABLE: 500,
        _C.CONFIG_KEY_UNKNOWN: 500,
        _C.CONFIG_VALUE_WRONG: 500,
        _C.CONFIG_HOLDS_SECRET: 500,
        _C.SECRET_MISSING: 500,
        _C.TLS_NEEDED: 500,
        _C.SERVER_NOT_SECURE: 500,
        _C.PORT_TAKEN: 500,
        _C.DISK_FULL: 503,
        _C.FOLDER_NOT_WRITABLE: 500,
        _C.DATABASE_NOT_STARTED: 500,
        _C.DATABASE_REFUSED: 500,
        _C.DATABASE_TOO_OLD: 500,
        _C.DATABASE_NEWER: 500,
        _C.DATABASE_NOT_EMPTY: 500,
        _C.BACKUP_EXISTS: 500,
        _C.BACKUP_UNREADABLE: 500,
        _C.PART_NOT_INSTALLED: 500,
        _C.PART_NOT_STARTED: 500,
        _C.LIBRARY_MISSING: 500,
        _C.NO_SCREEN: 500,
        _C.MAPPING_WRONG: 500,
        _C.EXTRACT_NOT_FOUND: 500,
        _C.MAPPING_LACKS_SYSTEM: 500,
        _C.LOAD_SHRINKS: 500,
        _C.USER_NAME_TAKEN: 409,
        _C.QUEUE_UNKNOWN: 422,
        _C.SKILL_UNKNOWN: 422,
        _C.REASON_MISSING: 422,
        _C.QUEUES_APART: 422,
        _C.PASSWORD_TOO_SHORT: 422,
        _C.SCRIPT_FILE_WRONG: 500,
        _C.MENU_FILE_WRONG: 500,
        _C.DISPOSITIONS_FILE_WRONG: 500,
        _C.KNOWLEDGE_FILE_WRONG: 500,
        _C.MESSAGES_FILE_WRONG: 500,
        _C.HANDOVER_FILE_WRONG: 500,
        _C.DIRECTORY_FILE_WRONG: 500,
        _C.ALERTS_FILE_WRONG: 500,
        _C.CALLBACKS_FILE_WRONG: 500,
        _C.VERIFICATION_FILE_WRONG: 500,
        _C.VALUE_FILE_WRONG: 500,
        _C.FILE_NOT_WRITABLE: 500,
        _C.ROUTING_WRONG: 422,
        _C.ROUTING_FILE_WRONG: 500,
        _C.MENU_WRONG: 422,
        _C.CALL_LOG_UNREADABLE: 500,
        _C.REPLAY_NEEDS_NO_CALLS: 500,
    }
)


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


def _answer(request: Request, error: Exception) -> JSONResponse:
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
