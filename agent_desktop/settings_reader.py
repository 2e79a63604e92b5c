"""Reads a settings file as YAML and refuses what may not stand in one."""

import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import JsonValue


class SettingsError(Exception):
    """A settings file cannot be used. `code` is an error code; `details` always name the `file`."""

    def __init__(self, code: str, **details: JsonValue) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


def read_settings_file(path: Path) -> dict[str, Any]:
    """Return the sections of the file, empty where it holds none.

    Raises:
        SettingsError: config_not_found or config_unreadable, with the line where YAML knows it.
    """
    try:
        text = path.read_text(encoding="utf-8")
        content = yaml.load(text, Loader=OnceLoader)  # noqa: S506  a SafeLoader that refuses a key given twice
    except FileNotFoundError:
        raise SettingsError("config_not_found", file=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise SettingsError("config_unreadable", file=str(path), line=None, reason=str(reason)) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise SettingsError("config_unreadable", file=str(path), line=line, reason=str(error.problem)) from None
    except yaml.YAMLError as error:
        raise SettingsError(
            "config_unreadable", file=str(path), line=None, reason=str(error).partition("\n")[0]
        ) from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise SettingsError("config_unreadable", file=str(path), line=1, reason="server: …")
    return {str(key): value for key, value in content.items()}


class OnceLoader(yaml.SafeLoader):
    """YAML lets a later key silently win over an earlier one; here that is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value}: 2 ×", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


# Secrets

_SECRET_NAME: Final = re.compile(r"passw|secret|token|credential|api_?key|private_?key|(^|_)key$", re.IGNORECASE)
_SECRET_VALUE: Final = re.compile(
    r"://[^/\s:@]*:[^/\s@]+@"  # a password in an address
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|[?&](password|passfile|sslpassword)="
    r"|^[0-9a-fA-F]{32,}$"
)


def refuse_secrets(content: Mapping[str, Any], file: str, known: Set[str]) -> None:
    """See that nothing looks like a secret; `known` are the keys that are none whatever their name.

    Raises:
        SettingsError: config_holds_secret, with the key and never the value.
    """
    for key, value in _leaves(content):
        if (key not in known and _SECRET_NAME.search(key.rpartition(".")[2])) or _SECRET_VALUE.search(value):
            raise SettingsError("config_holds_secret", file=file, key=key)


def _leaves(content: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from _leaves(value, f"{key}.{name}".lstrip("."))
    elif isinstance(content, list):
        for value in content:
            yield from _leaves(value, key)
    else:
        yield key, str(content)
