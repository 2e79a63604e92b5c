"""What is wrong with the parts of a script's steps: questions, verification, actions, branches."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from agent_desktop.contract.problems import ProblemCode, file_problem
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.actions import ACTIONS, ActionSpec, Parameter
from agent_desktop.service_scripts.answers import day_from, is_day, is_number, kind_of, possible_answers
from agent_desktop.service_scripts.check_texts import variable_findings
from agent_desktop.service_scripts.closest import closest_to
from agent_desktop.service_scripts.conditions import kinds_of
from agent_desktop.service_scripts.facts import Kind, ValueType
from agent_desktop.service_scripts.findings import Around, Finding, unknown
from agent_desktop.service_scripts.schema import Action, ActionKind, Branch, Question, QuestionKind, Script, Step
from agent_desktop.service_scripts.variables import variables_in
from agent_desktop.service_scripts.yaml_lines import Place

MOST_OPTIONS: Final = 9  # Alt+1 to Alt+9

WAYS: Final = frozenset(
    {
        ProblemCode.WAY_ON_MISSING,
        ProblemCode.WAYS_ON_SEVERAL,
        ProblemCode.VERIFY_AT_END,
        ProblemCode.BRANCH_OF_TWO,
        ProblemCode.BRANCH_CASE_MISSING,
    }
)
"""With one of these a road is missing."""

_OPTIONS: Final = (QuestionKind.CHOICE, QuestionKind.MULTI_CHOICE)
_BOUNDED: Final = (QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.DATE)
_SOME_DAY: Final = date(2026, 1, 1)  # days that are said by today are compared with each other only
_PARAMETERS: Final = (ProblemCode.PARAMETER_UNKNOWN, ProblemCode.PARAMETER_CLOSE)
_PAGES: Final = (ProblemCode.PAGE_UNKNOWN, ProblemCode.PAGE_CLOSE)


def part_findings(script: Script, around: Around) -> Iterator[Finding]:
    """Yield what is wrong with the parts of the steps."""
    kinds = kinds_of(script)
    for number, step in enumerate(script.steps):
        place: Place = ("steps", number)
        for question_number, question in enumerate(step.questions):
            yield from _question(question, (*place, "questions", question_number))
        if sum(question.kind is QuestionKind.CHOICE for question in step.questions) > 1:
            yield Finding((*place, "questions"), file_problem(ProblemCode.CHOICES_SEVERAL, step=step.id))
        if step.verify is not None and step.verify.level is Level.NONE:
            yield Finding((*place, "verify", "level"), file_problem(ProblemCode.VERIFY_NOTHING, step=step.id))
        for action_number, action in enumerate(step.actions):
            yield from _action(action, (*place, "actions", action_number), kinds, script, around)
        for page_number, page in enumerate(step.guide):
            if around.pages is not None and page not in around.pages:
                yield unknown((*place, "guide", page_number), page, around.pages, _PAGES, "page")
        yield from _way_on(step, place)


def _question(question: Question, place: Place) -> Iterator[Finding]:
    own = question.id
    if question.kind in _OPTIONS:
        if not 2 <= len(question.options) <= MOST_OPTIONS:
            yield Finding(place, file_problem(ProblemCode.OPTIONS_COUNT_WRONG, question=own, most=MOST_OPTIONS))
    elif question.options:
        yield Finding((*place, "options"), file_problem(ProblemCode.OPTIONS_NOT_NEEDED, question=own))
    if question.limit < 1:
        yield Finding((*place, "limit"), file_problem(ProblemCode.TEXT_LIMIT_WRONG, question=own))
    if question.currencies and question.kind is not QuestionKind.MONEY:
        yield Finding((*place, "currencies"), file_problem(ProblemCode.CURRENCIES_NOT_NEEDED, question=own))
    for number, currency in enumerate(question.currencies):
        if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
            problem = file_problem(ProblemCode.CURRENCY_WRONG, currency=currency)
            yield Finding((*place, "currencies", number), problem, currency, currency.upper())
    yield from _bounds(question, place)


def _bounds(question: Question, place: Place) -> Iterator[Finding]:
    is_right = is_day if question.kind is QuestionKind.DATE else is_number
    wrong = False
    for name, bound in (("least", question.least), ("most", question.most)):
        if bound and question.kind not in _BOUNDED:
            wrong = True
            yield Finding((*place, name), file_problem(ProblemCode.BOUND_NOT_NEEDED, question=question.id, name=name))
        elif bound and not is_right(bound):
            wrong = True
            code = ProblemCode.BOUND_NO_DAY if question.kind is QuestionKind.DATE else ProblemCode.BOUND_NO_NUMBER
            yield Finding((*place, name), file_problem(code, bound=bound), bound)
    if question.least and question.most and not wrong and _turned_round(question):
        yield Finding((*place, "most"), file_problem(ProblemCode.BOUNDS_TURNED_ROUND, question=question.id))


def _turned_round(question: Question) -> bool:
    if question.kind is not QuestionKind.DATE:
        return Decimal(question.least) > Decimal(question.most)
    if question.least.startswith("today") != question.most.startswith("today"):
        return False  # which is earlier depends on the day
    earliest, latest = day_from(question.least, _SOME_DAY), day_from(question.most, _SOME_DAY)
    return earliest is not None and latest is not None and earliest > latest


def _action(action: Action, place: Place, kinds: dict[str, Kind], script: Script, around: Around) -> Iterator[Finding]:
    spec = ACTIONS[action.kind]
    for name, text in action.parameters.items():
        where: Place = (*place, "with", name)
        parameter = spec.parameters.get(name)
        if parameter is None:
            yield unknown(where, name, set(spec.parameters), _PARAMETERS, "parameter", in_key=True)
            continue
        known = set(kinds) | script.variables.keys()
        yield from (
            found
            for found in variable_findings(where, text, known, script.variables)
            if found.problem.code is not ProblemCode.VARIABLE_WITHOUT_WORDS
        )
        yield from _parameter(name, parameter, text, where, kinds)
    yield from _missing_parameters(action, spec, place)
    yield from _codes(action, place, around)


def _missing_parameters(action: Action, spec: ActionSpec, place: Place) -> Iterator[Finding]:
    for name, parameter in spec.parameters.items():
        if parameter.required and name not in action.parameters:
            yield Finding(place, file_problem(ProblemCode.PARAMETER_MISSING, action=action.id, parameter=name))


def _parameter(name: str, parameter: Parameter, text: str, place: Place, kinds: dict[str, Kind]) -> Iterator[Finding]:
    """Yield what is wrong with the value of a parameter: one that is written, or one variable's."""
    variables = list(variables_in(text))
    wanted = parameter.kind
    if not variables:
        if wanted.allowed and text not in wanted.allowed:
            problem = file_problem(
                ProblemCode.PARAMETER_VALUE_UNKNOWN, parameter=name, value=text, allowed=wanted.allowed
            )
            yield Finding(place, problem, text, closest_to(text, wanted.allowed))
        elif not _is_of(wanted.type, text):
            yield Finding(place, file_problem(ProblemCode.PARAMETER_TYPE_WRONG, parameter=name, type=wanted.type))
        return
    variable = variables[0]
    given = kinds.get(variable.name)
    if given is None or len(variables) > 1 or (wanted.type is ValueType.TEXT and not wanted.allowed):
        return
    if given.type is not wanted.type:
        problem = file_problem(ProblemCode.PARAMETER_TYPE_WRONG, parameter=name, type=wanted.type)
        yield Finding(place, problem, variable.name)
    elif wanted.allowed:
        stray = [each for each in given.allowed if each not in wanted.allowed]
        if stray or not given.allowed:
            problem = file_problem(
                ProblemCode.PARAMETER_VALUE_OPEN,
                parameter=name, variable=variable.name, allowed=wanted.allowed,
            )  # fmt: skip
            yield Finding(place, problem, variable.name)


def _is_of(value_type: ValueType, text: str) -> bool:
    match value_type:
        case ValueType.NUMBER:
            return is_number(text)
        case ValueType.MONEY:
            return is_number(text.partition(" ")[0])
        case ValueType.DATE:
            return is_day(text)
        case ValueType.ACCOUNT:
            return False  # whose it is, only a call can say
        case ValueType.PHONE:
            return text.startswith("+") and text[1:].isdecimal()
        case _:
            return bool(text.strip())


def _codes(action: Action, place: Place, around: Around) -> Iterator[Finding]:
    for kind, name, known, code in (
        (ActionKind.TRANSFER, "skill", around.skills, ProblemCode.SKILL_NOT_THERE),
        (ActionKind.SET_DISPOSITION, "code", around.dispositions, ProblemCode.DISPOSITION_NOT_THERE),
    ):
        given = action.parameters.get(name, "")
        if action.kind is kind and known is not None and given and given not in known and "{{" not in given:
            what = "skill" if code is ProblemCode.SKILL_NOT_THERE else "disposition"
            problem = file_problem(code, **{what: given, "allowed": sorted(known)})
            yield Finding((*place, "with", name), problem, given, closest_to(given, sorted(known)))


def _way_on(step: Step, place: Place) -> Iterator[Finding]:
    given = (("next", step.next), ("branch", step.branch), ("run", step.run), ("outcome", step.outcome))
    ways = [name for name, way in given if way]
    if not ways:
        yield Finding(place, file_problem(ProblemCode.WAY_ON_MISSING, step=step.id))
    elif len(ways) > 1:
        yield Finding(place, file_problem(ProblemCode.WAYS_ON_SEVERAL, step=step.id, ways=ways))
    if step.verify is not None and step.outcome:
        yield Finding((*place, "outcome"), file_problem(ProblemCode.VERIFY_AT_END, step=step.id))
    if step.branch is not None:
        yield from _branch(step, step.branch, (*place, "branch"))


def _branch(step: Step, branch: Branch, place: Place) -> Iterator[Finding]:
    by_answer, by_condition = bool(branch.question or branch.cases), bool(branch.when or branch.otherwise)
    if by_answer == by_condition:
        yield Finding(place, file_problem(ProblemCode.BRANCH_OF_TWO, step=step.id))
        return
    if by_condition:
        if not branch.otherwise:
            yield Finding(place, file_problem(ProblemCode.BRANCH_OTHERWISE_MISSING, step=step.id))
        if not branch.when:
            yield Finding(place, file_problem(ProblemCode.BRANCH_WITHOUT_WAYS, step=step.id))
        return
    question = next((each for each in step.questions if each.id == branch.question), None)
    where: Place = (*place, "question")
    if question is None:
        problem = file_problem(ProblemCode.BRANCH_QUESTION_UNKNOWN, step=step.id, question=branch.question)
        yield Finding(where, problem, branch.question, closest_to(branch.question, [q.id for q in step.questions]))
        return
    answers = possible_answers(question)
    if not answers:
        yield Finding(where, file_problem(ProblemCode.BRANCH_QUESTION_OPEN, question=question.id))
        return
    if not question.required or question.when:
        yield Finding(where, file_problem(ProblemCode.BRANCH_QUESTION_OPTIONAL, question=question.id))
    for answer in answers:
        if answer not in branch.cases:
            problem = file_problem(ProblemCode.BRANCH_CASE_MISSING, question=question.id, answer=answer)
            yield Finding((*place, "cases"), problem)
    for case in branch.cases:
        if case not in answers:
            problem = file_problem(ProblemCode.BRANCH_CASE_UNKNOWN, question=question.id, answer=case)
            missing = [answer for answer in kind_of(question).allowed or answers if answer not in branch.cases]
            yield Finding((*place, "cases", case), problem, case, closest_to(case, missing), in_key=True)
