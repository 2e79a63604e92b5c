"""Makes hand-over notes: what an agent wrote, with what the server knows of the call at that moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.alerts import CustomerAlert
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CustomerNeed
from agent_desktop.contract.handovers import (
    EVERY_PART,
    CallMoment,
    HandoverFact,
    HandoverNote,
    HandoverPart,
    HandoverRead,
    HandoverReason,
    HandoverState,
    ScriptProgress,
)
from agent_desktop.contract.verification import Level, Verification
from agent_desktop.records.alerts.repository import AlertRepository
from agent_desktop.records.alerts.service import shown_alert
from agent_desktop.records.customers.masking import mask_number
from agent_desktop.records.customers.names import salutation_of
from agent_desktop.records.customers.needs import needs_of_person
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CallNotLinkedError, CustomerNotFoundError
from agent_desktop.records.handed_forms.repository import HandedFormRepository
from agent_desktop.records.handovers import facts, moments, progress
from agent_desktop.records.handovers.models import HandoverRow
from agent_desktop.records.handovers.repository import HandoverRepository
from agent_desktop.records.handovers.schema import HandoverPlan, reasons_of
from agent_desktop.records.holdings.repository import HoldingRepository
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.owed_calls.repository import OwedCallRepository
from agent_desktop.records.script_actions.models import ScriptActionRow
from agent_desktop.records.script_actions.repository import ScriptActionRepository
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.records.script_runs.repository import ScriptRunRepository
from agent_desktop.records.script_versions.live import find_script
from agent_desktop.records.verification.schema import VerificationPolicy
from agent_desktop.records.verification.service import shown_verification
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.scripts.standing import Standings
from agent_desktop.server.transfers.access import CallAtHand
from agent_desktop.server.transfers.forms import shown_form
from agent_desktop.server.transfers.moments import call_moments
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.errors import ScriptNotFoundError
from agent_desktop.service_scripts.formats import value_words
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.walk import Known
from telephony.transfers.repository import LegRepository

_MOST_ALERTS: Final = 20


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that is known of the part of a call whose note it is."""

    level: Level
    parts: tuple[HandoverFact, ...]
    script: ScriptProgress | None
    so_far: tuple[CallMoment, ...]
    notes: str
    caller: LocalText

    def until(self, left_at: datetime | None) -> "_Known":
        """Return it without what came after this agent left the call: that is the next one's to tell."""
        if left_at is None:
            return self
        return replace(
            self,
            parts=tuple(each for each in self.parts if each.at is None or each.at <= left_at),
            so_far=tuple(each for each in self.so_far if each.at <= left_at),
        )


class HandoverNotes:
    """Composes notes. `teams` are the words of teams, by their name."""

    def __init__(
        self,
        options: ProfileOptions,
        scripts: Scripts,
        policy: VerificationPolicy,
        plan: HandoverPlan,
        teams: Mapping[str, LocalText],
    ) -> None:
        self._options = options
        self._scripts = scripts
        self._policy = policy
        self._standings = Standings(options, policy, has_bank=True)
        self._say = plan.say
        self.reasons: Mapping[str, HandoverReason] = {each.code: each for each in reasons_of(plan)}
        self._teams = teams

    def own(self, session: Session, at_hand: CallAtHand, agent_id: UUID, at: datetime) -> HandoverNote:
        """Return an agent's own note of a call, kept or only begun."""
        row = HandoverRepository(session).find(at_hand.call.call_id, agent_id)
        return self._note(session, at_hand, agent_id, row, at, for_colleague=False)

    def received(self, session: Session, at_hand: CallAtHand, reader_id: UUID, at: datetime) -> HandoverNote | None:
        """Return the note that a colleague may read: of whoever consults them, or of whoever they took over from."""
        row = self.row_for(session, at_hand, reader_id)
        return None if row is None else self.shown(session, at_hand, row, at)

    def row_for(self, session: Session, at_hand: CallAtHand, reader_id: UUID) -> HandoverRow | None:
        """Return the row of what `received` gives."""
        asking = at_hand.from_agent_id if at_hand.is_colleague else None
        return HandoverRepository(session).find_sent(at_hand.call.call_id, reader_id, from_agent_id=asking)

    def shown(self, session: Session, at_hand: CallAtHand, row: HandoverRow, at: datetime) -> HandoverNote:
        """Return a note that was sent, as colleagues read it."""
        return self._note(session, at_hand, row.from_agent_id, row, at, for_colleague=True)

    def _note(
        self,
        session: Session,
        at_hand: CallAtHand,
        from_agent_id: UUID,
        row: HandoverRow | None,
        at: datetime,
        *,
        for_colleague: bool,
    ) -> HandoverNote:
        call = at_hand.call
        part = InteractionRepository(session).find(call.call_id, from_agent_id)
        known = self._known(session, at_hand, part, at)
        if not (for_colleague or at_hand.is_theirs):
            known = known.until(LegRepository(session).left_at(call.call_id, from_agent_id))
        reads = HandoverRepository(session).list_reads(row.handover_id) if row is not None else ()
        to_agent_id = at_hand.consulted_id
        if to_agent_id is None and call.agent_id != from_agent_id:
            to_agent_id = call.agent_id
        people = {from_agent_id, *(each.agent_id for each in reads), *((to_agent_id,) if to_agent_id else ())}
        users = {user.user_id: user for user in session.query(UserRow).where(UserRow.user_id.in_(people))}
        names = {user_id: user.display_name for user_id, user in users.items()}
        read = next((each for each in reads if each.agent_id == to_agent_id), None)
        included = EVERY_PART if row is None else frozenset(HandoverPart(each) for each in row.included)
        shown = included if for_colleague else EVERY_PART
        reason = self.reasons.get(row.reason_code) if row is not None else None
        form = HandedFormRepository(session).find_of_call(call.call_id) if HandoverPart.COMPLAINT in shown else None
        note = HandoverNote(
            handover_id=row.handover_id if row is not None else uuid4(),
            call_id=call.call_id,
            from_agent_id=from_agent_id,
            from_name=names.get(from_agent_id, ""),
            to_agent_id=to_agent_id,
            to_name=names.get(to_agent_id, "") if to_agent_id is not None else "",
            included=included,
            level=known.level if HandoverPart.VERIFICATION in shown else Level.NONE,
            parts=tuple(each for each in known.parts if each.part in shown),
            script=known.script if HandoverPart.SCRIPT in shown else None,
            notes=known.notes if HandoverPart.NOTES in shown else "",
            so_far=known.so_far,
            form=None if form is None else shown_form(session, form),
            say=self._saying(known.caller, users.get(to_agent_id) if to_agent_id is not None else None),
        )
        if row is None:
            return note
        return note.model_copy(
            update={
                "version": row.version,
                "sent_version": row.sent_version,
                "state": HandoverState.SENT if row.sent_version else HandoverState.DRAFT,
                "reason_code": row.reason_code,
                "reason": path_words(reason.path) if reason is not None else {},
                "summary": row.summary,
                "asked": row.asked,
                "promised": row.promised,
                "changed_at": row.changed_at,
                "sent_at": row.sent_at,
                "read_at": read.read_at if read is not None else None,
                "read_version": read.version if read is not None else 0,
                "reads": tuple(
                    HandoverRead(
                        agent_id=each.agent_id, name=names.get(each.agent_id, ""), version=each.version, at=each.read_at
                    )
                    for each in reads
                ),
            }
        )

    def _known(self, session: Session, at_hand: CallAtHand, part: InteractionRow | None, at: datetime) -> _Known:
        call_id = at_hand.call.call_id
        verification = self._verification(session, call_id, at)
        customer_id = verification.customer_id if verification is not None else None
        alerts = self._alerts(session, customer_id, at)
        caller, needs = self._caller(session, customer_id)
        runs = ScriptRunRepository(session)
        run = runs.find(part.interaction_id) if part is not None else None
        rows = ScriptActionRepository(session).list_of(call_id, part.customer_id if part is not None else None)
        switches = runs.list_switches(call_id)
        script = self._script(session, run)
        known = Known()
        if part is not None and run is not None:
            known = self._standings.known_of(session, part, run, run.script_id, at)
        words = value_words(known.values, today=known.today, zone=self._options.zone)
        shown: ScriptProgress | None = None
        path: Sequence[str] = ()
        said: Sequence[tuple[str, LocalText]] = ()
        if script is not None and run is not None:
            walked = progress.walked_of(script, run, known)
            path, said = walked.path, progress.said_in(script, run, walked)
            shown = progress.progress_of(script, run, known, self._accounts(session, part))
        labels, titles = self._labels(session, rows, script, [each.to_script_id for each in switches])
        note = part.note if part is not None else ""
        return _Known(
            level=verification.level if verification is not None else Level.NONE,
            parts=(
                *facts.verification_facts(verification, needs),
                *facts.script_facts(shown),
                *facts.transaction_facts(script, path, words, alerts),
                *facts.action_facts(rows, labels),
                *facts.complaint_facts(alerts),
                *facts.note_facts(note, part.note_saved_at if part is not None else None),
            ),
            script=shown,
            so_far=moments.in_order(
                [
                    *call_moments(session, at_hand.call),
                    *moments.check_moments(verification),
                    *moments.said_moments(run, said),
                    *moments.action_moments(rows, labels),
                    *moments.switch_moments(switches, titles),
                    *moments.owed_moments(OwedCallRepository(session).list_of_call(call_id)),
                ]
            ),
            notes=note,
            caller=caller,
        )

    def _verification(self, session: Session, call_id: UUID, at: datetime) -> Verification | None:
        try:
            return shown_verification(session, self._policy, call_id=call_id, at=at)
        except (CallNotLinkedError, CustomerNotFoundError):
            return None

    def _alerts(self, session: Session, customer_id: UUID | None, at: datetime) -> list[CustomerAlert]:
        if customer_id is None:
            return []
        rows = AlertRepository(session).list_of(customer_id, also_closed=False, most=_MOST_ALERTS)
        return [shown_alert(row, at=at, options=self._options, names={}) for row in rows]

    def _caller(self, session: Session, customer_id: UUID | None) -> tuple[LocalText, Sequence[CustomerNeed]]:
        """Return how the caller is addressed, and what they need of whoever serves them."""
        row = CustomerRepository(session).find_customer(customer_id) if customer_id is not None else None
        if row is None:
            return {}, ()
        names = (row["title"], row["gender"], row["name_latin"], row["name_chinese"])
        by_account = row["by_account"] or [[row["needs"], row["prospect"]]]
        return salutation_of(row["kind"], *names), needs_of_person([needs for needs, _ in by_account])

    def _accounts(self, session: Session, part: InteractionRow | None) -> Mapping[str, LocalText]:
        if part is None or part.customer_id is None:
            return {}
        return {
            str(row["holding_id"]): {
                language: f"{text} {mask_number(row['number'])}".strip() for language, text in row["product"].items()
            }
            for row in HoldingRepository(session).list_reached(part.customer_id)
        }

    def _script(self, session: Session, run: ScriptRunRow | None) -> Script | None:
        if run is None:
            return None
        try:
            return find_script(session, self._scripts, run.script_id, run.script_version)
        except ScriptNotFoundError:
            return None

    def _labels(
        self, session: Session, rows: Sequence[ScriptActionRow], script: Script | None, others: Sequence[str]
    ) -> tuple[Mapping[tuple[str, str], LocalText], Mapping[str, LocalText]]:
        """Return the words of the actions that were done, by script and action, and the titles of scripts."""
        known = {each.id: each for each in self._scripts.newest()}
        scripts = {**known, **({script.id: script} if script is not None else {})}
        for row in rows:
            if row.script_id not in scripts:
                try:
                    scripts[row.script_id] = find_script(session, self._scripts, row.script_id, row.script_version)
                except ScriptNotFoundError:
                    continue
        wanted = {(row.script_id, row.action_id) for row in rows}
        labels = {
            (script_id, action.id): action.label
            for script_id in {row.script_id for row in rows}
            if script_id in scripts
            for step in scripts[script_id].steps
            for action in step.actions
            if (script_id, action.id) in wanted
        }
        return labels, {each: scripts[each].title for each in others if each in scripts}

    def _saying(self, caller: LocalText, colleague: UserRow | None) -> LocalText:
        """Return what is said to the caller when coming back to them."""
        said = {}
        for language, sentence in (self._say.named if caller else self._say.unnamed).items():
            who = self._say.anybody[language]
            if colleague is not None:
                who = colleague.display_name
                team = self._teams.get(colleague.team, {}).get(language, "")
                if team:
                    who = self._say.with_team[language].format(name=who, team=team)
            said[language] = sentence.format(caller=caller.get(language, ""), colleague=who)
        return said


def path_words(words: Sequence[LocalText]) -> LocalText:
    """Return a reason with its groups: ``Cards / Fraud / Cash withdrawal not theirs``."""
    languages = {language for each in words for language in each}
    return {language: " / ".join(each.get(language, "") for each in words) for language in sorted(languages)}
