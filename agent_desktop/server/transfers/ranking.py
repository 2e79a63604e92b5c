"""Best match first: who stands where in the directory, and why. Pure.

Points, so that each reason weighs as said here and nowhere else: who has what the call needs goes before who is free at
once, and that before the language, a favourite and a small load. Whoever cannot be called goes last, with why.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from agent_desktop.contract.directory import DirectoryEntry, EntryKind, Favourite, Match, PersonState, TeamRole, WayOver

OWN_TEAM: Final = 1_000
SKILL: Final = 100
LEVEL: Final = 5
"""For each level of a wanted skill, 1 to 5."""
LANGUAGE: Final = 25
FAVOURITE: Final = 10
LOAD: Final = 3
"""Taken off for each thing in hand."""
NOT_CALLABLE: Final = 300
"""Taken off where nothing can be done with an entry now."""
STATE: Final = {
    PersonState.READY: 60,
    PersonState.RINGING: 45,
    PersonState.WRAP_UP: 40,
    PersonState.ON_CALL: 30,
    PersonState.NOT_READY: 10,
    PersonState.OFFLINE: 0,
}
LONGEST_WAIT: Final = 20
"""The most that is taken off for waiting: a point for each half minute."""
_HALF_MINUTE: Final = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the call asks for: skills by code, and the language of the caller (ISO 639), empty where nobody knows."""

    skills: frozenset[str] = frozenset()
    language: str = ""


def ranked(entries: Iterable[DirectoryEntry], wanted: Wanted) -> list[DirectoryEntry]:
    """Return the entries, best match first, each with its score and why."""
    scored = [_scored(entry, wanted) for entry in entries]
    return sorted(scored, key=_place)


def _place(entry: DirectoryEntry) -> tuple[int, int, str]:
    waits = entry.wait_seconds if entry.wait_seconds is not None else 1_000_000
    return -entry.score, waits, entry.name.get("en", "").casefold()


def _scored(entry: DirectoryEntry, wanted: Wanted) -> DirectoryEntry:
    matches: list[Match] = []
    score = 0
    if entry.role is not TeamRole.NONE:
        score, matches = OWN_TEAM, [Match.OWN_TEAM]
    levels = [skill.level for skill in entry.skills if skill.code in wanted.skills]
    if levels:
        score += SKILL + LEVEL * max(levels)
        matches.append(Match.SKILL)
    if wanted.language and wanted.language in entry.languages:
        score += LANGUAGE
        matches.append(Match.LANGUAGE)
    elif wanted.language and entry.languages:
        score -= LANGUAGE
    if entry.favourite is not Favourite.NONE:
        score += FAVOURITE
        matches.append(Match.FAVOURITE)
    if entry.kind is EntryKind.PERSON and entry.state is not None:
        score += STATE[entry.state] - LOAD * entry.load
    if entry.wait_seconds is not None:
        score -= min(LONGEST_WAIT, entry.wait_seconds // _HALF_MINUTE)
    if WayOver.CONSULT in entry.can and entry.kind is EntryKind.PERSON:
        matches.append(Match.READY)
    if not entry.can - {WayOver.CALL_BACK} and entry.role is TeamRole.NONE:
        score -= NOT_CALLABLE
    return entry.model_copy(update={"score": score, "matches": tuple(matches)})


def filtered(
    entries: Iterable[DirectoryEntry], *, team: str = "", language: str = "", available: bool = False
) -> list[DirectoryEntry]:
    """Return those of a team, who speak a language, and, where asked so, whom something can be done with now."""
    return [
        entry
        for entry in entries
        if (not team or entry.team == team)
        and (not language or language in entry.languages)
        and (not available or entry.can - {WayOver.CALL_BACK})
    ]


def languages_of(entries: Iterable[DirectoryEntry]) -> Collection[str]:
    """Return every language that is spoken by any of them."""
    return sorted({language for entry in entries for language in entry.languages})
