"""A consolidation: reads every account, scores pairs, and turns groups and the review list into what follows.

Reading and scoring take seconds to minutes and hold nothing. Grouping and writing are one transaction under the lock
of whoever changes groups, with what people have said until then.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from time import monotonic
from typing import Protocol
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.evidence import gather
from agent_desktop.records.consolidation.grouping import group
from agent_desktop.records.consolidation.groups import leads_of, regroup
from agent_desktop.records.consolidation.models import ConsolidationRow
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.records.consolidation.repository import AccountRepository, GroupRepository, LinkRepository


class LinkStep(StrEnum):
    READING = "reading"
    PREPARING = "preparing"
    SCORING = "scoring"
    WRITING = "writing"


class LinkProgress(Protocol):
    """Hears which step of `steps` begins; the first is 1."""

    def __call__(self, step: LinkStep, number: int, steps: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What a consolidation came to. `changed` and `left` are accounts that came into, or out of, a group by it."""

    consolidation_id: UUID
    accounts: int
    pairs: int
    groups: int
    grouped: int
    changed: int
    left: int
    doubtful: int
    doubts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, JsonValue]:
        """Return the figures for a file; seconds by step."""
        doubts: dict[str, JsonValue] = dict(self.doubts)
        seconds: dict[str, JsonValue] = dict(self.seconds)
        return {
            "consolidation_id": str(self.consolidation_id),
            "accounts": self.accounts,
            "pairs": self.pairs,
            "groups": self.groups,
            "grouped": self.grouped,
            "changed": self.changed,
            "left": self.left,
            "doubtful": self.doubtful,
            "doubts": doubts,
            "seconds": seconds,
        }


def consolidate(
    open_session: Callable[[], Session], options: LinkOptions, *, now: Callable[[], datetime], progress: LinkProgress
) -> Consolidated:
    """Consolidate every account there is. Run again on the same accounts it changes nothing.

    Raises:
        ModelFileError: The model's file is wrong.
    """
    from agent_desktop.records.consolidation.scoring import Model, score  # a second, for who consolidates

    model = Model.load(options.model)
    started_at, began = now(), monotonic()
    seconds: dict[str, float] = {}

    def step(which: LinkStep) -> None:
        nonlocal began
        if seconds_of := list(seconds):
            seconds[seconds_of[-1]] = round(monotonic() - began, 3)
        began = monotonic()
        seconds[which.value] = 0.0
        progress(which, list(LinkStep).index(which) + 1, len(LinkStep))

    step(LinkStep.READING)
    with closing(open_session()) as session:
        accounts = list(AccountRepository(session).all_accounts())
    step(LinkStep.PREPARING)
    evidence = gather(accounts, options.verified_by)
    step(LinkStep.SCORING)
    pairs = score(evidence, model, at_least=options.thresholds.match)
    step(LinkStep.WRITING)
    known = {each.account_id: each for each in evidence}
    with closing(open_session()) as session, session.begin():
        GroupRepository(session).lock()
        before = GroupRepository(session).all_merged()
        # A person may have merged somebody with an account that came since this run has read: of that group it knows
        # too little to say anything, so it stays as it is, and so do all its accounts.
        unknown = _leads_of_unknown(before, known)
        passed_over = {account for account, lead in before.items() if lead in unknown}
        judged = {account: each for account, each in known.items() if account not in passed_over}
        scored = [pair for pair in pairs if pair.left in judged and pair.right in judged]
        grouping = group(judged, scored, options.thresholds, LinkRepository(session).decisions())
        there = AccountRepository(session).leading_order(judged)  # an account may have gone meanwhile
        groups = [kept for members in grouping.groups if len(kept := [m for m in members if m in there]) > 1]
        leads = leads_of(session, groups, options.verified_by)
        run_id, at = uuid4(), now()
        changed, left = regroup(
            session,
            {account: lead for account, lead in before.items() if account in judged},
            leads,
            at=at,
            by=None,
            detail={"consolidation_id": str(run_id)},
        )
        doubtful = [each for each in grouping.doubtful if each.pair.left in there and each.pair.right in there]
        LinkRepository(session).keep_doubtful(doubtful, among=judged.keys(), at=at)
        GroupRepository(session).add_run(
            ConsolidationRow(
                consolidation_id=run_id,
                started_at=started_at,
                finished_at=at,
                match_weight=options.thresholds.match,
                merge_weight=options.thresholds.merge,
                account_count=len(accounts),
                pair_count=len(pairs),
                group_count=len(groups),
                doubtful_count=len(doubtful),
            )
        )
    seconds[LinkStep.WRITING.value] = round(monotonic() - began, 3)
    return Consolidated(
        consolidation_id=run_id,
        accounts=len(accounts),
        pairs=len(pairs),
        groups=len(groups),
        grouped=len(leads),
        changed=changed,
        left=left,
        doubtful=len(doubtful),
        doubts=dict(Counter(each.doubt.value for each in doubtful)),
        seconds=seconds,
    )


def _leads_of_unknown(merged: Mapping[UUID, UUID], known: Collection[UUID]) -> set[UUID]:
    """Return the leading accounts of the groups that have an account which is not among `known`."""
    return {lead for account, lead in merged.items() if account not in known}
