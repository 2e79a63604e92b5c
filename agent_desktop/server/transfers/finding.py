"""What entries of the directory are found by: names in either script, pinyin and its initials, skills, teams. Pure."""

from functools import lru_cache

from agent_desktop.contract.directory import DirectoryEntry
from agent_desktop.records.customers.folding import fold, has_han, pinyin_readings


def found(entries: list[DirectoryEntry], text: str) -> list[DirectoryEntry]:
    """Return the entries of which every word of `text` begins some word, or some pinyin of it."""
    words = fold(text).split()
    return [entry for entry in entries if all(_has(entry, word) for word in words)] if words else entries


def _has(entry: DirectoryEntry, word: str) -> bool:
    texts = (
        *entry.name.values(),
        entry.other_name,
        entry.team,
        entry.extension,
        entry.number,
        *entry.about.values(),
        *entry.site.values(),
        *(text for skill in entry.skills for text in skill.name.values()),
    )
    return any(word in key if not word.isascii() else key.startswith(word) for text in texts for key in _keys(text))


@lru_cache(maxsize=8_192)  # the names of a large centre, read at each key that is pressed
def _keys(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    plain = fold(text)
    words = plain.split()
    keys = [plain, *words]
    digits = "".join(mark for mark in plain if mark.isdigit())
    if digits:
        keys.append(digits)
    if has_han(text):
        for syllables in pinyin_readings("".join(mark for mark in text if mark.isalnum())):
            initials = "".join(syllable[0] for syllable in syllables)
            for start in range(len(syllables)):
                keys += ["".join(syllables[start:]), initials[start:]]
    elif len(words) > 1:
        keys.append("".join(word[0] for word in words))
    return tuple(dict.fromkeys(keys))
