"""The words a person reads for each error code, from `resources/words`, one file a language."""

from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal

import yaml

from agent_desktop.settings import resources_folder

Language = Literal["en", "zh"]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")
_FILES: Final = MappingProxyType({"en": "en.yaml", "zh": "zh_CN.yaml"})
_VALUES: Final = "values"
_SAYINGS: Final = "sayings"
_PROBLEMS: Final = "problems"
_NO_CODES: Final = frozenset({_VALUES, _SAYINGS, _PROBLEMS})
_UNKNOWN: Final = "unknown"
_MISSING: Final = "…"


class _Details(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return _MISSING


@cache
def _file(language: Language) -> dict[str, Any]:
    path = resources_folder() / "words" / _FILES[language]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # by LibYAML in a tenth of the time, where PyYAML has it
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  both are safe
    return content


def language_of(locale: str) -> Language:
    """Return the language of a locale's name such as `zh_CN.UTF-8`: Chinese, or English for every other."""
    return "zh" if locale.lower().startswith("zh") else "en"


def words_for(code: str, language: Language, /, **details: object) -> str:
    """Return what to tell a person about `code`, with `details` filled in.

    A detail that is missing shows as `…`. A code this version does not know has words too: a newer server may send
    one. Never raises for either.
    """
    words = _file(language)
    filled = _Details({name: _shown(value, words) for name, value in details.items() if not _is_nothing(value)})
    filled.setdefault("code", code)
    entry: str | dict[str, Any] = words[code] if code in words and code not in _NO_CODES else words[_UNKNOWN]
    if isinstance(entry, str):
        sentences = [entry]
    else:
        sentences = [entry["text"], *(more for name, more in entry["with"].items() if name in filled)]
    between = "" if language == "zh" else " "
    return between.join(sentence.format_map(filled).strip() for sentence in sentences)


def say(name: str, language: Language, /, **details: object) -> str:
    """Return what a command prints on its way; `name` is a key of `sayings`, which has to be there."""
    words = _file(language)
    text: str = words[_SAYINGS][name]
    return text.format_map(_Details({name: _shown(value, words) for name, value in details.items()}))


def problem_in_words(code: str, language: Language, /, **details: object) -> str:
    """Return what is wrong, by the code of a problem; one this version does not know is said by its code."""
    words = _file(language)
    text: str = words[_PROBLEMS].get(code, code)
    return text.format_map(_Details({name: str(value) for name, value in details.items()}))


def _is_nothing(value: object) -> bool:
    return value is None or value in ("", [], ())


def _shown(value: object, words: dict[str, Any]) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(part, words) for part in value)
    if isinstance(value, dict) and value.get("problem") in words[_PROBLEMS]:
        # What people wrote in a file stays as they wrote it, even where it is also a word of ours.
        sentence: str = words[_PROBLEMS][value["problem"]]
        return sentence.format_map(_Details({name: str(detail) for name, detail in value.items()}))
    values: dict[str, str] = words[_VALUES]
    return values.get(str(value), str(value))
