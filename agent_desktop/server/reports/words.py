"""What became of things that figures count, in words."""

from typing import Final

from agent_desktop.contract.base import LocalText

_OUTCOMES: Final[dict[str, LocalText]] = {
    "answered": {"en": "Answered", "zh": "已接通"},
    "abandoned": {"en": "Hung up", "zh": "已放弃"},
    "callback": {"en": "To be called back", "zh": "选择回电"},
    "turned_away": {"en": "Turned away", "zh": "未进入队列"},
    "failed": {"en": "Lost by the carrier", "zh": "线路故障"},
    "waiting": {"en": "Waits", "zh": "等待中"},
    "inbound": {"en": "Caller", "zh": "来电"},
    "outbound": {"en": "Called by us", "zh": "外呼"},
    "not_answered": {"en": "Not answered", "zh": "未接"},
    "declined": {"en": "Declined", "zh": "拒接"},
    "handed_over": {"en": "Handed over", "zh": "已转出"},
    "consulted": {"en": "Consulted", "zh": "仅咨询"},
    "withdrawn": {"en": "Withdrawn", "zh": "已撤回"},
    "given_back": {"en": "Given back", "zh": "已交回"},
    "repeated": {"en": "Called again", "zh": "再次来电"},
    "owing": {"en": "Something owed", "zh": "留有待办"},
    "resolved": {"en": "Resolved", "zh": "已解决"},
    "asked": {"en": "Asked", "zh": "已邀请"},
    "refused": {"en": "Refused", "zh": "谢绝"},
    "caller_hung_up": {"en": "Caller hung up first", "zh": "客户先挂断"},
    "carrier_failed": {"en": "The carrier could not ask", "zh": "线路故障未能调查"},
    "reached": {"en": "Reached", "zh": "已联系上"},
    "called_in": {"en": "Called us first", "zh": "客户先来电"},
    "by_hand": {"en": "Done by hand", "zh": "人工完成"},
    "cancelled": {"en": "Cancelled", "zh": "已取消"},
    "open": {"en": "Open", "zh": "未完成"},
    "due": {"en": "Due", "zh": "到期"},
    "expired": {"en": "Expired", "zh": "已过期"},
}


def outcome_name(code: str) -> LocalText:
    """Return the words for an outcome; the code itself where it has none."""
    return dict(_OUTCOMES.get(code, {"en": code, "zh": code})) if code else {}
