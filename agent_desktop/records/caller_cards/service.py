"""The card of a call: who is calling, what guides the talk, what the script's variables are.

Composed when a call is offered, and again when an agent chose another customer. Masked values only; whoever hands
the card out audits it (`audit.service.record_look`) in the same transaction.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerCard, CallerOutcome, Profile
from agent_desktop.contract.interactions import Direction
from agent_desktop.records.customers.facts import script_facts
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.matching import CallerMatch, ask_caller, match_of
from agent_desktop.records.customers.numbers import country_of, normalise
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.service import ask_profile_of_number, compose_profile_and_card, profile_of
from agent_desktop.records.interactions.linking import ask_link, link_by_match
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.choice import CallTraits, choose
from agent_desktop.service_scripts.loader import choice_of


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of a call before anybody speaks. `number` is E.164, or empty (withheld)."""

    call_id: UUID
    number: str
    keyed_digits: str = ""
    menu_reason: str = ""
    direction: Direction = Direction.INBOUND
    queue_code: str = ""
    menu_language: str = ""


@dataclass(frozen=True, slots=True)
class ForeseenCard:
    """What a card is made of, asked for before anybody knew whether there is to be one."""

    found: Callable[[], CallerMatch]
    profile: Sequence[sa.Result[Any]]


def foresee_caller_card(
    session: Session,
    number: str,
    customer_ids: Callable[[], Collection[UUID]],
    *,
    at: datetime,
    options: ProfileOptions,
) -> ForeseenCard:
    """Ask, and wait for nothing yet, what the card of a new call from this E.164 number needs. Nothing was keyed.

    `customer_ids` gives, when it is needed, the customers who have the number.
    """

    def found() -> CallerMatch:
        return match_of(session, number, customer_ids(), at=at, options=options)

    return ForeseenCard(found, ask_profile_of_number(session, number, at=at, options=options))


def compose_caller_card(
    session: Session,
    caller: Caller,
    *,
    at: datetime,
    options: ProfileOptions,
    scripts: Scripts,
    foreseen: ForeseenCard | None = None,
    links: bool = True,
) -> CallerCard:
    """Compose the card of a call. Without `links` nothing is written.

    A call that was linked keeps its customer, whoever the number says. A call that was not is linked here when
    exactly one customer fits. Where an agent took the link back, the number's candidates are shown again. What was
    `foreseen` is of a call that nobody has linked yet.
    """
    if foreseen is None:
        linked = ask_link(session, caller.call_id)
        found = ask_caller(session, caller.number, caller.keyed_digits, at=at, options=options)
        link = linked()
    else:
        found, link = foreseen.found, None
    match = _linked(link.customer_id) if link is not None and link.customer_id is not None else None
    if match is None:
        match = found()
        if link is not None and match.outcome is CallerOutcome.MATCHED:
            # The agent said that it is not this one.
            match = CallerMatch(CallerOutcome.UNKNOWN)
        elif match.outcome is CallerOutcome.MATCHED and links:
            link_by_match(session, call_id=caller.call_id, customer_id=match.customer_ids[0], at=at)
    profile, card = None, None
    if match.outcome is CallerOutcome.MATCHED:
        known = None if foreseen is None else profile_of(foreseen.profile, at=at, options=options)
        profile, card = known or compose_profile_and_card(session, match.customer_ids[0], at=at, options=options)
    script = choose(scripts.newest(), traits_of(caller, profile))
    number = normalise(caller.number, options.region)
    return CallerCard(
        call_id=caller.call_id,
        outcome=match.outcome,
        number_masked=mask_phone(number or caller.number),
        number_country=country_of(number) if number else "",
        profile=profile,
        candidates=match.candidates,
        candidate_count=len(match.customer_ids) if match.candidates else 0,
        script=choice_of(script) if script is not None else None,
        facts=script_facts(profile, card, at=at, options=options),
    )


def traits_of(caller: Caller, profile: Profile | None) -> CallTraits:
    """Return what is known of a call for the choice of its script; `profile` None: nobody is known."""
    held = profile.parts if profile is not None else ()
    return CallTraits(
        direction=caller.direction,
        reason=caller.menu_reason,
        queue=caller.queue_code,
        tier=profile.tier.value if profile is not None else "",
        products=frozenset(holding.group.value for part in held for holding in part.holdings),
        language=talk_language(caller.menu_language, *(profile.languages if profile is not None else ())),
    )


def talk_language(*languages: str) -> str:
    """Return what a script calls the language of a talk: of tags (BCP 47) or codes (ISO 639), the first that is given
    counts, and each Chinese is ``zh``. Empty where none is."""
    language = next((each for each in languages if each), "").partition("-")[0]
    return "zh" if language in {"yue", "cmn"} else language


def _linked(customer_id: UUID) -> CallerMatch:
    return CallerMatch(CallerOutcome.MATCHED, (customer_id,))
