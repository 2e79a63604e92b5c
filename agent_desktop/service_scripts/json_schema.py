"""The JSON Schema of scripts, for editors that help with one."""

import json
from typing import Final

from pydantic import JsonValue

from agent_desktop.service_scripts.schema import Script

_TEXTS: Final = frozenset({"title", "say", "text", "label", "help", "confirm"})
_NUMBERS: Final = frozenset({"version", "least", "most"})  # written without quotes they are numbers to an editor
_TEXT: Final[dict[str, JsonValue]] = {
    "type": "object",
    "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
    "required": ["en", "zh"],
    "additionalProperties": False,
}


def script_schema() -> dict[str, JsonValue]:
    """Return the JSON Schema of scripts (draft 2020-12)."""
    schema: dict[str, JsonValue] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= Script.model_json_schema(by_alias=True)
    parts = schema["$defs"]
    assert isinstance(parts, dict)
    for part in (schema, *parts.values()):
        if isinstance(part, dict) and isinstance(properties := part.get("properties"), dict):
            for name, value in properties.items():
                _mend(name, value)
    parts["Text"] = _TEXT
    return schema | {"title": "Agent Desktop service script"}


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(script_schema(), ensure_ascii=False, indent=1) + "\n"


def _mend(name: str, value: JsonValue) -> None:
    """Say of a text that it has both languages, and of what looks like a number that it may."""
    if not isinstance(value, dict):
        return
    if name in _TEXTS and value.get("type") == "object":
        value.clear()
        value["$ref"] = "#/$defs/Text"
    elif name == "variables":
        value["additionalProperties"] = {"$ref": "#/$defs/Text"}
    elif name in _NUMBERS and value.get("type") == "string":
        value["type"] = ["string", "number"]
    elif name == "with":
        value["additionalProperties"] = {"type": ["string", "number"]}
