"""How the actions of a step are drawn: what may be done now, what came of it, and what was done before. Pure."""

from collections.abc import Mapping

from agent_desktop.client.script_standing import ActionTry, DeedKey
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.scripts import ActionResult, ActionState
from agent_desktop.contract.verification import reaches
from agent_desktop.service_scripts.actions import ACTIONS, is_by_hand, needed_level, policy_code
from agent_desktop.service_scripts.facts import ValueType
from agent_desktop.service_scripts.formats import in_words
from agent_desktop.service_scripts.schema import Action, ActionKind, QuestionKind, Script
from agent_desktop.service_scripts.variables import ANSWERS, variables_in
from agent_desktop.service_scripts.walk import StepParts
from agent_desktop.ui.script_panel.around import Surroundings
from agent_desktop.ui.script_panel.place import ScriptPlace
from agent_desktop.ui.script_panel.state import ActionDrawn, ActionStage, DoneBefore

LAST_KEY = 9
_STAGES = {
    ActionState.ASKED: ActionStage.UNKNOWN,  # on its way when this desktop saw it last: to be asked about
    ActionState.DONE: ActionStage.DONE,
    ActionState.REFUSED: ActionStage.REFUSED,
    ActionState.UNKNOWN: ActionStage.UNKNOWN,
    ActionState.BY_HAND: ActionStage.BY_HAND,
}
_RECORDS = (ActionKind.PAUSE_RECORDING, ActionKind.RESUME_RECORDING)
_FIGURES = (ValueType.MONEY, ValueType.DATE, ValueType.DATETIME)


def deeds_drawn(parts: StepParts, place: ScriptPlace, around: Surroundings, next_key: int) -> tuple[ActionDrawn, ...]:
    """Return the step's actions, the first with the number `next_key`."""
    keys = range(next_key, next_key + len(parts.actions))
    return tuple(
        _drawn(action, parts, place, around, key if key <= LAST_KEY else 0)
        for action, key in zip(parts.actions, keys, strict=True)
    )


def _drawn(action: Action, parts: StepParts, place: ScriptPlace, around: Surroundings, key: int) -> ActionDrawn:
    standing, script = around.standing, place.script
    whole = (script.id, action.id, parts.deeds[action.id].made_of)
    result, attempt = _standing_result(action, around, standing.result_of(whole)), standing.tries.get(whole)
    right = standing.rights.get(action.kind.value)
    needs = standing.verification.actions if standing.verification is not None else ()
    say_first = any(action.id in each.before and each.id not in place.said for each in parts.must_say)
    return ActionDrawn(
        action_id=action.id,
        label=action.label,
        stage=_stage(action, parts.deeds[action.id].parameters, around, attempt, result, say_first=say_first),
        made_of=whole[2],
        before=_before(action, script, around, whole),
        required=action.required,
        needed=needed_level(action, standing.policy),
        reached=standing.level,
        need=next((need.name for need in needs if need.code == policy_code(action.kind.value)), {}),
        allowed=right.roles if right is not None else frozenset(),
        confirm=around.pieces(action.confirm, script),
        given=result.given if result is not None else {},
        detail=result.detail if result is not None else {},
        reason=result.reason if result is not None else "",
        of_bank=bool(policy_code(action.kind.value)),
        passes_on=action.kind is ActionKind.TRANSFER,
        records=action.kind in _RECORDS,
        complaint=_complaint_fields(parts.deeds[action.id].parameters, place) if _is_complaint(action) else None,
        at=result.at if result is not None else None,
        call_seconds=around.seconds_into(result.at) if result is not None else None,
        by_name=result.by_name if result is not None else "",
        problem=attempt.problem if attempt is not None and not attempt.working else None,
        key=key,
        undo_until=result.undo_until if result is not None else None,
        too_late=whole in standing.too_late,
    )


def _is_complaint(action: Action) -> bool:
    return action.kind is ActionKind.OPEN_COMPLAINT


def _complaint_fields(parameters: Mapping[str, str], place: ScriptPlace) -> Mapping[str, str]:
    """Return what the script knows of a complaint, by the form's own names: its words and its category, which may be
    one of the bank's codes or a word of its scripts, and the first day and amount that were asked for."""
    fields = {
        "what": parameters.get("about", ""),
        "note": parameters.get("wish", ""),
        "category": parameters.get("category", ""),
    }
    asked = [each for step in place.script.steps for each in step.questions]
    for kind, name in ((QuestionKind.DATE, "happened_on"), (QuestionKind.MONEY, "amount")):
        answers = (place.answers.get(each.id, "") for each in asked if each.kind is kind)
        fields[name] = next(filter(None, answers), "")
    return {name: text for name, text in fields.items() if text}


def _standing_result(action: Action, around: Surroundings, result: ActionResult | None) -> ActionResult | None:
    """Return what an action came to; None where it is so no more: a recording that goes on is not paused."""
    if result is None or result.state is not ActionState.DONE or action.kind not in _RECORDS:
        return result
    undone = around.is_paused is not None and around.is_paused is not (action.kind is ActionKind.PAUSE_RECORDING)
    return None if undone else result


def _stage(
    action: Action,
    parameters: Mapping[str, str],
    around: Surroundings,
    attempt: ActionTry | None,
    result: ActionResult | None,
    *,
    say_first: bool,
) -> ActionStage:
    if attempt is not None and attempt.working:
        return ActionStage.WORKING
    if attempt is not None:
        return ActionStage.UNKNOWN if attempt.in_doubt else ActionStage.FAILED
    right = around.standing.rights.get(action.kind.value)
    is_others = right is not None and not right.may
    if result is not None and not (is_others and result.state is ActionState.REFUSED):
        return _STAGES[result.state]
    # As the server refuses it: also what is only ticked waits for what must be said, and for the check.
    if say_first:
        return ActionStage.SAY_FIRST
    if is_others:
        return ActionStage.NOT_ALLOWED
    if not reaches(around.standing.level, needed_level(action, around.standing.policy)):
        return ActionStage.LEVEL_NEEDED
    if is_by_hand(action.kind, parameters, around.standing.by_hand):
        return ActionStage.HAND_ONLY
    return ActionStage.CONFIRM if around.confirming == action.id else ActionStage.READY


def _before(action: Action, script: Script, around: Surroundings, whole: DeedKey) -> tuple[DoneBefore, ...]:
    """What was done, or may have been, with something else; what was refused was not."""
    before = [
        DoneBefore(_STAGES[each.state], each.at, _given_words(action, script, each, around))
        for each in around.standing.results_of_others(whole)
        if each.state is not ActionState.REFUSED
    ]
    if around.standing.is_other_in_doubt(whole):
        before.append(DoneBefore(ActionStage.UNKNOWN, None))
    return tuple(before)


def _given_words(action: Action, script: Script, result: ActionResult, around: Surroundings) -> LocalText:
    """Return what a result was made of, as far as that can be told: numbers masked, and no codes of systems."""
    texts = [
        _value_words(action, script, name, text, around)
        for name in ACTIONS[action.kind].parameters
        if (text := result.given.get(name, ""))
    ]
    told = [each for each in texts if each]
    between = (("en", ", "), ("zh", "、"))
    return {language: comma.join(each[language] for each in told) for language, comma in between} if told else {}


def _value_words(action: Action, script: Script, name: str, text: str, around: Surroundings) -> LocalText:
    parameter = ACTIONS[action.kind].parameters[name]
    kind, figure = parameter.kind, in_words(parameter.kind.type, text, today=around.today)
    if kind.type is ValueType.NUMBER and figure:  # a number by itself says nothing
        colon = {"en": ": ", "zh": "："}
        return {each: f"{parameter.words[each]}{colon[each]}{figure[each]}" for each in colon}
    if kind.type in _FIGURES:
        return figure
    asked = {each.name.removeprefix(ANSWERS) for each in variables_in(action.parameters.get(name, ""))}
    questions = [each for step in script.steps for each in step.questions if each.id in asked]
    for option in (each for question in questions for each in question.options):
        if option.id == text:
            return {"en": option.label.get("en", text), "zh": option.label.get("zh", text)}
    return {} if kind.allowed or name in ("form", "code") else {"en": text, "zh": text}
