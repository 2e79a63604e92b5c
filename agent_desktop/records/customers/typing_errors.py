"""Words that are one typing error apart: a letter too many, missing, wrong, or two that changed places.

Two such words have something in common that is left of each when at most one letter is taken away (symmetric deletion,
W. Garbe 2012). So a word's near ones are found by equality alone, which any index can do, and then looked at.
"""

import hashlib
from typing import Final

from agent_desktop.spelling import is_one_error_apart as is_one_error_apart

SHORTEST_ALONE: Final = 4
"""A single word of fewer letters is one error from too many others to be worth the guess."""
SHORTEST_BESIDE: Final = 2
"""Beside other words, which narrow it down, so many letters do."""


def near_hashes(word: str) -> list[int]:
    """Return hashes, as 32-bit signed integers, of `word` and of what is left of it without any one letter.

    As the statements in `sources.search_words` and the migration make them: the first four bytes of the MD5.
    """
    rests = {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
    return sorted({_hash(rest) for rest in rests})


def likeliness(typed: str, meant: str) -> tuple[bool, bool, str]:
    """Return what near words are put in order by, the likeliest first: the first letter is seldom wrong, and two
    letters change places more often than one is another."""
    return (typed[:1] != meant[:1], sorted(typed) != sorted(meant), meant)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.md5(text.encode(), usedforsecurity=False).digest()[:4], "big", signed=True)
