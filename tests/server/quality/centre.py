"""A centre with two supervisors, an agent and a call of theirs that is over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx
from pydantic import BaseModel
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel
from agent_desktop.contract.quality import GivenPoints, Review, ScoreForm
from agent_desktop.contract.sessions import Role
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.own import OWN_SOURCE
from tests.server.floor import Desk, Floor

M = TypeVar("M", bound=BaseModel)
BEGAN = datetime.now(UTC) - timedelta(days=2)
DAYS = {"since": str(BEGAN.date() - timedelta(days=2)), "until": str(BEGAN.date() + timedelta(days=2))}


@dataclass
class Reviewing:
    floor: Floor
    helen: Desk
    omar: Desk
    may: Desk
    calls: list[UUID] = field(default_factory=list)

    def had_call(self, agent: Desk | None = None, *, at: datetime = BEGAN, seconds: int = 200) -> UUID:
        """Note a call that an agent has had and finished; return its id."""
        agent = agent or self.may
        call_id, part_id = uuid4(), uuid4()
        with Session(self.floor.engine) as session:
            session.add(
                InteractionRow(
                    interaction_id=part_id,
                    call_id=call_id,
                    agent_id=agent.agent_id,
                    started_at=at,
                    finished_at=at + timedelta(seconds=seconds + 30),
                    disposition_code="resolved",
                )
            )
            session.add(
                ContactRow(
                    source_code=OWN_SOURCE,
                    source_key=str(part_id),
                    interaction_id=part_id,
                    call_id=call_id,
                    at=at,
                    channel=Channel.PHONE,
                    subject={"en": "Call"},
                    outcome={"en": "Resolved", "zh": "已解决"},
                    duration_seconds=seconds,
                )
            )
            session.commit()
        self.calls.append(call_id)
        return call_id

    def form(self) -> ScoreForm:
        return ScoreForm.model_validate(good(self.helen.http.get("/v1/quality/forms"))[0])

    def begun(self, call_id: UUID, by: Desk | None = None) -> Review:
        body = {"form": "service_call", "call_id": str(call_id), "agent_id": str(self.may.agent_id)}
        return asked(by or self.helen, Review, "POST", "/v1/quality/reviews", review_id=str(uuid4()), **body)

    def published(self, call_id: UUID, *, lost: int = 0) -> Review:
        """Review a call and publish it; `lost` points are kept back from the first questions that are no yes or no."""
        review = self.begun(call_id)
        path = f"/v1/quality/reviews/{review.review_id}"
        review = asked(
            self.helen, Review, "PUT", path, seen_version=1, answers=full(review.form, lost), summary="Good."
        )
        return moved(self.helen, review, "publish")


def full(form: ScoreForm, lost: int = 0) -> list[dict[str, Any]]:
    """Return all points for everything, less `lost`."""
    given = []
    for section in form.sections:
        for question in section.questions:
            less = 0 if question.yes_no else min(lost, question.points)
            lost -= less
            given.append(GivenPoints(code=question.code, points=question.points - less).model_dump(mode="json"))
    return given


def moved(desk: Desk, review: Review, move: str, **more: object) -> Review:
    path = f"/v1/quality/reviews/{review.review_id}/move"
    return asked(desk, Review, "POST", path, seen_version=review.version, move=move, **more)


def asked(desk: Desk, kind: type[M], method: str, path: str, **body: object) -> M:
    return kind.model_validate(good(desk.http.request(method, path, json=None if method == "GET" else body)))


def refused(desk: Desk, method: str, path: str, **body: object) -> tuple[str, Mapping[str, Any]]:
    """Return the code and the details of what is refused."""
    answer = desk.http.request(method, path, json=None if method == "GET" else body)
    assert answer.status_code >= 400, answer.text
    told = answer.json()
    return told["code"], told["details"]


def good(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def opened(floor: Floor) -> Reviewing:
    for name in ("helen", "omar"):
        floor.add_person(name, Role.SUPERVISOR)
    return Reviewing(floor, floor.sign_in("helen"), floor.sign_in("omar"), floor.agent())
