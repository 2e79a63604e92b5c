"""Every key of the desktop, once. No plain letter or digit is a command, so typing is always safe.

Keys are in Qt's portable text. A plain function key does or toggles, Shift reverses or ends, Ctrl commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


class KeyGroup(StrEnum):
    """The headings of the F1 overlay, in its order."""

    CALL = "call"
    SCRIPT = "script"
    NOTES = "notes"
    WINDOW = "window"
    FIND = "find"
    CASES = "cases"
    BOARD = "board"


class Command(StrEnum):
    """What a key does; also what Ctrl+K can be asked to do."""

    ANSWER = "answer"
    DECLINE = "decline"
    HOLD = "hold"
    MUTE = "mute"
    RECORDING = "recording"
    REFUSE_RECORDING = "refuse_recording"
    HANG_UP = "hang_up"
    CONSULT = "consult"
    END_CONSULT = "end_consult"
    COMPLETE_TRANSFER = "complete_transfer"
    CONFERENCE = "conference"
    REMOVE_GUEST = "remove_guest"
    SWAP = "swap"
    RECOVER_CALLER = "recover_caller"
    KEYPAD = "keypad"
    CALL_CUSTOMER = "call_customer"
    CALL_BACK = "call_back"
    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    REFER = "refer"
    FAVOURITE = "favourite"
    VERIFY = "verify"
    WHO_CALLED = "who_called"
    AGENT_STATE = "agent_state"
    HELP = "help"
    SCRIPT_ANSWER_1 = "script_answer_1"
    SCRIPT_ANSWER_2 = "script_answer_2"
    SCRIPT_ANSWER_3 = "script_answer_3"
    SCRIPT_ANSWER_4 = "script_answer_4"
    SCRIPT_ANSWER_5 = "script_answer_5"
    SCRIPT_ANSWER_6 = "script_answer_6"
    SCRIPT_ANSWER_7 = "script_answer_7"
    SCRIPT_ANSWER_8 = "script_answer_8"
    SCRIPT_ANSWER_9 = "script_answer_9"
    SCRIPT_BACK = "script_back"
    SCRIPT_NEXT = "script_next"
    MUST_SAY = "must_say"
    OUTCOME = "outcome"
    TASKS = "tasks"
    OUTREACH = "outreach"
    COMPLAINT = "complaint"
    NOTES = "notes"
    SAVE_NOTE = "save_note"
    FINISH = "finish"
    NEXT_PROBLEM = "next_problem"
    PALETTE = "palette"
    SHORTCUTS = "shortcuts"
    NEXT_PANEL = "next_panel"
    PREVIOUS_PANEL = "previous_panel"
    FULL_SCREEN = "full_screen"
    TAB_1 = "tab_1"
    TAB_2 = "tab_2"
    TAB_3 = "tab_3"
    TAB_4 = "tab_4"
    FIND_CONTACT = "find_contact"
    RECENTS = "recents"
    GUIDE = "guide"
    PIN_PAGE = "pin_page"
    TRY_AGAIN = "try_again"
    ORIGINS = "origins"
    NUMBERS = "numbers"
    CASES = "cases"
    NEW = "new"
    NEXT_PART = "next_part"
    PREVIOUS_PART = "previous_part"
    PROFILE = "profile"
    CHANGE = "change"
    ASSIGN = "assign"
    NEXT_MOVE = "next_move"
    EXPORT = "export"
    UNDO_ASSIGN = "undo_assign"
    BOARD = "board"
    CHANGE_STATE = "change_state"


SCRIPT_ANSWERS: Final = tuple(Command(f"script_answer_{number}") for number in range(1, 10))


@dataclass(frozen=True, slots=True)
class Key:
    """One command with its keys. `label` is English, to be translated in the context ``Keys``.

    `in_dialogs`: the key also works while a dialog is open. `listed`: it has its own line in F1.
    """

    command: Command
    keys: tuple[str, ...]
    group: KeyGroup
    label: str
    in_dialogs: bool = False
    listed: bool = True


_ANSWER_LABEL = str(QT_TRANSLATE_NOOP("Keys", "Choose a script answer"))

KEYS: Final[tuple[Key, ...]] = (
    Key(Command.ANSWER, ("F2",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Answer")), in_dialogs=True),
    Key(Command.DECLINE, ("Shift+F2",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Decline")), in_dialogs=True),
    Key(Command.HOLD, ("F3",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Hold, resume")), in_dialogs=True),
    Key(Command.MUTE, ("F4",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Mute, unmute")), in_dialogs=True),
    Key(
        Command.RECORDING,
        ("F9",),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Pause the recording, go on")),
        in_dialogs=True,
    ),
    Key(
        Command.REFUSE_RECORDING,
        ("Shift+F9",),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "The caller refuses to be recorded")),
    ),
    Key(Command.HANG_UP, ("Shift+F12",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Hang up")), in_dialogs=True),
    Key(
        Command.CONSULT,
        ("F7",),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Transfer or consult; call a colleague")),
    ),
    Key(
        Command.END_CONSULT,
        ("Shift+F7",),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Cancel the consult, return to the caller")),
        in_dialogs=True,
    ),
    Key(
        Command.COMPLETE_TRANSFER,
        ("Ctrl+F7", "Ctrl+Shift+F7"),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Complete the transfer")),
        in_dialogs=True,
    ),
    Key(
        Command.CONFERENCE,
        ("Ctrl+F8", "Ctrl+Shift+F8"),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Conference; in one, add another")),
        in_dialogs=True,
    ),
    Key(
        Command.REMOVE_GUEST,
        ("Shift+F8",),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Take the guest out of the call")),
        in_dialogs=True,
    ),
    Key(
        Command.SWAP,
        ("Shift+F3",),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Swap caller and specialist")),
        in_dialogs=True,
    ),
    Key(
        Command.RECOVER_CALLER,
        ("Alt+R",),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Recover the caller, from anywhere")),
        in_dialogs=True,
    ),
    Key(Command.KEYPAD, ("F8",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Keypad")), in_dialogs=True),
    Key(Command.CALL_CUSTOMER, ("Ctrl+D",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Call the customer shown"))),
    Key(
        Command.CALL_BACK,
        ("Alt+B",),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Note that a colleague calls back")),
    ),
    Key(Command.PROMISE, ("Alt+L",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Promise a call later"))),
    Key(Command.FOLLOW_UP, ("Alt+J",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Plan a follow-up"))),
    Key(Command.REFER, ("Alt+W",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Refer to the relationship manager"))),
    Key(
        Command.FAVOURITE,
        ("Alt+F",),
        KeyGroup.FIND,
        str(QT_TRANSLATE_NOOP("Keys", "Favourite of the directory")),
    ),
    Key(Command.VERIFY, ("Alt+V",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Check who is calling"))),
    Key(Command.WHO_CALLED, ("Alt+K",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Keep or attach the caller"))),
    Key(Command.AGENT_STATE, ("Alt+S",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "Your state"))),
    Key(
        Command.HELP,
        ("Shift+F1",),
        KeyGroup.CALL,
        str(QT_TRANSLATE_NOOP("Keys", "Call a supervisor, or need nobody any more")),
        in_dialogs=True,
    ),
    *(
        Key(command, (f"Alt+{number}",), KeyGroup.SCRIPT, _ANSWER_LABEL, listed=False)
        for number, command in enumerate(SCRIPT_ANSWERS, start=1)
    ),
    Key(Command.SCRIPT_BACK, ("Alt+Left",), KeyGroup.SCRIPT, str(QT_TRANSLATE_NOOP("Keys", "Step back"))),
    Key(Command.SCRIPT_NEXT, ("Alt+Right",), KeyGroup.SCRIPT, str(QT_TRANSLATE_NOOP("Keys", "Next step"))),
    Key(Command.MUST_SAY, ("Alt+M",), KeyGroup.SCRIPT, str(QT_TRANSLATE_NOOP("Keys", "Tick the next must-say"))),
    Key(Command.OUTCOME, ("Alt+D",), KeyGroup.CALL, str(QT_TRANSLATE_NOOP("Keys", "What the call came to"))),
    Key(Command.NOTES, ("Alt+N",), KeyGroup.NOTES, str(QT_TRANSLATE_NOOP("Keys", "Notes"))),
    Key(Command.SAVE_NOTE, ("Ctrl+S",), KeyGroup.NOTES, str(QT_TRANSLATE_NOOP("Keys", "Save the note now"))),
    Key(Command.COMPLAINT, ("Alt+C",), KeyGroup.NOTES, str(QT_TRANSLATE_NOOP("Keys", "Record a complaint"))),
    Key(
        Command.FINISH,
        ("Ctrl+Return", "Ctrl+Enter"),
        KeyGroup.NOTES,
        str(QT_TRANSLATE_NOOP("Keys", "Finish the form, end wrap-up")),
    ),
    Key(Command.NEXT_PROBLEM, ("Alt+E",), KeyGroup.NOTES, str(QT_TRANSLATE_NOOP("Keys", "Next field to put right"))),
    Key(Command.PALETTE, ("Ctrl+K",), KeyGroup.FIND, str(QT_TRANSLATE_NOOP("Keys", "Find a customer or an action"))),
    Key(Command.FIND_CONTACT, ("Ctrl+F",), KeyGroup.FIND, str(QT_TRANSLATE_NOOP("Keys", "Look in the timeline"))),
    Key(Command.RECENTS, ("Alt+H",), KeyGroup.FIND, str(QT_TRANSLATE_NOOP("Keys", "Your present and recent contacts"))),
    Key(Command.GUIDE, ("Alt+G",), KeyGroup.FIND, str(QT_TRANSLATE_NOOP("Keys", "Guide: look something up"))),
    Key(Command.PIN_PAGE, ("Ctrl+P",), KeyGroup.FIND, str(QT_TRANSLATE_NOOP("Keys", "Pin the page to the call"))),
    Key(Command.ORIGINS, ("Alt+O",), KeyGroup.FIND, str(QT_TRANSLATE_NOOP("Keys", "Where the values come from"))),
    Key(Command.NUMBERS, ("Alt+P",), KeyGroup.FIND, str(QT_TRANSLATE_NOOP("Keys", "The customer's telephone numbers"))),
    Key(Command.CASES, ("Alt+A",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "Complaints to deal with"))),
    Key(Command.NEW, ("Ctrl+N",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "New one"))),
    Key(Command.NEXT_PART, ("Ctrl+PgDown",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "Next list or part"))),
    Key(Command.PREVIOUS_PART, ("Ctrl+PgUp",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "List or part before"))),
    Key(Command.NEXT_MOVE, ("Alt+Q",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "What is possible next"))),
    Key(Command.ASSIGN, ("Alt+I",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "Assign, hand over"))),
    Key(Command.UNDO_ASSIGN, ("Alt+Z",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "Take the assignment back"))),
    Key(Command.CHANGE, ("Ctrl+E",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "Change what was recorded"))),
    Key(Command.PROFILE, ("Ctrl+O",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "The customer's profile"))),
    Key(Command.EXPORT, ("Alt+X",), KeyGroup.CASES, str(QT_TRANSLATE_NOOP("Keys", "The list as a file"))),
    Key(Command.BOARD, ("Ctrl+L",), KeyGroup.BOARD, str(QT_TRANSLATE_NOOP("Keys", "Live board of queues and agents"))),
    Key(Command.CHANGE_STATE, ("Alt+Y",), KeyGroup.BOARD, str(QT_TRANSLATE_NOOP("Keys", "Change the agent’s state"))),
    Key(Command.SHORTCUTS, ("F1",), KeyGroup.FIND, str(QT_TRANSLATE_NOOP("Keys", "All shortcuts"))),
    Key(Command.TASKS, ("Alt+T",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "Calls without an outcome"))),
    Key(Command.OUTREACH, ("Alt+U",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "Customers to turn to"))),
    Key(Command.NEXT_PANEL, ("F6",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "Next panel"))),
    Key(Command.PREVIOUS_PANEL, ("Shift+F6",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "Previous panel"))),
    Key(Command.TAB_1, ("Ctrl+1",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "Overview"))),
    Key(Command.TAB_2, ("Ctrl+2",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "Timeline"))),
    Key(Command.TAB_3, ("Ctrl+3",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "The customer’s complaints"))),
    Key(Command.TAB_4, ("Ctrl+4",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "The customer’s callbacks"))),
    Key(Command.TRY_AGAIN, ("Ctrl+R",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "Try the panel again"))),
    Key(Command.FULL_SCREEN, ("F11",), KeyGroup.WINDOW, str(QT_TRANSLATE_NOOP("Keys", "Full screen"))),
)

KEY_OF: Final[Mapping[Command, Key]] = MappingProxyType({key.command: key for key in KEYS})


def label_of(command: Command) -> str:
    """What the command does, in the language now installed."""
    return QCoreApplication.translate("Keys", KEY_OF[command].label)


def cap_of(command: Command) -> str:
    """The text of the command's key cap, for example ``Alt+→``."""
    return cap_text(KEY_OF[command].keys[0])


def cap_text(keys: str) -> str:
    """Return portable key text as a key cap shows it."""
    for name, sign in (("Left", "←"), ("Right", "→"), ("Return", "Enter")):
        keys = keys.replace(f"+{name}", f"+{sign}")
    return keys
