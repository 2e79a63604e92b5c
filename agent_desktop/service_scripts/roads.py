"""The roads through a script: which steps lead where. Pure, over ids; targets that do not exist lead nowhere."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from agent_desktop.contract.verification import LEVELS, Level
from agent_desktop.service_scripts.schema import Script, Step
from agent_desktop.service_scripts.walk import next_steps_of

Followers = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Roads:
    """What there is to know of a script's roads. `reached` are the steps that some road leads to; `circle` is the first
    circle, empty without one; `before` are, for each step, those that can lie before it."""

    followers: Followers
    reached: frozenset[str]
    circle: tuple[str, ...]
    before: Mapping[str, frozenset[str]]


def roads_of(script: Script) -> Roads:
    """Return the roads of a script with at least one step."""
    ids = {step.id for step in script.steps}
    followers = {step.id: tuple(each for each in next_steps_of(step) if each in ids) for step in script.steps}
    reached, circle = _explored(script.steps[0].id, followers)
    return Roads(followers, frozenset(reached), circle, _before(followers))


def road_without(start: str, targets: Collection[str], followers: Followers, without: str) -> tuple[str, ...]:
    """Return a shortest road from `start` to one of `targets` that passes `without` nowhere; empty if there is none."""
    if start == without:
        return ()
    came_from: dict[str, str] = {start: ""}
    ahead = [start]
    while ahead:
        here = ahead.pop(0)
        if here in targets:
            road = [here]
            while came_from[road[-1]]:
                road.append(came_from[road[-1]])
            return tuple(reversed(road))
        for each in followers[here]:
            if each != without and each not in came_from:
                came_from[each] = here
                ahead.append(each)
    return ()


def levels_at(script: Script, roads: Roads, after_run: Mapping[tuple[str, str], Level]) -> dict[str, Level]:
    """Return the verification that every road to each step has reached, for a script without circles.

    `after_run` is, by step and outcome, what the other script that a step runs has reached.
    """
    steps = {step.id: step for step in script.steps}
    levels: dict[str, Level] = {script.steps[0].id: Level.NONE}
    for step_id in _in_order(script, roads):
        here = levels.get(step_id, Level.NONE)
        for target, level in _levels_after(steps[step_id], here, after_run):
            levels[target] = min(levels.get(target, Level.FULL), level, key=LEVELS.index)
    return levels


def levels_by_outcome(script: Script) -> dict[str, Level]:
    """Return the verification that every road to each outcome has reached; what scripts it runs add is not counted."""
    roads = roads_of(script)
    if roads.circle:
        return {}
    levels = levels_at(script, roads, {})
    outcomes: dict[str, Level] = {}
    for step in script.steps:
        if step.outcome:
            here = levels.get(step.id, Level.NONE)
            outcomes[step.outcome] = min(outcomes.get(step.outcome, Level.FULL), here, key=LEVELS.index)
    return outcomes


def _levels_after(step: Step, here: Level, after_run: Mapping[tuple[str, str], Level]) -> list[tuple[str, Level]]:
    passed = here if step.verify is None else max(here, step.verify.level, key=LEVELS.index)
    onwards = step.model_copy(update={"verify": None, "run": None})
    after = [(target, passed) for target in next_steps_of(onwards)]
    if step.verify is not None:
        after.append((step.verify.failed, here))
    if step.run is not None:
        for outcome, target in step.run.outcomes.items():
            reached = after_run.get((step.id, outcome), Level.FULL)
            after.append((target, max(here, reached, key=LEVELS.index)))
    return after


def _in_order(script: Script, roads: Roads) -> list[str]:
    """Return the steps so that each comes after all that lead to it."""
    return sorted((step.id for step in script.steps), key=lambda step_id: len(roads.before[step_id] & roads.reached))


def _before(followers: Followers) -> dict[str, frozenset[str]]:
    before: dict[str, set[str]] = {step_id: set() for step_id in followers}
    for start in followers:
        ahead, seen = list(followers[start]), set[str]()
        while ahead:
            here = ahead.pop()
            if here not in seen:
                seen.add(here)
                before[here].add(start)
                ahead.extend(followers[here])
    return {step_id: frozenset(steps) for step_id, steps in before.items()}


def _explored(start: str, followers: Followers) -> tuple[set[str], tuple[str, ...]]:
    """Return every step reached from `start`, and the first circle found (empty without one)."""
    reached = {start}
    road = [start]
    open_ways = [iter(followers[start])]
    circle: tuple[str, ...] = ()
    while road:
        target = next(open_ways[-1], None)
        if target is None:
            open_ways.pop()
            road.pop()
        elif target in road:
            circle = circle or tuple(road[road.index(target) :])
        elif target not in reached:
            reached.add(target)
            road.append(target)
            open_ways.append(iter(followers[target]))
    return reached, circle
