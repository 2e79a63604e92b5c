"""Decides on the review list: which pair shows, what is shown clear, and what a person says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.consolidation import (
    AccountGroup,
    Consolidations,
    DecidePair,
    LinkField,
    LinkSide,
    PairEvidence,
    RevealedPair,
    RevealPair,
    ReviewList,
    TakeBack,
    WaitingPair,
)
from agent_desktop.contract.errors import ErrorCode


class ReviewKind(StrEnum):
    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"
    FAILED = "failed"  # nothing to show; `problem` says why


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, and the id it may be taken back by."""

    is_same: bool
    left: LinkSide
    right: LinkSide
    pair_id: UUID
    decision_id: UUID


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Everything the window draws. `clear` are values shown clear of the pair that shows, left and right.

    `evidence` is None until it came. `busy`: a decision is on its way. `decisions` may be taken back, the last one
    first. `runs` is what came of the last consolidation, and how one goes on. `problem` beside a list says why
    something was not done.
    """

    kind: ReviewKind = ReviewKind.LOADING
    pairs: tuple[WaitingPair, ...] = ()
    total: int = 0
    consolidated_at: datetime | None = None
    runs: Consolidations | None = None
    selected: UUID | None = None
    evidence: PairEvidence | None = None
    clear: Mapping[LinkField, tuple[str, str]] = field(default_factory=dict)
    busy: bool = False
    decisions: tuple[Said, ...] = ()
    problem: Problem | None = None

    @property
    def said(self) -> Said | None:
        """What was said last and was not taken back; that goes first."""
        return self.decisions[-1] if self.decisions else None

    @property
    def may_decide(self) -> bool:
        """Both sides are on the screen, and nothing is on its way."""
        return self.evidence is not None and not self.busy


class ReviewServer(Protocol):
    """The part of `client.consolidation_api.ConsolidationApi` that is used here."""

    def pairs(self) -> ReviewList: ...

    def runs(self) -> Consolidations: ...

    def pair(self, pair_id: UUID) -> PairEvidence: ...

    def reveal(self, pair_id: UUID, command: RevealPair) -> RevealedPair: ...

    def decide(self, pair_id: UUID, command: DecidePair) -> AccountGroup: ...

    def take_back(self, decision_id: UUID, command: TakeBack) -> AccountGroup: ...


class ReviewPresenter(Shows[ReviewState]):
    """Shows one pair at a time; the next follows when one is decided. `changed` hears that groups are others now."""

    def __init__(self, server: ReviewServer, tasks: Tasks, changed: Callable[[], None] = lambda: None) -> None:
        super().__init__(ReviewState())
        self._server = server
        self._tasks = tasks
        self._changed = changed

    def open(self) -> None:
        """Read the list; what is known shows meanwhile."""
        if not self.state.pairs:
            self._show(replace(self.state, kind=ReviewKind.LOADING, problem=None))
        self._tasks.run(self._server.pairs, self._came, self._failed)
        self.look()

    def look(self) -> None:
        """Ask how the consolidation goes; the list is read anew where one has ended meanwhile."""

        def came(runs: Consolidations) -> None:
            before = self.state.runs
            self._show(replace(self.state, runs=runs))
            if before is not None and before.running_since is not None and runs.running_since is None:
                self._tasks.run(self._server.pairs, self._came, self._failed)

        # Where it is not told, the list says why the server cannot be asked.
        self._tasks.run(self._server.runs, came, lambda _: None)

    def select(self, pair_id: UUID) -> None:
        """Show the evidence of one pair; it is read each time, and each look is audited."""
        if pair_id == self.state.selected or self.state.busy:
            return
        self._show(replace(self.state, selected=pair_id, evidence=None, clear={}, problem=None))
        self._read(pair_id)

    def reveal(self, which: LinkField) -> None:
        """Show one value of both sides clear. It is audited."""
        pair_id = self.state.selected
        if pair_id is None or self.state.evidence is None or which in self.state.clear:
            return

        def came(revealed: RevealedPair) -> None:
            if self.state.selected == pair_id:
                clear = {**self.state.clear, which: (revealed.left, revealed.right)}
                self._show(replace(self.state, clear=clear, problem=None))

        command = RevealPair(command_id=uuid4(), field=which)
        self._tasks.run(lambda: self._server.reveal(pair_id, command), came, self._refused)

    def decide(self, *, is_same: bool, reason: str = "") -> None:
        """Say whether the pair that shows is one person's."""
        evidence = self.state.evidence
        if evidence is None or self.state.busy:
            return
        command = DecidePair(command_id=uuid4(), is_same=is_same, reason=reason.strip()[:500])
        self._show(replace(self.state, busy=True, problem=None))
        self._tasks.run(
            lambda: self._server.decide(evidence.pair_id, command),
            lambda group: self._decided(evidence, is_same, group),
            self._refused,
        )

    def take_back(self) -> None:
        """Have all stand as it was before what was said last."""
        said = self.state.said
        if said is None or self.state.busy:
            return
        self._show(replace(self.state, busy=True, problem=None))
        command = TakeBack(command_id=uuid4())
        self._tasks.run(
            lambda: self._server.take_back(said.decision_id, command), lambda _: self._taken_back(said), self._refused
        )

    # what comes

    def _came(self, listed: ReviewList) -> None:
        pairs = listed.pairs
        chosen = self.state.selected
        if all(each.pair_id != chosen for each in pairs):
            chosen = pairs[0].pair_id if pairs else None
        again = chosen == self.state.selected and self.state.evidence is not None
        self._show(
            replace(
                self.state,
                kind=ReviewKind.READY if pairs else ReviewKind.EMPTY,
                pairs=pairs,
                total=listed.total,
                consolidated_at=listed.consolidated_at,
                selected=chosen,
                evidence=self.state.evidence if again else None,
                clear=self.state.clear if again else {},
            )
        )
        if chosen is not None and not again:
            self._read(chosen)

    def _failed(self, error: ClientError) -> None:
        kind = self.state.kind if self.state.pairs else ReviewKind.FAILED
        self._show(replace(self.state, kind=kind, problem=error.problem))

    def _read(self, pair_id: UUID) -> None:
        def came(evidence: PairEvidence) -> None:
            if self.state.selected == pair_id:
                self._show(replace(self.state, evidence=evidence))

        def failed(error: ClientError) -> None:
            if self.state.selected == pair_id:
                self._refused(error)

        self._tasks.run(lambda: self._server.pair(pair_id), came, failed)

    def _decided(self, evidence: PairEvidence, is_same: bool, group: AccountGroup) -> None:
        if is_same:
            self._changed()
        state, pair_id = self.state, evidence.pair_id
        decisions = state.decisions
        if group.decision_id is not None:
            decisions += (Said(is_same, evidence.left, evidence.right, pair_id, group.decision_id),)
        places = [place for place, each in enumerate(state.pairs) if each.pair_id == pair_id]
        pairs = tuple(each for each in state.pairs if each.pair_id != pair_id)
        following = pairs[min(places[0] if places else 0, len(pairs) - 1)].pair_id if pairs else None
        self._show(
            replace(
                state,
                kind=ReviewKind.READY if pairs else ReviewKind.EMPTY,
                pairs=pairs,
                total=max(state.total - 1, len(pairs)),
                selected=following,
                evidence=None,
                clear={},
                busy=False,
                decisions=decisions,
            )
        )
        if following is not None:
            self._read(following)
        elif self.state.total:
            self.open()  # there are more than were read

    def _taken_back(self, said: Said) -> None:
        # The pair waits again, and shows: whoever takes something back looks at it anew.
        decisions = tuple(each for each in self.state.decisions if each != said)
        state = replace(self.state, busy=False, decisions=decisions, selected=said.pair_id, evidence=None, clear={})
        self._show(state)
        self.open()
        if said.is_same:
            self._changed()

    def _refused(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))
        if error.code == ErrorCode.LINK_PAIR_NOT_FOUND:
            self._show(replace(self.state, selected=None, evidence=None, clear={}))
            self.open()
        elif error.code == ErrorCode.LINK_DECISION_NOT_FOUND:  # it was taken back elsewhere; the one before it may be
            self._show(replace(self.state, decisions=self.state.decisions[:-1]))
