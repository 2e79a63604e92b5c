"""The bank's half of surveys by keypad, as telephony asks for it: who is asked, and what becomes of the answers."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.records.interactions.linking import find_link
from agent_desktop.records.surveys.keyed import Keyed, KeyedAnswer, begin_keyed, end_keyed
from agent_desktop.records.surveys.repository import SurveyRepository
from agent_desktop.records.surveys.wishes import find_standing
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.calls.languages import spoken_language
from agent_desktop.server.surveys.keypad import KeypadBook
from telephony.ports import CallFacts
from telephony.surveys.port import SurveyFacts, SurveyWish
from telephony.surveys.schema import KeypadSurvey
from telephony.surveys.states import NotAsked, SurveyOutcome


class SurveyHost:
    """The part of `telephony.ports.Host` that is about surveys by keypad. Without a `keypad` nobody is asked."""

    keypad: KeypadBook | None = None

    def survey_wish(
        self,
        session: Session,
        call: CallFacts,
        *,
        agent_id: UUID,  # noqa: ARG002  whose call it was decides nothing
        talked_seconds: int,
        at: datetime,
    ) -> SurveyWish:
        """See `Host.survey_wish`."""
        book = self.keypad
        if book is None:
            return SurveyWish()
        link = find_link(session, call.call_id)
        customer_id = None if link is None else link.customer_id
        standing = None if customer_id is None else find_standing(session, customer_id)
        tier = "" if standing is None else standing.tier.value
        rule = book.rule_for(call.queue_code, call.menu_reason, tier, call.direction)
        survey = None if rule is None or not rule.survey else book.find(rule.survey)
        if rule is None or survey is None:
            return SurveyWish(why_not=NotAsked.BY_RULE)
        if talked_seconds < book.least_talk_seconds:
            return SurveyWish(why_not=NotAsked.TOO_SHORT)
        if not is_in_sample(call.call_id, survey.code, rule.share):
            return SurveyWish(why_not=NotAsked.NOT_IN_SAMPLE)
        if customer_id is None or standing is None:
            return SurveyWish(why_not=NotAsked.UNKNOWN_CALLER)
        if standing.wants_none:
            return SurveyWish(why_not=NotAsked.NOT_WISHED)
        since = at - timedelta(days=book.quiet_days)
        if book.quiet_days and SurveyRepository(session).was_asked_since(customer_id, since):
            return SurveyWish(why_not=NotAsked.ASKED_LATELY)
        return SurveyWish(survey, language_for(survey, call.menu_language, standing.languages))

    def survey_changed(self, session: Session, survey: SurveyFacts, *, at: datetime) -> None:
        """See `Host.survey_changed`. Where the call has lost its customer meanwhile nothing is kept."""
        if survey.outcome is None:
            link = find_link(session, survey.call_id)
            if link is None or link.customer_id is None:
                return
            begin_keyed(session, _keyed(session, survey, link.customer_id), at=survey.began_at)
            return
        answers = [KeyedAnswer(each.question, each.scale, each.perceived, each.expected) for each in survey.scores]
        refused = survey.outcome is SurveyOutcome.REFUSED
        end_keyed(session, survey.call_id, survey.code, answers, refused=refused, at=at)


def is_in_sample(call_id: UUID, code: str, share: int) -> bool:
    """Say whether a call is one of `share` in a hundred: drawn by its id, so that asking again changes nothing."""
    digest = hashlib.sha256(f"{code}:{call_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % 100 < share


def language_for(survey: KeypadSurvey, menu_language: str, languages: Sequence[str]) -> str:
    """Return the language of a survey for a caller: the one they chose in the menu, else the first of their own that it
    speaks; empty where it speaks neither, so that they hear all of it."""
    wanted = [menu_language, *languages]
    tags = {spoken_language(tag): tag for tag in reversed(survey.languages)}
    return next((tag for each in wanted if each and (tag := tags.get(spoken_language(each)))), "")


def _keyed(session: Session, survey: SurveyFacts, customer_id: UUID) -> Keyed:
    agent = None if survey.agent_id is None else UserRepository(session).find_user(survey.agent_id)
    return Keyed(
        call_id=survey.call_id,
        customer_id=customer_id,
        form=survey.code,
        name=survey.name,
        language=survey.language,
        agent_id=survey.agent_id,
        team="" if agent is None else agent.team,
        queue_code=survey.queue_code,
        questions=survey.questions,
    )
