"""What the centre's files say now, for administrators to look at: `GET /v1/in-force`."""

from agent_desktop.contract.base import Answer
from agent_desktop.contract.board import AwayReason
from agent_desktop.contract.floor_alerts import FloorRule
from agent_desktop.contract.interactions import Disposition


class InForce(Answer):
    """What calls may come to, why agents may be not ready, and past which figures the floor is warned of what."""

    outcomes: tuple[Disposition, ...] = ()
    reasons: tuple[AwayReason, ...] = ()
    rules: tuple[FloorRule, ...] = ()
