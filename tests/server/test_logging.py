"""Logs carry ids and facts, never a customer."""

import ast
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from agent_desktop.server import logging as ours
from agent_desktop.server.logging import set_up_logging

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    yield stream
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()
    root.handlers[:], level = before
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_has_its_time_level_and_ids(stream: io.StringIO) -> None:
    set_up_logging("info", "json", stream=stream)
    structlog.contextvars.bind_contextvars(request_id="r-1")

    structlog.stdlib.get_logger("agent_desktop.x").info("call.answered", call_id="c-1")

    (line,) = lines(stream)
    assert line.pop("timestamp")
    assert line == {
        "event": "call.answered",
        "level": "info",
        "logger": "agent_desktop.x",
        "request_id": "r-1",
        "call_id": "c-1",
    }


def test_fields_that_are_not_on_the_list_do_not_get_out(stream: io.StringIO) -> None:
    set_up_logging("info", "json", stream=stream)

    structlog.stdlib.get_logger("x").info("e", caller_number="+85291234567", note="lost her card", status=200)

    assert "+852" not in stream.getvalue()
    assert "lost" not in stream.getvalue()
    assert lines(stream)[0]["status"] == 200


def test_an_exception_is_told_by_class_and_place_only(stream: io.StringIO) -> None:
    set_up_logging("info", "json", stream=stream)

    try:
        raise ValueError("Chan Tai Man, +85291234567")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        structlog.stdlib.get_logger("x").exception("failed")

    assert "Chan" not in stream.getvalue()
    for line in lines(stream):
        assert line["error"] == "ValueError"
        assert "test_logging.py" in str(line["where"])


def test_text_lines_carry_the_same(stream: io.StringIO) -> None:
    set_up_logging("warning", "text", stream=stream)

    structlog.stdlib.get_logger("x").info("too quiet")
    structlog.stdlib.get_logger("x").warning("stream.behind", behind=3, note="secret")

    assert "stream.behind" in stream.getvalue()
    assert "behind=3" in stream.getvalue()
    assert "secret" not in stream.getvalue()
    assert "too quiet" not in stream.getvalue()


def test_every_field_the_code_logs_is_on_the_list() -> None:
    """A field that is not listed would vanish without a word; this is where its writer hears of it."""
    unlisted: set[str] = set()
    for package in ("agent_desktop/server", "agent_desktop/records", "agent_desktop/demo", "telephony"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if is_log_call(node):
                    fields = {keyword.arg for keyword in node.keywords if keyword.arg}  # type: ignore[attr-defined]
                    unlisted |= {f"{path.name}: {field}" for field in fields - ours._FIELDS - {"exc_info"}}

    assert unlisted == set()


def is_log_call(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func)
    return name == "log_failure" or (
        name.startswith(("_log.", "log.", "self._log."))
        and name.rpartition(".")[2] in ("debug", "info", "warning", "error", "exception", "critical")
    )
