"""``/v1/board``: the board once, and what it may be filtered by. Live it comes over the stream."""

from typing import Annotated

from fastapi import APIRouter, Depends

from agent_desktop.contract.board import Board, BoardChoices, BoardFilter
from agent_desktop.contract.callback_lists import Callbacks
from agent_desktop.contract.sessions import Person
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.watched import list_due
from agent_desktop.server.auth.rules import SUPERVISORS
from agent_desktop.server.board.service import BoardService
from agent_desktop.server.callbacks.previews import asking_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def board_routes(boards: BoardService, callbacks: CallbackBook) -> APIRouter:
    """Build the routes. `callbacks` has the rules of callbacks."""
    router = APIRouter(tags=["board"])

    @router.get("/board/choices")
    def choices(person: Supervisor) -> BoardChoices:
        return boards.choices(person)

    @router.post("/board/looks")
    def look(asks: BoardFilter, person: Supervisor) -> Board:
        return boards.board(person, asks)

    @router.post("/board/callbacks")
    def due(asks: BoardFilter, person: Supervisor, work: Unit) -> Callbacks:
        """Those that the board counts."""
        places = boards.places(person, asks)
        return list_due(work.session, asking_of(work.session, person, callbacks, work.now()), places)

    return router
