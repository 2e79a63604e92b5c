"""Whether two words are one typing error apart (ADR 40). Below everything: server and desktop both ask it."""


def is_one_error_apart(typed: str, meant: str) -> bool:
    """Say whether one letter too many, missing or wrong, or two neighbours changed, makes `typed` of `meant`.

    The same word is none.
    """
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    a, b = typed[start:], meant[start:]
    if len(a) > len(b):
        return a[1:] == b
    if len(a) < len(b):
        return a == b[1:]
    return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
