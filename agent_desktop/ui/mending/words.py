"""What the window of what is stuck calls things. What a newer server names otherwise is shown as it names it."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.mends import Live, Mend
from agent_desktop.ui.widgets.away_words import away_word
from agent_desktop.ui.widgets.formats import words


def finding_word(finding: str) -> str:
    """Return what was found."""
    translate = QCoreApplication.translate
    return {
        "agent_on_ended_call": translate("Mending", "Agent held by a call that has ended"),
        "agent_on_others_call": translate("Mending", "Agent held by a call that is not theirs"),
        "agent_wraps_up_live_call": translate("Mending", "Agent wraps up a call that is still on"),
        "agent_reserved_for_nothing": translate("Mending", "Agent reserved by an offer that is over"),
        "wrap_up_without_timer": translate("Mending", "Wrap-up whose clock does not run"),
        "call_rings_nowhere": translate("Mending", "Call rings, and at nobody"),
        "call_without_its_agent": translate("Mending", "Call whose agent does not know of it"),
        "colleague_not_there": translate("Mending", "Colleague called into a call is not there"),
        "connecting_without_timer": translate("Mending", "Call being joined with no end to it"),
        "offer_without_ringing_call": translate("Mending", "Offer of a call that does not ring"),
        "offer_without_agent": translate("Mending", "Offer to an agent who does not know of it"),
        "offer_without_timer": translate("Mending", "Offer that would ring for ever"),
        "preview_without_timer": translate("Mending", "Callback looked at with no end to it"),
        "callback_without_timer": translate("Mending", "Callback whose time would have passed unseen"),
        "callback_without_call": translate("Mending", "Callback that counted as under way, and was not"),
        "callback_astray": translate("Mending", "Callback that stood otherwise than its call"),
        "timer_not_run": translate("Mending", "Something due was not done"),
        "call_not_offered": translate("Mending", "Caller waits, and an agent is free"),
        "room_gone": translate("Mending", "The carrier has this call no more"),
        "room_unknown": translate("Mending", "The carrier has a call we did not know"),
        "report_missing": translate("Mending", "A report of the carrier did not come"),
        "room_of_ended_call": translate("Mending", "Ended here, and still on at the carrier"),
        "stranger_in_room": translate("Mending", "A line is in a call that is not its own"),
        "caller_alone": translate("Mending", "Caller alone on the line"),
        "confirmation_missing": translate("Mending", "The carrier did what was asked and never said so"),
        "by_hand": translate("Mending", "Seen by a person"),
    }.get(finding, finding)


def deed_word(deed: str) -> str:
    """Return what was done."""
    translate = QCoreApplication.translate
    return {
        "begin_wrap_up": translate("Mending", "The agent's wrap-up began"),
        "free_agent": translate("Mending", "The agent was freed, and is not ready"),
        "put_on_call": translate("Mending", "The agent was put on the call"),
        "end_reservation": translate("Mending", "The agent is free for offers again"),
        "return_call": translate("Mending", "The caller went back to the queue, at the same place"),
        "set_timer": translate("Mending", "The clock was set"),
        "end_offer": translate("Mending", "The offer was ended"),
        "place_callback": translate("Mending", "The callback went back to its place, or ended with its call"),
        "follow_call": translate("Mending", "The callback stands as its call does"),
        "run_timer": translate("Mending", "It was done"),
        "offer_call": translate("Mending", "The call was offered"),
        "look_up_room": translate("Mending", "The carrier was asked, and its last report taken"),
        "end_room": translate("Mending", "The carrier was told to end the call"),
        "remove_line": translate("Mending", "The line was taken out"),
        "end_colleague": translate("Mending", "The colleague's part was ended"),
        "join_line": translate("Mending", "The agent's line was joined again"),
        "give_up_asked": translate("Mending", "We wait for it no more"),
    }.get(deed, deed)


def doubt_word(doubt: str) -> str:
    """Return what goes on for too long."""
    translate = QCoreApplication.translate
    return {
        "long_call": translate("Mending", "On for over 2 hours"),
        "long_hold": translate("Mending", "On hold for over 15 minutes"),
        "long_wait": translate("Mending", "Waits for over 30 minutes"),
        "long_wrap_up": translate("Mending", "Wrap-up for over 30 minutes"),
    }.get(doubt, doubt)


def effect_sentence(effect: str, agent: str) -> str:
    """Return what will come of it, about the agent of this name."""
    translate = QCoreApplication.translate
    told = {
        "agent_not_ready": translate("Mending", "{agent} is not ready then, and goes ready when they choose to."),
        "offer_returns": translate("Mending", "The call that rings at {agent} goes back to its queue, at its place."),
        "callback_returns": translate("Mending", "The callback that {agent} looks at goes back to its place."),
        "wrap_up_ends": translate(
            "Mending", "The wrap-up ends. What was written is kept, and an outcome that was chosen already."
        ),
        "caller_is_cut_off": translate("Mending", "The caller, whom nobody has answered yet, is cut off."),
        "talk_is_cut_off": translate("Mending", "The talk is cut off for both. {agent} wraps it up."),
        "colleague_is_cut_off": translate("Mending", "The colleague in the call is cut off too."),
    }.get(effect, effect)
    return told.format(agent=agent or translate("Mending", "The agent"))


def state_word(live: Live) -> str:
    """Return the state of an agent, a call or an offer."""
    translate = QCoreApplication.translate
    if live.kind == "agent":
        return _agent_word(live)
    if live.kind == "offer":
        return translate("Mending", "Rings")
    return {
        "queued": translate("Mending", "Waits"),
        "ringing": translate("Mending", "Rings"),
        "connecting": translate("Mending", "Is being joined"),
        "previewing": translate("Mending", "Is looked at before the call"),
        "dialling": translate("Mending", "Is being dialled"),
        "alerting": translate("Mending", "Rings at the customer's"),
        "talking": translate("Mending", "Talking"),
        "held": translate("Mending", "On hold"),
    }.get(live.state, live.state)


def _agent_word(live: Live) -> str:
    translate = QCoreApplication.translate
    state = {
        "ready": translate("Mending", "Ready"),
        "on_call": translate("Mending", "On a call"),
        "wrap_up": translate("Mending", "Wrap-up"),
        "not_ready": translate("Mending", "Not ready"),
        "offline": translate("Mending", "Offline"),
    }.get(live.state, live.state)
    reason = {
        "signed_in": translate("Mending", "signed in"),
        "no_answer": translate("Mending", "no answer"),
        "connection": translate("Mending", "connection"),
    }.get(live.reason) or (live.reason and away_word(live.reason))
    return translate("Mending", "{state}, {reason}").format(state=state, reason=reason) if reason else state


def who_words(live: Live) -> str:
    """Return whom or what a row is about."""
    translate = QCoreApplication.translate
    queue = words(live.queue)
    agent = live.agent_name or translate("Mending", "an agent")
    if live.kind == "agent":
        return live.agent_name or translate("Mending", "An agent")
    if live.kind == "offer":
        return translate("Mending", "{queue}, offered to {agent}").format(queue=queue, agent=agent)
    if live.agent_id is None:
        return translate("Mending", "Caller in {queue}").format(queue=queue)
    return translate("Mending", "{queue}, with {agent}").format(queue=queue, agent=agent)


def about_words(mend: Mend) -> str:
    """Return whom or what a mend was about; a dash for what is kept no more."""
    return ", ".join(each for each in (mend.agent_name, words(mend.queue)) if each) or "\u2014"


def by_words(mend: Mend) -> str:
    """Return who set something right."""
    translate = QCoreApplication.translate
    if mend.by_name:
        return mend.by_name
    if mend.finding == "by_hand":
        return translate("Mending", "At the server")
    return translate("Mending", "By itself")


FINDINGS = (
    "agent_on_ended_call",
    "agent_on_others_call",
    "agent_wraps_up_live_call",
    "agent_reserved_for_nothing",
    "wrap_up_without_timer",
    "call_rings_nowhere",
    "call_without_its_agent",
    "colleague_not_there",
    "connecting_without_timer",
    "offer_without_ringing_call",
    "offer_without_agent",
    "offer_without_timer",
    "preview_without_timer",
    "callback_without_timer",
    "callback_without_call",
    "callback_astray",
    "timer_not_run",
    "call_not_offered",
    "room_gone",
    "room_unknown",
    "report_missing",
    "room_of_ended_call",
    "stranger_in_room",
    "caller_alone",
    "confirmation_missing",
)
"""What can be found, for the filter; a test holds it to what the server finds."""
