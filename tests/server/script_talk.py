"""A talk by a script with actions, and a bank that does them or does not."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import sqlalchemy as sa
from fastapi import FastAPI, Response
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.contract.scripts import ActionResult, ScriptStanding
from agent_desktop.contract.sessions import Role
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow
from agent_desktop.records.interactions.service import open_interaction
from agent_desktop.server.composition import Clocks
from telephony.calls.models import CallRow
from tests.server.floor import NUMBER, Desk, Floor, opened_floor
from tests.server.support import HandClock, serving, settings_for_tests

SCRIPT = """\
id: lost-card
version: "1.0"
title: {en: Lost card, zh: 卡遗失}
default: true
steps:
  - id: greet
    title: {en: Greet, zh: 问候}
    say: {en: Good day., zh: 您好。}
    actions:
      - {id: form, kind: bank.send_form, label: {en: Send the form, zh: 寄表格}, with: {form: F1, to: post}}
      - {id: raised, kind: message.send, label: {en: Text, zh: 短信}, level: basic, with: {channel: sms, text: Secret}}
      - {id: note, kind: message.send, label: {en: Text, zh: 短信}, with: {channel: sms, text: Hello}}
    next: check
  - id: check
    title: {en: Check, zh: 核实}
    verify: {level: full, failed: close}
    next: block
  - id: block
    title: {en: Block, zh: 冻结}
    questions:
      - {id: card, kind: account, label: {en: Which card?, zh: 哪张卡？}}
    actions:
      - id: block_card
        kind: bank.block_card
        label: {en: Block the card, zh: 冻结卡}
        with: {card: "{{answers.card}}", reason: lost}
        required: true
      - {id: hearing, kind: needs.add, label: {en: Note the need, zh: 登记需要}, with: {need: hearing}}
      - {id: settled, kind: disposition.set, label: {en: Settled, zh: 已解决}, with: {code: resolved}}
      - {id: pass_on, kind: transfer.to_skill, label: {en: Pass on, zh: 转接}, with: {skill: fraud}}
      - id: follow
        kind: outreach.start
        label: {en: Follow up, zh: 跟进}
        with: {about: a new card, due_on: "2026-03-12"}
      - {id: sooner, kind: outreach.start, label: {en: Soon, zh: 尽快}, with: {about: it is lost, due_on: "2026-03-05"}}
      - {id: too_late, kind: outreach.start, label: {en: Then, zh: 那时}, with: {about: x, due_on: "2026-03-01"}}
      - id: promise
        kind: callback.promise
        label: {en: Promise a call, zh: 约定回电}
        with: {on: "2026-03-03", about: the new card}
      - {id: text, kind: message.send, label: {en: Text, zh: 短信}, with: {channel: sms, text: On its way}}
      - id: liked
        kind: survey.keep
        label: {en: Keep it, zh: 登记}
        with: {score: four, expected: five, comment: Quick}
    next: close
  - id: close
    title: {en: Close, zh: 结束}
    say: {en: Goodbye., zh: 再见。}
    outcome: closed
"""
OTHER = """\
id: enquiry
version: "1.0"
title: {en: Enquiry, zh: 咨询}
opens_for: {queues: [nowhere]}
steps:
  - id: ask
    title: {en: Ask, zh: 询问}
    say: {en: How can I help?, zh: 请问有什么可以帮您？}
    questions:
      - {id: which, kind: account, label: {en: Which card?, zh: 哪张卡？}, required: false}
    actions:
      - id: stop
        kind: bank.block_card
        label: {en: Stop it, zh: 停卡}
        with: {card: "{{answers.which}}", reason: lost}
    outcome: answered
"""


@dataclass
class Bank:
    """A bank's systems: what they have done by id, and how they answer (`status`)."""

    origin: str = ""
    status: int = 200
    does: bool = True
    came: list[dict[str, Any]] = field(default_factory=list)
    asked_about: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)


@contextmanager
def opened_bank() -> Iterator[Bank]:
    """Serve a bank on loopback for the length of the block."""
    bank, app = Bank(), FastAPI()

    @app.post("/systems/{system}/actions")
    def act(system: str, body: dict[str, Any]) -> Response:
        bank.came.append({"system": system, **body})
        if bank.does:
            bank.done.add(body["action_id"])
        return Response('{"status": {"en": "Blocked", "zh": "已冻结"}}', bank.status)

    @app.get("/systems/{system}/actions/{action_id}")
    def acted(system: str, action_id: str) -> Response:
        bank.asked_about.append(f"{system} {action_id}")
        return Response("{}") if action_id in bank.done else Response(f'{{"action_id": "{action_id}"}}', 404)

    with serving(app, settings_for_tests()) as origin:
        bank.origin = origin
        yield bank


@contextmanager
def opened_talk(
    database_url: str,
    folder: Path,
    bank: Bank,
    *more: str,
    policy: Path | None = None,
    mail: dict[str, object] | None = None,
    tells: dict[str, object] | None = None,
) -> Iterator["Talk"]:
    """Have a talk by `SCRIPT` begun at a server of its own, with that bank behind it, and with `more` scripts. `policy`
    is its file of verification, `mail` its mail server, `tells` what the caller has chosen."""
    clock = HandClock()
    for number, text in enumerate((SCRIPT, OTHER, *more)):
        name = text.partition("\n")[0].removeprefix("id: ") or str(number)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    records: dict[str, object] = {"scripts_folder": str(folder), "bank_systems_url": bank.origin}
    records |= {"verification_file": str(policy)} if policy is not None else {}
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks, records=records, mail=mail or {}) as floor:
        yield begun_talk(floor, clock, **(tells or {}))


def refusal(answer: httpx.Response) -> tuple[str, str]:
    """The code of a refusal, and the reason of an action's."""
    body = answer.json()
    return body["code"], body["details"].get("reason", "")


@dataclass
class Talk:
    """An agent's talk with a customer who has one card."""

    floor: Floor
    clock: HandClock
    desk: Desk
    call_id: UUID
    interaction_id: UUID
    customer_id: UUID
    card_id: UUID
    version: int = 0

    def add_card(self, key: str, number: str) -> UUID:
        """Give the customer another card; return its id."""
        return _add_card(self.floor, self.clock, self.customer_id, key, number)

    def save(self, step: str, answers: dict[str, str] | None = None, script: str = "lost-card") -> httpx.Response:
        """Save the run; one that is kept becomes the one that actions are asked of."""
        answer = self.desk.put(
            f"/v1/interactions/{self.interaction_id}/script-run",
            seen_version=self.version, script_id=script, version="1.0", step_id=step, answers=answers or {},
        )  # fmt: skip
        if answer.status_code == 200:
            self.version = answer.json()["script_version_number"]
        return answer

    def at_block(self) -> None:
        """Verify the caller and come to the step with the card's block."""
        self.desk.check_fully(self.call_id, self.customer_id)
        assert self.save("block", {"card": str(self.card_id)}).status_code == 200

    def ask(self, action: str, attempt: UUID | None = None, *, desk: Desk | None = None) -> httpx.Response:
        body = {"attempt_id": str(attempt or uuid4()), "seen_version": self.version}
        return (desk or self.desk).http.post(
            f"/v1/interactions/{self.interaction_id}/script-actions/{action}", json=body
        )

    def tick(self, action: str) -> httpx.Response:
        body = {"attempt_id": str(uuid4()), "seen_version": self.version}
        path = f"/v1/interactions/{self.interaction_id}/script-actions/{action}/by-hand"
        return self.desk.http.post(path, json=body)

    def handed_to(self, name: str, role: Role = Role.AGENT) -> "Talk":
        """Give the call to another person, who has a part of it of their own from now on."""
        self.floor.add_person(name, role)
        desk = self.floor.sign_in(name)
        with Session(self.floor.engine) as session, session.begin():
            session.execute(sa.update(CallRow).where(CallRow.call_id == self.call_id).values(agent_id=desk.agent_id))
            open_interaction(session, call_id=self.call_id, agent_id=desk.agent_id, at=self.clock.now())
        interaction = desk.http.get(f"/v1/calls/{self.call_id}/interaction").json()
        part = UUID(interaction["interaction_id"])
        return replace(self, desk=desk, interaction_id=part, version=interaction["script_version_number"])

    def do(self, action: str, attempt: UUID | None = None) -> ActionResult:
        answer = self.ask(action, attempt)
        assert answer.status_code == 200, answer.text
        return ActionResult.model_validate(answer.json())

    def standing(self, desk: Desk | None = None) -> ScriptStanding:
        path = f"/v1/interactions/{self.interaction_id}/script-standing"
        answer = (desk or self.desk).http.get(path)
        assert answer.status_code == 200, answer.text
        return ScriptStanding.model_validate(answer.json())


def begun_talk(floor: Floor, clock: HandClock, **tells: object) -> Talk:
    """Have an agent answer a customer with a card, before anything is asked. `tells` is what the caller chose."""
    customer, desk = floor.add_customer(), floor.agent()
    card_id = _add_card(floor, clock, customer, "K-1", "4000000000009021")
    desk.go_ready()
    floor.ring(NUMBER, **tells)
    call_id = desk.take_call().call_id
    interaction = desk.http.get(f"/v1/calls/{call_id}/interaction").json()
    return Talk(floor, clock, desk, call_id, UUID(interaction["interaction_id"]), customer, card_id)


def _add_card(floor: Floor, clock: HandClock, customer: UUID, key: str, number: str) -> UUID:
    with Session(floor.engine) as session:
        card = HoldingRow(
            holding_id=uuid4(), source_code="cards", source_key=key, group=HoldingGroup.CARDS,
            product={"en": "Gold card", "zh": "金卡"}, number=number, currency="HKD", as_of_at=clock.now(),
        )  # fmt: skip
        session.add(card)
        session.flush()
        session.add(HoldingPartyRow(holding_id=card.holding_id, customer_id=customer, role="owner"))
        session.commit()
        return card.holding_id


def scalar(floor: Floor, query: sa.Select[Any]) -> Any:
    with Session(floor.engine) as session:
        return session.scalar(query)
