"""The one door for words to the user: failures by their code, and the news above the body of the window."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Signal

from agent_desktop.client.errors import Problem
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.theme.tokens import Kind
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.words import words_for


def problem_text(problem: Problem) -> str:
    """Return what a person reads for `problem`, in the language now shown."""
    return words_for(str(problem.code), language_now(), **problem.details)


def deed_text(problem: Problem) -> str:
    """Return what a person reads where something that they asked for was not done: unlike a note, it is not kept to be
    sent later."""
    if problem.code == ErrorCode.SERVER_AWAY:
        return QCoreApplication.translate("Messages", "The server does not answer. Try again once it does.")
    return problem_text(problem)


class News(StrEnum):
    """What the window may have to say; the most urgent first. Each is said once, however often it is put."""

    LINK_LOST = "link_lost"
    SIGNED_OUT = "signed_out"
    FINISH_FIRST = "finish_first"  # signing out was asked for while a call is on
    BUG = "bug"
    JOURNAL = "journal"  # the copy of the note on this computer is not written
    NO_ANSWER = "no_answer"  # the limit of missed offers is reached; the agent is not ready now
    OFFER_PASSED_ON = "offer_passed_on"
    OFFER_TAKEN_BACK = "offer_taken_back"  # the desktop was not heard, or somebody else ended the offer
    COLLEAGUE_NOT_REACHED = "colleague_not_reached"
    CALLBACK_SOON = "callback_soon"  # a promise of the person's own is due in some minutes, or now
    PROBLEM = "problem"
    SERVING_CHANGED = "serving_changed"  # a supervisor gave or took queues while the desktop was open
    STRANDED = "stranded"  # notes of calls whose wrap-up is over; the server takes them no more
    ANSWERS_ASIDE = "answers_aside"  # script answers that the server has not and will not take
    NOTES_KEPT = "notes_kept"
    RECOVERED = "recovered"
    ANSWERS_RECOVERED = "answers_recovered"
    COMPLAINTS_BEGUN = "complaints_begun"  # forms that are kept here and not recorded
    FORM_TAKEN = "form_taken"  # a colleague goes on with a complaint form that was begun here
    KEYRING = "keyring"
    NO_SOUND = "no_sound"


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the message bar: `title` in bold, `text`, and `aside` at the far end.

    `lasting`: it goes when its cause goes, and cannot be put away before.
    """

    news: News
    kind: Kind
    title: str
    text: str
    aside: str = ""
    icon: str = ""
    lasting: bool = False


class Messages(QObject):
    """Holds what the window has to say now, and words it in the language now shown.

    Signals:
        changed: `current` has another answer.
    """

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._link = LinkState()
        self._waiting = 0
        self._shown: dict[News, tuple[Problem | None, int]] = {}

    def put(self, news: News, problem: Problem | None = None, *, count: int = 0) -> None:
        """Say `news`; `problem` says why, `count` how many."""
        if self._shown.get(news) != (problem, count):
            self._shown[news] = (problem, count)
            self.changed.emit()

    def take_back(self, news: News) -> None:
        """Stop saying `news`."""
        if self._shown.pop(news, None) is not None:
            self.changed.emit()

    def set_link(self, link: LinkState) -> None:
        """Follow the link to the server."""
        if link == self._link:
            return
        before = (self._link.status, link.status)
        self._link = link
        for news, status in ((News.LINK_LOST, LinkStatus.LOST), (News.SIGNED_OUT, LinkStatus.SIGNED_OUT)):
            if link.status is status:
                self._shown[news] = (None, 0)
            else:
                self._shown.pop(news, None)
        if any(status in (LinkStatus.LOST, LinkStatus.SIGNED_OUT) for status in before):
            self.changed.emit()

    def set_kept_notes(self, count: int) -> None:
        """Follow how many notes are on this computer only."""
        if count:
            self.put(News.NOTES_KEPT, count=count)
        else:
            self.take_back(News.NOTES_KEPT)

    def tick(self) -> None:
        """A second has passed: the time until the next try is another."""
        if News.LINK_LOST in self._shown:
            self.changed.emit()

    def current(self) -> tuple[Message, ...]:
        """What is to be said now, the most urgent first."""
        return tuple(self._word(news, *self._shown[news]) for news in News if news in self._shown)

    def _word(self, news: News, problem: Problem | None, count: int) -> Message:
        why = problem_text(problem) if problem is not None else ""
        match news:
            case News.LINK_LOST:
                return self._lost()
            case News.SIGNED_OUT:
                return Message(
                    news, Kind.PROBLEM, self.tr("Sign in again."), self.tr("Your notes are kept."), lasting=True
                )
            case News.BUG:
                return Message(
                    news,
                    Kind.PROBLEM,
                    self.tr("Something in the desktop failed."),
                    self.tr("It is in the log. What you typed is kept."),
                )
            case News.JOURNAL:
                return Message(news, Kind.CAUTION, self.tr("Notes are not kept on this computer."), why, lasting=True)
            case News.CALLBACK_SOON:
                title = (
                    self.tr("A callback is due now.")
                    if count <= 0
                    else self.tr("A callback is due in {count} min.").format(count=count)
                )
                return Message(news, Kind.INFO, title, self.tr("It stands among your tasks."))
            case News.NO_ANSWER:
                return Message(
                    news,
                    Kind.CAUTION,
                    self.tr("You are not ready now."),
                    self.tr("{count} calls in a row went back to the queue. Choose Ready when you are back.").format(
                        count=count
                    ),
                )
            case News.PROBLEM:
                return Message(news, Kind.PROBLEM, "", why)
            case News.NOTES_KEPT:
                text = (
                    self.tr("1 note is kept on this computer and not sent.")
                    if count == 1
                    else self.tr("{count} notes are kept on this computer and not sent.").format(count=count)
                )
                return Message(news, Kind.CAUTION, "", text, icon="ph.pencil-simple", lasting=True)
            case News.KEYRING:
                return Message(news, Kind.INFO, "", why, icon="ph.key")
            case News.NO_SOUND:
                return Message(
                    news,
                    Kind.INFO,
                    self.tr("Calls do not ring aloud."),
                    self.tr("No sound device was found. They show on the screen."),
                    icon="ph.speaker-slash",
                )
            case News.RECOVERED:
                text = (
                    self.tr("1 note from before was found on this computer and sent.")
                    if count == 1
                    else self.tr("{count} notes from before were found on this computer and sent.").format(count=count)
                )
                return Message(news, Kind.GOOD, "", text)
            case News.ANSWERS_RECOVERED:
                return Message(
                    news, Kind.GOOD, "", self.tr("Script answers from before were found on this computer and sent.")
                )
            case News.ANSWERS_ASIDE:
                text = self.tr(
                    "Some script answers are not saved: other ones were, or the call is finished. "
                    "Find them with Ctrl+K, Notes."
                )
                return Message(news, Kind.CAUTION, "", text, icon="ph.pencil-simple")
            case News.FORM_TAKEN:
                text = self.tr("What you typed since stays here to read: Ctrl+K, Complaint.") if count else ""
                title = self.tr("A colleague goes on with the complaint form.")
                return Message(news, Kind.INFO, title, text, icon="ph.handshake")
            case News.COMPLAINTS_BEGUN:
                text = (
                    self.tr("1 complaint is begun and not recorded. Find it with Ctrl+K, Complaint.")
                    if count == 1
                    else self.tr(
                        "{count} complaints are begun and not recorded. Find them with Ctrl+K, Complaint."
                    ).format(count=count)
                )
                return Message(news, Kind.INFO, "", text, icon="ph.megaphone-simple")
            case News.OFFER_PASSED_ON:
                return Message(news, Kind.INFO, "", self.tr("The call went back to the queue."))
            case News.OFFER_TAKEN_BACK:
                text = self.tr("The call went back to the queue. It does not count as missed by you.")
                return Message(news, Kind.INFO, "", text)
            case News.SERVING_CHANGED:
                text = self.tr("Your queues were changed. Calls come from the new ones now.")
                return Message(news, Kind.INFO, "", text)
            case News.COLLEAGUE_NOT_REACHED:
                return Message(news, Kind.INFO, "", self.tr("Your colleague did not take the call."))
            case News.FINISH_FIRST:
                return Message(news, Kind.CAUTION, self.tr("You have a call."), self.tr("Finish it, then sign out."))
            case News.STRANDED:
                text = (
                    self.tr("1 note could not be sent: its call is finished. Find it with Ctrl+K, Notes.")
                    if count == 1
                    else self.tr(
                        "{count} notes could not be sent: their calls are finished. Find them with Ctrl+K, Notes."
                    ).format(count=count)
                )
                return Message(news, Kind.CAUTION, "", text, icon="ph.pencil-simple")

    def _lost(self) -> Message:
        aside = ""
        if self._link.retry_at is not None:
            seconds = max(0, round((self._link.retry_at - self._now()).total_seconds()))
            aside = self.tr("try {attempt} in {seconds} s").format(attempt=self._link.attempt + 1, seconds=seconds)
        return Message(
            News.LINK_LOST,
            Kind.PROBLEM,
            self.tr("No link to the server."),
            self.tr("Calls still work."),
            aside,
            "ph.wifi-slash",
            lasting=True,
        )
