"""What callers are told of the recording in the entry menu, and how they refuse it there. Pure.

It is one more question, after the menu's own last one: silence agrees, the policy's key refuses. What was answered
comes with the arrival, as the answers to the menu do, so that any server knows it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from telephony.calls.models import CallRow
from telephony.contract import RecordingStop
from telephony.menu.schema import Menu
from telephony.menu.walk import Ask, Entered, entry_of, inputs_after, next_step
from telephony.providers.base import Arrival
from telephony.recordings.policy import RecordingPolicy, policy_for
from telephony.settings import TelephonySettings

STEP: Final = "recording"
"""The name of the question among the steps."""

WAIT_SECONDS: Final = 3
"""How long after the announcement a caller may refuse; silence agrees."""


def with_announcement(policies: Sequence[RecordingPolicy], menu: Menu, inputs: Sequence[str]) -> Ask | Entered:
    """Return what comes after `inputs` in the menu, with what is told of the recording before a queue is entered."""
    step = next_step(menu, inputs)
    if not isinstance(step, Entered):
        return step
    policy = policy_for(policies, step.queue_code, step.reason)
    if policy is None or step.urgent or inputs_after(menu, inputs):
        return step  # whoever suspects fraud is not kept: they are told as they are joined
    said = policy.spoken(step.language)
    if _may_refuse(policy, menu) and said:
        return Ask(STEP, said, policy.refuse_key, WAIT_SECONDS)
    if policy.refuse_key:
        return step  # words that name a key are said only where it is taken
    return replace(step, spoken=(*said, *step.spoken))


def told_in_menu(settings: TelephonySettings, arrival: Arrival, call: CallRow, at: datetime) -> None:
    """Note of a call that has just arrived what its caller was told of the recording in the menu, and answered."""
    menu, inputs = settings.menu, arrival.menu_inputs
    if menu is None or not inputs or not settings.recording_policies:
        return
    if _is_open(menu, inputs):
        return  # the carrier queued them by itself: they heard nothing of it
    entered = entry_of(menu, inputs)
    policy = policy_for(settings.recording_policies, entered.queue_code, entered.reason)
    if policy is None or entered.urgent or not policy.announcement:
        return
    after = inputs_after(menu, inputs)
    asked = _may_refuse(policy, menu)
    if (asked and after) or not policy.refuse_key:
        call.recording_announced, call.recording_announced_at = policy.code, at
    if asked and policy.refuse_key in after:
        call.recording_stopped_by = RecordingStop.CALLER
    elif asked and after:
        call.recording_agreed = policy.code


def _is_open(menu: Menu, inputs: Sequence[str]) -> bool:
    """Say whether the menu still asks something after `inputs`."""
    return isinstance(next_step(menu, inputs), Ask)


def _may_refuse(policy: RecordingPolicy, menu: Menu) -> bool:
    # A key that does something at every step of the menu cannot mean something else here.
    return policy.refuse_key not in ("", menu.urgent.key, menu.person.key)
