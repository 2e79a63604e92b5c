"""What may be done to a follow-up plan, as one table. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.follow_ups import FollowUpState, FollowUpStep

ENDS: Final[Mapping[FollowUpStep, FollowUpState]] = MappingProxyType(
    {
        FollowUpStep.WIN: FollowUpState.WON,
        FollowUpStep.LOSE: FollowUpState.LOST,
        FollowUpStep.CANCEL: FollowUpState.CANCELLED,
    }
)
"""The steps that end a plan, and how it ends."""

NEEDS_WORDS: Final = frozenset({FollowUpStep.LOSE, FollowUpStep.CANCEL})


def steps_of(
    state: FollowUpState, *, is_mine: bool, is_free: bool, is_supervisor: bool, gave_it: bool, has_seen: bool
) -> frozenset[FollowUpStep]:
    """Return what may be done to a plan by somebody: whose it is, whether it is anybody's of their team, whether they
    look after others, and whether they gave it as a referral and have seen what came of it."""
    if state is not FollowUpState.OPEN:
        return frozenset({FollowUpStep.NOTICE}) if gave_it and not has_seen else frozenset()
    if is_mine:
        return frozenset({FollowUpStep.PLAN, FollowUpStep.HAND_OVER, *ENDS})
    steps: set[FollowUpStep] = {FollowUpStep.TAKE} if is_free else set()
    if gave_it:
        steps.add(FollowUpStep.CANCEL)  # it was one by mistake
    if is_supervisor:
        steps |= {FollowUpStep.TAKE, FollowUpStep.HAND_OVER, FollowUpStep.CANCEL}
    return frozenset(steps)
