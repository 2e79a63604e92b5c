"""``/v1/board``: the board once, and what it may be filtered by. Live it comes over the stream."""

from typing import Annotated

from fastapi import APIRouter, Depends

from agent_desktop.contract.board import Board, BoardChoices, BoardFilter
from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.rules import SUPERVISORS
from agent_desktop.server.board.service import BoardService

Supervisor = Annotated[Person, Depends(SUPERVISORS)]


def board_routes(boards: BoardService) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["board"])

    @router.get("/board/choices")
    def choices(person: Supervisor) -> BoardChoices:
        return boards.choices(person)

    @router.post("/board/looks")
    def look(asks: BoardFilter, person: Supervisor) -> Board:
        return boards.board(person, asks)

    return router
