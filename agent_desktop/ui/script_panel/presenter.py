"""The script guide: one step at a time, answers, must-says, back and next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.service_scripts.schema import Option, QuestionKind
from agent_desktop.service_scripts.variables import Piece


class ScriptKind(StrEnum):
    NONE = "none"  # no call, or a call without a script
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"  # `problem` says why; `retry` reads it again


class StepStatus(StrEnum):
    DONE = "done"
    CURRENT = "current"
    TO_DO = "to_do"
    BLOCKED = "blocked"  # the current step, kept by something unsaid or unanswered
    SKIPPED = "skipped"  # the answers lead past it


class ScriptSaving(StrEnum):
    SAVED = "saved"
    SAVING = "saving"
    KEPT_HERE = "kept_here"  # the server is away; sent when it is back
    REFUSED = "refused"


class BlockedBy(StrEnum):
    MUST_SAY = "must_say"
    ANSWER = "answer"
    LAST_STEP = "last_step"


@dataclass(frozen=True, slots=True)
class StepMark:
    """One step of the bar at the top."""

    step_id: str
    title: LocalText
    status: StepStatus


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One question of the step. `answer` is empty where there is none yet.

    CHOICE holds an option's id, YES_NO ``yes`` or ``no``, DATE an ISO 8601 date, MONEY a decimal with a point.
    `wrong` says that the answer as typed cannot be taken; it is shown and not stored.
    """

    question_id: str
    kind: QuestionKind
    label: LocalText
    required: bool
    options: tuple[Option, ...]
    limit: int
    answer: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class MustSayState:
    """One must-say. `pieces` by language; `said_call_seconds` is how far into the call it was ticked."""

    must_say_id: str
    pieces: Mapping[str, tuple[Piece, ...]]
    said_at: datetime | None = None
    said_call_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class ScriptState:
    """Everything the guide draws. Texts are by language code, so that the 中文 / EN switch needs no presenter.

    `step_number` counts from 1. `main_question` is the step's CHOICE question, whose options are Alt+1 to Alt+9; the
    others stand in `questions`. `must_left` counts the unsaid. `next_title` names the step that Next opens, empty
    where the answers do not tell yet. `blocked_by` and `blocked_question` say what keeps Next off.
    `finished` once the last step is reached; `outcome` is the script's own word for how it ended.
    `choices` are the scripts that Change offers.
    """

    kind: ScriptKind = ScriptKind.NONE
    script_id: str = ""
    version: str = ""
    title: LocalText = field(default_factory=dict)
    steps: tuple[StepMark, ...] = ()
    step_id: str = ""
    step_number: int = 0
    step_title: LocalText = field(default_factory=dict)
    say: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    main_question: QuestionState | None = None
    questions: tuple[QuestionState, ...] = ()
    must_says: tuple[MustSayState, ...] = ()
    must_left: int = 0
    can_go_back: bool = False
    can_go_on: bool = False
    next_title: LocalText = field(default_factory=dict)
    blocked_by: BlockedBy | None = None
    blocked_question: str = ""
    finished: bool = False
    outcome: str = ""
    read_only: bool = False
    saving: ScriptSaving = ScriptSaving.SAVED
    saved_at: datetime | None = None
    problem: Problem | None = None
    choices: tuple[ScriptChoice, ...] = ()
