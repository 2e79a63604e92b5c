"""What can be wrong with a file that people write by hand (a service script, a mapping), each by its stable code.

The words a person reads for each code are in ``resources/words``, under `problems`, one file a language.
"""

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from pydantic import JsonValue
from pydantic_core import ErrorDetails


class ProblemCode(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    # Any file
    FILE_MISSING = "file_missing"
    FILE_NOT_ALLOWED = "file_not_allowed"
    FILE_IS_FOLDER = "file_is_folder"
    FILE_UNREADABLE = "file_unreadable"  # reason: the system's name of it, such as EIO
    FILE_TOO_LARGE = "file_too_large"  # limit: bytes
    FILE_EMPTY = "file_empty"
    NOT_UTF8 = "not_utf8"
    NOT_YAML = "not_yaml"  # column: counted from 1
    KEYS_NEEDED = "keys_needed"
    KEY_TWICE = "key_twice"  # name
    KEY_MISSING = "key_missing"  # name
    KEY_UNKNOWN = "key_unknown"  # name
    KEY_NOT_TEXT = "key_not_text"
    VALUE_NOT_LISTED = "value_not_listed"  # name, allowed
    VALUE_EMPTY = "value_empty"  # name
    VALUE_OUT_OF_RANGE = "value_out_of_range"  # name, allowed
    VALUE_OF_OTHER_FORM = "value_of_other_form"  # name, form: a regular expression
    VALUE_TOO_LONG = "value_too_long"  # name, limit: characters
    VALUE_WRONG = "value_wrong"  # name
    NUMBER_NEEDED = "number_needed"  # name
    WHOLE_NUMBER_NEEDED = "whole_number_needed"  # name
    TRUTH_NEEDED = "truth_needed"  # name
    TEXT_NEEDED = "text_needed"  # name
    LIST_NEEDED = "list_needed"  # name
    SECTION_NEEDED = "section_needed"  # name
    # A service script
    SCRIPT_FOLDER_MISSING = "script_folder_missing"
    SCRIPT_FOLDER_EMPTY = "script_folder_empty"
    SCRIPT_ID_DIFFERS = "script_id_differs"  # script: the id that it has in the library
    RUNNERS_LEFT = "runners_left"  # scripts
    SCRIPT_TWICE = "script_twice"  # script, version, other: a file
    REASONS_OF_OUTGOING = "reasons_of_outgoing"
    DEFAULT_MISSING = "default_missing"
    DEFAULT_TWICE = "default_twice"  # other: a file
    ALIAS_USED = "alias_used"
    NESTED_TOO_DEEP = "nested_too_deep"  # most
    SIGN_NOT_KEPT = "sign_not_kept"  # sign: U+0000
    STEP_NEEDED = "step_needed"
    ID_WRONG = "id_wrong"  # id
    ID_LONG = "id_long"  # id, most
    SCRIPT_VERSION_WRONG = "script_version_wrong"  # version
    STEP_ID_TWICE = "step_id_twice"  # id
    QUESTION_ID_TWICE = "question_id_twice"  # id
    OPTION_ID_TWICE = "option_id_twice"  # id
    STATEMENT_ID_TWICE = "statement_id_twice"  # id
    CHOICES_SEVERAL = "choices_several"  # step
    OPTIONS_COUNT_WRONG = "options_count_wrong"  # question, most
    OPTIONS_NOT_NEEDED = "options_not_needed"  # question
    TEXT_LIMIT_WRONG = "text_limit_wrong"  # question
    WAY_ON_MISSING = "way_on_missing"  # step
    WAYS_ON_SEVERAL = "ways_on_several"  # step, ways
    STEP_UNKNOWN = "step_unknown"  # step
    BRANCH_QUESTION_UNKNOWN = "branch_question_unknown"  # step, question
    BRANCH_QUESTION_OPEN = "branch_question_open"  # question
    BRANCH_QUESTION_OPTIONAL = "branch_question_optional"  # question
    BRANCH_CASE_MISSING = "branch_case_missing"  # question, answer
    BRANCH_CASE_UNKNOWN = "branch_case_unknown"  # question, answer
    STEPS_IN_CIRCLE = "steps_in_circle"  # steps
    STEP_UNREACHED = "step_unreached"  # step
    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    BRACES_STRAY = "braces_stray"
    VARIABLE_UNKNOWN = "variable_unknown"  # variable
    CONDITION_LONG = "condition_long"  # most
    CONDITION_NOT_READ = "condition_not_read"
    CONDITION_NOT_KNOWN = "condition_not_known"
    CONDITION_NOT_TRUTH = "condition_not_truth"  # name, type
    CONDITION_NAME_NEEDED = "condition_name_needed"
    CONDITION_LIST_NEEDED = "condition_list_needed"
    CONDITION_SEVERAL = "condition_several"  # name
    CONDITION_UNORDERED = "condition_unordered"  # type
    CONDITION_TYPES_DIFFER = "condition_types_differ"  # first, second
    CONDITION_TYPE_WRONG = "condition_type_wrong"  # name, type
    CONDITION_VALUE_UNKNOWN = "condition_value_unknown"  # name, value, allowed
    NAME_UNKNOWN = "name_unknown"  # name
    NAME_CLOSE = "name_close"  # name, closest
    REASON_UNKNOWN = "reason_unknown"  # reason
    REASON_CLOSE = "reason_close"  # reason, closest
    OPENS_ALIKE = "opens_alike"  # other: a script
    ID_WITH_HYPHEN = "id_with_hyphen"  # id
    ACTION_ID_TWICE = "action_id_twice"  # id
    STEP_CLOSE = "step_close"  # step, closest
    VERIFY_NOTHING = "verify_nothing"  # step
    VERIFY_AT_END = "verify_at_end"  # step
    BRANCH_OF_TWO = "branch_of_two"  # step
    BRANCH_OTHERWISE_MISSING = "branch_otherwise_missing"  # step
    BRANCH_WITHOUT_WAYS = "branch_without_ways"  # step
    BOUND_NOT_NEEDED = "bound_not_needed"  # question, name
    BOUND_NO_NUMBER = "bound_no_number"  # bound
    BOUND_NO_DAY = "bound_no_day"  # bound
    BOUNDS_TURNED_ROUND = "bounds_turned_round"  # question
    CURRENCIES_NOT_NEEDED = "currencies_not_needed"  # question
    CURRENCY_WRONG = "currency_wrong"  # currency
    PARAMETER_UNKNOWN = "parameter_unknown"  # parameter
    PARAMETER_CLOSE = "parameter_close"  # parameter, closest
    PARAMETER_MISSING = "parameter_missing"  # action, parameter
    PARAMETER_VALUE_UNKNOWN = "parameter_value_unknown"  # parameter, value, allowed
    PARAMETER_TYPE_WRONG = "parameter_type_wrong"  # parameter, type
    PARAMETER_VALUE_OPEN = "parameter_value_open"  # parameter, variable, allowed
    ACTION_UNVERIFIED = "action_unverified"  # action, level
    ACTION_STUCK = "action_stuck"  # action, level
    LEVEL_BELOW_POLICY = "level_below_policy"  # action, level
    PAGE_UNKNOWN = "page_unknown"  # page
    PAGE_CLOSE = "page_close"  # page, closest
    SCRIPT_UNKNOWN = "script_unknown"  # script
    SCRIPT_CLOSE = "script_close"  # script, closest
    RUN_TWICE = "run_twice"  # script
    RUNS_IN_CIRCLE = "runs_in_circle"  # scripts
    RUN_OUTCOME_MISSING = "run_outcome_missing"  # script, outcome
    RUN_OUTCOME_UNKNOWN = "run_outcome_unknown"  # script, outcome
    RUN_ID_TAKEN = "run_id_taken"  # id, script
    ALWAYS_WITH_WHEN = "always_with_when"  # statement
    BEFORE_UNKNOWN = "before_unknown"  # id
    STATEMENT_MISSED = "statement_missed"  # statement, steps
    NAME_LATER = "name_later"  # name
    TEXT_LONG = "text_long"  # characters, most
    VARIABLE_CLOSE = "variable_close"  # variable, closest
    VARIABLE_WITHOUT_WORDS = "variable_without_words"  # variable
    CONDITION_NEVER = "condition_never"
    CONDITION_ALWAYS = "condition_always"
    KEY_CLOSE = "key_close"  # name, closest
    # A mapping
    TIME_ZONE_UNKNOWN = "time_zone_unknown"  # zone
    TIME_WRONG = "time_wrong"  # time
    ONE_OF_TWO_NEEDED = "one_of_two_needed"  # first, second
    DIGITS_WITHOUT_MARK = "digits_without_mark"
    FILE_UNKNOWN = "file_unknown"  # file
    SYSTEM_UNKNOWN = "system_unknown"  # system
    SYSTEM_GROUP_NEEDED = "system_group_needed"  # system
    OUTSIDE_FOLDER = "outside_folder"
    ENCODING_UNKNOWN = "encoding_unknown"  # encoding
    ENCODING_WITHOUT_ASCII = "encoding_without_ascii"  # encoding
    DELIMITER_WRONG = "delimiter_wrong"
    TIME_FORMAT_NEEDED = "time_format_needed"
    MARKS_ALIKE = "marks_alike"
    COLUMN_UNKNOWN = "column_unknown"  # column
    COLUMN_TWICE = "column_twice"  # column
    COLUMN_NOT_IN_FILE = "column_not_in_file"  # file, column
    COLUMN_NOT_IN_HEAD = "column_not_in_head"  # file, column: as the head would call it
    COLUMN_OF_ROW_NEEDED = "column_of_row_needed"  # row, example
    PART_UNKNOWN = "part_unknown"  # column, part
    CODE_TABLE_UNKNOWN = "code_table_unknown"  # table
    WORD_LIST_UNKNOWN = "word_list_unknown"  # words
    PLACEHOLDER_WRONG = "placeholder_wrong"  # text
    FORM_UNKNOWN = "form_unknown"  # form, allowed
    # An entry menu
    LANGUAGE_NOT_SPOKEN = "language_not_spoken"  # language, allowed
    STEP_OF_NO_KIND = "step_of_no_kind"  # step
    KEY_USED_TWICE = "key_used_twice"  # key
    DIGITS_TURNED_ROUND = "digits_turned_round"  # step
    MENU_QUEUE_UNKNOWN = "menu_queue_unknown"  # queue, allowed
    MENU_TOO_LONG = "menu_too_long"  # most
    MENU_DEEP = "menu_deep"  # levels, most
    MENU_WIDE = "menu_wide"  # step, choices, most
    RECORDING_MISSING = "recording_missing"  # file
    KEY_REFUSES_RECORDING = "key_refuses_recording"  # key
    # Routing
    QUEUE_NOT_THERE = "queue_not_there"  # queue, allowed
    QUEUE_APART = "queue_apart"  # queue, allowed: the others of its group
    SPAN_TURNED_ROUND = "span_turned_round"  # span
    SPANS_OVERLAP = "spans_overlap"  # first, second
    DAY_TWICE = "day_twice"  # day
    HOURS_NOT_THERE = "hours_not_there"  # hours, allowed
    DISPOSITION_NOT_THERE = "disposition_not_there"  # disposition, allowed
    QUEUE_HAS_CALLERS = "queue_has_callers"  # queue, callers
    QUEUE_GROUP_KEPT = "queue_group_kept"  # queue, group
    QUEUE_UNSERVED = "queue_unserved"  # queue
    SKILL_NOT_THERE = "skill_not_there"  # skill, allowed
    SKILL_UNHELD = "skill_unheld"  # skill
    SKILL_UNASKED = "skill_unasked"  # skill
    SKILL_UNLISTED = "skill_unlisted"  # skill
    NUMBER_TWICE = "number_twice"  # number
    MENU_LEADS_NOWHERE = "menu_leads_nowhere"  # queue
    # Letters
    PART_UNCLEAR = "part_unclear"
    # A tree of dispositions
    CODE_GONE = "code_gone"  # code
    REASON_GIVEN = "reason_given"  # code
    NOTHING_OFFERED = "nothing_offered"
    PROMISE_RETIRED = "promise_retired"  # code
    CODE_TWICE = "code_twice"  # code
    CODE_RESERVED = "code_reserved"  # code
    NAME_LIKE_ANOTHER = "name_like_another"  # name, other: a code
    NAME_LONG = "name_long"  # name, most
    TREE_WIDE = "tree_wide"  # entries, most
    TREE_DEEP = "tree_deep"  # levels, most
    # The directory
    OUTSIDE_NUMBER_WRONG = "outside_number_wrong"  # number
    SITE_NOT_THERE = "site_not_there"  # site, allowed
    # A knowledge page
    PAGE_FOLDER_MISSING = "page_folder_missing"
    PAGE_FOLDER_EMPTY = "page_folder_empty"
    PAGE_NAME_WRONG = "page_name_wrong"
    PAGE_LANGUAGE_MISSING = "page_language_missing"  # file: the one to write
    PAGE_TITLE_MISSING = "page_title_missing"
    PAGE_TITLE_LONG = "page_title_long"  # most
    PAGE_WITHOUT_TEXT = "page_without_text"
    PAGE_LONG = "page_long"  # characters, most
    PAGE_HTML = "page_html"
    PAGE_PICTURE = "page_picture"
    PAGE_LINK_WRONG = "page_link_wrong"  # link
    # A policy of verification
    NUMBER_PROVES_NOTHING = "number_proves_nothing"
    LEVEL_UNREACHABLE = "level_unreachable"  # level, points, checks: all there are
    LEVELS_TURNED_ROUND = "levels_turned_round"
    CHECK_ALONE = "check_alone"  # check
    VALUE_UNNAMED = "value_unnamed"  # value
    # What campaigns say
    CAMPAIGN_REASON_UNKNOWN = "campaign_reason_unknown"  # code
    CAMPAIGN_NO_WAY = "campaign_no_way"
    CAMPAIGN_HOURS_WRONG = "campaign_hours_wrong"
    CAMPAIGN_SCRIPT_TEMPLATE_WRONG = "campaign_script_template_wrong"  # code
    # Rules of alerts
    ALERT_NEVER_RAISED = "alert_never_raised"  # score, most
    ALERT_URGENT_TOO_EARLY = "alert_urgent_too_early"  # urgent, alert
    ALERT_HISTORY_SHORT = "alert_history_short"  # days, needed
    TASK_WITHOUT_RULE = "task_without_rule"  # kind
    TASK_WITHOUT_NAME = "task_without_name"  # kind, addressee
    # Rules of callbacks
    CALLBACK_KIND_MISSING = "callback_kind_missing"  # kind
    CALLBACK_REASON_MISSING = "callback_reason_missing"  # code
    CALLBACK_RETRY_MISSING = "callback_retry_missing"  # outcome
    CALLBACK_REMINDERS_UPWARDS = "callback_reminders_upwards"
    # Formulas of value
    TIERS_TURNED_ROUND = "tiers_turned_round"  # figure
    TIER_WITHOUT_LIMIT = "tier_without_limit"  # tier
    MEASURE_SIGNED = "measure_signed"  # measure
    BINS_NOT_RISING = "bins_not_rising"
    LAST_BIN_LIMITED = "last_bin_limited"
    BIN_WITHOUT_LIMIT = "bin_without_limit"
    LEAST_KNOWN_MANY = "least_known_many"  # most
    TREND_LONGER = "trend_longer"  # most
    # Calendars
    DAY_LISTED_TWICE = "day_listed_twice"  # day
    CALENDAR_PLACE_NEEDED = "calendar_place_needed"
    CALENDAR_PLACE_UNKNOWN = "calendar_place_unknown"  # where
    CALENDAR_NOT_THERE = "calendar_not_there"  # calendar, allowed
    CALENDAR_LIKE_LIKE = "calendar_like_like"  # calendar
    WEEK_WITHOUT_WORK = "week_without_work"
    # Rules of complaints
    RULE_SET_NOT_THERE = "rule_set_not_there"  # set, allowed
    RULES_OVERLAP = "rules_overlap"  # rule, day: the first that both are in force
    RULE_DATES_TURNED_ROUND = "rule_dates_turned_round"  # rule
    STATE_NOT_THERE = "state_not_there"  # state, allowed
    MARK_NOT_THERE = "mark_not_there"  # mark, allowed
    FLAG_NOT_THERE = "flag_not_there"  # flag, allowed
    CATEGORY_NOT_THERE = "category_not_there"  # category
    RULE_NEVER_ENDS = "rule_never_ends"  # rule
    RULE_ENDS_AT_ONCE = "rule_ends_at_once"  # rule
    RULE_NEVER_FITS = "rule_never_fits"  # flag
    RULE_UNVERIFIED = "rule_unverified"  # rule
    STAGE_NOT_LATER = "stage_not_later"  # stage
    STAGE_UNAPPROVED = "stage_unapproved"  # stage
    LADDER_NOT_RISING = "ladder_not_rising"
    LADDER_TELLS_NOBODY = "ladder_tells_nobody"  # percent
    LADDER_WITHOUT_END = "ladder_without_end"
    HOUSE_TWICE = "house_twice"  # set
    SET_WITHOUT_RULES = "set_without_rules"  # set


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One mistake in a file. `details` are the values its words need, as they stand in the file."""

    code: ProblemCode
    details: dict[str, str] = field(default_factory=dict)

    def as_detail(self) -> dict[str, JsonValue]:
        """Return it as a detail of an error: `words` knows a detail with a `problem` in it."""
        return {"problem": self.code.value, **self.details}


def file_problem(code: ProblemCode, **details: object) -> FileProblem:
    """Return the problem `code`; lists among `details` are joined with commas."""
    return FileProblem(code, {name: _written(value) for name, value in details.items()})


def unreadable(error: OSError) -> FileProblem:
    """Return why a file could not be read."""
    match error:
        case FileNotFoundError():
            return FileProblem(ProblemCode.FILE_MISSING)
        case PermissionError():
            return FileProblem(ProblemCode.FILE_NOT_ALLOWED)
        case IsADirectoryError():
            return FileProblem(ProblemCode.FILE_IS_FOLDER)
        case _:
            return file_problem(ProblemCode.FILE_UNREADABLE, reason=errno.errorcode.get(error.errno or 0, "…"))


def schema_problem(error: ErrorDetails) -> FileProblem:
    """Return what a schema says of a file. A rule of ours says it by itself: its type is a `ProblemCode`."""
    kind, context = error["type"], error.get("ctx", {})
    name = next((str(part) for part in reversed(error["loc"]) if isinstance(part, str)), "…")
    if kind in _OURS:
        return file_problem(ProblemCode(kind), **context)
    if not error["loc"] and kind in ("model_type", "dict_type", "model_attributes_type"):
        return FileProblem(ProblemCode.KEYS_NEEDED)
    if kind in _NEEDED:
        return file_problem(_NEEDED[kind], name=name)
    match kind:
        case "literal_error" | "enum":
            return file_problem(ProblemCode.VALUE_NOT_LISTED, name=name, allowed=_plain(context["expected"]))
        case "union_tag_invalid":
            allowed = _plain(context["expected_tags"])
            return file_problem(ProblemCode.VALUE_NOT_LISTED, name=_plain(context["discriminator"]), allowed=allowed)
        case "union_tag_not_found":
            return file_problem(ProblemCode.KEY_MISSING, name=_plain(context["discriminator"]))
        case "string_pattern_mismatch":
            return file_problem(ProblemCode.VALUE_OF_OTHER_FORM, name=name, form=context["pattern"])
        case "string_too_long":
            return file_problem(ProblemCode.VALUE_TOO_LONG, name=name, limit=context["max_length"])
    for rule, sign in _SIGNS.items():
        if rule in context:
            return file_problem(ProblemCode.VALUE_OUT_OF_RANGE, name=name, allowed=f"{sign} {context[rule]:g}")
    return file_problem(ProblemCode.VALUE_WRONG, name=name)


_OURS: Final = frozenset(ProblemCode)
_SIGNS: Final[Mapping[str, str]] = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "multiple_of": "×"}
_NEEDED: Final[Mapping[str, ProblemCode]] = {
    "missing": ProblemCode.KEY_MISSING,
    "extra_forbidden": ProblemCode.KEY_UNKNOWN,
    "string_type": ProblemCode.TEXT_NEEDED,
    "int_type": ProblemCode.WHOLE_NUMBER_NEEDED,
    "int_parsing": ProblemCode.WHOLE_NUMBER_NEEDED,
    "int_from_float": ProblemCode.WHOLE_NUMBER_NEEDED,
    "float_type": ProblemCode.NUMBER_NEEDED,
    "float_parsing": ProblemCode.NUMBER_NEEDED,
    "decimal_type": ProblemCode.NUMBER_NEEDED,
    "decimal_parsing": ProblemCode.NUMBER_NEEDED,
    "finite_number": ProblemCode.NUMBER_NEEDED,
    "bool_type": ProblemCode.TRUTH_NEEDED,
    "bool_parsing": ProblemCode.TRUTH_NEEDED,
    "list_type": ProblemCode.LIST_NEEDED,
    "tuple_type": ProblemCode.LIST_NEEDED,
    "dict_type": ProblemCode.SECTION_NEEDED,
    "model_type": ProblemCode.SECTION_NEEDED,
    "model_attributes_type": ProblemCode.SECTION_NEEDED,
    "string_too_short": ProblemCode.VALUE_EMPTY,
    "too_short": ProblemCode.VALUE_EMPTY,
}


def _plain(text: object) -> str:
    return str(text).replace("'", "").replace(" or ", ", ")


def _written(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
