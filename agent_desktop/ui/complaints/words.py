"""The words and looks of complaints: states, moves, what a move needs, fields, and what is wrong with one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.complaint_work import CaseField, LinkKind, Move, Need
from agent_desktop.contract.complaints import (
    ComplaintChannel,
    ComplaintKind,
    ComplaintProblem,
    ComplaintState,
    ReplyChannel,
    Severity,
)
from agent_desktop.ui.theme.tokens import Kind

_S: Final = ComplaintState
translate = QCoreApplication.translate

STATE_LOOKS: Final[Mapping[ComplaintState, tuple[Kind, str]]] = MappingProxyType(
    {
        _S.REGISTERED: (Kind.CAUTION, "ph.tray"),
        _S.ACKNOWLEDGED: (Kind.INFO, "ph.envelope-simple-open"),
        _S.INVESTIGATING: (Kind.INFO, "ph.magnifying-glass"),
        _S.WAITING_CUSTOMER: (Kind.AWAY, "ph.hourglass-medium"),
        _S.WAITING_THIRD_PARTY: (Kind.AWAY, "ph.hourglass-medium"),
        _S.ANSWER_APPROVED: (Kind.INFO, "ph.check"),
        _S.ANSWERED: (Kind.INFO, "ph.paper-plane-tilt"),
        _S.ACCEPTED: (Kind.GOOD, "ph.handshake"),
        _S.DISPUTED: (Kind.CAUTION, "ph.arrows-left-right"),
        _S.ESCALATED_INTERNAL: (Kind.CAUTION, "ph.arrow-fat-line-up"),
        _S.ESCALATED_OMBUDSMAN: (Kind.PROBLEM, "ph.scales"),
        _S.CLOSED: (Kind.GOOD, "ph.check-circle-fill"),
        _S.REOPENED: (Kind.CAUTION, "ph.arrow-counter-clockwise"),
        _S.JOINED: (Kind.PLAIN, "ph.git-merge"),
        _S.UNDONE: (Kind.PLAIN, "ph.arrow-u-up-left"),
    }
)
"""Meaning and icon of each state; its word always stands beside them."""

SEVERITY_LOOKS: Final[Mapping[Severity | None, tuple[Kind, str]]] = MappingProxyType(
    {
        None: (Kind.PLAIN, "ph.minus"),
        Severity.MINOR: (Kind.PLAIN, "ph.minus"),
        Severity.MAJOR: (Kind.CAUTION, "ph.warning-fill"),
        Severity.CRITICAL: (Kind.PROBLEM, "ph.warning-octagon-fill"),
    }
)

MOVE_ICONS: Final[Mapping[Move, str]] = MappingProxyType(
    {
        Move.ACKNOWLEDGE: "ph.envelope-simple-open",
        Move.INVESTIGATE: "ph.magnifying-glass",
        Move.WAIT_FOR_CUSTOMER: "ph.hourglass-medium",
        Move.WAIT_FOR_THIRD_PARTY: "ph.hourglass-medium",
        Move.GO_ON: "ph.play",
        Move.PROPOSE_ANSWER: "ph.note-pencil",
        Move.APPROVE_ANSWER: "ph.check",
        Move.SEND_BACK: "ph.arrow-u-up-left",
        Move.ANSWER: "ph.paper-plane-tilt",
        Move.SETTLE: "ph.handshake",
        Move.ACCEPT: "ph.handshake",
        Move.DISPUTE: "ph.arrows-left-right",
        Move.ESCALATE_INTERNAL: "ph.arrow-fat-line-up",
        Move.ESCALATE_OMBUDSMAN: "ph.scales",
        Move.WITHDRAW: "ph.hand-palm",
        Move.CLOSE: "ph.check-circle",
        Move.REOPEN: "ph.arrow-counter-clockwise",
        Move.JOIN: "ph.git-merge",
    }
)


def state_word(state: ComplaintState | str) -> str:
    """Return the name of a state in the language now shown; a newer server's as it came."""
    try:
        state = ComplaintState(state)
    except ValueError:
        return str(state)
    return {
        _S.REGISTERED: translate("Complaints", "Registered"),
        _S.ACKNOWLEDGED: translate("Complaints", "Acknowledged"),
        _S.INVESTIGATING: translate("Complaints", "Investigating"),
        _S.WAITING_CUSTOMER: translate("Complaints", "Waits for customer"),
        _S.WAITING_THIRD_PARTY: translate("Complaints", "Waits for others"),
        _S.ANSWER_APPROVED: translate("Complaints", "Answer approved"),
        _S.ANSWERED: translate("Complaints", "Answered"),
        _S.ACCEPTED: translate("Complaints", "Accepted"),
        _S.DISPUTED: translate("Complaints", "Disputed"),
        _S.ESCALATED_INTERNAL: translate("Complaints", "Escalated"),
        _S.ESCALATED_OMBUDSMAN: translate("Complaints", "At the ombudsman"),
        _S.CLOSED: translate("Complaints", "Closed"),
        _S.REOPENED: translate("Complaints", "Reopened"),
        _S.JOINED: translate("Complaints", "Joined"),
        _S.UNDONE: translate("Complaints", "Taken back"),
    }[state]


def severity_word(severity: Severity | None) -> str:
    """Return the name of a severity; empty where it is not shown."""
    return {
        None: "",
        Severity.MINOR: translate("Complaints", "Minor"),
        Severity.MAJOR: translate("Complaints", "Major"),
        Severity.CRITICAL: translate("Complaints", "Critical"),
    }[severity]


def kind_word(kind: ComplaintKind) -> str:
    """Return what kind of record it is."""
    return {
        ComplaintKind.COMPLAINT: translate("Complaints", "Complaint"),
        ComplaintKind.SUGGESTION: translate("Complaints", "Suggestion"),
        ComplaintKind.PRAISE: translate("Complaints", "Praise"),
    }[kind]


def channel_word(channel: ComplaintChannel) -> str:
    """Return by what way it came."""
    return {
        ComplaintChannel.PHONE: translate("Complaints", "by phone"),
        ComplaintChannel.BRANCH: translate("Complaints", "at a branch"),
        ComplaintChannel.APP: translate("Complaints", "in the app"),
        ComplaintChannel.EMAIL: translate("Complaints", "by e-mail"),
        ComplaintChannel.LETTER: translate("Complaints", "by letter"),
        ComplaintChannel.SOCIAL: translate("Complaints", "on social media"),
        ComplaintChannel.REGULATOR: translate("Complaints", "through the regulator"),
    }[channel]


def reply_word(channel: ReplyChannel) -> str:
    """Return by what way the answer is to come, or the customer was told."""
    return {
        ReplyChannel.PHONE: translate("Complaints", "Phone"),
        ReplyChannel.MESSAGE: translate("Complaints", "Text message"),
        ReplyChannel.EMAIL: translate("Complaints", "E-mail"),
        ReplyChannel.LETTER: translate("Complaints", "Letter"),
        ReplyChannel.APP: translate("Complaints", "App"),
        ReplyChannel.BRANCH: translate("Complaints", "At a branch"),
        ReplyChannel.NONE: translate("Complaints", "No answer wanted"),
    }[channel]


def move_word(move: Move | str) -> str:
    """Return what a move does, as its button says it; a newer server's as it came."""
    try:
        move = Move(move)
    except ValueError:
        return str(move)
    return {
        Move.ACKNOWLEDGE: translate("Complaints", "Acknowledge"),
        Move.INVESTIGATE: translate("Complaints", "Start investigation"),
        Move.WAIT_FOR_CUSTOMER: translate("Complaints", "Wait for customer"),
        Move.WAIT_FOR_THIRD_PARTY: translate("Complaints", "Wait for others"),
        Move.GO_ON: translate("Complaints", "Go on"),
        Move.PROPOSE_ANSWER: translate("Complaints", "Propose the answer"),
        Move.APPROVE_ANSWER: translate("Complaints", "Approve the answer"),
        Move.SEND_BACK: translate("Complaints", "Send back"),
        Move.ANSWER: translate("Complaints", "Give the answer"),
        Move.SETTLE: translate("Complaints", "Settle now"),
        Move.ACCEPT: translate("Complaints", "Customer accepts"),
        Move.DISPUTE: translate("Complaints", "Customer disputes"),
        Move.ESCALATE_INTERNAL: translate("Complaints", "Escalate"),
        Move.ESCALATE_OMBUDSMAN: translate("Complaints", "To the ombudsman"),
        Move.WITHDRAW: translate("Complaints", "Customer withdraws"),
        Move.CLOSE: translate("Complaints", "Close"),
        Move.REOPEN: translate("Complaints", "Reopen"),
        Move.JOIN: translate("Complaints", "Join into another"),
    }[move]


def need_word(need: Need) -> str:
    """Return the label of what a move asks for."""
    return {
        Need.REASON: translate("Complaints", "Why"),
        Need.ANSWER: translate("Complaints", "Answer to the customer"),
        Need.ROOT_CAUSE: translate("Complaints", "Root cause"),
        Need.RESULT: translate("Complaints", "Result"),
        Need.UNTIL: translate("Complaints", "Expected by"),
        Need.TOLD_BY: translate("Complaints", "The customer was told by"),
        Need.INTO: translate("Complaints", "Complaint it goes on in"),
        Need.SECOND_PERSON: translate("Complaints", "Another person"),
        Need.REDRESS_DECIDED: translate("Complaints", "Redress decided"),
        Need.TASKS_DONE: translate("Complaints", "Tasks done"),
        Need.LETTER_SENT: translate("Complaints", "Letter sent"),
    }[need]


def lack_sentence(need: Need) -> str:
    """Return what stops a move, and what to do about it."""
    return {
        Need.SECOND_PERSON: translate("Complaints", "Another person than who proposed the answer must do this."),
        Need.REDRESS_DECIDED: translate("Complaints", "Decide the redress first, or say that none is given."),
        Need.TASKS_DONE: translate("Complaints", "Open tasks must be done or taken back first."),
        Need.LETTER_SENT: translate("Complaints", "Send the final answer or the summary by letter first."),
        Need.ROOT_CAUSE: translate("Complaints", "Say the root cause first."),
        Need.RESULT: translate("Complaints", "Say the result first."),
        Need.ANSWER: translate("Complaints", "Write the answer first."),
    }.get(need, need_word(need))


def field_word(field: CaseField | str) -> str:
    """Return the label of a field that may be edited; a newer server's as it came."""
    try:
        field = CaseField(field)
    except ValueError:
        return str(field)
    return {
        CaseField.CATEGORY_CODE: translate("Complaints", "Category"),
        CaseField.PRODUCT_CODE: translate("Complaints", "Product"),
        CaseField.SEVERITY: translate("Complaints", "Severity"),
        CaseField.WHAT_HAPPENED: translate("Complaints", "What happened"),
        CaseField.HAPPENED_ON: translate("Complaints", "Happened on"),
        CaseField.AMOUNT: translate("Complaints", "Amount in dispute"),
        CaseField.CURRENCY: translate("Complaints", "Currency"),
        CaseField.ASKED_AMOUNT: translate("Complaints", "Amount asked for"),
        CaseField.ASKED_WHY: translate("Complaints", "Why more is asked for"),
        CaseField.OUTCOMES: translate("Complaints", "The customer wants"),
        CaseField.SUBJECTS: translate("Complaints", "Accounts and transactions"),
        CaseField.ABOUT_WHOM: translate("Complaints", "About whom"),
        CaseField.ABOUT_USER_ID: translate("Complaints", "Colleague whom it is about"),
        CaseField.REPLY: translate("Complaints", "Answer by"),
        CaseField.VULNERABLE: translate("Complaints", "Vulnerable"),
        CaseField.REGULATORY: translate("Complaints", "Regulatory"),
        CaseField.LEGAL: translate("Complaints", "Legal"),
        CaseField.REGION: translate("Complaints", "Rules of"),
        CaseField.CHANNEL: translate("Complaints", "Came"),
        CaseField.NOTE: translate("Complaints", "Note to the handler"),
        CaseField.ANSWER: translate("Complaints", "Answer to the customer"),
        CaseField.ROOT_CAUSE: translate("Complaints", "Root cause"),
        CaseField.RESULT: translate("Complaints", "Result"),
        CaseField.FLAGS: translate("Complaints", "Special rules"),
    }[field]


def problem_word(problem: ComplaintProblem | str) -> str:
    """Return what is wrong with a field and what to do; a newer server's as it came."""
    try:
        problem = ComplaintProblem(problem)
    except ValueError:
        return str(problem)
    _p = ComplaintProblem
    return {
        _p.MISSING: translate("Complaints", "This is needed."),
        _p.UNKNOWN: translate("Complaints", "The server does not know this. Choose another."),
        _p.RETIRED: translate("Complaints", "This is used no longer. Choose another."),
        _p.NOT_THIS_LEVEL: translate("Complaints", "Choose one of the finer ones below it."),
        _p.TOO_LONG: translate("Complaints", "This is too long. Shorten it."),
        _p.IN_FUTURE: translate("Complaints", "This day has not come yet."),
        _p.IN_PAST: translate("Complaints", "This day is past."),
        _p.NOT_THEIRS: translate("Complaints", "This belongs to another customer."),
        _p.CURRENCY_MISSING: translate("Complaints", "Say in which currency."),
        _p.MORE_THAN_DISPUTED: translate("Complaints", "This is more than the amount in dispute. Say why."),
        _p.NOT_FOR_THIS_KIND: translate("Complaints", "This is for complaints only."),
        _p.CONCERNED: translate("Complaints", "It is about this colleague. Choose somebody else."),
        _p.SAME_PERSON: translate("Complaints", "Owner and back-up are one person. Choose another."),
    }[problem]


def link_word(kind: LinkKind, *, incoming: bool) -> str:
    """Return how two complaints, or a call and a complaint, belong together."""
    if kind is LinkKind.JOINED:
        return translate("Complaints", "Joined into this one") if incoming else translate("Complaints", "Goes on in")
    if kind is LinkKind.REPEAT_OF:
        return translate("Complaints", "Came again as") if incoming else translate("Complaints", "Repeat of")
    if kind is LinkKind.KEPT_APART:
        return translate("Complaints", "Looked at, another matter")
    return translate("Complaints", "Contact about it")
