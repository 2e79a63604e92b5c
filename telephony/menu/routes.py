"""``POST /carrier/<provider>/menu``: a carrier asks what a caller is to hear next.

Nothing is written: what the caller answered comes with each question, and with the reports once they are in a queue.
"""

from collections.abc import Callable

import fastapi
from fastapi import APIRouter, Response
from fastapi.params import Depends

from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.menu.asked import goes_straight, step_after
from telephony.menu.walk import Ask, Closing, Entered, Music, WaitingPlace, entry_of, while_waiting
from telephony.ports import WorkFactory
from telephony.providers.base import MenuProvider, MenuQuestion
from telephony.queues.place import place_of_caller
from telephony.surveys.service import step_after as step_after_call
from telephony.webhooks.signed import signed_by


def menu_routes(
    deps_for: Callable[[Journal], Deps], provider: MenuProvider, *, open_work: WorkFactory, rule: Depends
) -> APIRouter:
    """Build the route of one carrier."""
    router = APIRouter(tags=["carrier"])
    verified = signed_by(provider, provider.read_question)

    @router.post(f"/carrier/{provider.name}/menu", dependencies=[rule], response_class=Response)
    def answer(question: MenuQuestion = fastapi.Depends(verified)) -> Response:
        step = _next_step(deps_for, open_work, provider.name, question)
        written = provider.write_step(question, step)
        return Response(written.content, media_type=written.media_type)

    return router


def _next_step(
    deps_for: Callable[[Journal], Deps], open_work: WorkFactory, carrier: str, question: MenuQuestion
) -> Ask | Entered | Music | Closing:
    if question.surveying:
        with open_work() as unit:
            return step_after_call(unit.session, carrier, question.call_sid, question.survey_inputs)
    settings = deps_for(Journal()).settings
    menu = settings.menu
    if question.waiting and menu is None:
        return Music()
    if question.waiting and menu is not None:
        language = entry_of(menu, question.inputs).language
        place = _place(deps_for, open_work, carrier, question) if menu.place is not None else None
        return while_waiting(menu, language, question.waited_seconds, question.waiting_inputs, place)
    return step_after(settings, question.inputs, lambda: _goes_straight(deps_for, open_work, question))


def _place(
    deps_for: Callable[[Journal], Deps], open_work: WorkFactory, carrier: str, question: MenuQuestion
) -> WaitingPlace | None:
    with open_work() as unit:
        return place_of_caller(unit.session, deps_for(unit.journal), carrier, question.call_sid)


def _goes_straight(deps_for: Callable[[Journal], Deps], open_work: WorkFactory, question: MenuQuestion) -> bool:
    with open_work() as unit:
        return goes_straight(unit.session, deps_for(unit.journal), question.from_number)
