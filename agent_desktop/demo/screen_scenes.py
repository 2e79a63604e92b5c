"""Every screen and state by name: what `make screens` draws. A new screen adds its line here."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.customers import CallerOutcome, Channel
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.timeline import ContactKind
from agent_desktop.demo import screen_attaching as attaching
from agent_desktop.demo import screen_callbacks as calls_back
from agent_desktop.demo import screen_checks as checks
from agent_desktop.demo import screen_complaints as complaints
from agent_desktop.demo import screen_guide as guide
from agent_desktop.demo import screen_handovers as handovers
from agent_desktop.demo import screen_holdings as holdings
from agent_desktop.demo import screen_home as home
from agent_desktop.demo import screen_legs as legs
from agent_desktop.demo import screen_looking_back as looked
from agent_desktop.demo import screen_outgoing as outgoing
from agent_desktop.demo import screen_outreach as outreach
from agent_desktop.demo import screen_phone_numbers as phones
from agent_desktop.demo import screen_previews as previews
from agent_desktop.demo import screen_recents as recents
from agent_desktop.demo import screen_recordings as recorded
from agent_desktop.demo import screen_relations as relations
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo import screen_script_steps as steps
from agent_desktop.demo import screen_scripts as scripts
from agent_desktop.demo import screen_seats as seats
from agent_desktop.demo import screen_transfers as transfers
from agent_desktop.demo import screen_unfinished as unfinished
from agent_desktop.demo import screen_value as value
from agent_desktop.demo.screen_customers import FUNG
from agent_desktop.demo.screen_four import four_scenes
from agent_desktop.demo.screen_planned import PLANNED_SCENES
from agent_desktop.demo.screen_stage import Scene
from agent_desktop.ui.messages import News
from agent_desktop.ui.timeline.presenter import TimelineFilter, TimelineKind, TimelineState
from agent_desktop.ui.window.centre import TIMELINE, Body
from agent_desktop.ui.window.guide import GuidePage

_IDLE: Final = Scene()
_RINGING: Final = replace(_IDLE, slot=samples.RINGING, offer=samples.offer_from(CallerOutcome.MATCHED))
_TALKING: Final = Scene(
    presence=samples.ON_CALL,
    slot=samples.TALKING,
    customer=relations.CUSTOMER,
    checks=checks.BASIC,
    holdings=samples.HOLDINGS,
    timeline=samples.TIMELINE,
    script=scripts.SCRIPT,
    notes=scripts.NOTES,
    guide=GuidePage.SCRIPT,
    body=Body.CUSTOMER,
)
_COMPLAINING: Final = replace(_TALKING, guide=GuidePage.COMPLAINT, complaint=complaints.MORE)
_AFTER: Final = replace(
    _TALKING, presence=samples.WRAP_UP, slot=samples.AFTER, wrap_up=scripts.WRAP_UP, guide=GuidePage.WRAP_UP
)
_NOBODY: Final = replace(_TALKING, body=Body.NOBODY, **attaching.NOBODY)
_ASKING: Final = replace(_TALKING, guide=GuidePage.HANDOVER, directory=handovers.FREE, handover=handovers.NOTE_BEGUN)
_CONSULTING: Final = replace(
    _ASKING,
    presence=samples.ON_CALL,
    slot=transfers.CONSULTING,
    directory=handovers.CONSULTING,
    handover=handovers.NOTE_SENT,
)
_SPECIALIST: Final = replace(
    _TALKING, slot=transfers.SPECIALIST_CONSULTED, guide=GuidePage.RECEIVED, handover=handovers.received(handovers.SENT)
)
_TRANSFERS: Final[Mapping[str, Scene]] = {
    "transfer-directory": _ASKING,
    "transfer-queues": replace(_ASKING, directory=handovers.QUEUES),
    "transfer-directory-coming": replace(_ASKING, directory=handovers.COMING, handover=handovers.NO_NOTE),
    "transfer-directory-away": replace(_ASKING, directory=handovers.AWAY, handover=handovers.NOTE_KEPT_HERE),
    "transfer-nobody-matches": replace(_ASKING, directory=handovers.NOBODY_MATCHES),
    "transfer-recent-empty": replace(_ASKING, directory=handovers.EMPTY),
    "transfer-refused": replace(_ASKING, directory=handovers.REFUSED),
    "transfer-asked-next": replace(_ASKING, directory=handovers.ASKED_NEXT),
    "transfer-ringing": replace(
        _ASKING, slot=transfers.RINGING, directory=handovers.RINGING, handover=handovers.NOTE_SENT
    ),
    "transfer-consulting": _CONSULTING,
    "transfer-note-read": replace(_CONSULTING, handover=handovers.NOTE_READ, note_read=""),
    "transfer-note-changed": replace(_CONSULTING, handover=handovers.NOTE_CHANGED),
    "transfer-note-missing": replace(_CONSULTING, handover=handovers.NOTE_MISSING),
    "transfer-note-conflict": replace(_CONSULTING, handover=handovers.NOTE_CONFLICT),
    "transfer-swapped": replace(_CONSULTING, slot=transfers.SWAPPED),
    "transfer-completing": replace(_CONSULTING, slot=transfers.COMPLETING, handover=handovers.NOTE_READ),
    "transfer-too-long": replace(_CONSULTING, slot=transfers.TOO_LONG),
    "transfer-declined": replace(_ASKING, slot=transfers.DECLINED, directory=handovers.DECLINED),
    "transfer-not-answered": replace(_ASKING, slot=transfers.NOT_ANSWERED, directory=handovers.NOT_ANSWERED),
    "transfer-specialist-gone": replace(
        _ASKING, slot=transfers.SPECIALIST_GONE, directory=handovers.SPECIALIST_GONE, handover=handovers.NOTE_SENT
    ),
    "transfer-recovered": replace(_TALKING, slot=transfers.RECOVERED),
    "transfer-call-back": replace(_ASKING, directory=home.AWAY_CHOSEN, call_back=home.CALL_BACK),
    "transfer-call-back-refused": replace(_ASKING, directory=home.AWAY_CHOSEN, call_back=home.CALL_BACK_REFUSED),
    "transfer-call-back-noted": replace(_ASKING, directory=home.NOTED),
    "transfer-favourites": replace(_ASKING, directory=home.FAVOURITES),
    "specialist-home": replace(_IDLE, home=home.HOME),
    "specialist-home-rings": replace(_IDLE, slot=transfers.ASKED, offer=handovers.ASKED, home=home.HOME_RINGS),
    "specialist-home-quiet": replace(_IDLE, home=home.HOME_QUIET),
    "specialist-home-failed": replace(_IDLE, home=home.HOME_FAILED),
    "agent-home": replace(_IDLE, home=home.AGENT_HOME),
    "specialist-asked": replace(_IDLE, slot=transfers.ASKED, offer=handovers.ASKED),
    "specialist-asked-no-note": replace(_IDLE, slot=transfers.ASKED, offer=handovers.ASKED_WITHOUT_NOTE),
    "specialist-consulted": _SPECIALIST,
    "specialist-note-changed": replace(_SPECIALIST, handover=handovers.received(handovers.SENT, changed=True)),
    "specialist-no-note": replace(_SPECIALIST, handover=handovers.received(None)),
    "specialist-waits": replace(_SPECIALIST, slot=transfers.SPECIALIST_WAITS),
    **four_scenes(_CONSULTING, _TALKING, _SPECIALIST),
}


def _from(outcome: CallerOutcome) -> Scene:
    return replace(_IDLE, slot=samples.ringing_from(outcome), offer=samples.offer_from(outcome))


def _looked_for(chosen: TimelineFilter, **changes: object) -> TimelineState:
    shown = tuple(row for row in samples.TIMELINE.rows if row.channel is chosen.channel)
    kind = TimelineKind.READY if shown else TimelineKind.EMPTY_AFTER_FILTER
    found = replace(samples.TIMELINE, kind=kind, chosen=chosen, rows=shown, found_count=len(shown))
    return replace(found, **changes)  # type: ignore[arg-type]


SCENES: Final[Mapping[str, Scene]] = MappingProxyType(
    {
        "idle-ready": _IDLE,
        "idle-not-ready": replace(_IDLE, presence=samples.NOT_READY, slot=samples.NO_CALL_AWAY),
        "idle-not-ready-planned": replace(
            _IDLE, presence=samples.LUNCH_UNTIL, slot=samples.slot_of(samples.LUNCH_UNTIL)
        ),
        "idle-not-ready-system": replace(_IDLE, presence=samples.NO_ANSWER, slot=samples.slot_of(samples.NO_ANSWER)),
        "idle-state-refused": replace(_IDLE, presence=samples.REFUSED),
        "idle-flapping": replace(_IDLE, presence=samples.FLAPPING, slot=samples.slot_of(samples.FLAPPING)),
        "idle-desktop-lost": replace(
            _IDLE,
            presence=samples.DESKTOP_LOST,
            slot=samples.slot_of(samples.DESKTOP_LOST),
            history=seats.HISTORY,
        ),
        "history-coming": replace(_IDLE, history=seats.HISTORY_COMING),
        "history-failed": replace(_IDLE, history=seats.HISTORY_FAILED),
        "guide": replace(_IDLE, knowledge=guide.GUIDE),
        "guide-call": replace(_TALKING, knowledge=guide.GUIDE_CALL),
        "guide-pinned": replace(_TALKING, knowledge=guide.GUIDE_PINNED),
        "guide-outside": replace(_TALKING, knowledge=guide.GUIDE_OUTSIDE),
        "guide-found": replace(_IDLE, knowledge=guide.GUIDE_FOUND),
        "guide-nothing": replace(_IDLE, knowledge=guide.GUIDE_NOTHING),
        "guide-old": replace(_IDLE, knowledge=guide.GUIDE_OLD),
        "guide-coming": replace(_IDLE, knowledge=guide.GUIDE_COMING),
        "guide-empty": replace(_IDLE, knowledge=guide.GUIDE_EMPTY),
        "guide-failed": replace(_IDLE, knowledge=guide.GUIDE_FAILED),
        "recents": replace(_TALKING, recents=recents.RECENTS),
        "recents-old": replace(_IDLE, recents=recents.RECENTS_OLD),
        "recents-coming": replace(_IDLE, recents=recents.RECENTS_COMING),
        "recents-empty": replace(_IDLE, recents=recents.RECENTS_EMPTY),
        "recents-failed": replace(_IDLE, recents=recents.RECENTS_FAILED),
        "recents-attached": replace(_IDLE, recents=attaching.RECENTS, attach=attaching.DONE),
        "attach": replace(_NOBODY, customer=attaching.UNKNOWN, attach=attaching.ASKED),
        "attach-likely": replace(_NOBODY, customer=attaching.UNKNOWN, attach=attaching.LIKELY),
        "attach-many": replace(_NOBODY, customer=attaching.UNKNOWN, attach=attaching.MANY),
        "attach-refused": replace(_NOBODY, customer=attaching.UNKNOWN, attach=attaching.REFUSED),
        "call-former-number": replace(
            _NOBODY, customer=attaching.PERHAPS, slot=samples.talking_with(CallerOutcome.UNKNOWN)
        ),
        "call-prospect": replace(_NOBODY, body=Body.CUSTOMER, **attaching.KNOWN_PROSPECT),
        "call-prospect-change": replace(
            _NOBODY, body=Body.CUSTOMER, **attaching.KNOWN_PROSPECT, attach=attaching.CHANGING
        ),
        **{name: replace(_TALKING, **shown) for name, shown in recorded.TALKS.items()},
        "recording-consult": replace(_CONSULTING, slot=recorded.CONSULT),
        "seat-elsewhere": replace(_IDLE, presence=samples.NOTHING_ALLOWED, seat=seats.SEAT_ELSEWHERE),
        "seat-elsewhere-call": replace(
            _TALKING, presence=samples.ON_CALL, slot=samples.NOT_HERE, seat=seats.SEAT_WITH_CALL
        ),
        "seat-not-given": replace(_IDLE, presence=samples.NOTHING_ALLOWED, seat=seats.SEAT_NOT_GIVEN),
        "caller-gone": replace(_IDLE, caller_gone=seats.CALLER_GONE),
        "caller-gone-noted": replace(_IDLE, caller_gone=seats.CALLER_NOTED),
        "caller-gone-unknown": replace(_IDLE, caller_gone=seats.UNKNOWN_GONE),
        "outgoing-preview": replace(_IDLE, outgoing=outgoing.PREVIEW),
        "outgoing-preview-late": replace(_IDLE, outgoing=outgoing.PREVIEW_LATE),
        "outgoing-preview-coming": replace(_IDLE, outgoing=outgoing.PREVIEW_COMING),
        "outgoing-preview-unknown": replace(_IDLE, outgoing=outgoing.PREVIEW_UNKNOWN),
        "callback-offered": replace(_IDLE, slot=previews.RINGS, offer=previews.OFFER),
        "callback-preview": replace(
            _IDLE, presence=samples.ON_CALL, slot=previews.BEFORE_THE_CALL, offer=previews.LOOKED_AT
        ),
        "callback-forbidden": replace(
            _IDLE, presence=samples.ON_CALL, slot=previews.BEFORE_THE_CALL, offer=previews.FORBIDDEN
        ),
        "outgoing-dialling": replace(_TALKING, slot=outgoing.DIALLING),
        "outgoing-ringing": replace(_TALKING, slot=outgoing.ALERTING),
        "outgoing-busy": replace(_AFTER, slot=outgoing.BUSY),
        "outgoing-not-answered": replace(_AFTER, slot=outgoing.NOT_ANSWERED),
        "consult": replace(_TALKING, slot=outgoing.CONSULT),
        "consult-ringing": replace(_TALKING, slot=outgoing.CONSULT_RINGING),
        "consult-not-answered": replace(_TALKING, slot=outgoing.CONSULT_NOT_ANSWERED),
        **_TRANSFERS,
        "colleague-rings": replace(_IDLE, slot=outgoing.COLLEAGUE_RINGS),
        "colleague-talks": replace(_IDLE, presence=samples.ON_CALL, slot=outgoing.COLLEAGUE_TALKS),
        "offer-taken-back": replace(_IDLE, news=((News.OFFER_TAKEN_BACK, None, 0),)),
        "offer": _RINGING,
        "offer-again": replace(_RINGING, offer=replace(_RINGING.offer, again=True)),
        "offer-last-seconds": replace(_RINGING, slot=samples.LAST_SECONDS, offer=samples.LAST_SECONDS_OFFER),
        "offer-two-debts": replace(_RINGING, offer=samples.TWO_DEBTS_OFFER),
        "offer-several": _from(CallerOutcome.SEVERAL),
        "offer-unknown": _from(CallerOutcome.UNKNOWN),
        "offer-withheld": _from(CallerOutcome.WITHHELD),
        "offer-own": _from(CallerOutcome.OWN),
        "call-connecting": replace(_TALKING, slot=samples.CONNECTING),
        "call-connected": replace(_TALKING, again=looked.AGAIN),
        "call-then-lunch": replace(_TALKING, presence=samples.ON_CALL_THEN_LUNCH),
        "call-outcome": replace(_TALKING, wrap_up=scripts.OUTCOME_IN_CALL, guide=GuidePage.WRAP_UP),
        "call-outcome-chosen": replace(_TALKING, wrap_up=scripts.OUTCOME_CHOSEN_IN_CALL),
        "call-outcome-not-kept": replace(_TALKING, wrap_up=scripts.OUTCOME_NOT_KEPT, guide=GuidePage.WRAP_UP),
        "call-hold-asked": replace(_TALKING, slot=samples.HOLDING),
        "call-on-hold": replace(_TALKING, presence=samples.ON_HOLD, slot=samples.HELD),
        "call-muted": replace(_TALKING, slot=samples.MUTED),
        "call-refused": replace(_TALKING, slot=samples.REFUSED_SLOT),
        "call-line-lost": replace(_TALKING, slot=samples.LINE_LOST),
        "call-link-lost": replace(
            _TALKING,
            presence=samples.LINK_LOST,
            slot=samples.CUT_OFF,
            notes=scripts.NOTES_KEPT_HERE,
            kept_notes=1,
            wrap_up=scripts.OUTCOME_WAITING,
        ),
        "call-signed-out": replace(
            _TALKING, presence=samples.SIGNED_OUT, slot=samples.CUT_OFF, notes=scripts.NOTES_KEPT_HERE, kept_notes=1
        ),
        "call-timeline": replace(_TALKING, tab=TIMELINE),
        "call-timeline-filtered": replace(
            _TALKING, tab=TIMELINE, timeline=_looked_for(TimelineFilter(channel=Channel.PHONE))
        ),
        "call-timeline-nothing": replace(
            _TALKING,
            tab=TIMELINE,
            timeline=_looked_for(
                TimelineFilter(channel=Channel.WEB, kind=ContactKind.FROM_BANK, days=30, text="fee"),
                rows=(),
                found_count=0,
                kind=TimelineKind.EMPTY_AFTER_FILTER,
            ),
        ),
        "call-timeline-searching": replace(
            _TALKING, tab=TIMELINE, timeline=_looked_for(TimelineFilter(channel=Channel.PHONE), searching=True)
        ),
        "call-timeline-failed": replace(
            _TALKING,
            tab=TIMELINE,
            timeline=_looked_for(TimelineFilter(channel=Channel.PHONE), problem=Problem(ErrorCode.DATABASE_AWAY)),
        ),
        "call-legs": replace(_TALKING, tab=TIMELINE, timeline=legs.TIMELINE, legs=legs.LEGS),
        "call-legs-coming": replace(_TALKING, tab=TIMELINE, timeline=legs.TIMELINE, legs=legs.LEGS_COMING),
        "call-legs-failed": replace(_TALKING, tab=TIMELINE, timeline=legs.TIMELINE, legs=legs.LEGS_FAILED),
        "call-holdings-coming": replace(_TALKING, holdings=samples.HOLDINGS_COMING),
        "call-value": replace(_TALKING, explanation=value.EXPLAINED),
        "call-value-little": replace(_TALKING, explanation=value.EXPLAINED_LITTLE),
        "call-value-none": replace(_TALKING, explanation=value.EXPLAINED_NOTHING),
        "call-value-coming": replace(_TALKING, explanation=value.EXPLANATION_COMING),
        "call-value-failed": replace(_TALKING, explanation=value.EXPLANATION_FAILED),
        "call-numbers": replace(_TALKING, numbers=phones.NUMBERS),
        "call-numbers-why": replace(_TALKING, numbers=phones.ASKED_WHY),
        "call-numbers-ended": replace(_TALKING, numbers=phones.ENDED),
        "call-numbers-refused": replace(_TALKING, numbers=phones.REFUSED),
        "call-numbers-coming": replace(_TALKING, numbers=phones.COMING),
        "call-numbers-failed": replace(_TALKING, numbers=phones.FAILED),
        "call-holdings-in-dollars": replace(_TALKING, holdings=holdings.IN_DOLLARS),
        "call-holdings-no-rate": replace(_TALKING, holdings=holdings.NO_RATE),
        "call-relationship-coming": replace(_TALKING, customer=relations.RELATIONSHIP_COMING),
        "call-relationship-failed": replace(_TALKING, customer=relations.RELATIONSHIP_FAILED),
        "call-further-alerts": replace(_TALKING, customer=relations.FURTHER_ALERTS),
        "call-nothing-known": replace(
            _TALKING,
            customer=relations.NOTHING_KNOWN,
            slot=samples.talking_to(FUNG),
            holdings=samples.NO_PRODUCTS,
            timeline=samples.NO_CONTACTS,
        ),
        "call-long-names": replace(
            _TALKING, customer=relations.LONG_NAMES, slot=samples.talking_to(relations.ASSOCIATION)
        ),
        "call-values-shown": replace(_TALKING, customer=samples.REVEALED),
        "call-checks-nothing-asked": replace(_TALKING, checks=checks.NOTHING_ASKED),
        "call-checks-asking": replace(_TALKING, checks=checks.ASKING),
        "call-checks-asking-by-agent": replace(_TALKING, checks=checks.ASKING_WRONG),
        "call-checks-not-understood": replace(_TALKING, checks=checks.NOT_UNDERSTOOD),
        "call-checks-full": replace(_TALKING, checks=checks.FULL),
        "call-checks-locked": replace(_TALKING, checks=checks.LOCKED),
        "call-checks-away": replace(_TALKING, checks=checks.AWAY),
        "call-needs": replace(_TALKING, customer=checks.NEEDS),
        "call-several": replace(_NOBODY, customer=samples.SEVERAL, slot=samples.talking_with(CallerOutcome.SEVERAL)),
        "call-shared-line": replace(
            _NOBODY, customer=samples.SHARED_LINE, slot=samples.talking_with(CallerOutcome.SEVERAL)
        ),
        "call-unknown": replace(_NOBODY, customer=samples.UNKNOWN, slot=samples.talking_with(CallerOutcome.UNKNOWN)),
        "call-withheld": replace(_NOBODY, customer=samples.WITHHELD, slot=samples.talking_with(CallerOutcome.WITHHELD)),
        "call-own": replace(_NOBODY, customer=samples.OWN, slot=samples.talking_with(CallerOutcome.OWN)),
        "call-customer-coming": replace(
            _TALKING,
            customer=samples.GETTING,
            holdings=samples.NO_HOLDINGS,
            timeline=samples.TIMELINE_COMING,
            script=scripts.SCRIPT_COMING,
        ),
        "call-customer-failed": replace(_NOBODY, customer=samples.FAILED, script=scripts.SCRIPT_FAILED),
        "call-found-by-search": replace(_TALKING, customer=samples.FOUND),
        "call-script-blocked": replace(_TALKING, script=scripts.SCRIPT_BLOCKED),
        "call-script-done": replace(_TALKING, script=scripts.SCRIPT_DONE),
        "call-script-not-saved": replace(_TALKING, script=scripts.SCRIPT_NOT_SAVED),
        "call-script-other-language": replace(_TALKING, say_other_language=True),
        "call-script-both-languages": replace(_TALKING, say_both_languages=True),
        **{f"call-script-{name}": replace(_TALKING, script=state) for name, state in steps.STEPS.items()},
        "call-note-conflict": replace(_TALKING, notes=scripts.NOTES_CONFLICT),
        "call-note-refused": replace(_TALKING, notes=scripts.NOTES_REFUSED),
        "call-note-kept-here": replace(_TALKING, notes=scripts.NOTES_KEPT_HERE, kept_notes=1),
        "call-note-recovered": replace(_TALKING, notes=scripts.NOTES_RECOVERED, news=((News.RECOVERED, None, 1),)),
        "call-note-not-kept": replace(
            _TALKING, notes=scripts.NOTES_NOT_KEPT, news=((News.JOURNAL, scripts.NOT_KEPT, 0),)
        ),
        "stranded-notes": replace(
            _IDLE, notes=scripts.NOTES_STRANDED, news=((News.STRANDED, None, 2),), overlay="stranded"
        ),
        "stranded-answers": replace(
            _IDLE,
            notes=scripts.NOTE_STRANDED,
            stranded_runs=scripts.RUNS_STRANDED,
            news=((News.ANSWERS_ASIDE, None, 2),),
            overlay="stranded",
        ),
        "wrap-up": _AFTER,
        "wrap-up-timed": replace(_AFTER, wrap_up=scripts.WRAP_UP_TIMED, slot=samples.AFTER_TIMED),
        "wrap-up-last-seconds": replace(_AFTER, wrap_up=scripts.WRAP_UP_LAST_SECONDS),
        "wrap-up-fixed": replace(_AFTER, wrap_up=scripts.WRAP_UP_FIXED),
        "wrap-up-overdue": replace(_AFTER, wrap_up=scripts.WRAP_UP_OVERDUE),
        "wrap-up-not-required": replace(_AFTER, wrap_up=scripts.WRAP_UP_NOT_REQUIRED),
        "wrap-up-outcome-needed": replace(_AFTER, wrap_up=scripts.WRAP_UP_NEEDED),
        "wrap-up-not-saved": replace(_AFTER, wrap_up=scripts.WRAP_UP_NOT_SAVED),
        "wrap-up-no-list": replace(_AFTER, wrap_up=scripts.WRAP_UP_NO_LIST),
        "unfinished": replace(_IDLE, unfinished=unfinished.UNFINISHED),
        "unfinished-chosen": replace(_IDLE, unfinished=unfinished.UNFINISHED_CHOSEN),
        "unfinished-needed": replace(_IDLE, unfinished=unfinished.UNFINISHED_NEEDED),
        "unfinished-none": replace(_IDLE, unfinished=unfinished.UNFINISHED_NONE),
        "unfinished-coming": replace(_IDLE, unfinished=unfinished.UNFINISHED_COMING),
        "unfinished-failed": replace(_IDLE, unfinished=unfinished.UNFINISHED_FAILED),
        "unfinished-in-call": replace(_TALKING, unfinished=unfinished.UNFINISHED_SOME),
        "alerts-kept": replace(_TALKING, customer=replace(_TALKING.customer, profile=outreach.HO_WATCHED)),
        "outreach": replace(_IDLE, outreach=outreach.OUTREACH),
        "outreach-free": replace(_IDLE, outreach=outreach.OUTREACH_FREE),
        "outreach-refused": replace(_IDLE, outreach=outreach.OUTREACH_REFUSED),
        "outreach-none": replace(_IDLE, outreach=outreach.OUTREACH_NONE),
        "outreach-coming": replace(_IDLE, outreach=outreach.OUTREACH_COMING),
        "outreach-failed": replace(_IDLE, outreach=outreach.OUTREACH_FAILED),
        "callbacks": replace(_IDLE, callbacks=calls_back.DUE),
        "callbacks-ringing": replace(_RINGING, callbacks=calls_back.DUE_SELECTED, outcome=calls_back.OUTCOME_NO_ANSWER),
        "callbacks-old": replace(_IDLE, callbacks=calls_back.OLD),
        "callbacks-moved": replace(_IDLE, callbacks=calls_back.MOVED),
        "callbacks-refused": replace(_IDLE, callbacks=calls_back.REFUSED),
        "callbacks-coming": replace(_IDLE, callbacks=calls_back.COMING),
        "callbacks-failed": replace(_IDLE, callbacks=calls_back.FAILED),
        "callback-outcome": replace(_IDLE, callbacks=calls_back.DUE, outcome=calls_back.OUTCOME_REACHED),
        "callback-outcome-refused": replace(_IDLE, callbacks=calls_back.DUE, outcome=calls_back.OUTCOME_REFUSED),
        "callback-promise": replace(_TALKING, promise=calls_back.PROMISE),
        "callback-promise-abroad": replace(_TALKING, promise=calls_back.PROMISE_ABROAD),
        "callback-promise-joins": replace(_TALKING, promise=calls_back.PROMISE_JOINS),
        "callback-moves": replace(_IDLE, callbacks=calls_back.DUE, promise=calls_back.MOVING),
        "callback-calendar": replace(_IDLE, callbacks=calls_back.DUE, calendar=calls_back.WEEK),
        "callback-calendar-day": replace(_IDLE, callbacks=calls_back.DUE, calendar=calls_back.DAY),
        **{name: replace(_IDLE, callbacks=calls_back.DUE, **more) for name, more in PLANNED_SCENES[0].items()},
        **{name: replace(_TALKING, **more) for name, more in PLANNED_SCENES[1].items()},
        "complaint": _COMPLAINING,
        "complaint-begun": replace(_COMPLAINING, complaint=complaints.BEGUN),
        "complaint-coming": replace(_COMPLAINING, complaint=complaints.COMING),
        "complaint-missing": replace(_COMPLAINING, complaint=complaints.MISSING),
        "complaint-right": replace(_COMPLAINING, complaint=complaints.RIGHT),
        "complaint-files": replace(_COMPLAINING, complaint=complaints.FILES),
        "complaint-waits": replace(_COMPLAINING, complaint=complaints.AWAY),
        "complaint-nothing-known": replace(_COMPLAINING, complaint=complaints.NOTHING_KNOWN),
        "complaint-leaving": replace(_COMPLAINING, complaint=complaints.LEAVING),
        "complaint-recovered": replace(_COMPLAINING, complaint=complaints.RECOVERED),
        "complaint-praise": replace(_COMPLAINING, complaint=complaints.PRAISE),
        "complaint-recorded": replace(_COMPLAINING, complaint=complaints.RECORDED),
        "palette": replace(_TALKING, palette=samples.PALETTE),
        "palette-slow": replace(_TALKING, palette=samples.PALETTE_SLOW),
        "palette-calling": replace(_IDLE, palette=samples.PALETTE_CALLING),
        "palette-nothing": replace(_TALKING, palette=samples.PALETTE_NOTHING),
        "shortcuts": replace(_TALKING, overlay="shortcuts"),
        "settings": replace(_IDLE, overlay="settings"),
    }
)
