"""What a service script file holds: one YAML file a script in ``scripts/``. Texts are by language.

A script is a list of steps. A step may say something, must-say statements, questions, a verification and actions; then
it goes on to `next`, by `branch`, or through another script (`run`). A step with `outcome` ends the script.
Texts may hold variables: ``{{customer_name|you}}`` is the fact `customer_name`, or *you* where there is none;
``{{answers.lost_on|then}}`` is what was answered. Where a `when` stands, its part counts only while the condition
holds (`service_scripts.conditions`).
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.verification import Level


class _Part(BaseModel):
    # A key that is a word of Python (`with`, `if`) has another name here; the file and the wire use the key.
    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class ScriptGroup(StrEnum):
    """Heads of lists of scripts, in their order."""

    CARDS = "cards"
    LOANS = "loans"
    DEPOSITS = "deposits"
    WEALTH = "wealth"
    SERVICE = "service"
    COMPLAINTS = "complaints"
    SECURITY = "security"
    OUTGOING = "outgoing"


class QuestionKind(StrEnum):
    """What is asked for, and how its answer is kept as a text."""

    CHOICE = "choice"  # an option's id: the step's main question, big answers, Alt+1 to Alt+9
    YES_NO = "yes_no"  # "yes" or "no"
    MULTI_CHOICE = "multi_choice"  # options' ids in the order of the options, with commas: "fees,service"
    TEXT = "text"
    NUMBER = "number"  # decimal: "-12.5"
    MONEY = "money"  # decimal: "8000.00"; with its currency where the question has `currencies`: "8000.00 HKD"
    DATE = "date"  # ISO 8601 date
    PHONE = "phone"  # E.164
    ACCOUNT = "account"  # a holding's id: one of the customer's accounts and cards


class ActionKind(StrEnum):
    """What can be done at the press of a key; `service_scripts.actions` has each kind's parameters."""

    BLOCK_CARD = "bank.block_card"
    OPEN_DISPUTE = "bank.open_dispute"
    UNLOCK_ONLINE_BANKING = "bank.unlock_online_banking"
    CHANGE_CONTACT = "bank.change_contact"
    SET_STANDING_ORDER = "bank.set_standing_order"
    OPEN_TIME_DEPOSIT = "bank.open_time_deposit"
    SEND_FORM = "bank.send_form"
    OPEN_COMPLAINT = "complaint.open"
    PROMISE_CALLBACK = "callback.promise"
    TRANSFER = "transfer.to_skill"
    SEND_MESSAGE = "message.send"
    PAUSE_RECORDING = "recording.pause"
    RESUME_RECORDING = "recording.resume"
    ADD_NEED = "needs.add"
    SET_DISPOSITION = "disposition.set"
    START_OUTREACH = "outreach.start"
    KEEP_SURVEY = "survey.keep"


class Option(_Part):
    id: str
    label: LocalText


class Question(_Part):
    """`limit` is the most characters of a text; `least` and `most` bound a number, an amount or a date, which may
    also be ``today``, ``today+30`` or ``today-90``. `currencies` are those an amount may be in."""

    id: str
    kind: QuestionKind
    label: LocalText
    help: LocalText = Field(default_factory=dict)
    required: bool = True
    when: str = ""
    options: tuple[Option, ...] = ()
    limit: int = 500
    least: str = ""
    most: str = ""
    currencies: tuple[str, ...] = ()


class MustSay(_Part):
    """A statement the agent must have said before going on.

    `always`: no way through the script may miss it. `before`: actions and outcomes that no way may reach without it.
    """

    id: str
    text: LocalText
    when: str = ""
    always: bool = False
    before: tuple[str, ...] = ()


class Verify(_Part):
    """The call needs this level of verification here; `failed` is the step for a caller who does not reach it."""

    level: Level
    failed: str


class Action(_Part):
    """One thing to be done by the press of a key. `parameters` (`with`) are texts with variables, filled with values
    and not with words. `confirm` is asked before. A `required` one keeps the step until it has a result."""

    id: str
    kind: ActionKind
    label: LocalText
    parameters: dict[str, str] = Field(default_factory=dict, alias="with")
    level: Level = Level.NONE
    when: str = ""
    required: bool = False
    confirm: LocalText = Field(default_factory=dict)


class Run(_Part):
    """Another script in the place of this step; each of its outcomes leads on to one of our steps."""

    script: str
    outcomes: dict[str, str]


class When(_Part):
    """One way of a branch by conditions: to `to`, where `condition` (`if`) holds."""

    condition: str = Field(alias="if")
    to: str


class Branch(_Part):
    """Where to go: by the answer of `question`, of which every possible one is listed in `cases`; or to the first of
    `when` that holds, else to `otherwise`."""

    question: str = ""
    cases: dict[str, str] = Field(default_factory=dict)
    when: tuple[When, ...] = ()
    otherwise: str = ""


class Step(_Part):
    """`guide` are the ids of knowledge pages that are pinned while the step is open."""

    id: str
    title: LocalText
    say: LocalText = Field(default_factory=dict)
    must_say: tuple[MustSay, ...] = ()
    questions: tuple[Question, ...] = ()
    verify: Verify | None = None
    actions: tuple[Action, ...] = ()
    guide: tuple[str, ...] = ()
    run: Run | None = None
    next: str = ""
    branch: Branch | None = None
    outcome: str = ""


class OpensFor(_Part):
    """The calls a script opens for: those in every list that is given. Without any list it opens by itself for none.

    `reasons` of the entry menu, codes of `queues`, `tiers` of customers, kinds of `products` that the customer holds or
    the call is likely about, `languages` of the talk.
    """

    reasons: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Script(_Part):
    """One service script, version and all.

    It opens for calls of its `direction` as `opens_for` says, or as `default` where no other fits; an agent can always
    change to it. `minutes` is how long a talk by it usually takes, 0 where nobody knows. `variables` are the texts of
    facts that are not known.
    """

    id: str
    version: str
    title: LocalText
    group: ScriptGroup = ScriptGroup.SERVICE
    direction: Direction = Direction.INBOUND
    opens_for: OpensFor = Field(default_factory=OpensFor)
    default: bool = False
    minutes: int = 0
    variables: dict[str, LocalText] = Field(default_factory=dict)
    steps: tuple[Step, ...]
