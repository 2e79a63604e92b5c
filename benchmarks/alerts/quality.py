"""How well a score tells robbed customers from others: AUC, precision and recall. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Judged:
    """One customer in one month: the two scores, and the truth."""

    score: float
    largest: float
    kind: str
    is_crime: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """`recalls` are by kind of crime, `false_alarms` by what was taken for one ("" is an ordinary month)."""

    auc: float
    threshold: float
    precision: float
    recall: float
    alarms: int
    recalls: dict[str, float]
    false_alarms: dict[str, int]

    def as_json(self) -> dict[str, JsonValue]:
        return {
            "auc": round(self.auc, 4),
            "threshold": round(self.threshold, 3),
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "alarms": self.alarms,
            "recall_by_kind": {kind: round(value, 4) for kind, value in self.recalls.items()},
            "false_alarms_by_kind": dict(self.false_alarms),
        }


def auc_of(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Return the chance that a robbed one scores above another; ties count half (Mann and Whitney 1947)."""
    order = sorted(range(len(scores)), key=lambda at: scores[at])
    ranks = [0.0] * len(scores)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and scores[order[end]] == scores[order[at]]:
            end += 1
        for place in order[at:end]:
            ranks[place] = (at + 1 + end) / 2
        at = end
    positive = sum(truths)
    total = sum(rank for rank, truth in zip(ranks, truths, strict=True) if truth)
    return (total - positive * (positive + 1) / 2) / (positive * (len(scores) - positive))


def judge(judged: Sequence[Judged], scores: Sequence[float], threshold: float) -> Quality:
    """Return what an alarm from `threshold` on comes to."""
    truths = [each.is_crime for each in judged]
    alarms = [score >= threshold for score in scores]
    hits = sum(alarm and truth for alarm, truth in zip(alarms, truths, strict=True))
    recalls: dict[str, float] = {}
    for kind in sorted({each.kind for each in judged if each.is_crime}):
        of_kind = [alarm for alarm, each in zip(alarms, judged, strict=True) if each.is_crime and each.kind == kind]
        recalls[kind] = sum(of_kind) / len(of_kind)
    false: dict[str, int] = {}
    for alarm, each in zip(alarms, judged, strict=True):
        if alarm and not each.is_crime:
            false[each.kind] = false.get(each.kind, 0) + 1
    count = sum(alarms)
    return Quality(
        auc=auc_of(scores, truths),
        threshold=threshold,
        precision=hits / count if count else 1.0,
        recall=hits / sum(truths),
        alarms=count,
        recalls=recalls,
        false_alarms=dict(sorted(false.items())),
    )


def best_threshold(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Return the threshold with the best F1 on these."""
    pairs = sorted(zip(scores, truths, strict=True), reverse=True)
    positive, hits, best, threshold = sum(truths), 0, 0.0, pairs[0][0]
    for count, (score, truth) in enumerate(pairs, start=1):
        hits += truth
        if count < len(pairs) and pairs[count][0] == score:
            continue
        f1 = 2 * hits / (count + positive)
        if f1 > best:
            best, threshold = f1, score
    return threshold
