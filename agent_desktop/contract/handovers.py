"""The hand-over note: what an agent tells the colleague who is to take over a caller, and what goes along with it.

An agent has one note a call, for whomever they consult in it. The colleague sees it once it was sent, from the ring on.
Texts come by language, masked values only. Times are aware UTC.
"""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import CallerCard
from agent_desktop.contract.handed_forms import HandedForm
from agent_desktop.contract.interactions import ScriptRun
from agent_desktop.contract.scripts import ScriptStanding
from agent_desktop.contract.verification import Level

SUMMARY_LIMIT: Final = 500
"""The most characters of what happened."""
ASKED_LIMIT: Final = 200
"""The most characters of what the colleague is asked to do."""
PROMISED_LIMIT: Final = 300
"""The most characters of what the caller was promised."""


class HandoverPart(StrEnum):
    """What can go along with a note, in the order it is shown. The server fills it from what it knows."""

    VERIFICATION = "verification"
    SCRIPT = "script"
    TRANSACTIONS = "transactions"
    ACTIONS = "actions"
    COMPLAINT = "complaint"
    NOTES = "notes"


EVERY_PART: Final = frozenset(HandoverPart)


class HandoverState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"


class HandoverFact(Answer):
    """One line of what goes along: ``Verified`` - ``3 of 3 checks`` at 10:43. `ok` is False where something is open or
    went wrong: not verified, an action refused. `at` is when it happened, None where that says nothing."""

    part: HandoverPart
    title: LocalText
    detail: LocalText = Field(default_factory=dict)
    ok: bool = True
    at: AwareDatetime | None = None


class StepProgress(StrEnum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


class ProgressStep(Answer):
    """One step of the script. Those ahead are the shortest way to its end from here; another answer leads elsewhere."""

    step_id: str
    title: LocalText
    state: StepProgress


class HandoverAnswer(Answer):
    """One answer of the script in words: an option by its label, an account and a number masked."""

    question: LocalText
    answer: LocalText


class ScriptProgress(Answer):
    """How far the script was walked. `run_id` names the run that whoever takes over goes on with, at its present step
    and with its answers. `done` of `total` steps."""

    run_id: UUID
    script_id: str
    version: str
    title: LocalText
    step_id: str
    steps: tuple[ProgressStep, ...] = ()
    answers: tuple[HandoverAnswer, ...] = ()
    done: int = 0
    total: int = 0


class MomentKind(StrEnum):
    """What a line of *This call so far* is about; each has its icon."""

    ANSWERED = "answered"
    SAID = "said"  # a question of the script was answered
    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    ACTION = "action"
    ACTION_FAILED = "action_failed"
    SCRIPT = "script"  # another script was opened
    HELD = "held"
    RESUMED = "resumed"
    CONSULTED = "consulted"
    HANDED_OVER = "handed_over"


class CallMoment(Answer):
    """One line of *This call so far*."""

    at: AwareDatetime
    kind: MomentKind
    text: LocalText


class HandoverReason(Answer):
    """A reason for which a caller is handed over. `path` are the words of the groups it lies in and its own:
    *Cards / Fraud / Cash withdrawal not theirs*. `skills` are what whoever takes over should have."""

    code: str
    path: tuple[LocalText, ...]
    skills: tuple[str, ...] = ()


class HandoverReasons(Answer):
    """`GET /v1/handover-reasons`, in the order of the file."""

    reasons: tuple[HandoverReason, ...] = ()


class HandoverRead(Answer):
    """A colleague has read the note as it was in `version`."""

    agent_id: UUID
    name: str
    version: int
    at: AwareDatetime


class HandoverNote(Answer):
    """The note with what goes along with it.

    `version` 0 is a note of which nothing was kept yet; `reason_code`, `summary` and `asked` are then a first guess or
    empty. `sent_version` is what the colleague has (0: nothing), as of `sent_at`. `to_agent_id` is who is consulted
    now, or took over; `read_at` when they have read it last and `read_version` what they have read. `included` are the
    parts that the agent lets go along, `parts` the facts of every part that there is: for a colleague only the included
    ones, and `script` only where that is. `notes` is what the agent wrote down, where that goes along. `promised`: what
    the caller was told would happen. `say` is the sentence to say to the caller when coming back to them, by language.
    `form` is that of a complaint which is half filled in.
    """

    handover_id: UUID
    call_id: UUID
    version: int = 0
    sent_version: int = 0
    state: HandoverState = HandoverState.DRAFT
    from_agent_id: UUID
    from_name: str
    to_agent_id: UUID | None = None
    to_name: str = ""
    reason_code: str = ""
    reason: LocalText = Field(default_factory=dict)
    summary: str = ""
    asked: str = ""
    promised: str = ""
    included: frozenset[HandoverPart] = EVERY_PART
    level: Level = Level.NONE
    parts: tuple[HandoverFact, ...] = ()
    script: ScriptProgress | None = None
    notes: str = ""
    so_far: tuple[CallMoment, ...] = ()
    say: LocalText = Field(default_factory=dict)
    changed_at: AwareDatetime | None = None
    sent_at: AwareDatetime | None = None
    read_at: AwareDatetime | None = None
    read_version: int = 0
    reads: tuple[HandoverRead, ...] = ()
    form: HandedForm | None = None


class HandoverDraft(Request):
    """`PUT /v1/calls/{id}/handover`: keep the agent's own note. One that was sent changes at the colleague's.

    `include` are the parts that go along. Raises STALE_VERSION (`current_version`), HANDOVER_REASON_UNKNOWN,
    NOT_YOUR_CALL.
    """

    command_id: UUID
    seen_version: int
    reason_code: str = Field(default="", max_length=60)
    summary: str = Field(default="", max_length=SUMMARY_LIMIT)
    asked: str = Field(default="", max_length=ASKED_LIMIT)
    promised: str = Field(default="", max_length=PROMISED_LIMIT)
    include: frozenset[HandoverPart] = EVERY_PART


class SendHandover(Request):
    """`POST /v1/calls/{id}/handover/send`: let whoever is consulted read the note, now and as it changes.

    `seen_version` is the note as it was read. Again: it stays sent. Raises STALE_VERSION, HANDOVER_UNFINISHED
    (`missing`: reason, summary), HANDOVER_NOT_FOUND, NOT_YOUR_CALL.
    """

    command_id: UUID
    seen_version: int


class ConsultCard(CallerCard):
    """What an offer carries where a colleague asks one into a customer's call: the caller's card and who asks.

    `handover` is what they have sent so far, None where nothing was: it comes by `handover.saved` then.
    """

    from_id: UUID
    from_name: str
    handover: HandoverNote | None = None


class HandedScript(Answer):
    """`GET /v1/calls/{id}/handed-script`: the run of whoever has the call, for a colleague who is consulted, to read.

    `run` is None where no script was opened.
    """

    run: ScriptRun | None = None
    standing: ScriptStanding | None = None
