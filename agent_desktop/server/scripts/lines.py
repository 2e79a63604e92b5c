"""Looks for words in the texts of scripts."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from agent_desktop.contract.scripts import ScriptLine, ScriptLines

MOST_OF_ONE: Final = 20
"""So many lines of a script are told."""


def lines_with(texts: Mapping[str, str], words: str) -> ScriptLines:
    """Return the lines that hold `words` as they stand, in whatever case, of `texts` by their script's id."""
    wanted = words.strip().casefold()
    found = (each for script_id, text in texts.items() for each in islice(_lines(script_id, text, wanted), MOST_OF_ONE))
    return ScriptLines(lines=tuple(found))


def _lines(script_id: str, text: str, wanted: str) -> Iterator[ScriptLine]:
    for number, line in enumerate(text.split("\n"), 1):
        if wanted and wanted in line.casefold():
            yield ScriptLine(script_id=script_id, line=number, text=line.strip())
