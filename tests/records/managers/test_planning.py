"""Who gets which manager: by the first rule that fits, by load and by language; always the same."""

from collections.abc import Sequence
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.records.managers.planning import Manager, NotAssigned, Plan, Unassigned, plan_assignments
from agent_desktop.records.managers.schema import AssignmentRule, AssignmentRules, LanguageRule


def rule(*tiers: Tier, most: int = 10, language: LanguageRule = LanguageRule.PREFERRED) -> AssignmentRule:
    return AssignmentRule(
        name={"en": "Rule"},
        tiers=tiers,
        kinds=(CustomerKind.PERSONAL,),
        teams=("Wealth",),
        most=most,
        language=language,
    )


def rules(*each: AssignmentRule) -> AssignmentRules:
    return AssignmentRules(rules=each)


def manager(number: int, *languages: str, customers: int = 0, team: str = "Wealth") -> Manager:
    return Manager(UUID(int=number), f"M{number}", team, frozenset(languages), customers)


def customer(
    number: int, *languages: str, tier: Tier = Tier.GOLD, kind: CustomerKind = CustomerKind.PERSONAL
) -> Unassigned:
    return Unassigned(UUID(int=1000 + number), kind, tier, languages)


def given_to(plan: Plan) -> list[int]:
    return [each.manager_id.int for each in plan.assignments]


def test_the_one_with_the_smallest_load_gets_the_next() -> None:
    plan = plan_assignments(
        [customer(n) for n in range(4)], [manager(1, customers=2), manager(2), manager(3, customers=1)], rules(rule())
    )

    assert given_to(plan) == [2, 2, 3, 1] or given_to(plan) == [2, 2, 3, 2]
    assert [each.rule for each in plan.assignments] == [0] * 4


def test_who_speaks_the_language_the_customer_likes_best_goes_first_whatever_their_load() -> None:
    people = [manager(1, "en"), manager(2, "yue", customers=8), manager(3)]

    plan = plan_assignments([customer(1, "yue", "en"), customer(2, "fr")], people, rules(rule()))

    assert given_to(plan) == [2, 1]
    assert [each.speaks for each in plan.assignments] == [True, False]


def test_where_the_language_is_required_nobody_else_will_do() -> None:
    people = [manager(1, "en"), manager(2, "yue", customers=10)]
    required = rules(rule(language=LanguageRule.REQUIRED))

    plan = plan_assignments([customer(1, "yue"), customer(2, "cmn"), customer(3)], people, required)

    assert given_to(plan) == [1]  # of the third nobody knows a language
    assert plan.left == {NotAssigned.ALL_FULL: 1, NotAssigned.NO_LANGUAGE: 1}


def test_the_first_rule_that_fits_counts_and_who_has_none_stays_without() -> None:
    only = rules(rule(Tier.PLATINUM, most=1), rule(Tier.PLATINUM, Tier.GOLD))
    people = [
        customer(1, tier=Tier.PLATINUM),
        customer(2, tier=Tier.PLATINUM),
        customer(3),
        customer(4, tier=Tier.STANDARD),
        customer(5, kind=CustomerKind.BUSINESS),
    ]

    plan = plan_assignments(people, [manager(1)], only)

    assert [(each.customer_id.int - 1000, each.rule) for each in plan.assignments] == [(1, 0), (3, 1)]
    assert plan.left == {NotAssigned.ALL_FULL: 1, NotAssigned.NO_RULE: 2}


def test_nobody_of_another_team_is_given_anybody() -> None:
    plan = plan_assignments([customer(1)], [manager(1, team="Cards")], rules(rule()))

    assert plan.left == {NotAssigned.NO_MANAGER: 1}


@given(
    st.lists(st.lists(st.sampled_from(["en", "yue", "cmn"]), max_size=2), max_size=30),
    st.lists(st.tuples(st.sampled_from(["en", "yue", "cmn"]), st.integers(0, 6)), min_size=1, max_size=5),
)
def test_nobody_gets_more_than_the_rule_allows_and_nobody_is_forgotten_or_given_twice(
    wishes: Sequence[Sequence[str]], staff: Sequence[tuple[str, int]]
) -> None:
    people = [customer(number, *languages) for number, languages in enumerate(wishes)]
    managers = [manager(number, language, customers=load) for number, (language, load) in enumerate(staff, 1)]

    plan = plan_assignments(people, managers, rules(rule(most=5)))

    loads = {each.user_id: each.customers for each in managers}
    for each in plan.assignments:
        loads[each.manager_id] += 1
    assert all(loads[each.user_id] <= max(5, each.customers) for each in managers)
    assert len({each.customer_id for each in plan.assignments}) == len(plan.assignments)
    assert len(plan.assignments) + plan.left.total() == len(people)
    assert plan == plan_assignments(people, managers, rules(rule(most=5)))
