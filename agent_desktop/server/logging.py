"""Logs that carry ids and facts about the program, never a customer: fields not on the list do not get out."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import structlog

_FIELDS: Final = frozenset(
    {
        # set by structlog
        "event", "level", "logger", "timestamp",
        # who and what, by id
        "request_id", "user_id", "agent_id", "call_id", "offer_id", "interaction_id", "customer_id", "command_id",
        "event_number", "queue_id", "script_id", "load_id", "order_id", "call_sid", "recording_id", "callback_id",
        "campaign_id", "member_id", "complaint_id", "task_id", "redress_id", "deed_id", "filter_id", "export_id",
        "report_id", "person_id",
        # how it went
        "method", "path", "route", "status", "code", "error", "sqlstate", "where", "ms", "seconds",
        "attempt", "attempts", "count", "worker", "kind", "state", "action", "system", "reason", "version", "revision",
        "address", "port", "resumed", "missed", "answers", "events", "tokens", "reports", "orders", "behind",
    }
)  # fmt: skip
_QUIET: Final = ("httpx", "httpcore", "websockets", "sqlalchemy", "alembic", "asyncio", "uvicorn.access")

Event = MutableMapping[str, Any]


def set_up_logging(level: str, form: str, *, stream: TextIO | None = None) -> None:
    """Send all logs of the process to `stream` (standard output), `form` being json or text."""
    shared = (
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        exception_by_place,
        only_listed_fields,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    for old in tuple(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # The one warns of second errors with the database's own words, in which a customer's values may stand; the other
    # writes down, at debug, what the streams carry.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    logging.getLogger("uvicorn.error").setLevel(max(logging.INFO, root.level))


def exception_by_place(_logger: Any, _method: str, event: Event) -> Event:
    """Replace an exception by its class and where it happened: its text may quote a row or a person's words."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-8:]
        event["error"] = type(error).__name__
        event["where"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}" for frame in frames]
    return event


def only_listed_fields(_logger: Any, _method: str, event: Event) -> Event:
    """Drop every field that is not on the list."""
    for name in [name for name in event if name not in _FIELDS and not name.startswith("_")]:
        del event[name]
    return event
