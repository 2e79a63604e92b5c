"""Service scripts on the wire: what opens for a call, what an action came to, and the library that authors work on.

A script itself crosses as `service_scripts.schema.Script`, its text as YAML.
"""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.contract.interactions import Direction, Interaction
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.verification import Level

SCRIPT_TEXT_LIMIT: Final = 200_000
"""The most characters of a script's text."""

WHY_LIMIT: Final = 400
"""The most characters of why somebody did something with a script."""


class ListedScript(ScriptChoice):
    """`GET /v1/scripts`: one script that can be opened; with ``?interaction=`` the suggested ones come first.

    `is_suggested`: it fits the call by queue, reason, tier, product and language. `minutes` is how long a talk usually
    takes, 0 where the script does not say.
    """

    group: str = ""
    direction: Direction = Direction.INBOUND
    minutes: int = 0
    is_suggested: bool = False


class ScriptPace(Answer):
    """`GET /v1/scripts/{id}/pace`: how long talks by a script usually go on from each step, as measured.

    `rest_seconds` is the middle of the time from the opening of a step to the end of the script, by the step's id, over
    talks of the last 30 days that came to an outcome. A step that fewer than five of them opened is left out.
    """

    script_id: str
    rest_seconds: dict[str, float] = Field(default_factory=dict)


# An action of a script


class ActionState(StrEnum):
    """How an action stands. Each but `asked` lets a required action's step go on."""

    ASKED = "asked"  # on its way; a server that died meanwhile leaves it so, and it can be asked about
    DONE = "done"
    REFUSED = "refused"  # certainly not done; may be tried again
    UNKNOWN = "unknown"  # no answer came: may or may not be done; can be asked about, is not repeated
    BY_HAND = "by_hand"  # an agent says that they have done it elsewhere


class ActionResult(Answer):
    """What an action of a script came to, in this call and for its present customer, by any of their accounts.

    `made_of` is the digest of its kind and parameters (`service_scripts.deeds`): of an action there is one result for
    each that it was asked for with. It is empty where it was not noted, and then it counts for any.
    `reason` is a code: where `state` is refused not_received, no_customer, not_allowed (whoever asked has no right to
    it), not_possible (the bank's system said no), or what the server found wrong; where it is done also_by_hand, if it
    was ticked before the bank's system answered;
    empty otherwise. `detail` are the system's own words, by language, masked. `given` are
    the parameters as they were filled in, masked where they are a number. `by_name` asked for it. What a bank's system
    was asked counts in every script of the call. Until `undo_until` an e-mail (`mail_id`) waits, and can be taken back
    (`POST /v1/mails/{id}/steps`); both are None of all else.
    """

    script_id: str
    action_id: str
    kind: str = ""
    made_of: str = ""
    attempt_id: UUID
    state: ActionState
    at: AwareDatetime
    by_name: str = ""
    reason: str = ""
    detail: LocalText = Field(default_factory=dict)
    given: dict[str, str] = Field(default_factory=dict)
    mail_id: UUID | None = None
    undo_until: AwareDatetime | None = None


class DoScriptAction(Request):
    """`POST /v1/interactions/{id}/script-actions/{action_id}`: do it, or ask how it stands. Save the run first.

    `seen_version` is `Interaction.script_version_number`: the answers that the parameters are made of. The same
    `attempt_id` again asks what became of it (an unknown one is asked about at the bank, never repeated). A new one
    tries anew what was refused; whatever else there is of the action is answered as it stands.

    What this person has no right to do is noted as refused (not_allowed), so that nobody is kept by it.

    Raises STALE_VERSION, SCRIPT_ACTION_REFUSED (`action`, `reason`: unknown_action, step_not_reached, by_hand_only,
    must_say_first, value_missing, not_theirs), CALL_NOT_LINKED, BASIC_CHECK_NEEDED, FULL_CHECK_NEEDED,
    VERIFICATION_LOCKED.
    """

    attempt_id: UUID
    seen_version: int


class TickScriptAction(Request):
    """`POST /v1/interactions/{id}/script-actions/{action_id}/by-hand`: the agent has done it elsewhere.

    For what no system of ours can do, and for what came back refused or unknown. Raises as `DoScriptAction`, and
    not_allowed of what this person has no right to do.
    """

    attempt_id: UUID
    seen_version: int


class ScriptSwitch(Answer):
    """An agent went over to another script, at a step of the one before."""

    at: AwareDatetime
    from_script_id: str
    from_version: str
    from_step_id: str
    to_script_id: str
    to_version: str
    by_name: str = ""


class ActionRight(Answer):
    """What the bank's own policy asks of a kind of action: at least `level`, and where `roles` are named one of them.
    `may`: the person who asks has one."""

    kind: str
    level: Level = Level.NONE
    roles: frozenset[Role] = frozenset()
    may: bool = True


class ScriptStanding(Answer):
    """`GET /v1/interactions/{id}/script-standing`: what the walk knows beside the answers. Asked for when a call is
    answered, when its customer or its verification changes, and when a script is opened again.

    `values` are typed facts as canonical text by name (``{"tier": "private", "age": "71", "has_card": "yes"}``); what
    is not known is left out. `results` are of every script of this call. `by_hand` are the kinds of action that no
    system here can do (``recording.pause``): they are offered to be ticked; ``message.send/email`` is of one channel.
    `rights` are of the kinds of action that the bank's policy says something of.
    """

    interaction_id: UUID
    values: dict[str, str] = Field(default_factory=dict)
    level: Level = Level.NONE
    results: tuple[ActionResult, ...] = ()
    by_hand: frozenset[str] = frozenset()
    rights: tuple[ActionRight, ...] = ()
    switches: tuple[ScriptSwitch, ...] = ()


class OpenedInteraction(Interaction):
    """`GET /v1/calls/{id}/interaction`. `standing` is told where it is asked for (``?standing=true``), as by a desktop
    whose agent has just answered: it would be the next question."""

    standing: ScriptStanding | None = None


# The library


class ScriptState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    RETIRED = "retired"


class ScriptOrigin(StrEnum):
    SHIPPED = "shipped"  # came with the program, in `scripts/`
    EDITOR = "editor"
    ROLL_BACK = "roll_back"
    SHARED = "shared"  # the text of the one before, with the new steps of a script that it runs


class ScriptStep(StrEnum):
    """What may be done to a version."""

    EDIT = "edit"
    ASK_REVIEW = "review"
    PUBLISH = "publish"
    REJECT = "reject"
    RETIRE = "retire"
    ROLL_BACK = "roll_back"
    DISCARD = "discard"


class ScriptProblem(Answer):
    """One mistake, or one warning, in a script's text; `line` and `column` count from 1, `end_column` is the one after
    what is wrong. `fix` is what could stand there, empty where nobody knows."""

    problem: ProblemCode | str
    details: dict[str, JsonValue] = Field(default_factory=dict)
    line: int = 1
    column: int = 1
    end_column: int = 2
    fix: str = ""
    is_warning: bool = False


class ScriptVersion(Answer):
    """One version of a script.

    `number` counts a script's versions from 1 and names it in addresses; `version` is what its text calls it. Of a
    draft `revision` goes up with each save: it is the `seen_version` of what is asked next. `changed_by` made the last
    change and may not publish it. `why` was given with the last step; `restores` is the number of the version whose
    text this is again. `calls` opened with it in the last 30 days. `may` are the steps that the person who asks can
    take now.
    """

    number: int
    version: str
    revision: int = 0
    state: ScriptState
    origin: ScriptOrigin
    changed_at: AwareDatetime
    changed_by: UUID | None = None
    changed_by_name: str = ""
    review_asked_at: AwareDatetime | None = None
    published_at: AwareDatetime | None = None
    published_by_name: str = ""
    retired_at: AwareDatetime | None = None
    why: str = ""
    restores: int | None = None
    calls: int = 0
    may: frozenset[ScriptStep] = frozenset()


class LibraryScript(Answer):
    """One script of the library, its versions the newest first. `calls` opened with it in the last 30 days."""

    script_id: str
    title: LocalText = Field(default_factory=dict)
    group: str = ""
    direction: Direction = Direction.INBOUND
    calls: int = 0
    versions: tuple[ScriptVersion, ...] = ()


class ScriptLibraryList(Answer):
    """`GET /v1/script-library`: every script, by id. `may_edit`: the person has the right of an author."""

    scripts: tuple[LibraryScript, ...] = ()
    may_edit: bool = False


class ScriptText(Answer):
    """`GET /v1/script-library/{id}/versions/{number}/text`."""

    script_id: str
    version: ScriptVersion
    text: str


class ScriptLine(Answer):
    """One line of a script's text, counted from 1, without the blanks around it."""

    script_id: str
    line: int
    text: str


class ScriptLines(Answer):
    """`GET /v1/script-library/lines?words=`: the lines that hold some words, of each script's text as an author would
    open it: the draft, else the published one. At most 20 of each script."""

    lines: tuple[ScriptLine, ...] = ()


class ScriptDraft(Answer):
    """`GET /v1/script-library/{id}/draft`: what is being worked on. There is one draft a script, for all authors.

    Where nobody has begun one, `version` is None, `revision` 0 and `text` that of the newest version (empty for a new
    script). `problems` are those of the text.
    """

    script_id: str
    text: str
    revision: int = 0
    version: ScriptVersion | None = None
    problems: tuple[ScriptProblem, ...] = ()


class SaveScriptDraft(Request):
    """`PUT /v1/script-library/{id}/draft`. A text with mistakes is kept too. A save takes a version in review back
    to draft. Raises STALE_VERSION (`current_version`, `by`), NOT_ALLOWED."""

    command_id: UUID
    seen_version: int
    text: str = Field(max_length=SCRIPT_TEXT_LIMIT)


class CheckScript(Request):
    """`POST /v1/script-library/{id}/check`. What only the server knows is checked too: queues, reasons, sub-scripts."""

    text: str = Field(max_length=SCRIPT_TEXT_LIMIT)


class ScriptChecked(Answer):
    problems: tuple[ScriptProblem, ...] = ()


class ChangeScript(Request):
    """`POST /v1/script-library/{id}/review | /publish | /reject | /retire | /discard`; `seen_version` is the
    revision of the draft as it was read, of `retire` the number of the published version. `why` is needed to reject
    and to retire.

    Raises STALE_VERSION (`current_version`, `by`), SCRIPT_STEP_REFUSED (`step`, `state`), SCRIPT_WRONG (`problems`),
    SECOND_PERSON_NEEDED, SCRIPT_WHY_NEEDED, SCRIPT_VERSION_TAKEN (`version`).
    """

    command_id: UUID
    seen_version: int
    why: str = Field(default="", max_length=WHY_LIMIT)


class RollBackScript(Request):
    """`POST /v1/script-library/{id}/roll-back`: publish an earlier version's text again, as a new version. It counts
    at once: that text was approved when it was published. Raises SCRIPT_STEP_REFUSED, SCRIPT_WRONG, SCRIPT_WHY_NEEDED,
    NOT_FOUND."""

    command_id: UUID
    number: int
    why: str = Field(max_length=WHY_LIMIT)


# Figures


class StepFigures(Answer):
    """One step in the time asked for.

    `shown`: calls in which it was reached. `drop_outs`: calls whose script ended there without an outcome, by a call's
    end or by another script. `p50_seconds` is the middle of the time spent in it (None without any). `outcomes` counts
    what the calls that came through it ended with, by code.
    """

    step_id: str
    shown: int = 0
    drop_outs: int = 0
    p50_seconds: float | None = None
    outcomes: dict[str, int] = Field(default_factory=dict)


class ScriptFigures(Answer):
    """`GET /v1/script-library/{id}/figures?days=30`: over every version of the script.

    `calls` opened with it, or came into it from a script that runs it; `finished` reached an outcome, `switched` went
    on with another script. Steps in the order of how often they were shown; those of a script that this one runs are
    called ``SCRIPT.STEP``. `scripts` are those that it runs, each as one step whose `step_id` is the script's.
    """

    script_id: str
    days: int
    calls: int = 0
    finished: int = 0
    switched: int = 0
    p50_seconds: float | None = None
    outcomes: dict[str, int] = Field(default_factory=dict)
    steps: tuple[StepFigures, ...] = ()
    scripts: tuple[StepFigures, ...] = ()
