"""How the wrap-up of one call goes, by the mode of its queue. Pure: no database; the moment is told.

The five modes are those of Genesys Cloud's after-call work; the extension, and that a required outcome goes before
the clock, come from Twilio's flex-project-template (agent-automation).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from telephony.contract import AgentAction, AgentState, WrapUpMode
from telephony.errors import WrapUpNotOverError


class Ends(StrEnum):
    """What ends a wrap-up."""

    AT_ONCE = "at_once"  # it does not begin
    AGENT = "agent"
    LIMIT = "limit"  # the server's clock, or the agent before it
    LIMIT_ALONE = "limit_alone"


_M = WrapUpMode

ENDS: Final[Mapping[tuple[WrapUpMode, bool], Ends]] = MappingProxyType(
    # by mode, and whether the agent asked for a wrap-up during the call
    {
        (_M.OPTIONAL, False): Ends.AT_ONCE,
        (_M.OPTIONAL, True): Ends.AT_ONCE,
        (_M.AGENT_ENDS, False): Ends.AGENT,
        (_M.AGENT_ENDS, True): Ends.AGENT,
        (_M.TIMED, False): Ends.LIMIT,
        (_M.TIMED, True): Ends.LIMIT,
        (_M.FIXED, False): Ends.LIMIT_ALONE,
        (_M.FIXED, True): Ends.LIMIT_ALONE,
        (_M.ON_REQUEST, False): Ends.AT_ONCE,
        (_M.ON_REQUEST, True): Ends.AGENT,
    }
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the queue wants of the wrap-up of one call, as it was when the call was answered, and how far that is.

    `seconds` is the planned time; `limit_at` when the server ends it, once it runs.
    """

    mode: WrapUpMode = WrapUpMode.AGENT_ENDS
    outcome_required: bool = True
    seconds: int = 60
    extensions_left: int = 0
    extension_seconds: int = 60
    requested: bool = False
    limit_at: datetime | None = None
    overdue: bool = False

    @property
    def ends(self) -> Ends:
        """What will end it."""
        return ENDS[self.mode, self.requested]

    def begun(self, at: datetime) -> "Plan":
        """Return the wrap-up as it begins. One that is over at once begins only because an outcome is missing."""
        if self.ends is Ends.AT_ONCE:
            return replace(self, overdue=True)
        if self.ends is Ends.AGENT:
            return self
        return replace(self, limit_at=at + timedelta(seconds=self.seconds))

    def planned_end_at(self, at: datetime) -> datetime:
        """Return when a wrap-up that begins at `at` should be over."""
        return at if self.ends is Ends.AT_ONCE else at + timedelta(seconds=self.seconds)

    def ran_out(self, at: datetime) -> bool:
        """Say whether its time is up now, for the first time."""
        return self.limit_at is not None and not self.overdue and at >= self.limit_at

    def outcome_missing(self) -> "Plan":
        """Return the wrap-up whose time is up and that still has no outcome."""
        return replace(self, overdue=True)

    def check_may_end(self) -> None:
        """See that the agent may end it now.

        Raises:
            WrapUpNotOverError: Only its limit does.
        """
        if self.ends is Ends.LIMIT_ALONE and not self.overdue:
            raise WrapUpNotOverError(until="" if self.limit_at is None else self.limit_at.isoformat())

    def after(self, action: AgentAction) -> "Plan":
        """Return the wrap-up after what the agent asked; the same where `action` is not about it."""
        match action:
            case AgentAction.WANT_WRAP_UP:
                return replace(self, requested=True)
            case AgentAction.CANCEL_WRAP_UP:
                return replace(self, requested=False)
            case AgentAction.EXTEND_WRAP_UP if self.limit_at is not None:
                limit_at = self.limit_at + timedelta(seconds=self.extension_seconds)
                return replace(self, limit_at=limit_at, extensions_left=self.extensions_left - 1)
            case _:
                return self

    def allowed(self, state: AgentState) -> frozenset[AgentAction]:
        """Return what the agent may ask of it in `state`."""
        if state is AgentState.ON_CALL and self.mode is WrapUpMode.ON_REQUEST:
            return frozenset({AgentAction.CANCEL_WRAP_UP if self.requested else AgentAction.WANT_WRAP_UP})
        running = state is AgentState.WRAP_UP and self.limit_at is not None and not self.overdue
        return frozenset({AgentAction.EXTEND_WRAP_UP}) if running and self.extensions_left > 0 else frozenset()

    def as_json(self) -> dict[str, Any]:
        """Return it as an agent's row keeps it."""
        return {**asdict(self), "limit_at": None if self.limit_at is None else self.limit_at.isoformat()}


def plan_from_json(kept: Mapping[str, Any] | None) -> Plan | None:
    """Return what `Plan.as_json` wrote."""
    if kept is None:
        return None
    limit_at = kept["limit_at"]
    moment = None if limit_at is None else datetime.fromisoformat(limit_at)
    return Plan(**{**kept, "mode": WrapUpMode(kept["mode"]), "limit_at": moment})
