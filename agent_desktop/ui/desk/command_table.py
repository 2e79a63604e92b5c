"""What the palette says of a command beside its words, and which actions of a call it takes."""

from typing import Final

from agent_desktop.ui.shortcuts.keys import Command
from telephony.contract import CallAction

COMMAND_ICONS: Final = {
    Command.ANSWER: "ph.phone",
    Command.DECLINE: "ph.phone-x",
    Command.HOLD: "ph.pause",
    Command.MUTE: "ph.microphone-slash",
    Command.HANG_UP: "ph.phone-disconnect",
    Command.CONSULT: "ph.users",
    Command.END_CONSULT: "ph.arrow-u-up-left",
    Command.COMPLETE_TRANSFER: "ph.phone-outgoing-fill",
    Command.CONFERENCE: "ph.users-three",
    Command.SWAP: "ph.swap",
    Command.RECOVER_CALLER: "ph.lifebuoy",
    Command.KEYPAD: "ph.dots-nine",
    Command.CALL_CUSTOMER: "ph.phone-outgoing",
    Command.VERIFY: "ph.shield-check",
    Command.WHO_CALLED: "ph.user-plus",
    Command.SCRIPT_BACK: "ph.arrow-left",
    Command.SCRIPT_NEXT: "ph.arrow-right",
    Command.MUST_SAY: "ph.scales",
    Command.OUTCOME: "ph.tag",
    Command.NOTES: "ph.note-pencil",
    Command.SAVE_NOTE: "ph.floppy-disk",
    Command.FINISH: "ph.check-square",
    Command.TASKS: "ph.check-square",
    Command.OUTREACH: "ph.megaphone-simple",
    Command.TAB_1: "ph.squares-four",
    Command.TAB_2: "ph.clock-counter-clockwise",
    Command.FIND_CONTACT: "ph.magnifying-glass",
    Command.RECENTS: "ph.list-checks",
    Command.GUIDE: "ph.book-open",
    Command.PIN_PAGE: "ph.push-pin",
    Command.ORIGINS: "ph.git-branch",
    Command.NUMBERS: "ph.phone",
    Command.TRY_AGAIN: "ph.arrow-clockwise",
    Command.FULL_SCREEN: "ph.corners-out",
    Command.SHORTCUTS: "ph.keyboard",
}
CALL_ACTIONS: Final = {
    Command.ANSWER: frozenset({CallAction.ANSWER}),
    Command.DECLINE: frozenset({CallAction.DECLINE}),
    Command.HOLD: frozenset({CallAction.HOLD, CallAction.RESUME}),
    Command.MUTE: frozenset({CallAction.MUTE, CallAction.UNMUTE}),
    Command.HANG_UP: frozenset({CallAction.HANG_UP}),
    Command.END_CONSULT: frozenset({CallAction.END_CONSULT}),
    Command.COMPLETE_TRANSFER: frozenset({CallAction.COMPLETE_TRANSFER, CallAction.LEAVE_CONFERENCE}),
    Command.CONFERENCE: frozenset({CallAction.CONFER}),
    Command.RECOVER_CALLER: frozenset({CallAction.RECOVER_CALLER}),
    Command.KEYPAD: frozenset({CallAction.SEND_DIGITS}),
}
