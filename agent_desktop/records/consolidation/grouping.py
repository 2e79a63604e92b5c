"""Puts accounts into groups, each one person's. Pure.

A group grows by the likeliest pair first, and only where no two of its accounts must stay apart: a chain of pairs
never brings together what no pair would. What people have decided comes first and outranks every score.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from agent_desktop.records.consolidation.evidence import Evidence
from agent_desktop.records.consolidation.pairs import ScoredPair
from agent_desktop.records.consolidation.rules import Doubt, apart_in_group, doubt_about, never_one
from agent_desktop.records.own import OWN_SOURCE

Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The weights (base-2 logarithm of the odds) from which a pair is looked at by a person, and merged."""

    match: float
    merge: float


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people have said of pairs; each pair with the smaller id first, and in one of the two only."""

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A pair for a person to look at, and why."""

    pair: ScoredPair
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Grouping:
    """`groups` are of two accounts or more, in the order of their smallest id; `doubtful` the likeliest first."""

    groups: list[frozenset[UUID]] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)


def pair_of(one: UUID, other: UUID) -> Pair:
    """Return the two ids, the smaller one first."""
    return (one, other) if one < other else (other, one)


def group(
    evidence: Mapping[UUID, Evidence], pairs: Sequence[ScoredPair], thresholds: Thresholds, decisions: Decisions
) -> Grouping:
    """Group accounts by `pairs`, which are scored and the likeliest first."""
    growing = _Groups(evidence, decisions)
    for one, other in sorted(decisions.same):
        if one in evidence and other in evidence:
            growing.join(one, other, by_person=True)
    waiting: list[Doubtful] = []
    for pair in pairs:
        if pair.weight < thresholds.match or never_one(evidence[pair.left], evidence[pair.right]) is not None:
            continue
        doubt = doubt_about(pair.levels) if pair.weight >= thresholds.merge else Doubt.SCORE
        if (evidence[pair.left].source == OWN_SOURCE) != (evidence[pair.right].source == OWN_SOURCE):
            doubt = Doubt.PROSPECT  # what somebody said on the telephone is not merged with a customer unseen
        if doubt is None and not growing.join(pair.left, pair.right):
            doubt = Doubt.GROUP
        if doubt is not None:
            waiting.append(Doubtful(pair, doubt))
    doubtful = [
        each
        for each in waiting
        if (each.pair.left, each.pair.right) not in decisions.apart
        and not growing.together(each.pair.left, each.pair.right)
    ]
    return Grouping(growing.groups(), doubtful)


class _Groups:
    def __init__(self, evidence: Mapping[UUID, Evidence], decisions: Decisions) -> None:
        self._evidence = evidence
        self._decisions = decisions
        self._members: dict[UUID, list[UUID]] = {}

    def together(self, one: UUID, other: UUID) -> bool:
        return self._of(one) is self._of(other)

    def join(self, one: UUID, other: UUID, *, by_person: bool = False) -> bool:
        """Make one group of two; say whether they are together now."""
        ours, theirs = self._of(one), self._of(other)
        if ours is theirs:
            return True
        if any(self._apart(mine, yours, by_person) for mine in ours for yours in theirs):
            return False
        if not by_person and self._mixes(ours, theirs):
            return False
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        ours.extend(theirs)
        for account in ours:
            self._members[account] = ours
        return True

    def groups(self) -> list[frozenset[UUID]]:
        whole = {id(members): members for members in self._members.values() if len(members) > 1}
        return sorted((frozenset(members) for members in whole.values()), key=min)

    def _mixes(self, ours: Iterable[UUID], theirs: Iterable[UUID]) -> bool:
        """Say whether this brings a card that was kept here together with an account of the bank's own: a person's
        word on one card is none on another."""
        kept, other = ({self._evidence[each].source == OWN_SOURCE for each in group} for group in (ours, theirs))
        return len(kept | other) > 1

    def _of(self, account: UUID) -> list[UUID]:
        return self._members.setdefault(account, [account])

    def _apart(self, one: UUID, other: UUID, by_person: bool) -> bool:
        if pair_of(one, other) in self._decisions.apart:
            return True
        if by_person or pair_of(one, other) in self._decisions.same:
            return never_one(self._evidence[one], self._evidence[other]) is not None
        return apart_in_group(self._evidence[one], self._evidence[other])


def pairs_within(groups: Iterable[frozenset[UUID]]) -> set[Pair]:
    """Return every pair of accounts that are in one group."""
    return {pair_of(one, other) for members in groups for one in members for other in members if one < other}
