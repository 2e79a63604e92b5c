"""The answers to one script on their way to the server: pure bookkeeping, no clock and no server."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from agent_desktop.client.draft_records import DraftKind, OtherAnswers, RunDraft
from agent_desktop.client.errors import Problem
from agent_desktop.client.local_copy import LocalCopy
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Interaction, SaveScriptRun, ScriptRun


class ScriptSaving(StrEnum):
    SAVED = "saved"
    SAVING = "saving"
    KEPT_HERE = "kept_here"  # the server is away: on this computer, sent when it is back
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RunContent:
    """What is kept of a script run.

    `typed` does not fit its question (too long, half a date): the server cannot take it, this computer keeps it.
    `labels` words the answers, as in `RunDraft`.
    """

    script_id: str
    version: str
    step_id: str
    answers: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, datetime] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, LocalText] = field(default_factory=dict, compare=False)

    @property
    def script(self) -> tuple[str, str]:
        """Which script it is of: id and version."""
        return self.script_id, self.version

    @property
    def for_server(self) -> "RunContent":
        """The part that the server can take."""
        return replace(self, typed={})


@dataclass(slots=True)
class KeptRun:
    """The answers as they stand here and what the server is known to have of them. Times are monotonic seconds.

    `wanted` is as it stands here, None before anything was; `saved` is what the server has. `recovered` is how an
    earlier run of the program left it. `in_doubt` is a command whose answer is not known: it goes again, unchanged,
    before anything newer, also after a restart. `unreconciled`: what the server has must be read before anything is
    sent. `others` are the lost sides of conflicts, until the server has answered. With `aside_id` it is such a side
    and never sent.
    """

    interaction_id: UUID
    call_id: UUID
    changed_at: datetime
    seen_version: int
    wanted: RunContent | None = None
    saved: RunContent | None = None
    saved_at: datetime | None = None
    recovered: RunContent | None = None
    in_doubt: SaveScriptRun | None = None
    others: tuple[OtherAnswers, ...] = ()
    aside_id: UUID | None = None
    unreconciled: bool = False
    finished: bool = False
    refused: Problem | None = None
    problem: Problem | None = None
    due_at: float = 0.0
    retry_at: float = 0.0
    failures: int = 0
    hurry: bool = False
    sending: bool = False
    reading: bool = False
    copy: LocalCopy = field(default_factory=LocalCopy)

    @property
    def kind(self) -> DraftKind:
        """What the journal calls it."""
        return DraftKind.RUN

    @property
    def draft_id(self) -> UUID:
        """What the journal finds it by."""
        return self.aside_id or self.interaction_id

    @property
    def content(self) -> RunContent | None:
        """As it stands here."""
        return self.wanted or self.saved

    @property
    def is_sent(self) -> bool:
        """Whether the server has all that it can take."""
        if self.in_doubt is not None or self.unreconciled:
            return False
        return self.wanted is None or (self.saved is not None and self.wanted.for_server == self.saved.for_server)

    @property
    def is_clean(self) -> bool:
        """Whether nothing of it need be kept here."""
        return self.is_sent and not self.others and not (self.wanted is not None and self.wanted.typed)

    @property
    def is_let_go(self) -> bool:
        """Whether nothing is known of it here any more; only the journal may still have it."""
        return self.is_clean and self.content is None

    @property
    def can_be_sent(self) -> bool:
        """Whether there is something to send that the server may take."""
        if self.sending or self.unreconciled or self.refused is not None:
            return False
        return not self.is_sent

    @property
    def saving(self) -> ScriptSaving:
        """What the panel says of it."""
        if self.refused is not None:
            return ScriptSaving.REFUSED
        if self.is_sent:
            return ScriptSaving.SAVED
        return ScriptSaving.KEPT_HERE if self.failures else ScriptSaving.SAVING

    def command(self, command_id: UUID) -> SaveScriptRun | None:
        """Return what saves it as it stands."""
        wanted = self.wanted
        if wanted is None:
            return None
        return SaveScriptRun(
            command_id=command_id,
            seen_version=self.seen_version,
            script_id=wanted.script_id,
            version=wanted.version,
            step_id=wanted.step_id,
            answers=dict(wanted.answers),
            said=dict(wanted.said),
        )

    def draft(self) -> RunDraft:
        """What the journal keeps of it."""
        content = self.wanted or RunContent("", "", "")
        return RunDraft(
            interaction_id=self.interaction_id,
            call_id=self.call_id,
            script_id=content.script_id,
            version=content.version,
            step_id=content.step_id,
            answers=dict(content.answers),
            said=dict(content.said),
            typed=dict(content.typed),
            labels=_labels_of(content, {**content.answers, **content.typed}),
            seen_version=self.seen_version,
            in_doubt=self.in_doubt,
            others=self.others,
            aside_id=self.aside_id,
            finished=self.finished,
            changed_at=self.changed_at,
        )

    def reconcile(self, server: Interaction) -> None:
        """Compare with what the server has, and bring the two together where another desktop has saved meanwhile.

        Of two answers to one question the newer counts: what is answered here now, else what the server has, else
        what an earlier run left. The other one goes to `others`.
        """
        self.unreconciled = False
        self.finished = server.finished_at is not None
        newer = server.script_version_number != self.seen_version
        self.seen_version = server.script_version_number
        ours, run = self.wanted, server.script_run
        self.saved = theirs = content_of(run, ours) if run is not None else None
        if ours is None:
            return
        if self.finished:  # the server takes nothing more
            self._lose(ours, {**ours.answers})
            self.wanted = theirs
        elif newer and theirs is not None:
            self._merge(ours, theirs)

    def lost_to(self, run: ScriptRun | None) -> list[OtherAnswers]:
        """Take out the lost sides: what the server does not have of them."""
        lost = []
        for other in self.others:
            same = run is not None and (run.script_id, run.version) == (other.script_id, other.version)
            has = run.answers if run is not None and same else {}
            answers = {name: answer for name, answer in other.answers.items() if answer and has.get(name) != answer}
            if answers or other.typed:
                lost.append(other.model_copy(update={"answers": answers}))
        self.others = ()
        return lost

    def aside(self, lost: OtherAnswers, aside_id: UUID, changed_at: datetime) -> "KeptRun":
        """Return what was lost as something kept by itself, to be read."""
        content = RunContent(lost.script_id, lost.version, "", lost.answers, {}, lost.typed, lost.labels)
        return KeptRun(
            interaction_id=self.interaction_id,
            call_id=self.call_id,
            changed_at=changed_at,
            seen_version=0,
            wanted=content,
            aside_id=aside_id,
            finished=self.finished,
            refused=_why_aside(self.finished),
        )

    def let_typed_go(self) -> None:
        """Have what the server cannot take stand aside: nobody can shorten it any more."""
        wanted = self.wanted
        if wanted is not None and wanted.typed:
            self._lose(wanted, {})
            self.wanted = wanted.for_server

    def let_go(self) -> None:
        """The person needs it no more."""
        self.wanted = self.saved = self.recovered = self.in_doubt = self.refused = self.problem = None
        self.failures = 0
        self.others = ()
        self.unreconciled = False

    def _merge(self, ours: RunContent, theirs: RunContent) -> None:
        before = self.recovered
        if ours.script != theirs.script:
            if before is None or ours != before:
                self._lose(theirs, theirs.answers)
            else:
                self._lose(ours, ours.answers)
                self.wanted = theirs
            return
        left = before.answers if before is not None else {}
        fresh = {name: answer for name, answer in ours.answers.items() if left.get(name) != answer}
        answers = {**ours.answers, **theirs.answers, **fresh}
        stands = before is not None and before.step_id == ours.step_id
        taken_in = ours.answers if before is not None else theirs.answers
        differing = {
            name: answer
            for side in (ours.answers, theirs.answers)
            for name, answer in side.items()
            if answers[name] != answer
        }
        self._lose(replace(ours, typed={}), {**taken_in, **differing})
        self.wanted = replace(
            ours,
            step_id=theirs.step_id if stands else ours.step_id,
            answers=answers,
            said={**theirs.said, **ours.said},
        )

    def _lose(self, side: RunContent, answers: Mapping[str, str]) -> None:
        if answers or side.typed:
            lost = OtherAnswers(
                script_id=side.script_id,
                version=side.version,
                answers=dict(answers),
                typed=dict(side.typed),
                labels=_labels_of(side, {**answers, **side.typed}),
            )
            self.others = (*self.others, lost)


class ScriptRunServer(Protocol):
    """The server's side of a script run."""

    def interaction(self, call_id: UUID) -> Interaction: ...

    def save_script_run(self, interaction_id: UUID, command: SaveScriptRun) -> Interaction: ...


@dataclass(frozen=True, slots=True)
class RunSaving:
    """How the open run is saved, and the count of those of earlier calls that wait.

    `content_number` goes up when the answers change by themselves. `stranded` are answers that the server has not
    and will not take: they stay on this computer until discarded.
    """

    saving: ScriptSaving = ScriptSaving.SAVED
    saved_at: datetime | None = None
    problem: Problem | None = None
    content_number: int = 0
    waiting_count: int = 0
    journal_problem: Problem | None = None
    stranded: tuple[RunDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class RunWaiter:
    """Somebody who must know when a run is saved, or why it is not."""

    interaction_id: UUID
    on_saved: Callable[[], None]
    on_failed: Callable[[Problem], None]


def run_of(server: Interaction, changed_at: datetime) -> KeptRun:
    """Return the run as the server has it."""
    return KeptRun(
        interaction_id=server.interaction_id,
        call_id=server.call_id,
        changed_at=changed_at,
        seen_version=server.script_version_number,
        saved=content_of(server.script_run, None) if server.script_run is not None else None,
        finished=server.finished_at is not None,
    )


def run_from(draft: RunDraft) -> KeptRun:
    """Return a run that an earlier one of the program left unsent, or set aside."""
    content = RunContent(
        draft.script_id, draft.version, draft.step_id, draft.answers, draft.said, draft.typed, draft.labels
    )
    run = KeptRun(
        interaction_id=draft.interaction_id,
        call_id=draft.call_id,
        changed_at=draft.changed_at,
        seen_version=draft.seen_version,
        wanted=content,
        aside_id=draft.aside_id,
        finished=draft.finished,
        others=draft.others,
        in_doubt=draft.in_doubt,
    )
    if draft.aside_id is not None:
        run.refused = _why_aside(draft.finished)
    else:
        run.recovered = content
        run.unreconciled = draft.in_doubt is None
    return run


def content_of(run: ScriptRun | SaveScriptRun, like: RunContent | None) -> RunContent:
    """Return a run as it is kept here; the words of `like` are its too where it is of the same script."""
    labels = like.labels if like is not None and like.script == (run.script_id, run.version) else {}
    return RunContent(run.script_id, run.version, run.step_id, run.answers, run.said, {}, labels)


def _why_aside(finished: bool) -> Problem:
    return Problem(ErrorCode.INTERACTION_FINISHED if finished else ErrorCode.STALE_VERSION)


def _labels_of(content: RunContent, answers: Mapping[str, str]) -> dict[str, LocalText]:
    keys = {"", *answers, *(f"{name}={answer}" for name, answer in answers.items())}
    return {key: text for key, text in content.labels.items() if key in keys}
