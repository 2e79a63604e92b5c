"""Telephony's settings, and the host's for routing, from those of the program."""

from zoneinfo import ZoneInfo

from agent_desktop.server.host import WishRules
from agent_desktop.settings import HoursSettings, QueueSettings, Settings
from agent_desktop.settings_recordings import RecordingPolicySettings
from agent_desktop.settings_telephony import WEEKDAYS, RoutingSettings
from telephony import settings as telephony
from telephony.contract import DeclineReason, WrapUpMode
from telephony.queues.hours import OpeningHours
from telephony.recordings.policy import LawfulBasis, RecordingPolicy


def queues_from(settings: Settings, routing: RoutingSettings | None = None) -> list[telephony.QueueSettings]:
    """Return telephony's queues as the routing has them; None is that of the settings, the first there is."""
    routing = routing or settings.telephony
    hours = {each.code: hours_from(each) for each in routing.hours}
    return [_queue_from(queue, hours.get(queue.hours)) for queue in routing.queues]


def telephony_settings_from(settings: Settings, routing: RoutingSettings | None = None) -> telephony.TelephonySettings:
    """Return telephony's limits as the settings and the routing have them."""
    routing = routing or settings.telephony
    return telephony.TelephonySettings(
        default_queue=routing.default_queue,
        default_region=settings.telephony.default_region,
        miss_limit=settings.telephony.miss_limit,
        decline_pause_seconds=settings.telephony.decline_pause_seconds,
        local_zone=ZoneInfo(settings.records.time_zone),
        point_seconds=routing.point_seconds,
        handle_seconds=routing.handle_seconds,
        dial_seconds=settings.telephony.dial_seconds,
        consult_limit=settings.telephony.consult_limit,
        ask_next_limit=settings.telephony.ask_next_limit,
        outgoing_numbers=tuple(
            telephony.OutgoingNumber(each.code, each.number, each.name, each.queues)
            for each in routing.outgoing_numbers
        ),
        contact_days=settings.telephony.contact_days,
        listening_shown=settings.telephony.listening_shown,
        announcements=tuple(
            telephony.AnnouncementSettings(each.code, each.name, each.words)
            for each in settings.telephony.announcements
        ),
        recording_policies=tuple(_policy_from(each) for each in settings.recordings.policies),
        recording_seconds=settings.recordings.confirm_seconds,
        recording_pause_seconds=settings.recordings.pause_seconds,
        decline_reasons=tuple(
            DeclineReason(code=each.code, name=each.name) for each in settings.telephony.decline_reasons
        ),
    )


def wish_rules_from(settings: Settings, routing: RoutingSettings | None = None) -> WishRules:
    """Return how the host treats tiers and promises."""
    routing = routing or settings.telephony
    return WishRules(
        tier_points={str(tier): points for tier, points in routing.tier_priority.items()},
        promise_points=routing.promise_priority,
        promise_days=routing.promise_days,
        promises=frozenset(routing.promise_dispositions),
    )


def own_numbers_from(settings: Settings, routing: RoutingSettings | None = None) -> frozenset[str]:
    """Return the bank's own numbers, E.164: those it calls from, those that Twilio has for it, and the others that the
    settings name."""
    routing = routing or settings.telephony
    outgoing = (each.number for each in routing.outgoing_numbers)
    return frozenset((*settings.telephony.own_numbers, *settings.twilio.numbers, *outgoing))


def _policy_from(policy: RecordingPolicySettings) -> RecordingPolicy:
    return RecordingPolicy(**policy.model_dump() | {"basis": LawfulBasis(policy.basis)})


def _queue_from(queue: QueueSettings, hours: OpeningHours | None) -> telephony.QueueSettings:
    return telephony.QueueSettings(
        code=queue.code,
        group=queue.group,
        name=queue.name,
        ring_seconds=queue.ring_seconds,
        wrap_up_mode=WrapUpMode(queue.wrap_up_mode),
        wrap_up_seconds=queue.wrap_up_seconds,
        wrap_up_extensions=queue.wrap_up_extensions,
        wrap_up_extension_seconds=queue.wrap_up_extension_seconds,
        outcome_required=queue.outcome_required,
        service=queue.service,
        languages=queue.languages,
        tiers=queue.tiers,
        reasons=queue.reasons,
        urgent=queue.urgent,
        priority=queue.priority,
        needs=queue.needs,
        manager_seconds=queue.manager_seconds,
        team_seconds=queue.team_seconds,
        overflow=queue.overflow,
        hours=hours,
        closed_to=queue.closed_to,
        max_waiting=queue.max_waiting,
        full_to=queue.full_to,
        callback_share=queue.callback_share,
        callback_late_share=queue.callback_late_share,
        preview_seconds=queue.preview_seconds,
    )


def hours_from(hours: HoursSettings) -> OpeningHours:
    return OpeningHours(
        weekly={number: hours.weekly[day] for number, day in enumerate(WEEKDAYS) if day in hours.weekly},
        days={each.day: each.open for each in hours.days},
        zone=hours.time_zone,
    )
