"""Which pictures follow-up plans, e-mails to one customer, what was before and a telephone that calls in have."""

from collections.abc import Mapping
from typing import Any, Final

from agent_desktop.demo import screen_follow_ups as planned
from agent_desktop.demo import screen_mails as mails
from agent_desktop.demo import screen_phone as phone
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_looking_back import LOOKED_BACK

PLANNED_SCENES: Final[tuple[Mapping[str, dict[str, Any]], Mapping[str, dict[str, Any]]]] = (
    {
        "follow-ups": {"follow_ups": planned.LISTED},
        "follow-ups-free": {"follow_ups": planned.LISTED_FREE},
        "follow-ups-empty": {"follow_ups": planned.LISTED_EMPTY},
        "follow-ups-failed": {"follow_ups": planned.LIST_FAILED},
    },
    {
        **LOOKED_BACK,
        "phone-calls-in": {"slot": samples.CONNECTING, "phone": phone.WAITS},
        "phone-expired": {"slot": samples.CONNECTING, "phone": phone.EXPIRED},
        "plan-shown": {"plans": planned.PLAN_SHOWN},
        "plan-nothing": {"plans": planned.PLAN_NOTHING},
        "plan-form": {"plans": planned.PLAN_FORM},
        "plan-new": {"plans": planned.PLAN_NEW},
        "plan-referred": {"plans": planned.PLAN_REFERRED},
        "not-to-call": {"plans": planned.PLAN_SHOWN, "not_to_call": planned.WISHES},
        "not-to-call-refused": {"plans": planned.PLAN_SHOWN, "not_to_call": planned.WISHES_REFUSED},
        "mail-written": {"mail": mails.WRITTEN},
        "mail-sent": {"mail": mails.SENT},
        "mail-refused": {"mail": mails.REFUSED},
    },
)
