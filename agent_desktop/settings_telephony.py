"""The settings of telephony: the carrier, the queues, and how callers are routed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Annotated, Final, Literal, NamedTuple, Self

from pydantic import Field, StrictBool, StrictInt
from pydantic import model_validator as model_rule

from agent_desktop.settings_types import (
    Code,
    CodeOrEmpty,
    Day,
    LocalName,
    MenuLanguage,
    OwnNumber,
    Part,
    Points,
    Region,
    SkillLevel,
    SpokenLanguage,
    TimeSpan,
    TimeZoneOrEmpty,
    Url,
    WaitSeconds,
    refuse,
)

WrapUpModeCode = Literal["optional", "agent_ends", "timed", "fixed", "on_request"]
TierCode = Literal["standard", "gold", "platinum"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

Percent = Annotated[StrictInt, Field(ge=0, le=100)]

WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class DaySettings(Part):
    """A day that is not as its weekday: `open` are its hours, none where it is closed all day; `name` says why."""

    day: Day
    name: Annotated[str, Field(max_length=60)] = ""
    open: tuple[TimeSpan, ...] = ()


class HoursSettings(Part):
    """When queues take callers. `time_zone` is that of the times, empty for the bank's own; `days` are those that are
    not as their weekday."""

    code: Code
    time_zone: TimeZoneOrEmpty = ""
    weekly: dict[Weekday, tuple[TimeSpan, ...]]
    days: tuple[DaySettings, ...] = ()

    @model_rule(mode="before")
    @classmethod
    def _from_earlier_form(cls, value: object) -> object:
        return with_days(value)


def with_days(hours: object) -> object:
    """Return opening hours, as they were written, in the form of now. Until ADR 38 their single days stood in
    `holidays`, a list of dates, and `other_days`, hours by date; of a day in both the first counted."""
    if not isinstance(hours, Mapping) or "days" in hours or not ({"holidays", "other_days"} & hours.keys()):
        return hours
    closed, others = hours.get("holidays", ()), hours.get("other_days", {})
    if not isinstance(closed, Sequence) or isinstance(closed, str) or not isinstance(others, Mapping):
        return hours
    days = {str(day): {"day": day, "open": spans} for day, spans in others.items()}
    days |= {str(day): {"day": day, "open": []} for day in closed}
    kept = {key: value for key, value in hours.items() if key not in ("holidays", "other_days")}
    return {**kept, "days": [day for _, day in sorted(days.items())]}


class DeclineReasonSettings(Part):
    code: Code
    name: LocalName


class AnnouncementSettings(Part):
    """What an agent may have played to a caller, in the words of each spoken language."""

    code: Code
    name: LocalName
    words: Annotated[dict[MenuLanguage, Annotated[str, Field(min_length=1, max_length=500)]], Field(min_length=1)]


class OutgoingNumberSettings(Part):
    code: Code
    name: LocalName
    number: OwnNumber
    queues: tuple[Code, ...] = ()


class QueueSettings(Part):
    """One queue; what each key means stands in the shipped config.yaml."""

    code: Code
    group: Code
    name: LocalName
    ring_seconds: Annotated[StrictInt, Field(ge=5, le=120)]
    wrap_up_seconds: Annotated[StrictInt, Field(ge=0, le=3_600)]
    wrap_up_mode: WrapUpModeCode = "agent_ends"
    wrap_up_extensions: Annotated[StrictInt, Field(ge=0, le=10)] = 0
    wrap_up_extension_seconds: Annotated[StrictInt, Field(ge=10, le=3_600)] = 60
    outcome_required: StrictBool = True
    service: CodeOrEmpty = ""
    languages: tuple[SpokenLanguage, ...] = ()
    tiers: tuple[TierCode, ...] = ()
    reasons: tuple[Code, ...] = ()
    urgent: StrictBool = False
    priority: Points = 0
    needs: dict[Code, SkillLevel] = Field(default_factory=dict)
    manager_seconds: Annotated[StrictInt, Field(ge=0, le=600)] = 0
    team_seconds: Annotated[StrictInt, Field(ge=0, le=600)] = 0
    overflow: dict[Code, WaitSeconds] = Field(default_factory=dict)
    hours: CodeOrEmpty = ""
    closed_to: CodeOrEmpty = ""
    max_waiting: Annotated[StrictInt, Field(ge=0, le=5_000)] = 0
    full_to: CodeOrEmpty = ""
    callback_share: Percent = 20
    callback_late_share: Percent = 50
    preview_seconds: Annotated[StrictInt, Field(ge=30, le=600)] = 120


class SkillSettings(Part):
    """A skill that agents may have, from level 1 to 5, and that queues may need."""

    code: Code
    name: LocalName


class RoutingFields(Part):
    """What routing is, each value in its limits; whether they fit together is another question: `misfits_of`.

    `point_seconds` is the waiting that a point of priority is worth; `tier_priority` and `promise_priority` are in
    points. `handle_seconds` is what a call takes where nothing is known yet. `skills` are those there are; where
    nothing is said of them, those that queues need.
    """

    default_queue: Code
    point_seconds: Annotated[StrictInt, Field(ge=1, le=3_600)]
    tier_priority: dict[TierCode, Points]
    promise_priority: Points
    promise_days: Annotated[StrictInt, Field(ge=0, le=90)]
    promise_dispositions: tuple[Code, ...]
    handle_seconds: Annotated[StrictInt, Field(ge=10, le=3_600)]
    contact_days: Annotated[StrictInt, Field(ge=1, le=90)]
    hours: tuple[HoursSettings, ...]
    queues: Annotated[tuple[QueueSettings, ...], Field(min_length=1)]
    skills: tuple[SkillSettings, ...] = ()
    outgoing_numbers: tuple[OutgoingNumberSettings, ...] = ()

    @model_rule(mode="before")
    @classmethod
    def _from_earlier_form(cls, value: object) -> object:
        return with_skills(value)


def with_skills(routing: object) -> object:
    """Return a routing, as it was written, with its skills. Until ADR 49 there was no list of them: a queue needed
    what it named."""
    queues = routing.get("queues") if isinstance(routing, Mapping) else None
    if not isinstance(routing, Mapping) or "skills" in routing or not isinstance(queues, list):
        return routing
    needs = [each.get("needs") for each in queues if isinstance(each, Mapping)]
    named = {str(code) for each in needs if isinstance(each, Mapping) for code in each}
    codes = sorted(code for code in named if re.fullmatch(r"[a-z][a-z0-9_]{0,39}", code))  # the others are mistakes
    return {**routing, "skills": [{"code": code, "name": {"en": code, "zh": code}} for code in codes]}


class Misfit(NamedTuple):
    """A value that does not go with the others. `place` leads to it, lists counted from 0; `limit` is what it may be,
    or `TWICE`."""

    place: tuple[str | int, ...]
    value: str
    limit: str

    @property
    def field(self) -> str:
        """The place as people write it: ``queues[2].hours``, counted from 1."""
        dotted = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in self.place)
        return "".join(dotted).removeprefix(".")


TWICE: Final = "each_once"


def misfits_of(routing: RoutingFields) -> Iterator[Misfit]:
    """Yield every value of a routing that does not go with the others. The one rule book: a start, an import and the
    editor ask here."""
    codes = [queue.code for queue in routing.queues]
    hours = [each.code for each in routing.hours]
    yield from _each_once("queues", codes)
    if routing.default_queue not in codes:
        yield Misfit(("default_queue",), routing.default_queue, ", ".join(codes))
    yield from _each_once("hours", hours)
    yield from _each_once("skills", [each.code for each in routing.skills])
    yield from _each_once("outgoing_numbers", [each.code for each in routing.outgoing_numbers])
    for number, queue in enumerate(routing.queues):
        if queue.hours and queue.hours not in hours:
            yield Misfit(("queues", number, "hours"), queue.hours, ", ".join(hours) or "hours: …")
        # Who shares callers is decided under one lock: that of the group.
        others = [each.code for each in routing.queues if each.group == queue.group and each.code != queue.code]
        for place, code in _sent_to(queue):
            if code not in others:
                yield Misfit(("queues", number, *place), code, ", ".join(others) or f"group: {queue.group}")


class RoutingSettings(RoutingFields):
    """How callers are routed: what config.yaml says at the first start, and afterwards the newest version that an
    administrator saved."""

    @model_rule(mode="after")
    def _fits_together(self) -> Self:
        for misfit in misfits_of(self):
            raise refuse(misfit.limit, str(misfit.place[0]) if misfit.limit == TWICE else misfit.field)
        return self


ROUTING_KEYS: Final = tuple(RoutingFields.model_fields)


class TelephonySettings(RoutingSettings):
    """The carrier, how it is spoken to, what agents may decline, when they call, and the routing of the first start."""

    provider: Literal["simulator", "twilio"]
    simulator_url: Url
    command_seconds: Annotated[StrictInt, Field(ge=1, le=60)]
    default_region: Region
    miss_limit: Annotated[StrictInt, Field(ge=1, le=20)]
    decline_pause_seconds: Annotated[StrictInt, Field(ge=0, le=3_600)]
    decline_reasons: tuple[DeclineReasonSettings, ...]
    dial_seconds: Annotated[StrictInt, Field(ge=10, le=120)] = 45
    listening_shown: StrictBool = True
    announcements: tuple[AnnouncementSettings, ...] = ()
    consult_limit: Annotated[StrictInt, Field(ge=1, le=9)] = 3
    ask_next_limit: Annotated[StrictInt, Field(ge=0, le=8)] = 2
    call_hours: TimeSpan = (time(8), time(21))
    own_numbers: tuple[OwnNumber, ...] = ()
    menu_file: str
    prompts_folder: str = ""

    @model_rule(mode="after")
    def _reasons_differ(self) -> Self:
        declines = [each.code for each in self.decline_reasons]
        if len(set(declines)) != len(declines):
            raise refuse(TWICE, "decline_reasons")
        return self


def _each_once(key: str, codes: Sequence[str]) -> Iterator[Misfit]:
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield Misfit((key, number, "code"), code, TWICE)


def _sent_to(queue: QueueSettings) -> Iterator[tuple[tuple[str, ...], str]]:
    """Say where a queue sends callers, by the keys that say so."""
    yield from ((("overflow", code), code) for code in queue.overflow)
    yield from (((key,), code) for key, code in (("closed_to", queue.closed_to), ("full_to", queue.full_to)) if code)
