"""Reads a settings file as YAML and refuses what may not stand in one."""

import errno
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
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        content = _loaded(text)
    except FileNotFoundError:
        raise SettingsError("config_not_found", file=str(path)) from None
    except UnicodeDecodeError:
        raise _unreadable(path, "not_utf8") from None
    except OSError as error:
        kinds = {PermissionError: "file_not_allowed", IsADirectoryError: "file_is_folder"}
        reason = errno.errorcode.get(error.errno or 0, "…")
        raise _unreadable(path, kinds.get(type(error), "file_unreadable"), reason=reason) from None
    except KeyTwiceError as error:
        raise _unreadable(path, "key_twice", line=error.line, name=error.name) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        raise _unreadable(path, "not_yaml", line=line, column=str(column)) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _unreadable(path, "not_yaml", line=line, column=str(column)) from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise _unreadable(path, "keys_needed", line=1)
    return {str(key): value for key, value in content.items()}


def _unreadable(path: Path, problem: str, *, line: int | None = None, **details: str) -> SettingsError:
    """Return the refusal; `problem` is a `contract.problems.ProblemCode`, which this low a module may not import."""
    return SettingsError("config_unreadable", file=str(path), line=line, problem={"problem": problem, **details})


class KeyTwiceError(yaml.YAMLError):
    """The key `name` stands in its section again on this line, counted from 1."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(name, line)
        self.name = name
        self.line = line


class _Once(yaml.constructor.SafeConstructor):
    """YAML lets a later key silently win over an earlier one; here that is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise KeyTwiceError(name, key.start_mark.line + 1)
            seen.add(name)
        return super().construct_mapping(node, deep)


class OnceLoader(_Once, yaml.SafeLoader):
    """Reads a settings file on every platform."""


if hasattr(yaml, "CSafeLoader"):

    class _QuickLoader(_Once, yaml.CSafeLoader):
        """Reads it with libyaml, where the platform has that: a tenth of the time."""

    def _loaded(text: str) -> Any:
        try:
            return yaml.load(text, Loader=_QuickLoader)  # noqa: S506  a SafeLoader that refuses a key given twice
        except KeyTwiceError:
            raise
        except yaml.YAMLError:
            return yaml.load(text, Loader=OnceLoader)  # noqa: S506  so that each platform names the same place

else:

    def _loaded(text: str) -> Any:
        return yaml.load(text, Loader=OnceLoader)  # noqa: S506


# Secrets

_SECRET_NAME: Final = re.compile(r"passw|secret|token|credential|api_?key|private_?key|(^|_)key$", re.IGNORECASE)
_SECRET_VALUE: Final = re.compile(
    r"://[^/\s:@]*:[^/\s@]+@"  # a password in an address
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|[?&](password|passfile|sslpassword)="
    r"|^(?!AC[0-9a-f]{32}$)[0-9a-fA-F]{32,}$"  # AC…: the number of an account at Twilio
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
