"""The directory: who can be asked, who can take a caller over, and where else a call can go.

Nothing of a customer stands here but whose own team somebody is of. Numbers are those of branches and partners.
"""

from enum import StrEnum
from typing import Final

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request

ENTRIES_A_PAGE: Final = 100


class DirectoryKind(StrEnum):
    """What is listed: one kind of entries, or those that the agent has turned to lately."""

    PEOPLE = "people"
    QUEUES = "queues"
    NUMBERS = "numbers"
    RECENT = "recent"


class EntryKind(StrEnum):
    PERSON = "person"
    QUEUE = "queue"
    NUMBER = "number"


class PersonState(StrEnum):
    """Telephony's own list, which a contract may not import (ADR 13), and one more.
    `tests/server/test_directory.py` holds the two together."""

    READY = "ready"
    RINGING = "ringing"  # ready, and a call is offered to them
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    NOT_READY = "not_ready"
    OFFLINE = "offline"


class WayOver(StrEnum):
    """What can be done with an entry now."""

    CONSULT = "consult"  # call them into the call, then decide
    ASK_NEXT = "ask_next"  # reserve them for when they are free, and stay with the caller
    CALL_BACK = "call_back"  # they call the customer back instead
    COLD = "cold"  # send the caller there without a word


class WhyNot(StrEnum):
    """Why an entry cannot be called at once; each has its words."""

    YOURSELF = "yourself"
    OFFLINE = "offline"
    NOT_READY = "not_ready"
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    RINGING = "ringing"
    WITH_YOU = "with_you"  # they are in this call already
    DESKTOP_LOST = "desktop_lost"
    OTHER_QUEUES = "other_queues"  # of a group of queues that a call cannot leave
    FULL = "full"  # as many have asked for them as may
    CLOSED = "closed"  # a queue outside its hours
    NOBODY_THERE = "nobody_there"  # a queue that nobody serves now
    QUEUE_FULL = "queue_full"
    CALLER_STANDS_THERE = "caller_stands_there"  # the call came from this queue
    NOT_CALLABLE = "not_callable"  # a number outside its hours


class Favourite(StrEnum):
    NONE = "none"
    OWN = "own"
    SHARED = "shared"
    BOTH = "both"


class TeamRole(StrEnum):
    """What somebody is to the customer of the call."""

    NONE = ""
    RELATIONSHIP_MANAGER = "relationship_manager"
    ASSISTANT = "assistant"
    FUND_MANAGER = "fund_manager"
    CURRENCY_ADVISER = "currency_adviser"
    TEAM = "team"  # of the relationship manager's team


class Match(StrEnum):
    """Why an entry stands where it does, the weightiest first."""

    OWN_TEAM = "own_team"
    SKILL = "skill"
    LANGUAGE = "language"
    FAVOURITE = "favourite"
    READY = "ready"


class EntrySkill(Answer):
    """`level` is 1 to 5. `wanted`: this call asks for it."""

    code: str
    name: LocalText
    level: int
    wanted: bool = False


class DirectoryEntry(Answer):
    """One person, queue or number.

    `entry_id` is a person's id, a queue's code or a number's code: what a transfer is started with. `other_name` is the
    name in the other script (张敏). `load` of `load_limit` say how much a person has in hand and asked of them; for a
    queue how many agents there are (`agents_ready` of `agents_here`) and callers wait (`waiting`). `wait_seconds` is
    how long a caller would wait: 0 for who is ready, the estimate of `free_in_seconds` for who is busy, the expected
    wait of a queue; None where nobody can say. `back_at` is when somebody away means to be back. `number` is written
    as it is dialled from abroad. `asked_before` is how many others have asked for a busy person next. `score` orders
    *best match first*; `matches` say why.
    """

    kind: EntryKind
    entry_id: str
    name: LocalText
    other_name: str = ""
    team: str = ""
    site: LocalText = Field(default_factory=dict)
    extension: str = ""
    about: LocalText = Field(default_factory=dict)
    state: PersonState | None = None
    reason: str = ""
    since_at: AwareDatetime | None = None
    back_at: AwareDatetime | None = None
    skills: tuple[EntrySkill, ...] = ()
    languages: tuple[str, ...] = ()
    load: int = 0
    load_limit: int = 0
    asked_before: int = 0
    agents_ready: int = 0
    agents_here: int = 0
    waiting: int = 0
    wait_seconds: int | None = None
    free_in_seconds: int | None = None
    number: str = ""
    can: frozenset[WayOver] = frozenset()
    why_not: WhyNot | None = None
    favourite: Favourite = Favourite.NONE
    role: TeamRole = TeamRole.NONE
    score: int = 0
    matches: tuple[Match, ...] = ()
    turned_to_at: AwareDatetime | None = None


class Directory(Answer):
    """`GET /v1/calls/{id}/directory?kind=&text=&team=&language=&available=`: one kind of entries, best match first, the
    customer's own team before all.

    `found` is how many fit, of whom the first `ENTRIES_A_PAGE` stand here; `counts` how many there are of each kind
    with no filter. `teams` and `languages` are what can be filtered by. `wanted_skills` are what this call asks for:
    by its hand-over reason, its script, its menu reason or its queue. `text` finds names, pinyin and its initials,
    skills, teams, extensions.
    """

    kind: DirectoryKind
    entries: tuple[DirectoryEntry, ...] = ()
    found: int = 0
    counts: dict[DirectoryKind, int] = Field(default_factory=dict)
    teams: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    wanted_skills: tuple[EntrySkill, ...] = ()
    language: str = ""


class PutFavourite(Request):
    """`PUT /v1/directory/favourites/{kind}/{entry_id}`; `DELETE …?shared=` takes it back. `shared`: everybody's, which
    only supervisors change (NOT_ALLOWED). Raises DIRECTORY_ENTRY_UNKNOWN."""

    shared: bool = False
