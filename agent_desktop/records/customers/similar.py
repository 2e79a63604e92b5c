"""Finds customers whose names fit what was typed but for one typing error in each word."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from agent_desktop.records.customers.models import LONGEST_SEARCH_WORD
from agent_desktop.records.customers.search_repository import Pair, Place, SearchRepository, Token
from agent_desktop.records.customers.typing_errors import (
    SHORTEST_ALONE,
    SHORTEST_BESIDE,
    is_one_error_apart,
    likeliness,
)

MOST_NEAR: Final = 25
"""So many words that one typed word may be meant for are followed up, the likeliest first."""

MOST_TURNED: Final = 16
"""Longer names, mostly firms', are begun at another of their words only, not at every letter."""

_KINDS: Final = ("name", "pinyin")


class SimilarNames:
    """What the words of one search may be meant for. Asks once, when it is made; lists when asked to.

    `said` are all words in their order, `words` those to look for one by one.
    """

    def __init__(self, repository: SearchRepository, words: Sequence[str], said: Sequence[str]) -> None:
        self._repository = repository
        self._words = words
        joined = "".join(said)
        self._turned = _turned(joined)
        self._whole = self._turned if len(joined) <= MOST_TURNED else _in_each_order(said)
        shortest = SHORTEST_BESIDE if len(words) > 1 else SHORTEST_ALONE
        sought = [word for word in words if _is_spelled(word, shortest)]
        sought += [name for name in self._whole if _is_spelled(name, SHORTEST_ALONE)]
        found = repository.list_near(dict.fromkeys(sought))
        self._near = {typed: _near(typed, words_near) for typed, words_near in found.items()}

    def list_whole(self, limit: int) -> Sequence[sa.RowMapping]:
        """Return the customers whose whole name, or the end of one, is one typing error from all that was typed.

        The words written as one are compared, as typed and with what stands at one end moved to the other, because a
        family name is said first or last: so a space may be missing, wrong or too many, and no name is too common.
        """
        names = self._turned + [name for typed in self._whole for name in self._near.get(typed, ())]
        return self._repository.list_by_token(_similar(names), limit, longer=0)

    def list_word_by_word(self, tokens: Sequence[Token], limit: int, *, few: int) -> Sequence[sa.RowMapping]:
        """Return the customers who have every one of `tokens`, which are the words', but for one error in any of them.

        Where one of the words is had by fewer than `few`, each of those is looked at; else those who have them side by
        side.
        """
        near = self._near
        if len(self._words) == 1 or not any(near.get(word) for word in self._words):
            return []
        wider = [[*token, *_similar(near.get(word, ()))] for word, token in zip(self._words, tokens, strict=True)]
        counts = self._repository.count_by_token(wider, few)
        if min(counts) < few:
            return self._repository.list_by_tokens(wider, counts.index(min(counts)), few, limit)
        return self._repository.list_side_by_side(_similar(_corrected(self._words, near)), wider, limit)


def _is_spelled(word: str, shortest: int) -> bool:
    return shortest <= len(word) <= LONGEST_SEARCH_WORD and word.isascii() and word.isalpha()


def _in_each_order(words: Sequence[str]) -> list[str]:
    orders = (words, [words[-1], *words[:-1]], [*words[1:], words[0]])
    return list(dict.fromkeys("".join(order) for order in orders))


def _turned(name: str) -> list[str]:
    """Return what `name`, without spaces, is where it begins at any of its letters: who mistyped the space before the
    family name at the end has left no word to move."""
    return list(dict.fromkeys(name[place:] + name[:place] for place in range(min(len(name), LONGEST_SEARCH_WORD))))


def _near(typed: str, found: Sequence[str]) -> list[str]:
    meant = [word for word in found if is_one_error_apart(typed, word)]
    return sorted(meant, key=lambda word: likeliness(typed, word))[:MOST_NEAR]


def _corrected(words: Sequence[str], near: dict[str, list[str]]) -> list[str]:
    """Return the words written as one, with one of them corrected, as typed and from the last to the first."""
    joined = []
    for place, word in enumerate(words):
        for meant in near.get(word, ()):
            corrected = [*words[:place], meant, *words[place + 1 :]]
            joined += ["".join(corrected), "".join(reversed(corrected))]
    return joined


def _similar(words: Sequence[str]) -> list[Pair]:
    return [Pair(Place.SIMILAR, kind, word) for word in words for kind in _KINDS]
