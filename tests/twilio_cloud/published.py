"""Checks REST requests that were written down, and what the stand-in answered them, against Twilio's published OpenAPI
(issue 8, proof; telephony.md 8).

`python -m tests.twilio_cloud.published twilio_api_v2010.json requests.jsonl`: the first is in the npm package
`@twilio/cli-core` (MIT), the second is what `Cloud(record_to=…)` wrote.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.twilio_cloud.rest import app
from tests.twilio_cloud.rest.routing import ROUTES

_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "number": (int, float),
    "array": list,
    "object": dict,
}


class Published:
    """The published API."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self._schemas = spec["components"]["schemas"]
        self._paths = {_form(path): operations for path, operations in spec["paths"].items()}

    def faults_of(self, method: str, template: str, fields: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Say what is wrong with a request that was accepted."""
        operation = self._paths.get(_form(template), {}).get(method.lower())
        if operation is None:
            yield f"{method} {template}: no such operation"
            return
        known = self._fields(operation)
        given = list(fields)
        for name, value in given:
            if name not in known:
                yield f"{method} {template}: no field {name}"
            elif not self._fits(known[name], value):
                yield f"{method} {template}: {name}={value!r}"
        for name in self._required(operation):
            if name not in {one for one, _ in given}:
                yield f"{method} {template}: {name} is missing"

    def faults_of_answer(self, method: str, template: str, status: int, answer: Mapping[str, Any]) -> Iterator[str]:
        """Say what is wrong with an answer of the stand-in's."""
        operation = self._paths.get(_form(template), {}).get(method.lower(), {})
        said = operation.get("responses", {}).get(str(status))
        if said is None:
            yield f"{method} {template}: no answer {status}"
            return
        schema = self._schema(said.get("content", {}).get("application/json", {}).get("schema", {}))
        yield from self._faults_within(f"{method} {template} answers", schema, answer)

    def _faults_within(self, where: str, schema: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
        known = schema.get("properties", {})
        yield from (f"{where} without {name}" for name in known if name not in answer)
        for name, value in answer.items():
            if name not in known:
                yield f"{where} {name}, which is no field"
                continue
            kind = self._schema(known[name])
            if not self._is_of(kind, value):
                yield f"{where} {name}={value!r}"
            elif isinstance(value, list):
                items = self._schema(kind.get("items", {}))
                for each in value:
                    if isinstance(each, dict):
                        yield from self._faults_within(f"{where} {name}", items, each)

    def _is_of(self, schema: Mapping[str, Any], value: Any) -> bool:
        if value is None:
            return True
        wanted = schema.get("type", "")
        if wanted in _KINDS and (
            not isinstance(value, _KINDS[wanted]) or isinstance(value, bool) != (wanted == "boolean")
        ):
            return False
        return not isinstance(value, str) or self._fits(schema, value)

    def _fields(self, operation: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
        query = [one for one in operation.get("parameters", []) if one["in"] == "query"]
        return {one["name"]: one["schema"] for one in query} | dict(self._body(operation).get("properties", {}))

    def _required(self, operation: Mapping[str, Any]) -> list[str]:
        return list(self._body(operation).get("required", []))

    def _body(self, operation: Mapping[str, Any]) -> Mapping[str, Any]:
        content = operation.get("requestBody", {}).get("content", {})
        return self._schema(content.get("application/x-www-form-urlencoded", {}).get("schema", {}))

    def _schema(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = schema.get("$ref", "")
        found: Mapping[str, Any] = self._schemas[reference.rpartition("/")[2]] if reference else schema
        return found

    def _fits(self, schema: Mapping[str, Any], value: str) -> bool:
        schema = self._schema(schema)
        if schema.get("type") == "array":
            return self._fits(schema["items"], value)
        if "enum" in schema and value not in schema["enum"]:
            return False
        if "pattern" in schema and not re.search(schema["pattern"], value):
            return False
        kinds = {"integer": r"-?\d+", "boolean": r"(?i:true|false)", "number": r"-?\d+(\.\d+)?"}
        return re.fullmatch(kinds.get(schema.get("type", ""), r"(?s:.*)"), value) is not None


def check_routes(published: Published) -> list[str]:
    """Say what the stand-in takes that Twilio does not publish."""
    assert app.LOADED
    return [
        fault
        for route in ROUTES
        if route.template.endswith(".json")
        for fault in published.faults_of(route.method, route.template, ())
        if "missing" not in fault
    ] + [
        f"{route.method} {route.template}: no field {name}"
        for route in ROUTES
        if route.template.endswith(".json")
        for name in route.fields
        if any("no field" in one for one in published.faults_of(route.method, route.template, [(name, "")]))
    ]


def check_requests(published: Published, lines: Iterable[str]) -> list[str]:
    """Say what is wrong with the requests that were accepted, each once."""
    found: dict[str, None] = {}
    for line in lines:
        one = json.loads(line)
        if one["status"] < 300 and (one["template"] or "").endswith(".json"):
            for fault in published.faults_of(one["method"], one["template"], one["fields"]):
                found[fault] = None
    return list(found)


def check_answers(published: Published, lines: Iterable[str]) -> list[str]:
    """Say what is wrong with the answers that requests got, each once; only good ones in JSON were written down."""
    found: dict[str, None] = {}
    for line in lines:
        one = json.loads(line)
        if "answer" in one:
            for fault in published.faults_of_answer(one["method"], one["template"], one["status"], one["answer"]):
                found[fault] = None
    return list(found)


def _form(path: str) -> str:
    return re.sub(r"\{\w+\}", "{}", path)


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    parser = argparse.ArgumentParser(prog="tests.twilio_cloud.published", description=__doc__)
    parser.add_argument("spec", type=Path)
    parser.add_argument("requests", type=Path, nargs="*")
    given = parser.parse_args()
    published = Published(json.loads(given.spec.read_text("utf-8")))
    faults = check_routes(published)
    for path in given.requests:
        lines = path.read_text("utf-8").splitlines()
        faults += check_requests(published, lines) + check_answers(published, lines)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
