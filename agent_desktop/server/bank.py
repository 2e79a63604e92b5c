"""Telephony with the bank behind it, as the settings describe both: for the server, and for what works beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent_desktop.contract.interactions import Disposition
from agent_desktop.records.alerts.schema import AlertRules
from agent_desktop.records.bank_systems.client import HttpBankSystems
from agent_desktop.records.calendars.calendar import Calendar
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.customers.options import ProfileOptions, options_from
from agent_desktop.records.verification.schema import VerificationPolicy
from agent_desktop.server.alerts.rules import load_rules
from agent_desktop.server.callbacks.rules import open_book
from agent_desktop.server.complaint_clocks.files import calendar_of
from agent_desktop.server.complaints.plan_file import load_book
from agent_desktop.server.dispositions import load_dispositions, refuse_promises
from agent_desktop.server.host import BankHost
from agent_desktop.server.menus import load_menu
from agent_desktop.server.routing_settings import own_numbers_from, telephony_settings_from, wish_rules_from
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.surveys.keypad import load_keypad
from agent_desktop.server.transfers.directory import DirectoryBook
from agent_desktop.server.transfers.directory_file import load_directory
from agent_desktop.server.transfers.notes import HandoverNotes
from agent_desktop.server.transfers.plan import load_plan
from agent_desktop.server.transfers.surroundings import ask_limits, following_routing
from agent_desktop.server.verification.policy import load_policy
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.loader import load_scripts
from agent_desktop.settings import Settings, scripts_folder
from agent_desktop.settings_telephony import RoutingSettings
from telephony.app import Telephony
from telephony.clock import BusinessClock
from telephony.menu.schema import Menu


@dataclass(frozen=True, slots=True)
class Bank:
    """What was read once, from the settings and the files that they name."""

    options: ProfileOptions
    scripts: Scripts
    dispositions: Sequence[Disposition]
    verification: VerificationPolicy
    alerts: AlertRules
    complaints: ComplaintBook
    handovers: HandoverNotes
    directory: DirectoryBook
    callbacks: CallbackBook
    host: BankHost
    telephony: Telephony
    open_days: Calendar

    def next_open_day(self, day: date) -> date:
        """Return the first day after another on which the bank is open."""
        return self.open_days.add_working_days(day, 1).on


def open_bank(
    settings: Settings,
    clock: BusinessClock,
    routing: RoutingSettings | None = None,
    menu: Menu | None = None,
    scripts: Scripts | None = None,
    rules: LiveRules | None = None,
) -> Bank:
    """Read everything that decides what becomes of a call. Whoever changes calls must know all of it: one who did not
    know what a call may come to would end records as if nothing had been chosen.
    `routing`, `menu`, `scripts` and the outcomes of `rules` are those that count in the database; None are those of the
    files.

    Raises:
        ScriptFileError: A service script is wrong.
        MenuFileError: The entry menu is wrong.
        DispositionsFileError: What a call may come to is wrong.
        VerificationFileError: What callers are asked is wrong.
        AlertsFileError: What customers are looked after for is wrong.
        HandoverFileError: Why callers are handed over is wrong.
        DirectoryFileError: What the directory has beside people is wrong.
        ComplaintsFileError: What complaints are about is wrong.
        CallbacksFileError: The rules of callbacks, or the lawful hours, are wrong.
        CalendarsFileError: The calendars are wrong.
        SurveysFileError: What callers are asked by keypad is wrong.
        SettingsError: A promise of the settings is none of that, or there is no calendar of the name they have.
    """
    alerts = load_rules(settings)
    complaints = load_book(settings)
    options = replace(
        options_from(settings), booking_types=alerts.types, countries=alerts.countries, complaints=complaints
    )
    scripts = scripts or load_scripts(scripts_folder(settings))
    dispositions = load_dispositions(settings) if rules is None else rules.outcomes
    refuse_promises(settings, dispositions)
    policy = load_policy(settings)
    plan = load_directory(settings)
    teams = {each.code: each.name for each in plan.teams}
    handovers = HandoverNotes(options, scripts, policy, load_plan(settings), teams)
    directory = DirectoryBook(plan, options.zone, options.region, following_routing(settings), ask_limits(settings))
    wishes = wish_rules_from(settings, routing)
    callbacks = open_book(settings, options)
    host = BankHost(options, scripts, wishes, dispositions, handovers, directory.number_of, callbacks)
    host.own_numbers.use(own_numbers_from(settings, routing))
    host.keypad = keypad = load_keypad(settings)
    telephony_settings = replace(
        telephony_settings_from(settings, routing),
        menu=menu or load_menu(settings),
        asks_by_keypad=keypad is not None,
        survey_after_drop_seconds=None if keypad is None else keypad.after_line_drop_seconds,
    )
    if rules is not None:
        telephony_settings = replace(telephony_settings, not_ready_reasons=rules.offered_reasons())
    telephony = Telephony(clock, host, telephony_settings)
    open_days = calendar_of(settings, settings.reports.calendar, "reports.calendar")
    return Bank(
        options,
        scripts,
        dispositions,
        policy,
        alerts,
        complaints,
        handovers,
        directory,
        callbacks,
        host,
        telephony,
        open_days,
    )


def bank_systems(settings: Settings, key: str) -> HttpBankSystems | None:
    """Return what asks the bank's systems; None where the settings name none."""
    if not settings.records.bank_systems_url:
        return None
    return HttpBankSystems(settings.records.bank_systems_url, key, limit_seconds=settings.records.live_read_seconds)
