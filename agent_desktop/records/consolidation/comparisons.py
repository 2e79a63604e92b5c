"""What the model compares, level by level, and which pairs it looks at. Levels are best first; the last is "differs".

Home address and fixed line are one comparison, because people who share one share the other: counted twice, every
family would look like one person. Mobile numbers and e-mail addresses are a person's own, mostly.
"""

from dataclasses import dataclass
from typing import Final

from splink import block_on
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_creator import ComparisonCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator
from splink.internals.comparison_level_library import CustomLevel, ElseLevel
from splink.internals.comparison_library import CustomComparison


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement; `condition` is DuckDB's SQL over the columns of the left and the right account.

    `frequent`: the column by whose frequency agreement counts less, where a value is a common one.
    """

    name: str
    condition: str
    frequent: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison. `unknown` says when the two accounts cannot be compared."""

    name: str
    unknown: str
    levels: tuple[Level, ...]


DIFFERS: Final = "differs"
UNKNOWN: Final = "unknown"


def _lacks(column: str) -> str:
    return f"{column}_l = '' OR {column}_r = ''"


def _empty(column: str) -> str:
    return f"len({column}_l) = 0 OR len({column}_r) = 0"


def _share(column: str) -> str:
    return f"list_has_any({column}_l, {column}_r)"


NEAREST: Final = (
    "CREATE MACRO nearest(mine, theirs) AS list_min(list_transform(mine, lambda one:"
    " list_min(list_transform(theirs, lambda other: damerau_levenshtein(one, other)))))"
)
"""How many slips are between two lists of numbers at the least; DuckDB's, for Splink does not parse its lambdas."""

_PARTS_IN_COMMON: Final = (
    "len(list_intersect(address_parts_l, address_parts_r)) >="
    " {share} * greatest(len(address_parts_l), len(address_parts_r))"
)

COMPARISONS: Final[tuple[Compared, ...]] = (
    Compared(
        "name",
        _empty("keys"),
        (
            Level("same_chinese", "tones_l <> '' AND tones_l = tones_r", "tones"),
            # Without an order, *Yan Shan* is *Shan Yan*; characters that are there on both sides say which it is.
            Level("same_sound", f"(tones_l = '' OR tones_r = '') AND {_share('keys')}"),
            Level(
                "near",
                "(length(written_l) >= 6 AND length(written_r) >= 6"
                " AND damerau_levenshtein(written_l, written_r) <= 1)"
                " OR (length(han_l) >= 3 AND length(han_r) >= 2 AND damerau_levenshtein(han_l, han_r) <= 1"
                " AND list_has_any(family_l, family_r))",
            ),
            Level("same_family", _share("family")),
        ),
    ),
    Compared(
        "birth",
        _lacks("birth"),
        (
            Level("same", "birth_l = birth_r"),
            Level(
                "near",
                "damerau_levenshtein(birth_l, birth_r) <= 1"
                " OR birth_l = concat(substr(birth_r, 1, 4), substr(birth_r, 7, 2), substr(birth_r, 5, 2))",
            ),
        ),
    ),
    Compared(
        "document",
        f"{_lacks('document')} OR document_kind_l <> document_kind_r",
        (
            Level("same", "document_l = document_r"),
            Level("near", "damerau_levenshtein(document_l, document_r) <= 1"),
        ),
    ),
    Compared(
        "mobile",
        _empty("mobiles"),
        (Level("same", _share("mobiles")), Level("near", "nearest(mobiles_l, mobiles_r) <= 1")),
    ),
    Compared(
        "email",
        _lacks("email"),
        (Level("same", "email_l = email_r"), Level("near", "damerau_levenshtein(email_l, email_r) <= 2")),
    ),
    Compared(
        "home",
        f"({_lacks('address')}) AND ({_empty('fixed')})",
        (
            Level("same", f"(address_l <> '' AND address_l = address_r) OR {_share('fixed')}"),
            Level("near", f"address_l <> '' AND address_r <> '' AND {_PARTS_IN_COMMON.format(share='0.8')}"),
        ),
    ),
    Compared("gender", _lacks("gender"), (Level("same", "gender_l = gender_r"),)),
)


def comparison_of(compared: Compared, odds: dict[str, tuple[float, float]]) -> ComparisonCreator:
    """Return the comparison for Splink. `odds`: by level, its share among matches and among others (m and u)."""
    levels: list[ComparisonLevelCreator] = [CustomLevel(compared.unknown, "unknown").configure(is_null_level=True)]
    for level in compared.levels:
        made = CustomLevel(level.condition, level.name)
        if level.frequent:
            made.configure(
                tf_adjustment_column=level.frequent,
                tf_adjustment_weight=1.0,
                tf_minimum_u_value=0.00001,
                disable_tf_exact_match_detection=True,
            )
        levels.append(_with_odds(made, odds.get(level.name)))
    levels.append(_with_odds(ElseLevel(), odds.get(DIFFERS)))
    return CustomComparison(output_column_name=compared.name, comparison_levels=[*levels])


def _with_odds(level: ComparisonLevelCreator, odds: tuple[float, float] | None) -> ComparisonLevelCreator:
    return level if odds is None else level.configure(m_probability=odds[0], u_probability=odds[1])


def pairs_looked_at() -> list[BlockingRuleCreator]:
    """Return the rules of which a pair must meet one to be compared at all."""
    return [
        block_on("nullif(document, '')"),
        block_on("nullif(email, '')"),
        block_on("phones", arrays_to_explode=["phones"]),
        block_on("nullif(birth, '')"),
        block_on("nullif(address, '')"),
        block_on("keys", "nullif(substr(birth, 1, 4), '')", arrays_to_explode=["keys"]),
    ]
