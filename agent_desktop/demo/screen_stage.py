"""The whole window with every panel, set to one state after another."""

from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from typing import Final

from agent_desktop.client.draft_records import RunDraft
from agent_desktop.client.errors import Problem
from agent_desktop.client.profile_parts import ProfilePart
from agent_desktop.contract.callback_lists import Callbacks
from agent_desktop.contract.callbacks import OPEN_STATES
from agent_desktop.contract.complaint_lists import CustomerComplaints
from agent_desktop.demo import screen_attaching as attaching
from agent_desktop.demo import screen_callbacks as calls_back
from agent_desktop.demo import screen_checks as checks
from agent_desktop.demo import screen_complaints as complaints
from agent_desktop.demo import screen_follow_ups as planned
from agent_desktop.demo import screen_guide as guide_pages
from agent_desktop.demo import screen_handovers as handovers
from agent_desktop.demo import screen_home as homes
from agent_desktop.demo import screen_legs as part_of
from agent_desktop.demo import screen_looking_back as looked
from agent_desktop.demo import screen_mails as mails
from agent_desktop.demo import screen_outgoing as outgoing
from agent_desktop.demo import screen_outreach as outreach
from agent_desktop.demo import screen_phone as phones_in
from agent_desktop.demo import screen_phone_numbers as phones
from agent_desktop.demo import screen_recents as recents
from agent_desktop.demo import screen_recordings as recorded
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo import screen_scripts as scripts
from agent_desktop.demo import screen_seats as seats
from agent_desktop.demo import screen_unfinished as unfinished
from agent_desktop.demo import screen_value as value
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.attach.presenter import AttachState
from agent_desktop.ui.call_bar.presenter import CallSlotState
from agent_desktop.ui.callback_office.not_to_call import NotToCallState
from agent_desktop.ui.callbacks.calendar.presenter import CalendarState
from agent_desktop.ui.callbacks.outcome.presenter import OutcomeState
from agent_desktop.ui.callbacks.presenter import CallbacksState
from agent_desktop.ui.callbacks.promise.presenter import PromiseState
from agent_desktop.ui.caller_gone.presenter import CallerGoneState
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.customer.checks.presenter import ChecksState
from agent_desktop.ui.customer.numbers.presenter import NumbersState
from agent_desktop.ui.customer.presenter import CustomerKindShown, CustomerState
from agent_desktop.ui.customer.value.presenter import ExplanationState
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.follow_ups.presenter import FollowUpsState, PlansState
from agent_desktop.ui.holdings.presenter import HoldingsState
from agent_desktop.ui.home.presenter import HomeState
from agent_desktop.ui.knowledge.presenter import GuideState
from agent_desktop.ui.mailing.presenter import MailState
from agent_desktop.ui.messages import Messages, News, problem_text
from agent_desktop.ui.notes.heard_presenter import HeardState
from agent_desktop.ui.notes.presenter import NotesState
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.outgoing.presenter import OutgoingState
from agent_desktop.ui.outreach.presenter import OutreachState
from agent_desktop.ui.palette.presenter import PaletteState
from agent_desktop.ui.phone.presenter import PhoneState
from agent_desktop.ui.presence.history.presenter import HistoryState
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.recents.details import LastWord
from agent_desktop.ui.recents.presenter import RecentsState
from agent_desktop.ui.recordings.presenter import RecordingsState
from agent_desktop.ui.script_panel.say_switch import SayLanguage
from agent_desktop.ui.script_panel.state import ScriptState
from agent_desktop.ui.seat.presenter import SeatState
from agent_desktop.ui.settings_dialog.ring_port import RingDevice, RingProblem
from agent_desktop.ui.shortcuts.keys import Command, label_of
from agent_desktop.ui.timeline.again.presenter import AgainState
from agent_desktop.ui.timeline.legs.presenter import LegsState
from agent_desktop.ui.timeline.presenter import TimelineState
from agent_desktop.ui.transfer.call_back.presenter import CallBackState
from agent_desktop.ui.transfer.directory.presenter import DirectoryState
from agent_desktop.ui.transfer.note.presenter import NoteState
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.waiting_line import WaitingLine
from agent_desktop.ui.window.centre import CALLBACKS, COMPLAINTS, TIMELINE, Body
from agent_desktop.ui.window.frame import COMPLAINT_PAGE
from agent_desktop.ui.window.guide import GuidePage
from agent_desktop.ui.wrap_up.presenter import WrapUpState
from agent_desktop.ui.wrap_up.unfinished.presenter import UnfinishedState

HONG_KONG: Final = timezone(timedelta(hours=8), "HKT")


def still_ticker() -> Ticker:
    """Return the clock of the pictures: it stands still."""
    return Ticker(lambda: NOW, HONG_KONG)


class SilentRing:
    """A ring without a sound, on one made-up device."""

    def devices(self) -> tuple[RingDevice, ...]:
        return (RingDevice("headset", "USB headset"),)

    def use(self, device_id: str) -> None:
        """Take note of nothing."""

    def problem(self) -> RingProblem | None:
        return None

    def start(self) -> None:
        """Stay silent."""

    def stop(self) -> None:
        """Stay silent."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the whole window. `overlay` is ``"shortcuts"``, ``"settings"`` or ``"stranded"``.

    `kept_notes` counts the notes that are on this computer only; together with the link and `news` (with why, and
    how many) it makes the messages. `say_other_language`: what is said is in the language not chosen for the window;
    with `say_both_languages` in both.
    """

    presence: PresenceState = samples.READY
    slot: CallSlotState = samples.NO_CALL
    offer: OfferState = samples.NO_OFFER
    customer: CustomerState = samples.NOBODY
    checks: ChecksState = checks.NOT_CHECKED
    holdings: HoldingsState = samples.NO_HOLDINGS
    timeline: TimelineState = samples.NO_TIMELINE
    script: ScriptState = scripts.NO_SCRIPT
    notes: NotesState = scripts.NO_NOTES
    heard: HeardState = recorded.NOTHING_HEARD
    wrap_up: WrapUpState = scripts.NO_WRAP_UP
    palette: PaletteState = samples.NO_PALETTE
    guide: GuidePage = GuidePage.IDLE
    tab: int = 0
    body: Body = Body.IDLE
    kept_notes: int = 0
    overlay: str = ""
    stranded_runs: tuple[RunDraft, ...] = ()
    news: tuple[tuple[News, Problem | None, int], ...] = ()
    say_other_language: bool = False
    say_both_languages: bool = False
    seat: SeatState = seats.OWN_SEAT
    history: HistoryState = seats.NO_HISTORY
    explanation: ExplanationState = value.NOT_EXPLAINED
    numbers: NumbersState = phones.NOT_ASKED
    caller_gone: CallerGoneState = seats.NOBODY_GONE
    outgoing: OutgoingState = outgoing.NO_PREVIEW
    unfinished: UnfinishedState = unfinished.NOTHING_OPEN
    recents: RecentsState = recents.NO_RECENTS
    outreach: OutreachState = outreach.NO_OUTREACH
    attach: AttachState = attaching.NOT_ASKED
    knowledge: GuideState = guide_pages.NO_GUIDE
    note_read: str = ""
    directory: DirectoryState = handovers.NO_DIRECTORY
    handover: NoteState = handovers.NO_NOTE
    legs: LegsState = part_of.NO_LEGS
    phone: PhoneState = phones_in.NO_WAIT
    home: HomeState = homes.NO_HOME
    call_back: CallBackState = homes.NO_CALL_BACK
    recordings: RecordingsState = recorded.NO_RECORDINGS
    callbacks: CallbacksState = calls_back.NOTHING_DUE
    outcome: OutcomeState = calls_back.NO_OUTCOME
    promise: PromiseState = calls_back.NO_PROMISE
    calendar: CalendarState = calls_back.NO_CALENDAR
    follow_ups: FollowUpsState = planned.NONE
    plans: PlansState = planned.NO_PLANS
    not_to_call: NotToCallState = planned.NO_WISHES
    mail: MailState = mails.CLOSED
    complaint: FormState = complaints.NO_COMPLAINT
    again: AgainState = looked.NOT_AGAIN
    customer_complaints: ProfilePart[CustomerComplaints] = looked.NO_COMPLAINTS
    customer_callbacks: ProfilePart[Callbacks] = looked.NO_CALLBACKS


def show_scene(views: Views, scene: Scene) -> None:
    """Draw `scene` on the window."""
    for presence in (views.top_bar, views.day, views.queues):
        presence.display(scene.presence)
    views.call_bar.display(scene.slot)
    views.call_bar.show_note(scene.note_read)
    views.directory.display(scene.directory)
    for note in (views.handover, views.received, views.so_far):
        note.display(scene.handover)
    views.window.show_consult(scene.directory.open)
    views.offer.display(scene.offer)
    views.customer.display(scene.customer)
    views.satisfaction_card.display(scene.customer.relationship)
    views.value_card.show_history(scene.customer.relationship)
    views.customer.checks.display_checks(scene.checks)
    views.holdings.set_waiting(scene.customer.kind is CustomerKindShown.LOADING)
    for holdings in (views.value_card, views.holdings, views.sources):
        holdings.display(scene.holdings)
    for timeline in (views.contacts_card, views.recent, views.timeline):
        timeline.display(scene.timeline)
    views.script.display(scripts.NO_SCRIPT)  # forgets the language that the scene before was said in
    views.script.display(scene.script)
    views.script.set_both(scene.say_both_languages)
    if scene.say_other_language:
        views.script.findChildren(SayLanguage)[0].click()
    views.notes.display(scene.notes)
    views.heard.display(scene.heard)
    views.stranded.display(scene.notes.stranded)
    views.stranded.display_runs(scene.stranded_runs)
    views.wrap_up.display(scene.wrap_up)
    outcomes = {each.code: words(each.name) for each in scene.wrap_up.dispositions}
    wrong = problem_text(scene.wrap_up.problem) if scene.wrap_up.problem is not None else ""
    views.call_bar.show_outcome(outcomes.get(scene.wrap_up.chosen, ""), wrong, kept=scene.wrap_up.kept)
    window = views.window
    window.centre.show_customer(scene.body is Body.CUSTOMER)
    window.centre.set_waiting(scene.body is not Body.IDLE)
    window.centre.set_tab_count(TIMELINE, scene.timeline.total_count)
    complaints_part, callbacks_part = scene.customer_complaints, scene.customer_callbacks
    open_ones = complaints_part.value.open if complaints_part.value is not None else ()
    window.centre.set_tab_count(COMPLAINTS, len(open_ones))
    listed = callbacks_part.value.callbacks if callbacks_part.value is not None else ()
    window.centre.set_tab_count(CALLBACKS, sum(each.state in OPEN_STATES for each in listed))
    views.again.display(scene.again)
    views.customer_complaints.display(complaints_part)
    views.customer_callbacks.display(callbacks_part)
    window.centre.open_tab(scene.tab)
    window.centre.show_page(COMPLAINT_PAGE if scene.complaint.open else "")
    window.rail.show_place("complaints" if scene.complaint.open else "call")
    for form in (views.complaint, views.complaint_side):
        form.display(scene.complaint)
    window.show_guide(scene.guide)
    messages = Messages(lambda: NOW)
    messages.set_link(scene.presence.link)
    messages.set_kept_notes(scene.kept_notes)
    for news, problem, count in scene.news:
        messages.put(news, problem, count=count)
    window.show_messages(messages.current())
    for name, overlay in (("shortcuts", views.shortcuts), ("settings", views.settings), ("stranded", views.stranded)):
        if scene.overlay == name:
            overlay.open_over()
        else:
            overlay.close_over()
    named = tuple(
        one if one.command_id.startswith("colleague:") else replace(one, title=label_of(Command(one.command_id)))
        for one in scene.palette.commands
    )
    views.caller_gone.display(scene.caller_gone)
    views.outgoing.display(scene.outgoing)
    views.history.display(scene.history)
    views.explanation.display(scene.explanation)
    views.numbers.display(scene.numbers)
    views.unfinished.display_outcomes(scripts.WRAP_UP.dispositions)
    views.unfinished.display(scene.unfinished)
    views.window.rail.show_tasks(scene.unfinished.count)
    views.recents.display(scene.recents)
    for guide in (views.pinned, views.knowledge):
        guide.display(scene.knowledge)
    views.outreach.display(scene.outreach)
    views.window.rail.show_outreach(scene.outreach.count)
    views.recents.details.display_attached(LastWord(scene.attach.done))
    views.attach.display(scene.attach)
    views.legs.display(scene.legs)
    views.phone.display(scene.phone)
    views.home.display(scene.home)
    day = homes.MY_DAY if scene.home.home is None else scene.home.home.figures
    views.day.show_day(day)
    views.queues.show_levels(day.levels)
    views.team_notes.display(homes.NOTES)
    views.call_back.display(scene.call_back)
    window.centre.idle.show_home(not scene.home.is_empty)
    views.recordings.display(scene.recordings)
    views.callbacks.display(scene.callbacks)
    window.centre.idle.set_tasks_left(bool(scene.callbacks.callbacks) or not scene.follow_ups.is_empty)
    views.follow_ups.display(scene.follow_ups)
    views.plan_strip.display(scene.plans)
    views.plan_form.display(scene.plans)
    views.not_to_call.display(scene.not_to_call)
    views.mail.display(scene.mail)
    views.outcome.display(scene.outcome)
    for line in views.outcome.findChildren(WaitingLine):  # as while the note is typed in
        line.show_waiting(scene.outcome.open and scene.offer.visible)
    views.promise.display(scene.promise)
    views.calendar.display(scene.calendar)
    views.seat.display(scene.seat)
    views.palette.display(replace(scene.palette, commands=named))
