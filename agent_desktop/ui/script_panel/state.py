"""What the script guide draws. Values only: `drawing` says how they follow from a script and its answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.client.script_runs import ScriptSaving
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.scripts import ListedScript
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.verification import Level, reaches
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


class BlockedBy(StrEnum):
    MUST_SAY = "must_say"
    ANSWER = "answer"
    VERIFY = "verify"
    ACTION = "action"
    LAST_STEP = "last_step"


class Fault(StrEnum):
    """Why an answer as typed cannot be taken, in the words of `service_scripts.walk.problem_with`."""

    NOT_AN_OPTION = "not_an_option"
    TOO_LONG = "too_long"
    NOT_A_DATE = "not_a_date"
    NOT_AN_AMOUNT = "not_an_amount"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_ACCOUNT = "not_an_account"
    NOT_A_CURRENCY = "not_a_currency"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"


CHOSEN_KINDS: Final = (
    QuestionKind.CHOICE,
    QuestionKind.YES_NO,
    QuestionKind.MULTI_CHOICE,
    QuestionKind.ACCOUNT,
)
"""What is answered by choosing: it is saved at once, without waiting for a pause in typing."""


class ActionStage(StrEnum):
    """How an action is drawn."""

    SAY_FIRST = "say_first"  # a statement of the step has to be said before it
    NOT_ALLOWED = "not_allowed"  # the bank's policy gives it to others; the panel says to whom
    LEVEL_NEEDED = "level_needed"  # the caller has not been verified enough; the panel says what for
    READY = "ready"
    CONFIRM = "confirm"  # pressed once, and asked about before it is done
    WORKING = "working"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # no answer came: it may or may not be done
    FAILED = "failed"  # certainly not asked for; `problem` says why
    HAND_ONLY = "hand_only"  # no system here can do it: the agent does, and ticks it
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class StepMark:
    """One step of the bar at the top."""

    step_id: str
    title: LocalText
    status: StepStatus


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One question of the step. `answer` is empty where there is none yet.

    It is kept as `schema.QuestionKind` says. With a `fault` it stands as typed: it is shown and not stored. `least` and
    `most` are limits in the form of an answer. `first_key` is the number of Alt+1 to Alt+9 that the first option has, 0
    without keys. `accounts` are what an ACCOUNT may be; `today` is the day where the person is.
    """

    question_id: str
    kind: QuestionKind
    label: LocalText
    required: bool
    options: tuple[Option, ...]
    limit: int
    answer: str = ""
    fault: Fault | None = None
    help: LocalText = field(default_factory=dict)
    least: str = ""
    most: str = ""
    currencies: tuple[str, ...] = ()
    accounts: tuple["AccountChoice", ...] = ()
    today: date | None = None
    first_key: int = 0


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """One of the customer's holdings, as it may be shown: masked."""

    holding_id: str
    product: LocalText
    number_masked: str


@dataclass(frozen=True, slots=True)
class VerifyState:
    """How sure it is who is calling, against what the step needs. `failed`: the agent has said that it cannot be had.

    `can_check`: there is a question left to ask. `locked_until` is aware UTC.
    """

    needed: Level
    reached: Level
    failed: bool = False
    can_check: bool = False
    locked_until: datetime | None = None

    @property
    def passed(self) -> bool:
        """Whether the step's level is reached."""
        return reaches(self.reached, self.needed)


@dataclass(frozen=True, slots=True)
class DoneBefore:
    """The same action, done or perhaps done in this call with something else. `given` are the values that tell what
    with (``•••• 1234``), by language; `at` is aware UTC, None of what was asked for from here without an answer."""

    stage: ActionStage
    at: datetime | None
    given: LocalText = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionDrawn:
    """One action. `made_of` is the digest of what it would be done with now, `before` what was done with something
    else. `needed` and `reached` are levels of verification; `need` goes after "before you" (``block a card``).

    `allowed` are the roles that may do it, where the bank's policy names some. `confirm` asks before it is done, by
    language. `detail` are the system's own words, `reason` its code where it was refused. `of_bank`: a bank's system
    does it. `passes_on`: it opens the directory, and is done once somebody there has come. `records`: it is about the
    recording, which the telephone system pauses. `complaint` are the fields of a form that it opens, which is done
    once that is recorded. `at` and `call_seconds` are when it came to that, `by_name` who asked for it. `key` is its
    number of Alt+1 to Alt+9, 0 without one. Until `undo_until` it can be taken back; `too_late`: that was tried after.
    """

    action_id: str
    label: LocalText
    stage: ActionStage
    made_of: str = ""
    before: tuple[DoneBefore, ...] = ()
    required: bool = False
    needed: Level = Level.NONE
    reached: Level = Level.NONE
    need: LocalText = field(default_factory=dict)
    allowed: frozenset[Role] = frozenset()
    confirm: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    detail: LocalText = field(default_factory=dict)
    reason: str = ""
    of_bank: bool = False
    passes_on: bool = False
    records: bool = False
    complaint: Mapping[str, str] | None = None
    at: datetime | None = None
    call_seconds: int | None = None
    by_name: str = ""
    problem: Problem | None = None
    key: int = 0
    undo_until: datetime | None = None
    too_late: bool = False


@dataclass(frozen=True, slots=True)
class Alteration:
    """What another answer to an earlier question altered: steps that fall away and that come, and how many answers,
    statements and actions no longer count. The agent can take it back."""

    question: LocalText
    dropped: tuple[LocalText, ...] = ()
    added: tuple[LocalText, ...] = ()
    answers: int = 0
    statements: int = 0
    actions: int = 0


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
    where the answers do not tell yet. `blocked_by` and `blocked_question` say what keeps Next off: the id of a question
    or an action. `minutes_left` is how long the rest usually takes, 0 where nobody knows. `guide` are the ids of the
    step's pages. `alteration` stands until the next step or answer.
    `finished` once the last step is reached; `outcome` is the script's own word for how it ended.
    `choices` are the scripts that Change offers. `moved_from` is the version that the call was on until the server had
    it no more, empty where it is on the one it began with.
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
    verify: VerifyState | None = None
    actions: tuple[ActionDrawn, ...] = ()
    guide: tuple[str, ...] = ()
    minutes_left: int = 0
    alteration: Alteration | None = None
    can_go_back: bool = False
    can_go_on: bool = False
    next_title: LocalText = field(default_factory=dict)
    blocked_by: BlockedBy | None = None
    blocked_question: str = ""
    finished: bool = False
    outcome: str = ""
    read_only: bool = False
    complains: bool = False
    saving: ScriptSaving = ScriptSaving.SAVED
    saved_at: datetime | None = None
    problem: Problem | None = None
    choices: tuple[ListedScript, ...] = ()
    moved_from: str = ""
