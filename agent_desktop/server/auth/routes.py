"""``/v1/sessions`` and ``/v1/me``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from agent_desktop.contract.sessions import Person, Refresh, SessionTokens, SignIn
from agent_desktop.server.auth.rules import ANYBODY, Public, claims_of
from agent_desktop.server.auth.sign_ins import SignIns


def auth_routes(sign_ins: SignIns) -> APIRouter:
    """Build the routes of signing in and out."""
    router = APIRouter(tags=["sessions"])

    @router.post("/sessions", dependencies=[Depends(Public("it is how one signs in"))])
    def sign_in(asked: SignIn) -> SessionTokens:
        return sign_ins.sign_in(asked)

    @router.post("/sessions/refresh", dependencies=[Depends(Public("the refresh token is the proof"))])
    def refresh(asked: Refresh) -> SessionTokens:
        return sign_ins.refresh(asked)

    @router.delete("/sessions", status_code=204, response_class=Response, dependencies=[Depends(ANYBODY)])
    def sign_out(request: Request) -> None:
        sign_ins.sign_out(claims_of(request))

    @router.get("/me")
    def me(person: Annotated[Person, Depends(ANYBODY)]) -> Person:
        return person

    return router
