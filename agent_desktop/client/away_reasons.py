"""Why agents may be not ready, until the server has said so: as the file that comes with the program has it."""

from typing import Final

from agent_desktop.contract.rules import AwayReason

SHIPPED: Final = tuple(
    AwayReason(code=code, name={"en": english, "zh": chinese}, minutes=minutes)
    for code, english, chinese, minutes in (
        ("break", "Break", "小休", (5, 10, 15, 30)),
        ("lunch", "Lunch", "午餐", (30, 45, 60, 90)),
        ("training", "Training", "培训", (30, 60, 120, 240)),
        ("meeting", "Meeting", "会议", (15, 30, 60, 120)),
        ("back_office", "Back office", "后台工作", (15, 30, 60, 120)),
    )
)
"""Those of the file that comes with the program: what counts until the server has said its own."""
