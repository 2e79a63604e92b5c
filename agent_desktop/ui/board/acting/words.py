"""The words of what a supervisor does from the board."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.acting import AgentOptions, StateEffect, StateWhen
from agent_desktop.ui.board.acting.presenter import Deed, Done
from agent_desktop.ui.widgets.formats import time_text
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentState

translate = QCoreApplication.translate


def state_word(state: str) -> str:
    """Name a state that an agent can be given, or be in: one of telephony's own words."""
    return {
        AgentState.READY: translate("Board", "Ready"),
        AgentState.ON_CALL: translate("Board", "On a call"),
        AgentState.WRAP_UP: translate("Board", "Wrap-up"),
        AgentState.NOT_READY: translate("Board", "Not ready"),
        AgentState.OFFLINE: translate("Board", "Offline"),
    }[AgentState(state)]


def when_word(when: StateWhen) -> str:
    """Say when a state changes."""
    if when is StateWhen.AFTER_CALL:
        return translate("Board", "After this call")
    return translate("Board", "Now")


def effect_text(effect: StateEffect, agent: AgentOptions) -> str:
    """Say what comes of a change."""
    return {
        StateEffect.CALL_GOES_ON: translate("Board", "Their call goes on, and its wrap-up."),
        StateEffect.WRAP_UP_GOES_ON: translate("Board", "Their wrap-up goes on."),
        StateEffect.CHOICE_REPLACED: translate("Board", "What they chose for after the call counts no more."),
        StateEffect.GETS_CALLS: translate("Board", "Callers may ring at them from then on."),
        StateEffect.GETS_NO_CALLS: translate("Board", "No more callers ring at them."),
        StateEffect.OFFER_RETURNS: translate(
            "Board", "The call that rings at them goes back to its place in the queue."
        ),
        StateEffect.CALLBACK_RETURNS: translate("Board", "The callback they look at goes back to the queue."),
        StateEffect.WRAP_UP_ENDS: translate(
            "Board", "Their wrap-up ends; what has no outcome yet stays to be finished."
        ),
        StateEffect.CALLER_RETURNS: translate("Board", "The customer they speak with goes to the front of the queue."),
        StateEffect.ASKED_LOSE_THEM: translate(
            "Board", "Colleagues who asked for them next have to ask somebody else."
        ),
        StateEffect.CALLBACKS_WAIT: translate("Board", "{count} callbacks they promised soon go to the queue.").format(
            count=agent.callbacks_due
        ),
    }[effect]


CUTS = frozenset(
    {
        StateEffect.CALLER_RETURNS,
        StateEffect.WRAP_UP_ENDS,
    }
)
"""Effects that somebody feels at once: they are drawn as a warning."""


NAMED = 3
"""So many agents are named; more are counted."""


def whom_text(name: str, count: int) -> str:
    """Say to whom something is done: by name, or how many they are."""
    return name if count <= NAMED else translate("Board", "{count} agents").format(count=count)


def done_text(done: Done, ticker: Ticker) -> str:
    """Say what was done."""
    until = time_text(ticker.local(done.until_at)) if done.until_at is not None else ""
    text = {
        Deed.STATE_CHANGED: translate("Board", "The state of {name} is changed."),
        Deed.STATE_CHANGES_LATER: translate("Board", "The state of {name} changes after this call."),
        Deed.MOVED_TO_FRONT: translate("Board", "{name} is the next of the queue."),
        Deed.RINGS: translate("Board", "The call rings at {name}.")
        if done.name
        else translate("Board", "The call rings at you."),
        Deed.KEPT: translate("Board", "The call is kept for {name} until {time}."),
        Deed.MOVED: translate("Board", "{name} serve other queues until {time}.")
        if until
        else translate("Board", "{name} serve other queues until they go off the telephone."),
        Deed.SENT: translate("Board", "The message went to {count}."),
        Deed.HELP_ANSWERED: translate("Board", "{name} is told that you come."),
    }[done.deed]
    return text.format(name=whom_text(done.name, done.count), count=done.count, time=until)
