"""The guide's presenter with the models under it, and a server that says what it is told to say."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from agent_desktop.client.current_interaction import InteractionModel
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.script_runs import ScriptRunSaver
from agent_desktop.client.script_standing import StandingModel
from agent_desktop.client.shown_customer import ShownCustomerModel
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.verification import VerificationModel
from agent_desktop.contract.customers import CallerCard, LinkCustomer, Profile
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.scripts import (
    ActionResult,
    ActionState,
    DoScriptAction,
    ListedScript,
    ScriptPace,
    ScriptStanding,
    TickScriptAction,
)
from agent_desktop.contract.verification import AnswerCheck, Verification
from agent_desktop.service_scripts.deeds import Deed
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.walk import Known, walk
from agent_desktop.ui.script_panel.presenter import (
    ScriptPanelPresenter,
    ScriptState,
    StepStatus,
)
from tests.client.note_bench import MemoryJournal
from tests.client.support import (
    AWAY,
    START,
    Clock,
    call,
    card,
    choice,
    desk,
    profile,
    snapshot,
)
from tests.client.test_desk import Reader
from tests.client.test_script_runs import RunServer
from tests.support.script_keys import say_next

SCRIPT = Script.model_validate(
    {
        "id": "lost-card",
        "version": "1.0",
        "title": {"en": "Lost card", "zh": "卡片遗失"},
        "default": True,
        "steps": [
            {
                "id": "greet",
                "title": {"en": "Greet"},
                "say": {
                    "en": "Good day, {{customer_name|you}}. I am {{agent_name|here}}.",
                    "zh": "您好，{{customer_name|您}}。我是{{agent_name|客服}}。",
                },
                "must_say": [{"id": "recorded", "text": {"en": "This call is recorded."}}],
                "next": "ask",
            },
            {
                "id": "ask",
                "title": {"en": "Ask"},
                "questions": [
                    {
                        "id": "where",
                        "kind": "choice",
                        "label": {"en": "Where?"},
                        "options": [
                            {"id": "lost", "label": {"en": "Lost"}},
                            {"id": "stolen", "label": {"en": "Stolen"}},
                        ],
                    },
                    {"id": "when", "kind": "date", "label": {"en": "When?"}},
                    {"id": "more", "kind": "text", "label": {"en": "More?"}, "required": False},
                ],
                "branch": {"question": "where", "cases": {"lost": "block", "stolen": "police"}},
            },
            {"id": "police", "title": {"en": "Police"}, "next": "block"},
            {"id": "block", "title": {"en": "Block"}, "outcome": "card_blocked"},
        ],
    }
)


class Scripts:
    def __init__(self, runs: RunServer) -> None:
        self.runs = runs
        self.text = SCRIPT
        self.listed: tuple[ListedScript, ...] = (listed(), listed("general-enquiry"))
        self.gone: set[str] = set()
        self.rest_seconds: dict[str, float] = {}
        self.asked: list[tuple[str, str]] = []
        self.problem: ClientError | None = None
        self.listed_for: list[UUID | None] = []
        self.told = ScriptStanding(interaction_id=uuid4())
        self.standing_problem: ClientError | None = None
        self.attempts: list[tuple[str, DoScriptAction | TickScriptAction]] = []
        self.taken_back: list[UUID] = []
        self.result: ActionState | ClientError = ActionState.DONE

    def standing(self, interaction_id: UUID) -> ScriptStanding:
        if self.standing_problem:
            raise self.standing_problem
        return self.told

    def do_action(self, interaction_id: UUID, action_id: str, command: DoScriptAction) -> ActionResult:
        self.attempts.append((action_id, command))
        if isinstance(self.result, ClientError):
            raise self.result
        return self.keep(action_id, command.attempt_id, self.result)

    def tick_action(self, interaction_id: UUID, action_id: str, command: TickScriptAction) -> ActionResult:
        self.attempts.append((action_id, command))
        return self.keep(action_id, command.attempt_id, ActionState.BY_HAND)

    def take_back(self, mail_id: UUID) -> None:
        self.taken_back.append(mail_id)
        if isinstance(self.result, ClientError):
            raise self.result

    def keep(self, action_id: str, attempt_id: UUID, state: ActionState) -> ActionResult:
        deed = self._deed(action_id)
        result = ActionResult(
            script_id="lost-card", action_id=action_id, made_of=deed.made_of, given=dict(deed.parameters),
            attempt_id=attempt_id, state=state, at=START,
        )  # fmt: skip
        others = [each for each in self.told.results if (each.action_id, each.made_of) != (action_id, deed.made_of)]
        self.told = self.told.model_copy(update={"results": (*others, result)})
        return result

    def _deed(self, action_id: str) -> Deed:
        """What the answers that were saved make of an action, as the server walks them."""
        run = self.runs.stored.script_run
        assert run is not None
        results = {(each.action_id, each.made_of): each.state.value for each in self.told.results}
        known = Known(self.told.values, results, self.told.level.value)
        walked = walk(self.text, run.answers, run.said.keys(), known)
        return next(parts.deeds[action_id] for parts in walked.parts.values() if action_id in parts.deeds)

    def scripts(self, interaction_id: UUID | None = None) -> tuple[ListedScript, ...]:
        self.listed_for.append(interaction_id)
        return self.listed

    def script(self, script_id: str, version: str) -> Script:
        self.asked.append((script_id, version))
        if self.problem:
            raise self.problem
        if version in self.gone:
            raise ClientError(ErrorCode.SCRIPT_NOT_FOUND)
        return self.text.model_copy(update={"id": script_id, "version": version})

    def pace(self, script_id: str) -> ScriptPace:
        return ScriptPace(script_id=script_id, rest_seconds=self.rest_seconds)


def listed(script_id: str = "lost-card") -> ListedScript:
    return ListedScript(**choice(script_id).model_dump())


class Checks:
    """Has nothing to say of who is calling, until it is told."""

    def __init__(self) -> None:
        self.told: Verification | None = None

    def verification(self, call_id: UUID) -> Verification:
        if self.told is None:
            raise AWAY
        return self.told

    def check(self, call_id: UUID, command: AnswerCheck) -> Verification:
        return self.verification(call_id)


class NoCustomers:
    def customer(self, customer_id: UUID) -> Profile:
        raise AWAY

    def link_customer(self, call_id: UUID, command: LinkCustomer) -> CallerCard:
        raise AWAY


class Bench:
    def __init__(self, journal: MemoryJournal | None = None, runs: RunServer | None = None) -> None:
        self.runs = runs or RunServer()
        self.clock, self.scripts, self.reader = Clock(), Scripts(self.runs), Reader()
        self.call = call(call_id=self.runs.stored.call_id)
        self.reader.cards[self.call.call_id] = card(
            self.call.call_id, profile(), script=choice(), facts={"customer_name": {"en": "Ms Ho", "zh": "何女士"}}
        )
        tasks = ImmediateTasks()
        self.desk = DeskModel(self.reader, tasks, monotonic=self.clock.monotonic)
        interactions = InteractionModel(self.desk, self.runs.interaction, tasks, monotonic=self.clock.monotonic)
        self.journal = journal or MemoryJournal()
        self.saver = ScriptRunSaver(
            self.runs, self.journal, tasks, tasks, self.clock.now, monotonic=self.clock.monotonic
        )
        self.checks = Checks()
        self.standing = StandingModel(
            interactions,
            VerificationModel(ShownCustomerModel(self.desk, NoCustomers(), tasks), self.checks, tasks),
            self.scripts,
            self.saver,
            tasks,
        )
        self.pages: list[tuple[str, ...]] = []
        self.opened = 0
        self.presenter = ScriptPanelPresenter(
            self.desk,
            interactions,
            self.scripts,
            self.saver,
            tasks,
            self.clock.now,
            self.standing,
            agent_name="Amy Wong",
            pages=self,
        )

    def state(self) -> ScriptState:
        return self.presenter.state

    def step_opened(self, page_ids: Sequence[str]) -> None:
        self.pages.append(tuple(page_ids))

    def talk(self) -> "Bench":
        self.desk.receive(snapshot(desk(call=self.call)))
        return self

    def main_answer_or_none(self) -> str | None:
        main = self.state().main_question
        return main.answer or None if main is not None else None

    def main_answer(self) -> str:
        main = self.state().main_question
        assert main is not None
        return main.answer

    def pass_seconds(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds, self.presenter.tick)

    def marks(self) -> list[StepStatus]:
        return [mark.status for mark in self.state().steps]


def at_ask() -> Bench:
    bench = Bench().talk()
    say_next(bench.presenter)
    bench.presenter.go(1)
    return bench
