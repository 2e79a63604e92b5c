"""The word that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest_to(word: str, words: Iterable[str]) -> str:
    """Return the one of `words` that is most like `word`, or empty where none is. `explain_credit` is like `explain`:
    a whole word of it counts as much as a slip of the pen."""
    known = list(dict.fromkeys(words))
    lower = word.lower()
    if lower in known:
        return lower
    near = get_close_matches(lower, known, n=1, cutoff=0.75)
    if near:
        return near[0]
    parts = [each for each in known if len(each) > 3 and (lower.startswith(each) or each.startswith(lower))]
    if parts:
        return max(parts, key=len)
    near = get_close_matches(lower, known, n=1, cutoff=0.6)
    return near[0] if near else ""
