"""The words of the form: what is wrong, how far it is kept, in what states complaints are."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.complaint_reading import FormField, Mistake, Wrong
from agent_desktop.client.errors import Problem
from agent_desktop.client.kept_complaint import ComplaintStatus
from agent_desktop.contract.attachments import FileRefusal
from agent_desktop.contract.complaint_form import SameReason
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState, ReplyChannel, Severity
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.tokens import Kind

SEVERITY_LOOKS: Final = {
    Severity.MINOR: ("ph.minus", Kind.INFO),
    Severity.MAJOR: ("ph.warning", Kind.CAUTION),
    Severity.CRITICAL: ("ph.warning-circle", Kind.PROBLEM),
}
STATE_LOOKS: Final = {
    ComplaintState.REGISTERED: (Kind.INFO, "ph.arrow-clockwise"),
    ComplaintState.CLOSED: (Kind.GOOD, "ph.check-circle-fill"),
    ComplaintState.JOINED: (Kind.PLAIN, "ph.git-merge"),
    ComplaintState.UNDONE: (Kind.PLAIN, "ph.arrow-u-up-left"),
}
ENDED: Final = (ComplaintState.CLOSED, ComplaintState.JOINED, ComplaintState.UNDONE)


def mistake_text(mistake: Mistake) -> str:
    """Return what is wrong with a field and how it is put right."""
    match mistake.wrong:
        case Wrong.NOT_A_FIGURE:
            text = QCoreApplication.translate("ComplaintWords", "“{text}” is no amount. Write it like 1,286.40.")
            return text.format(text=mistake.text)
        case Wrong.TOO_LARGE:
            return QCoreApplication.translate("ComplaintWords", "More than an amount can be here. Look at the figures.")
        case Wrong.NOT_A_DAY:
            text = QCoreApplication.translate("ComplaintWords", "“{text}” is no day. Write it like 2026-06-12.")
            return text.format(text=mistake.text)
        case Wrong.IN_FUTURE:
            return QCoreApplication.translate("ComplaintWords", "That day is still to come.")
        case Wrong.TOO_LONG:
            text = QCoreApplication.translate(
                "ComplaintWords", "{count} characters too many. Leave out what others need not know, or add a file."
            )
            return text.format(count=mistake.count)
        case Wrong.MORE_THAN_DISPUTED:
            text = QCoreApplication.translate(
                "ComplaintWords",
                "More than the amount in dispute, {amount}. Check with the customer, or write below why more.",
            )
            return text.format(amount=mistake.text)
        case Wrong.RETIRED:
            return QCoreApplication.translate("ComplaintWords", "This category is used no longer. Choose another one.")
        case Wrong.NOT_TAKEN:
            return QCoreApplication.translate("ComplaintWords", "The server does not take this. Change it.")
        case _:
            return _missing(mistake.field)


def _missing(field: FormField) -> str:
    match field:
        case FormField.CATEGORY:
            return QCoreApplication.translate("ComplaintWords", "Choose what it is about.")
        case FormField.SUBJECTS:
            return QCoreApplication.translate("ComplaintWords", "Choose the account or card.")
        case FormField.AMOUNT:
            return QCoreApplication.translate("ComplaintWords", "Choose the currency.")
        case FormField.HAPPENED_ON:
            return QCoreApplication.translate("ComplaintWords", "Say on which day.")
        case FormField.SEVERITY:
            return QCoreApplication.translate("ComplaintWords", "Say how bad it is.")
        case FormField.WHAT:
            return QCoreApplication.translate("ComplaintWords", "Say in a sentence what happened.")
        case FormField.OUTCOMES:
            return QCoreApplication.translate("ComplaintWords", "Say what the customer wants.")
        case FormField.ASKED_AMOUNT:
            return QCoreApplication.translate("ComplaintWords", "Say how much is asked for.")
        case FormField.SETTLED:
            return QCoreApplication.translate("ComplaintWords", "Say what was answered, the root cause and the result.")
        case FormField.OWNER:
            return QCoreApplication.translate("ComplaintWords", "Choose who deals with it.")
        case _:
            return QCoreApplication.translate("ComplaintWords", "Say how the answer is to come.")


def file_problem_text(problem: Problem) -> str:
    """Return why a file does not go along."""
    match str(problem.details.get("problem", "")):
        case FileRefusal.EMPTY:
            return QCoreApplication.translate("ComplaintWords", "It is empty.")
        case FileRefusal.TOO_LARGE:
            largest = int(str(problem.details.get("limit_bytes", 0))) // (1024 * 1024)
            text = QCoreApplication.translate("ComplaintWords", "It is larger than {size} MB.")
            return text.format(size=largest)
        case FileRefusal.TOO_MANY:
            text = QCoreApplication.translate("ComplaintWords", "{count} files go along at most.")
            return text.format(count=problem.details.get("limit", 0))
        case FileRefusal.TYPE_UNKNOWN | FileRefusal.TYPE_NOT_TAKEN:
            return QCoreApplication.translate(
                "ComplaintWords", "Pictures, PDF, Word, Excel and text go along, nothing else."
            )
        case _:
            return problem_text(problem)


def kind_word(kind: ComplaintKind) -> str:
    """Return what is recorded."""
    return {
        ComplaintKind.COMPLAINT: QCoreApplication.translate("ComplaintWords", "Complaint"),
        ComplaintKind.SUGGESTION: QCoreApplication.translate("ComplaintWords", "Suggestion"),
        ComplaintKind.PRAISE: QCoreApplication.translate("ComplaintWords", "Praise"),
    }[kind]


def reply_word(channel: ReplyChannel) -> str:
    """Return by what way an answer comes."""
    return {
        ReplyChannel.PHONE: QCoreApplication.translate("ComplaintWords", "Phone"),
        ReplyChannel.MESSAGE: QCoreApplication.translate("ComplaintWords", "SMS"),
        ReplyChannel.EMAIL: QCoreApplication.translate("ComplaintWords", "E-mail"),
        ReplyChannel.LETTER: QCoreApplication.translate("ComplaintWords", "Letter"),
        ReplyChannel.APP: QCoreApplication.translate("ComplaintWords", "In the app"),
        ReplyChannel.BRANCH: QCoreApplication.translate("ComplaintWords", "At the branch"),
        ReplyChannel.NONE: QCoreApplication.translate("ComplaintWords", "No answer wanted"),
    }[channel]


def same_word(reason: SameReason) -> str:
    """Return why two complaints may be about the same."""
    return {
        SameReason.SAME_ACCOUNT: QCoreApplication.translate("ComplaintWords", "same account"),
        SameReason.SAME_TRANSACTION: QCoreApplication.translate("ComplaintWords", "same transaction"),
        SameReason.SAME_CATEGORY: QCoreApplication.translate("ComplaintWords", "same category"),
        SameReason.SAME_TYPE: QCoreApplication.translate("ComplaintWords", "similar category"),
        SameReason.SAME_DAY: QCoreApplication.translate("ComplaintWords", "same day"),
        SameReason.SAME_AMOUNT: QCoreApplication.translate("ComplaintWords", "same amount"),
        SameReason.SAME_WORDS: QCoreApplication.translate("ComplaintWords", "same words"),
    }[reason]


def state_word(state: ComplaintState) -> str:
    """Return in one or two words how far a complaint is."""
    return {
        ComplaintState.REGISTERED: QCoreApplication.translate("ComplaintWords", "In work"),
        ComplaintState.ACKNOWLEDGED: QCoreApplication.translate("ComplaintWords", "In work"),
        ComplaintState.INVESTIGATING: QCoreApplication.translate("ComplaintWords", "In work"),
        ComplaintState.WAITING_CUSTOMER: QCoreApplication.translate("ComplaintWords", "Waits for the customer"),
        ComplaintState.WAITING_THIRD_PARTY: QCoreApplication.translate("ComplaintWords", "Waits for others"),
        ComplaintState.ANSWER_APPROVED: QCoreApplication.translate("ComplaintWords", "Answer approved"),
        ComplaintState.ANSWERED: QCoreApplication.translate("ComplaintWords", "Answered"),
        ComplaintState.ACCEPTED: QCoreApplication.translate("ComplaintWords", "Accepted"),
        ComplaintState.DISPUTED: QCoreApplication.translate("ComplaintWords", "Disputed"),
        ComplaintState.ESCALATED_INTERNAL: QCoreApplication.translate("ComplaintWords", "Escalated"),
        ComplaintState.ESCALATED_OMBUDSMAN: QCoreApplication.translate("ComplaintWords", "At the ombudsman"),
        ComplaintState.CLOSED: QCoreApplication.translate("ComplaintWords", "Closed"),
        ComplaintState.REOPENED: QCoreApplication.translate("ComplaintWords", "Reopened"),
        ComplaintState.JOINED: QCoreApplication.translate("ComplaintWords", "Joined"),
        ComplaintState.UNDONE: QCoreApplication.translate("ComplaintWords", "Taken back"),
    }[state]


def state_look(state: ComplaintState) -> tuple[Kind, str]:
    """Return by which colour and icon a state shows."""
    return STATE_LOOKS.get(state, (Kind.INFO, "ph.arrow-clockwise"))


def kept_words(status: ComplaintStatus, kept_at: datetime | None, problem: Problem | None) -> tuple[str, Kind, str]:
    """Return icon, meaning and words of how far a form is kept. `kept_at` is local."""
    match status:
        case ComplaintStatus.KEEPING:
            return "ph.cloud-arrow-up", Kind.PLAIN, QCoreApplication.translate("ComplaintWords", "Saving")
        case ComplaintStatus.KEPT | ComplaintStatus.REFUSED:
            text = QCoreApplication.translate("ComplaintWords", "Saved {time}")
            shown = f"{kept_at:%H:%M:%S}" if kept_at is not None else ""
            return "ph.cloud-check", Kind.GOOD, text.format(time=shown).strip()
        case ComplaintStatus.NOT_KEPT:
            text = problem_text(problem) if problem is not None else ""
            return "ph.warning-fill", Kind.CAUTION, text
        case ComplaintStatus.RECORDING:
            return "ph.cloud-arrow-up", Kind.PLAIN, QCoreApplication.translate("ComplaintWords", "Being recorded")
        case ComplaintStatus.WAITING:
            text = QCoreApplication.translate("ComplaintWords", "Kept here, waits for the server")
            return "ph.cloud-slash", Kind.CAUTION, text
        case _:
            return "", Kind.PLAIN, ""
