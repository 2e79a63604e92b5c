"""Figures of how customers found it, by agent, queue or team: who was asked and who answered beside what they said."""

from typing import Final

from agent_desktop.contract.figures import FigureUnit, ItemKind
from agent_desktop.contract.reports import ReportSubject
from agent_desktop.server.figures.parts import PARTS
from agent_desktop.server.figures.shapes import Facts, FigureRule, Measure, Part, counted, divided, two

_U, _S = FigureUnit, ReportSubject
TOP_FROM: Final = 4
"""Answers of at least so many of five are the top boxes; of ten the best two, from 9."""

_TABLES: Final = """
    {parts},
    said AS (
        SELECT survey_id, expected IS NOT NULL AS has_both,
            CASE scale WHEN 10 THEN 1 + perceived * 0.4 ELSE perceived END AS perceived,
            CASE scale WHEN 10 THEN 1 + expected * 0.4 ELSE expected END AS expected,
            perceived >= CASE scale WHEN 10 THEN 9 ELSE {top} END AS is_top
        FROM survey_scores
    ),
    surveyed AS (
        SELECT s.*, coalesce(nullif(s.team, ''), u.team, '') AS of_team,
            coalesce(nullif(s.queue_code, ''), q.code, '') AS of_queue
        FROM surveys s
        LEFT JOIN users u ON u.user_id = s.agent_id
        LEFT JOIN calls c ON s.record_kind = 'call' AND c.call_id = s.record_id
        LEFT JOIN queues q ON q.queue_id = c.queue_id
        WHERE s.asked_at >= :since AND s.asked_at < :until AND s.state <> 'not_sent'
    ),
    facts AS (
        SELECT 'survey' AS what, {survey_key} AS key, s.asked_at AS at, s.survey_id AS item_id,
            CASE s.record_kind WHEN 'call' THEN s.record_id END AS call_id, s.agent_id, s.form, s.state, s.way,
            s.of_queue AS queue_code, NULL::numeric AS seconds, p.perceived AS value, p.points, p.tops, p.scores,
            p.gap, p.pairs
        FROM surveyed s
        LEFT JOIN LATERAL (
            SELECT round(avg(perceived), 2) AS perceived, sum(perceived) AS points, count(*) AS scores,
                count(*) FILTER (WHERE is_top) AS tops, sum(perceived - expected) AS gap,
                count(*) FILTER (WHERE has_both) AS pairs
            FROM said WHERE said.survey_id = s.survey_id
        ) p ON s.state = 'answered'
        WHERE (:all_agents OR s.agent_id = ANY(CAST(:agents AS uuid[])))
            AND (:all_teams OR s.of_team = ANY(CAST(:teams AS text[])))
            AND (:all_queues OR s.of_queue = ANY(CAST(:queues AS text[])))
        UNION ALL
        SELECT 'part', {part_key}, p.started_at, p.interaction_id, p.call_id, p.agent_id, '', '', '',
            p.queue_code, p.handling, NULL, NULL, NULL, NULL, NULL, NULL
        FROM parts p WHERE p.direction = 'inbound' AND p.customer_id IS NOT NULL
        UNION ALL
        SELECT 'keypad', {keypad_key}, k.decided_at, k.call_id, k.call_id, k.agent_id, k.code,
            coalesce(k.why_not, 'asked'), 'keypad', q.code, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM call_surveys k JOIN queues q USING (queue_id) LEFT JOIN users u ON u.user_id = k.agent_id
        WHERE k.decided_at >= :since AND k.decided_at < :until
            AND (k.began_at IS NOT NULL OR k.why_not IN ('caller_hung_up', 'carrier_failed'))
            AND (:all_agents OR k.agent_id = ANY(CAST(:agents AS uuid[])))
            AND (:all_teams OR u.team = ANY(CAST(:teams AS text[])))
            AND (:all_queues OR q.code = ANY(CAST(:queues AS text[])))
    )
"""
_MEASURES: Final = {
    "asked": Measure("what = 'survey'"),
    "answered": Measure("what = 'survey' AND state = 'answered'"),
    "refused": Measure("what = 'survey' AND state = 'refused'"),
    "parts": Measure("what = 'part'"),
    "asked_after_calls": Measure("what = 'survey' AND call_id IS NOT NULL"),
    "points": Measure("scores > 0", "sum(points)"),
    "scores": Measure("scores > 0", "sum(scores)"),
    "tops": Measure("tops > 0", "sum(tops)"),
    "gap": Measure("pairs > 0", "sum(gap)"),
    "pairs": Measure("pairs > 0", "sum(pairs)"),
    "keypad_due": Measure("what = 'keypad'"),
    "keypad_asked": Measure("what = 'keypad' AND state = 'asked'"),
    "hung_up_first": Measure("what = 'keypad' AND state = 'caller_hung_up'"),
}
_ASKED: Final[Part] = ("asked", "Q", "Asked", "已邀请")
_ANSWERED: Final[Part] = ("answered", "n", "Answered", "已回答")
_SCORES: Final[Part] = ("scores", "s", "Answers to questions", "问题回答数")
_DUE: Final[Part] = ("keypad_due", "D", "To be asked by keypad", "应按键调查")


def _figures(subject: ReportSubject, name: str) -> tuple[FigureRule, ...]:
    return (
        counted(subject, f"{name}.asked", _ASKED,
                ("Surveys that customers were asked for in the time.", "期间内邀请的满意度调查。")),
        counted(subject, f"{name}.answered", _ANSWERED,
                ("Of these, how many were answered: the size of the sample.", "其中已回答的数量，即样本量。")),
        divided(subject, f"{name}.response", _U.PERCENT, ("Answered, percent", "回答率"),
                ("Answered of asked.", "已回答占已邀请的比例。"), _ANSWERED, _ASKED, better=True),
        divided(subject, f"{name}.coverage", _U.PERCENT, ("Asked after calls, percent", "邀请覆盖率"),
                ("Surveys about calls, of the calls of known customers that they had: who asks few chooses whom.",
                 "就通话邀请的调查占其处理的已识别客户来电的比例；覆盖过低说明有所挑选。"),
                ("asked_after_calls", "q", "Asked after calls", "通话后邀请"),
                ("parts", "P", "Calls of known customers", "已识别客户来电"), better=True),
        counted(subject, f"{name}.keypad_due", _DUE,
                ("Calls whose caller was to be asked by keypad: those asked, and those who hung up first.",
                 "应按键调查的通话：已调查的，以及客户先挂断的。")),
        divided(subject, f"{name}.keypad_coverage", _U.PERCENT, ("Asked by keypad, percent", "按键调查覆盖率"),
                ("Of those who were to be asked by keypad, how many were. Who waits for callers to hang up has few.",
                 "应按键调查的通话中实际调查的比例。等客户先挂断的坐席，此比例偏低。"),
                ("keypad_asked", "A", "Asked by keypad", "已按键调查"), _DUE, better=True),
        counted(subject, f"{name}.hung_up_first", ("hung_up_first", "H", "Caller hung up first", "客户先挂断"),
                ("Of those who were to be asked by keypad, how many hung up before anybody could ask.",
                 "应按键调查而客户先行挂断的通话。"), better=False),
        divided(subject, f"{name}.top_boxes", _U.PERCENT, ("Satisfied, percent", "满意率"),
                ("Answers of 4 or 5 of five, or 9 or 10 of ten, of all answers to questions.",
                 "五分制中 4 分或 5 分、十分制中 9 分或 10 分的回答占全部回答的比例。"),
                ("tops", "s≥4", "Answers of the best two", "最高两档回答"), _SCORES, better=True),
        divided(subject, f"{name}.mean", _U.POINTS, ("Mean of five", "平均分（五分制）"),
                ("Mean of how it was, over all answers to questions; of ten, 0 counts as 1 and 10 as 5.",
                 "全部回答的实际感受平均分；十分制中 0 分计为 1 分，10 分计为 5 分。"),
                ("points", "Σ p", "Points", "分数"), _SCORES, better=True),
        divided(subject, f"{name}.gap", _U.POINTS, ("Less than expected", "与期望之差"),
                ("Mean of how it was less how it had been expected, where both are known.",
                 "实际感受与原有期望之差的平均（两者均有回答时）。"),
                ("gap", "Σ (p − e)", "Differences", "差值"), ("pairs", "b", "Answers with both", "两者均有的回答"),
                better=True, source="SERVQUAL 1988"),
    )  # fmt: skip


def _facts(
    subject: ReportSubject, name: str, called: tuple[str, str], key_name: tuple[str, str], keys: tuple[str, str, str]
) -> Facts:
    survey_key, part_key, keypad_key = keys
    return Facts(
        subject=subject,
        name=two(*called),
        key_name=two(*key_name),
        tables=_TABLES.format(
            parts=PARTS, top=TOP_FROM, survey_key=survey_key, part_key=part_key, keypad_key=keypad_key
        ),
        measures=_MEASURES,
        figures=_figures(subject, name),
        item_kind=ItemKind.SURVEY,
        item={"label": "form", "about": "way", "queue": "queue_code", "agent_id": "agent_id", "outcome": "state"},
    )


SATISFACTION: Final = _facts(
    _S.SATISFACTION, "survey", ("Satisfaction", "满意度"), ("Agent", "坐席"),
    ("coalesce(s.agent_id::text, '')", "p.agent_id::text", "coalesce(k.agent_id::text, '')"),
)  # fmt: skip
SATISFACTION_OF_QUEUES: Final = _facts(
    _S.SATISFACTION_OF_QUEUES, "survey_queue", ("Satisfaction by queue", "满意度（按队列）"), ("Queue", "队列"),
    ("s.of_queue", "p.queue_code", "q.code"),
)  # fmt: skip
SATISFACTION_OF_TEAMS: Final = _facts(
    _S.SATISFACTION_OF_TEAMS, "survey_team", ("Satisfaction by team", "满意度（按团队）"), ("Team", "团队"),
    ("s.of_team", "p.team", "coalesce(u.team, '')"),
)  # fmt: skip
