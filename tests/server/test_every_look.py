"""Each route that shows a profile or a value of a customer writes down who saw whose; a new route has to stand here."""

import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel
from sqlalchemy.orm import Session

from agent_desktop.contract.consolidation import Agreement, LinkField, RevealedPair
from agent_desktop.contract.customers import Profile, Revealed
from agent_desktop.contract.handovers import HandedScript, HandoverNote
from agent_desktop.contract.sessions import Role
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.consolidation.models import LinkPairRow
from agent_desktop.records.customers.folding import search_keys_of
from agent_desktop.records.customers.models import CustomerRow, FormerNumberRow, SearchKeyRow
from agent_desktop.server.composition import create_app
from tests.records.trial import NOW
from tests.server.callbacks.looks import lawful_tomorrow, play_callbacks
from tests.server.floor import NUMBER, SECRETS, Floor, add_customer
from tests.server.support import quick_passwords, settings_for_tests
from tests.server.test_customers import _add_account

UNKNOWN = "+85298765432"
_OWN = frozenset({"OwnNumber", "TransferSnapshot"})
"""Numbers of the bank's own, and of where it sends calls: no customer's."""


def _models(kind: object, found: set[type[BaseModel]]) -> set[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in found:
        found.add(kind)
        for each in kind.model_fields.values():
            _models(each.annotation, found)
    for part in typing.get_args(kind):
        _models(part, found)
    return found


def _shows(model: type[BaseModel]) -> bool:
    if model in (Profile, Revealed, RevealedPair, HandoverNote, HandedScript):
        return True
    return model.__name__ not in _OWN and any("masked" in name for name in model.model_fields)


def routes_that_show(engine: sa.Engine) -> set[str]:
    """Return method and path of every route whose answer may hold a profile, or a value masked or clear."""
    settings = settings_for_tests(records={"bank_systems_url": ""})
    app = create_app(settings, engine, SECRETS, passwords=quick_passwords())
    shown = set()
    for route in iter_route_contexts(app.routes):
        answer = typing.get_type_hints(route.endpoint).get("return") if route.dependant is not None else None
        if any(_shows(model) for model in _models(answer, set())):
            shown |= {f"{method} {(route.path or '').removeprefix('/v1')}" for method in route.methods or ()}
    return shown


class Play:
    """A centre with customers, an agent in a call with nobody known, and a supervisor."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.customer, self.other = floor.add_customer(), add_customer(floor.engine, "+85261239999", key="C2")
        _add_account(floor, self.customer)
        self.pair = uuid4()
        with Session(floor.engine) as session, session.begin():
            session.execute(sa.update(CustomerRow).values(manager_name="Ivy Kwok"))
            session.add(FormerNumberRow(customer_id=self.other, number=UNKNOWN, kind="mobile", valid_until=NOW.date()))
            for account in (self.customer, self.other):
                for kind, key in search_keys_of(name_latin="Chan Tai Man"):
                    session.add(SearchKeyRow(kind=kind, key=key, customer_id=account))
            levels = {each.value: next(iter(Agreement)).value for each in LinkField}
            left, right = sorted((self.customer, self.other))
            session.add(
                LinkPairRow(
                    pair_id=self.pair,
                    left_id=left,
                    right_id=right,
                    weight=1,
                    doubt="score",
                    levels=levels,
                    found_at=NOW,
                )
            )
        floor.add_person("head", Role.SUPERVISOR)
        self.head = floor.sign_in("head")
        self.desk = floor.agent()
        self.desk.go_ready()
        floor.ring(UNKNOWN)
        self.call = self.desk.take_call().call_id
        self.played: set[str] = set()

    @contextmanager
    def writes(self, route: str, what: str, *whose: UUID | str) -> Iterator[None]:
        """In the block this route is asked: it writes an entry of this kind, which names these customers."""
        before = self._entries()
        yield
        new = [each for each in self._entries() if each[0] not in {known[0] for known in before}]
        kinds = [kind for _, kind, _ in new]
        assert what in kinds, f"{route} wrote {kinds}"
        named = " ".join(text for _, kind, text in new if kind == what)
        assert all(str(each) in named for each in whose), f"{route} does not name whose it was: {named}"
        self.played.add(route)

    def _entries(self) -> list[tuple[UUID, str, str]]:
        with Session(self.floor.engine) as session:
            rows = session.scalars(sa.select(AuditRow)).all()
            return [(row.audit_id, row.what, f"{row.record_id} {row.detail}") for row in rows]


def good(answer: httpx.Response) -> dict[str, typing.Any]:
    assert answer.status_code == 200, answer.text
    body = answer.json()
    return body if isinstance(body, dict) else {"list": body}


def _customers(play: Play) -> None:
    desk, customer = play.desk, play.customer
    path, masked = f"/v1/customers/{customer}", "/customers/{customer_id}"
    with play.writes(f"GET {masked}", "profile.shown", customer):
        good(desk.http.get(path))
    with play.writes(f"GET {masked}/relationship", "relationship.shown", customer):
        good(desk.http.get(f"{path}/relationship"))
    with play.writes(f"PUT {masked}/needs", "profile.shown", customer):
        good(desk.put(f"{path}/needs", seen=[], needs=[]))
    with play.writes(f"GET {masked}/holdings/{{system}}", "holdings.read", customer):
        good(desk.http.get(f"{path}/holdings/core"))
    with play.writes(f"POST {masked}/reveals", "value.revealed", customer):
        good(desk.post(f"{path}/reveals", identifier="customer_number"))
    with play.writes(f"GET {masked}/numbers", "numbers.shown", customer):
        number_id = good(desk.http.get(f"{path}/numbers"))["current"][0]["number_id"]
    with play.writes(f"POST {masked}/numbers/end", "number.ended", customer):
        ended = good(desk.post(f"{path}/numbers/end", number_id=number_id, end="never"))["ended"]
    with play.writes(f"POST {masked}/numbers/restore", "numbers.shown", customer):
        good(desk.post(f"{path}/numbers/restore", former_id=ended[0]["former_id"]))
    with play.writes("POST /customers/search", "customers.found", customer):
        desk.http.post("/v1/customers/search", json={"text": "chan"})
    with play.writes("POST /calls/outgoing/preview", "call.previewed", customer):
        good(desk.http.post("/v1/calls/outgoing/preview", json={"customer_id": str(customer)}))


def _calls(play: Play) -> None:
    desk, customer, path = play.desk, play.customer, f"/v1/calls/{play.call}"
    with play.writes("GET /calls/{call_id}/caller", "profile.shown"):
        good(desk.http.get(f"{path}/caller"))
    with play.writes("GET /calls/{call_id}/possible", "duplicates.found", play.other):
        assert good(desk.http.get(f"{path}/possible"))["list"]
    with play.writes("POST /prospects/duplicates", "duplicates.found", customer):
        good(desk.http.post("/v1/prospects/duplicates", json={"number": NUMBER}))
    with play.writes("PUT /calls/{call_id}/customer", "profile.shown", customer):
        deed = good(desk.put(f"{path}/customer", customer_id=str(customer)))["deed_id"]
    with play.writes("GET /contacts", "contacts.listed", customer):
        good(desk.http.get("/v1/contacts"))
    with play.writes("POST /calls/{call_id}/attachment/undo", "profile.shown"):
        good(desk.post(f"{path}/attachment/undo", deed_id=deed))
    with play.writes("POST /calls/{call_id}/attachment", "profile.shown", customer):
        good(desk.post(f"{path}/attachment", customer_id=str(customer)))
    with play.writes("POST /calls/{call_id}/prospect", "profile.shown"):
        prospect = good(desk.post(f"{path}/prospect", name="Tam Hoi"))["customer_id"]
    with play.writes("PUT /prospects/{customer_id}", "profile.shown", prospect):
        good(desk.put(f"/v1/prospects/{prospect}", seen_version=1, interests=["cards"], note="", agreed=[]))


def _handovers(play: Play) -> None:
    desk, customer, path = play.desk, play.customer, f"/v1/calls/{play.call}/handover"
    good(desk.put(f"/v1/calls/{play.call}/customer", customer_id=str(customer)))
    other = play.floor.agent("bea")
    other.go_ready()
    with play.writes("PUT /calls/{call_id}/handover", "handover.saved"):
        said = {"reason_code": "other", "summary": "Her card is lost."}
        version = good(desk.put(path, seen_version=0, **said))["version"]
    with play.writes("POST /calls/{call_id}/handover/send", "handover.sent"):
        good(desk.post(f"{path}/send", seen_version=version))
    with play.writes("GET /calls/{call_id}/handover", "handover.opened", customer):  # the offer shows it already
        good(desk.post(f"/v1/calls/{play.call}/transfers", kind="warm", agent_id=str(other.agent_id)))
    with play.writes("GET /calls/{call_id}/handover", "handover.shown", customer):
        good(other.http.get(path))
    with play.writes("GET /calls/{call_id}/handed-script", "handover.script_shown", customer):
        good(other.http.get(f"/v1/calls/{play.call}/handed-script"))


def _owed(play: Play) -> None:
    """The specialist of the talk before calls the customer back, and has that before them."""
    desk, customer, bea = play.desk, play.customer, play.floor.desks[-1]
    due_at = lawful_tomorrow()
    body = {"owner_id": str(bea.agent_id), "reason": "Her card", "due_at": due_at, "number": NUMBER}
    command, owed = str(uuid4()), {}
    for what in ("owed_call.asked", "owed_call.shown"):  # the repeat of a command shows them once more
        with play.writes("POST /calls/{call_id}/owed-calls", what, customer):
            owed = good(desk.post(f"/v1/calls/{play.call}/owed-calls", command_id=command, **body))
    with play.writes("GET /home", "owed_calls.listed", customer):
        good(bea.http.get("/v1/home"))
    with play.writes("POST /owed-calls/{owed_call_id}/changes", "owed_call.done", customer):
        good(bea.post(f"/v1/owed-calls/{owed['owed_call_id']}/changes", seen_version=1, done=True))


def _board(play: Play) -> None:
    with play.writes("POST /board/looks", "board.watched", play.customer):
        good(play.head.http.post("/v1/board/looks", json={}))


def _keepers(play: Play) -> None:
    head, one, other, pair = play.head, play.customer, play.other, play.pair
    with play.writes("POST /managers/customers", "managers.customers_listed", one, other):
        good(head.http.post("/v1/managers/customers", json={"name": "Ivy Kwok"}))
    with play.writes("POST /consolidation/search", "customers.found", one, other):
        good(head.http.post("/v1/consolidation/search", json={"text": "chan"}))
    both = {"one_id": str(one), "other_id": str(other)}
    with play.writes("GET /consolidation/pairs/{pair_id}", "pair.shown", one, other):
        good(head.http.get(f"/v1/consolidation/pairs/{pair}"))
    with play.writes("POST /consolidation/pairs/{pair_id}/reveals", "value.revealed", one, other):
        good(head.post(f"/v1/consolidation/pairs/{pair}/reveals", field="document"))
    with play.writes("POST /consolidation/comparisons", "accounts.compared", one, other):
        good(head.http.post("/v1/consolidation/comparisons", json=both))
    with play.writes("POST /consolidation/comparisons/reveals", "value.revealed", one, other):
        good(head.post("/v1/consolidation/comparisons/reveals", field="document", **both))
    with play.writes("GET /consolidation/accounts/{customer_id}", "accounts.shown", one, other):
        good(head.http.get(f"/v1/consolidation/accounts/{one}"))
    with play.writes("POST /consolidation/pairs/{pair_id}/decisions", "accounts.shown", one, other):
        decision = good(head.post(f"/v1/consolidation/pairs/{pair}/decisions", is_same=True))["decision_id"]
    with play.writes("GET /consolidation/groups/{customer_id}", "accounts.shown", one, other):
        good(head.http.get(f"/v1/consolidation/groups/{one}"))
    with play.writes("POST /consolidation/decisions/{decision_id}/take-back", "accounts.shown"):
        good(head.post(f"/v1/consolidation/decisions/{decision}/take-back"))
    command = str(uuid4())
    for _ in range(2):  # the repeat of a command shows them once more
        with play.writes("POST /consolidation/merges", "accounts.shown", one, other):
            good(head.post("/v1/consolidation/merges", command_id=command, **both))
    with play.writes("POST /consolidation/groups/{customer_id}/unmerge", "accounts.unmerged", one, other):
        good(head.post(f"/v1/consolidation/groups/{other}/unmerge"))


def _trials(play: Play) -> None:
    with play.writes("GET /customers/{customer_id}/script-facts", "script.tried", play.customer):
        good(play.head.http.get(f"/v1/customers/{play.customer}/script-facts"))
    play.floor.add_person("nina", Role.AUTHOR)
    with play.writes("GET /script-trials/any-customer", "script.tried"):
        good(play.floor.sign_in("nina").http.get("/v1/script-trials/any-customer"))


def _messages(play: Play) -> None:
    desk, customer, text = play.desk, play.customer, ""
    body = {"customer_id": str(customer), "template": "card_blocked", "language": "en"}
    with play.writes("POST /messages/preview", "message.previewed", customer):
        text = good(desk.http.post("/v1/messages/preview", json=body))["text"]
    with play.writes("POST /messages", "message.sent", customer):
        good(desk.http.post("/v1/messages", json={**body, "message_id": str(uuid4()), "seen_text": text}))
    with play.writes("GET /customers/{customer_id}/messages", "messages.shown", customer):
        good(desk.http.get(f"/v1/customers/{customer}/messages"))


def _mails(play: Play) -> None:
    desk, customer, path = play.desk, play.customer, "/customers/{customer_id}"
    with play.writes(f"GET {path}/mail-form", "mail.form_shown", customer):
        good(desk.http.get(f"/v1/customers/{customer}/mail-form"))
    with play.writes(f"POST {path}/mails/preview", "mail.previewed", customer):
        asked = {"template": "news", "language": "en", "text": "Your form is ready."}
        good(desk.http.post(f"/v1/customers/{customer}/mails/preview", json=asked))


def _complaints(play: Play) -> None:
    head, customer = play.head, play.customer
    with play.writes("GET /complaints/prefill", "complaint.prefilled", customer):
        good(head.http.get(f"/v1/complaints/prefill?customer_id={customer}"))
    body = {"customer_id": str(customer), "category_code": "cards.charges.fee", "what_happened": "A fee"}
    with play.writes("POST /complaints", "complaint.recorded"):
        one = good(head.post("/v1/complaints", complaint_id=str(uuid4()), **body))["complaint_id"]
    path, route, shown = f"/v1/complaints/{one}", "/complaints/{complaint_id}", "complaint.shown"
    record = {"command_id": str(uuid4()), "complaint_id": str(uuid4()), **body}
    with play.writes(f"POST {route}/joins", shown, customer):
        good(head.post(f"{path}/joins", record=record))
    with play.writes(f"GET {route}", shown, customer):
        good(head.http.get(path))
    case: dict[str, typing.Any] = {}
    seen = {"seen_version": 2}
    for change, what in (
        ("moves", {"move": "investigate", **seen}),
        ("changes", {"fields": ["note"], "edit": {"note": "Call first"}, **seen}),
        ("owner", {"owner_id": str(head.agent_id), **seen}),
        ("links", {"kind": "repeat_of", "other_id": record["complaint_id"]}),
        ("tasks", {"department": "cards", "words": "When?", "due_at": "2099-01-01T09:00:00Z"}),
        ("redress", {"kind": "refund", "amount": "90", "currency": "HKD", "reason": "Wrong", **seen}),
    ):
        with play.writes(f"POST {route}/{change}", shown, customer):
            case = good(head.post(f"{path}/{change}", **what))
    paid = {"seen_version": 1, "decision": "pay"}
    with play.writes("POST /complaint-redress/{redress_id}/decisions", shown, customer):
        good(head.post(f"/v1/complaint-redress/{case['redress'][0]['redress_id']}/decisions", **paid))
    with play.writes(f"POST {route}/undo", shown, customer):
        other = good(head.post("/v1/complaints", complaint_id=str(uuid4()), **body))["complaint_id"]
        good(head.post(f"/v1/complaints/{other}/undo"))


def _letters(play: Play) -> None:
    head, customer = play.head, play.customer
    body = {"customer_id": str(customer), "category_code": "cards.charges.fee", "what_happened": "Another fee"}
    one = good(head.post("/v1/complaints", complaint_id=str(uuid4()), **body))["complaint_id"]
    path, route = f"/v1/complaints/{one}/letters", "/complaints/{complaint_id}/letters"
    with play.writes(f"GET {route}", "letters.listed", customer):
        good(head.http.get(path))
    letter = {"template": "acknowledgement", "language": "en"}
    digest = good(head.http.post(f"{path}/preview", json=letter))["digest"]
    with play.writes(f"POST {route}", "letter.sent", customer):
        sent = {"letter_id": str(uuid4()), "way": "counter", "seen_digest": digest}
        good(head.http.post(path, json={**letter, **sent}))


_ALL: tuple[Callable[[Play], None], ...] = (
    _customers,
    _calls,
    _handovers,
    _board,
    _owed,
    _trials,
    _messages,
    _mails,
    play_callbacks,
    _complaints,
    _letters,
    _keepers,
)


@pytest.fixture
def play(floor: Floor) -> Play:
    return Play(floor)


def test_every_route_that_shows_a_customer_writes_down_who_saw_whom(play: Play) -> None:
    for part in _ALL:
        part(play)

    assert play.played == routes_that_show(play.floor.engine)
