"""The simulator as a carrier like any other, over its own HTTP."""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from telephony.menu.walk import Ask, Closing, Entered, Music, next_step
from telephony.providers.base import CarrierReport
from telephony.providers.simulator.app import MENU_PATH, REPORTS_PATH, create_simulator
from telephony.providers.simulator.provider import SimulatorProvider
from telephony.providers.simulator.wire import CallView
from telephony.surveys.walk import next_question
from telephony.webhooks.signed import signed_request
from tests.telephony.http import WAIT_SECONDS, serving, wait_until
from tests.telephony.menu.menus import content, menu, say
from tests.telephony.providers.contract import CarrierContract
from tests.telephony.providers.surroundings import CALLER, OUR_NUMBER, Conduct, Hearing
from tests.telephony.surveys import asked

KEY = "a-key-of-this-test"
SPEED = 200
"""How many times as fast as the machine's the simulator's clock runs: a telephone that rings for 20 seconds rings for a
tenth of one."""

LONG = say("Listen. " * 9000)
MENU = menu(steps=[step | {"prompt": LONG} for step in content()["steps"]])
"""It speaks for an hour, twenty seconds of the machine's: until then nobody who takes a moment to key is silent."""

HASTY = asked.survey()
SLOWLY = "Listen. " * 12000
SURVEY = asked.survey(
    questions=[
        each | {name: say(f"{each[name]['text']['en']} {SLOWLY}") for name in ("prompt", "expected") if name in each}
        for each in asked.content()["questions"]
    ]
)
"""It speaks for an hour and a half at each question, thirty seconds of the machine's."""

_CONDUCTS = {
    Conduct.ANSWERS: ("answers", 1.0),
    Conduct.BUSY: ("busy", 0.0),
    Conduct.LETS_RING: ("no_answer", 0.0),
    Conduct.UNREACHABLE: ("unreachable", 0.0),
    Conduct.RINGS_ON: ("answers", 10_000.0),
}


class Server:
    """Takes what the simulator tells, and plays the menu."""

    def __init__(self) -> None:
        self.provider = SimulatorProvider("http://127.0.0.1:9", KEY)
        self.told: list[CarrierReport] = []
        self.hasty: set[str] = set()
        self.app = FastAPI()
        self.app.post(REPORTS_PATH)(self.take)
        self.app.post(MENU_PATH)(self.answer)

    async def take(self, request: Request) -> Response:
        signed = await signed_request(request)
        self.provider.verify(signed)
        self.told.append(self.provider.read_report(signed.body))
        return Response(status_code=204)

    async def answer(self, request: Request) -> Response:
        signed = await signed_request(request)
        self.provider.verify(signed)
        question = self.provider.read_question(signed.body)
        if question.surveying:
            survey = HASTY if question.call_sid in self.hasty else SURVEY
            step: Ask | Closing | Entered | Music = next_question(survey, "en", question.survey_inputs)
        else:
            step = Music() if question.waiting else next_step(MENU, question.inputs)
        return Response(self.provider.write_step(question, step).content, media_type="application/json")


class SimulatedWorld:
    """See `Surroundings`."""

    def __init__(self, server: Server, provider: SimulatorProvider, trial: httpx.Client) -> None:
        self.provider = provider
        self._server, self._trial = server, trial
        self._agents = count(1)

    def ring(self, number: str = "+85291234567", *, keys: Sequence[str] = (), verified: bool = False) -> str:
        asked = {"from_number": number, "to_number": OUR_NUMBER, "number_check": "passed" if verified else "none"}
        sid = str(self._post("/calls", **asked, through_menu=bool(keys))["call_sid"])
        for answer in keys:
            wait_until(lambda: bool(self._view(sid).keys))
            self._post(f"/calls/{sid}/keys", keys=answer if len(answer) < 2 else f"{answer}#"[:8])
        if keys:
            wait_until(lambda: bool(self._view(sid).keys) or self._view(sid).state != "menu")
        return sid

    def agent(self) -> str:
        return f"agent:{next(self._agents)}"

    def behave(self, number: str, conduct: Conduct) -> None:
        what, after = _CONDUCTS[conduct]
        self._trial.post("/conducts", json={"number": number, "conduct": what, "after_seconds": after})

    def hang_up(self, call_sid: str, who: str) -> None:
        if who == CALLER:
            self._post(f"/calls/{call_sid}/hang-up")
            return
        party = next(each.label for each in self._view(call_sid).parties if each.endpoint == who)
        self._post(f"/calls/{call_sid}/drop", party=party)

    def will_be_asked(self, call_sid: str, *, waits: bool = True) -> None:
        if not waits:
            self._server.hasty.add(call_sid)

    def key(self, call_sid: str, keys: str) -> None:
        self._post(f"/calls/{call_sid}/keys", keys=keys)

    def told(self, call_sid: str) -> str:
        return " ".join(each.text for each in self._view(call_sid).prompt)

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + WAIT_SECONDS
        while not condition():
            assert time.monotonic() < deadline, "it did not come to that"
            time.sleep(0.005)
        self.settle()

    def settle(self) -> None:
        wait_until(lambda: self._trial.get("/line").json()["undelivered"] == 0)

    def hears(self, call_sid: str) -> Hearing:
        view = self._view(call_sid)
        lines = {each.label: each.endpoint or CALLER for each in view.parties}
        return {lines[who]: frozenset(lines[each] for each in whom) for who, whom in view.hears.items() if whom}

    def reports(self, call_sid: str) -> Sequence[CarrierReport]:
        found = {report.sequence: report for report in self._server.told if report.call_sid == call_sid}
        return [found[number] for number in sorted(found)]

    def _view(self, call_sid: str) -> CallView:
        answer = self._trial.get(f"/calls/{call_sid}")
        return CallView.model_validate(answer.raise_for_status().json())

    def _post(self, path: str, **body: object) -> dict[str, object]:
        answered: dict[str, object] = self._trial.post(path, json=body).raise_for_status().json()
        return answered


@pytest.fixture(scope="module")
def world() -> Iterator[SimulatedWorld]:
    server = Server()
    with (
        serving(server.app) as server_url,
        serving(create_simulator(server_url, KEY, speed=SPEED)) as carrier_url,
        httpx.Client(base_url=carrier_url, trust_env=False, timeout=15) as trial,
    ):
        provider = SimulatorProvider(carrier_url, KEY)
        yield SimulatedWorld(server, provider, trial)
        provider.close()


class TestSimulator(CarrierContract):
    pass
