"""Routing as an administrator edits it: a document with versions. The document has the keys of config.yaml's section
`telephony` that say how callers are routed, written as there."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.problems import ProblemCode

Document = dict[str, JsonValue]

REASON_LIMIT = 200


class Origin(StrEnum):
    """Where a version comes from."""

    CONFIG = "config"  # the first start took it from config.yaml, or from the file of the menu
    FILE = "file"  # imported at the command line
    EDITOR = "editor"  # saved at a desktop


class Problem(Answer):
    """One mistake, or one warning. `place` leads to the value, lists counted from 0; a text's is ``()``, with its
    `line` from 1."""

    place: tuple[str | int, ...] = ()
    problem: ProblemCode | str
    details: dict[str, str] = Field(default_factory=dict)
    line: int = 0


class Version(Answer):
    """One version: who saved it, when and why. `restores` is the older one that it went back to."""

    version: int
    at: AwareDatetime
    origin: Origin
    by_user_id: UUID | None = None
    by_name: str = ""
    reason: str = ""
    restores: int | None = None


class QueueStanding(Answer):
    """A queue as it is now: how many callers it has that nobody has answered, and how many agents serve it."""

    code: str
    callers: int = 0
    members: int = 0


class Routing(Answer):
    """`GET /v1/routing`: the version that counts. `config_differs`: config.yaml says something else, which does not
    count any more. `time_zone` is the bank's own. `dispositions` are the outcomes there are, `skills` those that agents
    have, `menu_reasons` and `menu_queues` what the entry menu leads to."""

    version: Version
    document: Document
    may_edit: bool = False
    config_differs: bool = False
    time_zone: str = ""
    standings: tuple[QueueStanding, ...] = ()
    warnings: tuple[Problem, ...] = ()
    dispositions: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    menu_reasons: tuple[str, ...] = ()
    menu_queues: tuple[str, ...] = ()


class SaveRouting(Request):
    """`PUT /v1/routing`. `moves` names, for a queue that is gone, the queue that takes its callers."""

    command_id: UUID
    seen_version: int
    document: Document
    reason: str = Field(min_length=1, max_length=REASON_LIMIT)
    moves: dict[str, str] = Field(default_factory=dict)
    restores: int | None = None


class CheckRouting(Request):
    """`POST /v1/routing/check`: say what is wrong with a document, and change nothing."""

    document: Document
    moves: dict[str, str] = Field(default_factory=dict)


class Checked(Answer):
    """What is wrong, and what is only warned of."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


class Versions(Answer):
    """`GET /v1/routing/versions` and `/v1/menu/versions`: the newest first."""

    versions: tuple[Version, ...] = ()


class KeptRouting(Answer):
    """`GET /v1/routing/versions/{version}`."""

    version: Version
    document: Document


class Foretell(Request):
    """`POST /v1/routing/preview`: where would this caller go at `at`? `document` None is the version that counts.

    `queue` is what they chose in the menu, empty for the default one; `promised` says that they are owed a word,
    `has_manager` that their relationship manager, and someone of that one's team, is at work.
    """

    document: Document | None = None
    at: AwareDatetime
    queue: str = ""
    reason: str = ""
    tier: str = ""
    language: str = ""
    promised: bool = False
    has_manager: bool = False
    full: tuple[str, ...] = ()


class ForetoldKind(StrEnum):
    """One step of a caller's way."""

    WANTED = "wanted"  # queue: what the menu said
    CHOSEN = "chosen"  # queue
    CLOSED = "closed"  # queue
    FULL = "full"  # queue
    SENT_ON = "sent_on"  # queue
    TURNED_AWAY = "turned_away"  # queue, opens_at where it is known
    URGENT = "urgent"  # before all others
    POINTS = "points"  # points, seconds: the waiting that they are worth
    MANAGER = "manager"  # from seconds on, for `lasts` seconds
    TEAM = "team"
    QUEUE = "queue"  # from seconds on: whoever serves `queue`
    OVERFLOW = "overflow"  # from seconds on: those of `queue` too
    NOBODY = "nobody"  # nobody can serve `queue`


class ForetoldStep(Answer):
    """`seconds` counts from the caller's arrival in the queue; `agents` how many can serve `queue`, `ready` how many of
    them take calls now."""

    kind: ForetoldKind
    queue: str = ""
    name: LocalText = Field(default_factory=dict)
    seconds: int = 0
    lasts: int = 0
    points: int = 0
    agents: int = 0
    ready: int = 0
    opens_at: AwareDatetime | None = None


class Foretold(Answer):
    """The way of a caller, in the order in which it goes."""

    steps: tuple[ForetoldStep, ...] = ()
    problems: tuple[Problem, ...] = ()


class Menu(Answer):
    """`GET /v1/menu`: the entry menu as the text of its file; `recordings` are the files that it may name."""

    version: Version
    text: str
    may_edit: bool = False
    file_differs: bool = False
    warnings: tuple[Problem, ...] = ()
    recordings: tuple[str, ...] = ()


class SaveMenu(Request):
    """`PUT /v1/menu`."""

    command_id: UUID
    seen_version: int
    text: str
    reason: str = Field(min_length=1, max_length=REASON_LIMIT)
    restores: int | None = None


class CheckMenu(Request):
    """`POST /v1/menu/check`."""

    text: str


class TryMenu(Request):
    """`POST /v1/menu/try`: walk through a menu that is being written. `inputs` is one text for each step that was
    answered, empty for silence."""

    text: str
    inputs: tuple[Annotated[str, Field(max_length=40)], ...] = Field(default=(), max_length=60)


class Heard(Answer):
    """What a caller hears, in one language."""

    language: str
    text: str


class MenuTried(Answer):
    """Where a caller stands after what they keyed. At a `step` they may press one of `keys`, or key a number of up to
    `longest` digits; without one they go to a person, with what they chose until then."""

    problems: tuple[Problem, ...] = ()
    step: str = ""
    heard: tuple[Heard, ...] = ()
    keys: str = ""
    longest: int = 1
    queue: str = ""
    reason: str = ""
    language: str = ""
    number: str = ""
    path: tuple[LocalText, ...] = ()
    urgent: bool = False


class MenuBranch(Answer):
    """One line of the menu as a tree: at `depth` steps down, key `key` with its label, and what it leads to."""

    depth: int
    key: str = ""
    label: LocalText = Field(default_factory=dict)
    step: str = ""
    queue: str = ""
    reason: str = ""
    language: str = ""
    line: int = 0


class MenuChecked(Answer):
    """What is wrong with a menu, and its tree where that can be drawn."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    tree: tuple[MenuBranch, ...] = ()


class KeptMenu(Answer):
    """`GET /v1/menu/versions/{version}`."""

    version: Version
    text: str


class Serving(Answer):
    """What one agent serves, and what they can, by level from 1 to 5."""

    user_id: UUID
    name: str
    display_name: str = ""
    team: str = ""
    queues: tuple[str, ...] = ()
    skills: dict[str, int] = Field(default_factory=dict)


class ServingList(Answer):
    """`GET /v1/serving`: everybody who takes calls."""

    people: tuple[Serving, ...] = ()
    may_edit: bool = False


class ServingChange(Answer):
    """Somebody gave or took queues and skills: what there was `before`, and after."""

    at: AwareDatetime
    by_name: str = ""
    reason: str = ""
    queues_before: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    skills_before: dict[str, int] = Field(default_factory=dict)
    skills: dict[str, int] = Field(default_factory=dict)


class ServingHistory(Answer):
    """`GET /v1/serving/{agent_id}/history`: what an agent was given and had taken, the newest first."""

    changes: tuple[ServingChange, ...] = ()


class SaveServing(Request):
    """`PUT /v1/serving/{agent_id}`. `seen_queues` and `seen_skills` are what stood there when it was read."""

    command_id: UUID
    queues: tuple[str, ...]
    skills: dict[str, int] = Field(default_factory=dict)
    seen_queues: tuple[str, ...] = ()
    seen_skills: dict[str, int] = Field(default_factory=dict)
    reason: str = Field(min_length=1, max_length=REASON_LIMIT)
