from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.client.script_runs import RunContent, RunSaving, ScriptRunSaver, ScriptSaving
from agent_desktop.client.tasks import ImmediateTasks, Tasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Interaction, SaveScriptRun, ScriptRun
from tests.client.note_bench import MemoryJournal
from tests.client.support import AWAY, START, Clock, HeldTasks, interaction


class RunServer:
    """`fail_next`: the next saves are refused so, and not done. `lose_next`: done, and the answer is lost."""

    def __init__(self) -> None:
        self.stored = interaction()
        self.commands: list[SaveScriptRun] = []
        self.fail_next: list[ClientError] = []
        self.lose_next = 0
        self.away = False
        self.done: dict[UUID, Interaction] = {}

    def interaction(self, call_id: UUID) -> Interaction:
        if self.away:
            raise AWAY
        return self.stored

    def save_script_run(self, interaction_id: UUID, command: SaveScriptRun) -> Interaction:
        if self.away:
            raise AWAY
        if self.fail_next:
            raise self.fail_next.pop(0)
        if command.command_id in self.done:
            return self.done[command.command_id]
        if self.stored.finished_at is not None:
            raise ClientError(ErrorCode.INTERACTION_FINISHED)
        if command.seen_version != self.stored.script_version_number:
            raise ClientError(ErrorCode.STALE_VERSION)
        self.commands.append(command)
        self.write(command)
        self.done[command.command_id] = self.stored
        if self.lose_next:
            self.lose_next -= 1
            raise AWAY
        return self.stored

    def write(self, command: SaveScriptRun) -> None:
        run = ScriptRun(
            script_id=command.script_id,
            version=command.version,
            step_id=command.step_id,
            answers=command.answers,
            said=command.said,
        )
        version = self.stored.script_version_number + 1
        self.stored = self.stored.model_copy(update={"script_run": run, "script_version_number": version})


class Bench:
    def __init__(
        self,
        tasks: Tasks | None = None,
        server: RunServer | None = None,
        journal: MemoryJournal | None = None,
        files: Tasks | None = None,
        *,
        opened: bool = True,
    ) -> None:
        self.server, self.clock, self.journal = server or RunServer(), Clock(), journal or MemoryJournal()
        self.saver = ScriptRunSaver(
            self.server,
            self.journal,
            tasks or ImmediateTasks(),
            files or ImmediateTasks(),
            self.clock.now,
            monotonic=self.clock.monotonic,
        )
        self.seen: list[RunSaving] = []
        self.saver.watch(self.seen.append)
        if opened:
            self.saver.open(self.server.stored)

    def saving(self) -> ScriptSaving:
        return self.seen[-1].saving

    def pass_seconds(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds, self.saver.tick)


def content(step_id: str, **answers: str) -> RunContent:
    return RunContent("lost-card", "1.0", step_id, answers)


def test_a_choice_is_saved_at_once_and_a_text_after_a_pause() -> None:
    bench = Bench()
    bench.saver.save(content("greet"), at_once=True)
    assert [command.step_id for command in bench.server.commands] == ["greet"]

    for text in ("15", "15 J", "15 Jun"):
        bench.saver.save(content("greet", last_used=text), at_once=False)
        bench.pass_seconds(0.3)
    assert len(bench.server.commands) == 1
    bench.pass_seconds(1)

    assert bench.server.commands[-1].answers == {"last_used": "15 Jun"}
    assert len(bench.server.commands) == 2
    assert bench.saving() is ScriptSaving.SAVED


def test_an_answer_lost_after_the_save_is_asked_for_again_and_nothing_is_stale() -> None:
    bench = Bench()
    bench.server.lose_next = 1
    bench.saver.save(content("greet"), at_once=True)
    assert bench.saving() is ScriptSaving.KEPT_HERE
    bench.saver.save(content("verify"), at_once=True)
    bench.pass_seconds(5)

    assert [command.step_id for command in bench.server.commands] == ["greet", "verify"]
    assert bench.saving() is ScriptSaving.SAVED


def test_what_another_desktop_answered_is_taken_in() -> None:
    bench = Bench()
    bench.server.write(
        SaveScriptRun(
            command_id=UUID(int=9),
            seen_version=0,
            script_id="lost-card",
            version="1.0",
            step_id="greet",
            answers={"a": "there", "b": "there"},
            said={"recorded": START},
        )
    )

    bench.saver.save(content("verify", b="here"), at_once=True)

    assert bench.server.stored.script_run is not None
    assert bench.server.stored.script_run.answers == {"a": "there", "b": "here"}
    assert bench.server.stored.script_run.said == {"recorded": START}
    assert bench.saving() is ScriptSaving.SAVED
    assert bench.saver.content is not None
    assert bench.saver.content.answers == {"a": "there", "b": "here"}
    assert bench.seen[-1].content_number > 1
    (aside,) = bench.seen[-1].stranded
    assert aside.answers == {"b": "there"}
    assert list(bench.journal.runs.values()) == [aside]


def test_a_refusal_is_shown_until_something_else_is_said() -> None:
    bench = Bench()
    bench.server.fail_next = [ClientError(ErrorCode.SCRIPT_ANSWER_REFUSED, {"question": "made_it"})]
    bench.saver.save(content("greet", made_it="perhaps"), at_once=True)
    assert bench.saving() is ScriptSaving.REFUSED
    assert bench.seen[-1].problem is not None

    bench.saver.save(content("greet", made_it="no"), at_once=True)

    assert bench.saving() is ScriptSaving.SAVED
    assert bench.seen[-1].problem is None


def test_wrap_up_waits_for_the_script_and_hears_why_it_cannot_be_saved() -> None:
    tasks = HeldTasks()
    bench = Bench(tasks)
    told: list[str] = []

    def ask() -> None:
        bench.saver.when_saved(lambda: told.append("saved"), lambda problem: told.append(problem.code))

    ask()
    assert told == ["saved"]
    bench.saver.save(content("greet"), at_once=True)
    ask()
    assert told == ["saved"]
    tasks.run_all()
    assert told == ["saved", "saved"]

    bench.server.fail_next = [AWAY]
    bench.saver.save(content("verify"), at_once=True)
    ask()
    tasks.run_all()
    assert told == ["saved", "saved", ErrorCode.SERVER_AWAY]


def test_answers_of_the_call_before_are_sent_although_it_is_no_longer_open() -> None:
    tasks = HeldTasks()
    bench = Bench(tasks)
    bench.saver.save(content("greet"), at_once=True)
    bench.saver.save(content("greet", more="the last words"), at_once=False)
    bench.saver.open(None)
    assert bench.seen[-1].waiting_count == 1
    tasks.run_all()

    assert bench.server.commands[-1].answers == {"more": "the last words"}
    assert (bench.saving(), bench.seen[-1].waiting_count) == (ScriptSaving.SAVED, 0)
    bench.pass_seconds(1)
    assert bench.journal.runs == {}
