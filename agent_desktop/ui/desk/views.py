"""Everything that draws, put together in the window."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from agent_desktop.ui.attach.view import AttachView
from agent_desktop.ui.call_bar.view import CallBarView
from agent_desktop.ui.callback_office.not_to_call import NotToCallView
from agent_desktop.ui.callbacks.calendar.view import CalendarView
from agent_desktop.ui.callbacks.called_in.band import CalledInBand
from agent_desktop.ui.callbacks.of_customer.view import CustomerCallbacksView
from agent_desktop.ui.callbacks.outcome.view import OutcomeView
from agent_desktop.ui.callbacks.promise.view import PromiseView
from agent_desktop.ui.callbacks.view import CallbacksView
from agent_desktop.ui.caller_gone.view import CallerGoneView
from agent_desktop.ui.complaints.form.question import QuestionBand
from agent_desktop.ui.complaints.form.side import FormSide
from agent_desktop.ui.complaints.form.view import ComplaintFormView
from agent_desktop.ui.complaints.of_customer.view import CustomerComplaintsView
from agent_desktop.ui.customer.numbers.view import NumbersView
from agent_desktop.ui.customer.value.satisfaction_card import SatisfactionCard
from agent_desktop.ui.customer.value.view import ExplanationView
from agent_desktop.ui.customer.view import CustomerView
from agent_desktop.ui.follow_ups.card import FollowUpsCard
from agent_desktop.ui.follow_ups.form import PlanForm
from agent_desktop.ui.follow_ups.strip import PlanStrip
from agent_desktop.ui.holdings.sources import SourceLabels
from agent_desktop.ui.holdings.value_card import ValueCard
from agent_desktop.ui.holdings.view import HoldingsView
from agent_desktop.ui.home.view import HomeView
from agent_desktop.ui.keypad.view import KeypadView
from agent_desktop.ui.knowledge.strip import PinnedStrip
from agent_desktop.ui.knowledge.view import KnowledgeView
from agent_desktop.ui.mailing.view import MailView
from agent_desktop.ui.notes.heard import HeardStrip
from agent_desktop.ui.notes.stranded import StrandedView
from agent_desktop.ui.notes.view import NotesView
from agent_desktop.ui.notices.cards import NoticeCards
from agent_desktop.ui.notices.list import NoticeList
from agent_desktop.ui.notices.notes import TeamNotes
from agent_desktop.ui.offer.view import OfferView
from agent_desktop.ui.outgoing.view import OutgoingView
from agent_desktop.ui.outreach.view import OutreachView
from agent_desktop.ui.palette.view import PaletteView
from agent_desktop.ui.phone.view import PhoneBand
from agent_desktop.ui.presence.day_strip import DayStrip
from agent_desktop.ui.presence.history.view import HistoryView
from agent_desktop.ui.presence.queue_list import QueueList
from agent_desktop.ui.presence.view import TopBar
from agent_desktop.ui.recents.view import RecentsView
from agent_desktop.ui.recordings.view import RecordingsView
from agent_desktop.ui.script_panel.view import ScriptView
from agent_desktop.ui.seat.view import SeatView
from agent_desktop.ui.settings_dialog.ring_port import Ring
from agent_desktop.ui.settings_dialog.view import SettingsView
from agent_desktop.ui.shortcuts.view import ShortcutsView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.timeline.again.view import AgainBand
from agent_desktop.ui.timeline.contacts_card import ContactsCard
from agent_desktop.ui.timeline.legs.view import LegsView
from agent_desktop.ui.timeline.view import RecentView, TimelineView
from agent_desktop.ui.transfer.call_back.view import CallBackView
from agent_desktop.ui.transfer.directory.view import DirectoryView
from agent_desktop.ui.transfer.note.received import ReceivedView
from agent_desktop.ui.transfer.note.view import NoteView
from agent_desktop.ui.transfer.so_far.view import SoFarView
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.window.centre import CentreParts
from agent_desktop.ui.window.customer_column import CustomerColumn
from agent_desktop.ui.window.frame import COMPLAINT_PAGE, MainWindow, WindowParts
from agent_desktop.ui.window.guide import GuideParts
from agent_desktop.ui.wrap_up.unfinished.view import UnfinishedView
from agent_desktop.ui.wrap_up.view import WrapUpView
from agent_desktop.ui.writing.view import WritingView


class SaysWaiting(Protocol):
    """Says that a call is on offer, where somebody types."""

    def show_offer_waiting(self, waiting: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Views:
    """The window and every panel in it."""

    window: MainWindow
    top_bar: TopBar
    call_bar: CallBarView
    customer: CustomerView
    day: DayStrip
    value_card: ValueCard
    satisfaction_card: SatisfactionCard
    contacts_card: ContactsCard
    holdings: HoldingsView
    recent: RecentView
    timeline: TimelineView
    again: AgainBand
    customer_complaints: CustomerComplaintsView
    customer_callbacks: CustomerCallbacksView
    sources: SourceLabels
    offer: OfferView
    caller_gone: CallerGoneView
    queues: QueueList
    team_notes: TeamNotes
    script: ScriptView
    wrap_up: WrapUpView
    notes: NotesView
    palette: PaletteView
    shortcuts: ShortcutsView
    settings: SettingsView
    stranded: StrandedView
    history: HistoryView
    explanation: ExplanationView
    numbers: NumbersView
    unfinished: UnfinishedView
    seat: SeatView
    outgoing: OutgoingView
    recents: RecentsView
    outreach: OutreachView
    attach: AttachView
    knowledge: KnowledgeView
    pinned: PinnedStrip
    directory: DirectoryView
    handover: NoteView
    received: ReceivedView
    so_far: SoFarView
    keypad: KeypadView
    phone: PhoneBand
    heard: HeardStrip
    writing: WritingView
    legs: LegsView
    home: HomeView
    call_back: CallBackView
    recordings: RecordingsView
    callbacks: CallbacksView
    outcome: OutcomeView
    promise: PromiseView
    calendar: CalendarView
    follow_ups: FollowUpsCard
    plan_strip: PlanStrip
    plan_form: PlanForm
    not_to_call: NotToCallView
    mail: MailView
    complaint: ComplaintFormView
    complaint_side: FormSide
    complaint_question: QuestionBand
    called_in: CalledInBand
    notice_cards: NoticeCards
    notice_list: NoticeList

    @property
    def keeping_focus(self) -> tuple[QWidget, ...]:
        """What the person opens over the window and the focus then stays in, whatever comes."""
        return (
            self.recents,
            self.history,
            self.unfinished,
            self.attach,
            self.outreach,
            self.explanation,
            self.numbers,
            self.knowledge,
            self.legs,
            self.call_back,
            self.promise,
            self.calendar,
            self.complaint,
            self.complaint_side,
            self.notice_list,
        )

    @property
    def typed_in(self) -> tuple[SaysWaiting, ...]:
        """What is typed in, and says so where a call is on offer meanwhile."""
        return (
            self.notes,
            self.wrap_up,
            self.palette,
            self.recents,
            self.attach,
            self.knowledge,
            self.complaint,
            self.outcome,
            self.promise,
        )

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What is put away before something else is opened over the window, but for what its presenter puts away."""
        return (
            self.shortcuts,
            self.settings,
            self.stranded,
            self.history,
            self.explanation,
            self.numbers,
            self.outgoing,
            self.unfinished,
            self.outreach,
            self.keypad,
            self.writing,
            self.legs,
            self.call_back,
            self.recordings,
            self.promise,
            self.calendar,
            self.notice_list,
            self.plan_form,
            self.not_to_call,
            self.mail,
        )


def build_views(theme: Theme, ticker: Ticker, ring: Ring, *, show_at_once: bool = False) -> Views:
    """Build the window. `show_at_once` draws loading states without their wait; for pictures."""
    top_bar = TopBar(theme, ticker)
    call_bar = CallBarView(theme, ticker)
    customer = CustomerView(theme, ticker, show_at_once=show_at_once)
    day = DayStrip(theme, ticker)
    value_card = ValueCard(theme, ticker)
    satisfaction_card = SatisfactionCard(theme, ticker)
    contacts_card = ContactsCard(theme)
    holdings = HoldingsView(theme, ticker, show_at_once=show_at_once)
    recent = RecentView(theme, ticker)
    timeline = TimelineView(theme, ticker, show_at_once=show_at_once)
    again = AgainBand(theme, ticker)
    customer_complaints = CustomerComplaintsView(theme, ticker, show_at_once=show_at_once)
    customer_callbacks = CustomerCallbacksView(theme, ticker, show_at_once=show_at_once)
    sources = SourceLabels(theme, ticker)
    offer = OfferView(theme, ticker, show_at_once=show_at_once)
    caller_gone = CallerGoneView(theme, ticker)
    queues, team_notes = QueueList(theme, ticker), TeamNotes(theme, ticker)
    script = ScriptView(theme, show_at_once=show_at_once)
    wrap_up = WrapUpView(theme, ticker)
    notes = NotesView(theme, ticker)
    pinned = PinnedStrip(theme)
    home = HomeView(theme, ticker)
    directory = DirectoryView(theme, ticker, show_at_once=show_at_once)
    handover, received, so_far = NoteView(theme, ticker), ReceivedView(theme, ticker), SoFarView(theme, ticker)
    plan_strip = PlanStrip(theme, ticker)
    complaint, complaint_side = ComplaintFormView(theme, ticker), FormSide(theme, ticker)
    called_in = CalledInBand(theme, ticker)
    column = CustomerColumn(customer, so_far, plan_strip, customer.set_folded)
    column.put_above(called_in)
    window = MainWindow(
        theme,
        ticker,
        WindowParts(
            top_bar=top_bar,
            call_bar=call_bar,
            customer=column,
            centre=CentreParts(
                day=day,
                value_card=value_card,
                satisfaction_card=satisfaction_card,
                contacts_card=contacts_card,
                holdings=holdings,
                recent=recent,
                timeline=timeline,
                again=again,
                complaints=customer_complaints,
                callbacks=customer_callbacks,
                directory=directory,
                home=home,
            ),
            guide=GuideParts(
                offer, caller_gone, queues, script, wrap_up, notes, pinned, handover, received, complaint_side
            ),
            sources=sources,
        ),
    )
    window.guide.put_under_queues(team_notes)
    callbacks, outcome = CallbacksView(theme, ticker, show_at_once=show_at_once), OutcomeView(theme, ticker)
    follow_ups = FollowUpsCard(theme, ticker)
    for card in (callbacks, outcome, follow_ups):
        window.centre.idle.add_task(card)
    window.centre.set_page(COMPLAINT_PAGE, complaint)
    question = QuestionBand(theme)
    wrap_up.put_above(question)
    cards = NoticeCards(theme, ticker)
    window.add_above(cards)
    phone = PhoneBand(theme, ticker)
    window.add_above(phone)
    heard = HeardStrip(theme)
    notes.put_below(heard)
    return Views(
        window=window,
        top_bar=top_bar,
        call_bar=call_bar,
        customer=customer,
        day=day,
        value_card=value_card,
        satisfaction_card=satisfaction_card,
        contacts_card=contacts_card,
        holdings=holdings,
        recent=recent,
        timeline=timeline,
        again=again,
        customer_complaints=customer_complaints,
        customer_callbacks=customer_callbacks,
        sources=sources,
        offer=offer,
        caller_gone=caller_gone,
        queues=queues,
        team_notes=team_notes,
        script=script,
        wrap_up=wrap_up,
        notes=notes,
        palette=PaletteView(theme, window),
        shortcuts=ShortcutsView(theme, window),
        settings=SettingsView(theme, window, ring),
        stranded=StrandedView(theme, ticker, window),
        history=HistoryView(theme, ticker, window, top_bar.selector.word_of),
        explanation=ExplanationView(theme, ticker, window),
        numbers=NumbersView(theme, ticker, window, show_at_once=show_at_once),
        unfinished=UnfinishedView(theme, ticker, window, show_at_once=show_at_once),
        seat=SeatView(theme, ticker, window),
        outgoing=OutgoingView(theme, window),
        attach=AttachView(theme, window),
        recents=RecentsView(theme, ticker, window, show_at_once=show_at_once),
        knowledge=KnowledgeView(theme, ticker, window.centre, show_at_once=show_at_once),
        pinned=pinned,
        directory=directory,
        handover=handover,
        received=received,
        so_far=so_far,
        keypad=KeypadView(theme, window),
        phone=phone,
        heard=heard,
        writing=WritingView(theme, window),
        legs=LegsView(theme, ticker, window),
        home=home,
        call_back=CallBackView(theme, ticker, window),
        recordings=RecordingsView(theme, ticker, window),
        callbacks=callbacks,
        outcome=outcome,
        promise=PromiseView(theme, ticker, window),
        calendar=CalendarView(theme, ticker, window),
        follow_ups=follow_ups,
        plan_strip=plan_strip,
        plan_form=PlanForm(theme, ticker, window),
        not_to_call=NotToCallView(theme, ticker, window),
        mail=MailView(theme, ticker, window),
        complaint=complaint,
        complaint_side=complaint_side,
        complaint_question=question,
        called_in=called_in,
        notice_cards=cards,
        notice_list=NoticeList(theme, ticker, window),
        outreach=OutreachView(theme, ticker, window, show_at_once=show_at_once),
    )
