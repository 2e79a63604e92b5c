"""A talk that another agent takes over: the desktop and the server walk its script with the same facts and results."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.client.kept_run import run_of
from agent_desktop.client.script_standing import Standing
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.scripts import ActionState, OpenedInteraction
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.walk import WalkResult
from agent_desktop.ui.script_panel.place import place_in
from tests.server.script_talk import Bank, Talk, opened_bank, opened_talk, refusal
from tests.server.support import error_code

BY_TIER = """\
id: by-tier
version: "1.0"
title: {en: By tier, zh: 按等级}
opens_for: {queues: [somewhere]}
steps:
  - id: ask
    title: {en: Ask, zh: 询问}
    say: {en: Good day., zh: 您好。}
    questions:
      - {id: card, kind: account, label: {en: Which card?, zh: 哪张卡？}}
    branch:
      when: [{if: tier == "gold", to: gold}]
      otherwise: plain
  - id: gold
    title: {en: Gold, zh: 金卡}
    say: {en: For you at once., zh: 马上为您办理。}
    actions:
      - id: letter
        kind: callback.promise
        label: {en: Promise, zh: 约定}
        with: {on: "{{today}}", about: "{{tier}} {{answers.card}}"}
        required: true
    next: done
  - id: plain
    title: {en: Plain, zh: 普通}
    say: {en: Please wait., zh: 请稍等。}
    next: done
  - id: done
    title: {en: Done, zh: 完成}
    say: {en: Goodbye., zh: 再见。}
    outcome: done
"""


@pytest.fixture
def bank() -> Iterator[Bank]:
    with opened_bank() as bank:
        yield bank


@pytest.fixture
def talk(database_url: str, tmp_path: Path, bank: Bank) -> Iterator[Talk]:
    with opened_talk(database_url, tmp_path, bank, BY_TIER) as talk:
        yield talk


def _walked_at_the_desktop(talk: Talk, script_id: str) -> WalkResult:
    """Walk as a desktop does that has just got the call: by what the server tells, and by nothing else."""
    http = talk.desk.http
    interaction = OpenedInteraction.model_validate(http.get(f"/v1/calls/{talk.call_id}/interaction").json())
    assert interaction.standing is None
    script = Script.model_validate(http.get(f"/v1/scripts/{script_id}/versions/1.0").json())
    told = talk.standing()
    results = {(each.script_id, each.action_id, each.made_of): each for each in told.results}
    known = Standing(values=told.values, level=told.level, results=results).known_for(script_id)
    return place_in(script, run_of(interaction, talk.clock.now()).content, known, interaction).walked(known)


def test_the_facts_that_a_colleague_s_part_began_with_steer_the_desktop_and_the_server(talk: Talk) -> None:
    answers = {"card": str(talk.card_id)}
    assert talk.save("gold", answers, script="by-tier").status_code == 200
    assert talk.tick("letter").json()["state"] == "by_hand"
    before = talk.standing().values
    with Session(talk.floor.engine) as session, session.begin():  # the news of a load
        session.execute(sa.update(CustomerRow).values(tier=Tier.STANDARD))

    ann = talk.handed_to("ann")
    walked = _walked_at_the_desktop(ann, "by-tier")

    assert ann.standing().values == before
    assert walked.path == ("ask", "gold", "done")
    assert error_code(ann.save("plain", answers, script="by-tier")) == "script_answer_refused"
    for step in walked.path:
        assert ann.save(step, answers, script="by-tier").status_code == 200, step
    assert ann.standing().values == before
    assert _walked_at_the_desktop(ann, "by-tier") == walked


def test_what_a_colleague_had_done_counts_for_their_answer_and_for_no_other(talk: Talk, bank: Bank) -> None:
    other = talk.add_card("K-2", "4000000000001234")
    talk.at_block()
    talk.do("block_card")

    ann = talk.handed_to("ann")
    walked = _walked_at_the_desktop(ann, "lost-card")

    assert (walked.step.id, walked.parts["block"].deeds["block_card"].state) == ("close", "done")
    assert ann.standing().level == "full"
    own = ann.desk.http.get(f"/v1/calls/{ann.call_id}/interaction", params={"standing": "true"}).json()
    assert OpenedInteraction.model_validate(own).standing == ann.standing()
    assert error_code(ann.save("close", {"card": str(other)})) == "script_answer_refused"
    assert ann.save("block", {"card": str(other)}).status_code == 200
    again = _walked_at_the_desktop(ann, "lost-card")
    assert (again.step.id, again.blocked_by) == ("block", ("block_card",))
    assert ann.do("block_card").state is ActionState.DONE
    assert ann.save("close", {"card": str(talk.card_id)}).status_code == 200
    assert refusal(ann.tick("block_card")) == ("script_action_refused", "already_settled")
    assert [came["source_key"] for came in bank.came] == ["K-1", "K-2"]


def test_a_talk_on_a_version_that_is_gone_goes_on_in_another_with_what_was_done(talk: Talk, bank: Bank) -> None:
    """It began before an upgrade that brought other files: the desktop goes on in the version that opens now."""
    talk.at_block()
    talk.do("block_card")
    with Session(talk.floor.engine) as session, session.begin():
        session.execute(sa.update(ScriptRunRow).values(script_version="0.9"))
    http = talk.desk.http
    body = {"seen_version": talk.version, "script_id": "lost-card", "version": "0.9", "step_id": "block"}
    path = f"/v1/interactions/{talk.interaction_id}/script-run"

    assert error_code(talk.desk.put(path, **body, answers={})) == "script_not_found"
    assert error_code(talk.ask("block_card")) == "script_not_found"
    kept = http.get(f"/v1/calls/{talk.call_id}/interaction").json()["script_run"]
    assert (kept["version"], kept["answers"]) == ("0.9", {"card": str(talk.card_id)})
    assert [each.state for each in talk.standing().results] == [ActionState.DONE]

    assert talk.save("close", kept["answers"]).status_code == 200
    switch = talk.standing().switches[0]
    assert (switch.from_script_id, switch.from_version, switch.to_version) == ("lost-card", "0.9", "1.0")
    assert (switch.from_step_id, len(bank.came)) == ("block", 1)
