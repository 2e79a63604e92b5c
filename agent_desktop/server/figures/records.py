"""Figures of complaints and callbacks."""

from typing import Final

from agent_desktop.contract.figures import FigureUnit, ItemKind
from agent_desktop.contract.reports import ReportSubject
from agent_desktop.records.learning.repository import COUNTED, IS_REPEAT, OURS
from agent_desktop.server.figures.shapes import Facts, Measure, Part, counted, divided, two

_U, _S = FigureUnit, ReportSubject

_REGISTERED: Final[Part] = ("registered", "G", "Registered", "登记")
_ANSWERED: Final[Part] = ("answered", "N", "Answered", "已答复")
_NOT_OURS: Final = (
    ("Suggestions and praise", "建议与表扬"),
    ("Joined into another, or taken back", "并入其他投诉或已撤销"),
)
COMPLAINTS: Final = Facts(
    subject=_S.COMPLAINTS,
    name=two("Complaints", "投诉"),
    key_name=two("Team", "团队"),
    tables=f"""
        complaint_facts AS (
            SELECT 'registered' AS what, c.registered_at AS at, c.* FROM complaints c
            WHERE {COUNTED} AND c.registered_at >= :since AND c.registered_at < :until
            UNION ALL
            SELECT 'closed', c.closed_at, c.* FROM complaints c
            WHERE {COUNTED} AND c.closed_at >= :since AND c.closed_at < :until
        ),
        facts AS (
            SELECT c.what, c.team AS key, c.at, c.complaint_id AS item_id, c.call_id, c.number, c.category_code,
                c.owner_id, c.state, c.vulnerable, c.answered_at IS NOT NULL AS is_answered,
                coalesce(k.late, false) AS late, coalesce(k.is_open, false) AS is_open, k.late IS NOT NULL AS has_clock,
                {IS_REPEAT} AS is_repeat,
                (c.answered_at AT TIME ZONE :zone)::date - (c.received_at AT TIME ZONE :zone)::date AS days,
                NULL::numeric AS seconds,
                ((c.answered_at AT TIME ZONE :zone)::date - (c.received_at AT TIME ZONE :zone)::date)::numeric AS value
            FROM complaint_facts c LEFT JOIN LATERAL (
                SELECT bool_or(coalesce(k.ended_at, :now) > k.due_at) AS late, bool_or(k.ended_at IS NULL) AS is_open
                FROM complaint_clocks k WHERE k.complaint_id = c.complaint_id AND {OURS}
            ) k ON true
            WHERE (:all_teams OR c.team = ANY(CAST(:teams AS text[])))
                AND (:all_agents OR c.owner_id = ANY(CAST(:agents AS uuid[])))
        )
    """,  # noqa: S608
    measures={
        "registered": Measure("what = 'registered'"),
        "closed": Measure("what = 'closed'"),
        "answered": Measure("what = 'registered' AND is_answered"),
        "on_time": Measure("what = 'registered' AND has_clock AND NOT late AND NOT is_open"),
        "late": Measure("what = 'registered' AND late"),
        "open_late": Measure("what = 'registered' AND late AND is_open"),
        "judged": Measure("what = 'registered' AND has_clock AND (late OR NOT is_open)"),
        "repeats": Measure("what = 'registered' AND is_repeat"),
        "vulnerable": Measure("what = 'registered' AND vulnerable"),
        "median_days": Measure(
            "what = 'registered' AND is_answered", "percentile_cont(0.5) WITHIN GROUP (ORDER BY days)"
        ),
    },
    figures=(
        counted(_S.COMPLAINTS, "complaint.registered", _REGISTERED,
                ("Complaints registered in the time.", "期间内登记的投诉。"), excluded=_NOT_OURS),
        counted(_S.COMPLAINTS, "complaint.closed", ("closed", "Z", "Closed", "办结"),
                ("Complaints closed in the time, whenever they were registered.", "期间内办结的投诉，不论何时登记。"),
                excluded=_NOT_OURS),
        counted(_S.COMPLAINTS, "complaint.answered", _ANSWERED,
                ("Of those registered in the time, how many have their final answer.",
                 "期间内登记且已作最终答复的投诉。"),
                excluded=_NOT_OURS),
        divided(_S.COMPLAINTS, "complaint.on_time", _U.PERCENT, ("On time, percent", "按时率"),
                ("Answered within every date that was ours to keep, of those that were answered or are late.",
                 "在我方全部时限内答复的投诉，占已答复或已逾期投诉的比例。"),
                ("on_time", "K", "On time", "按时"), ("judged", "J", "Answered, or late", "已答复或已逾期"),
                excluded=(*_NOT_OURS, ("Open and not late yet", "在办且未逾期"),
                          ("Without a date of ours", "无我方时限")),
                better=True),
        counted(_S.COMPLAINTS, "complaint.late", ("late", "L", "Late", "逾期"),
                ("Of those registered in the time, how many missed a date that was ours to keep.",
                 "期间内登记且超过我方时限的投诉。"), excluded=_NOT_OURS, better=False),
        counted(_S.COMPLAINTS, "complaint.open_late", ("open_late", "O", "Open and late", "在办且逾期"),
                ("Of these, how many are not answered yet.", "其中尚未答复的投诉。"), excluded=_NOT_OURS, better=False),
        divided(_S.COMPLAINTS, "complaint.repeats", _U.PERCENT, ("Repeats, percent", "重复率"),
                ("Complaints of the same customer about the same within 90 days of the end of the last one, of all.",
                 "同一客户在前一投诉办结后 90 天内就同一事项再次投诉的比例。"),
                ("repeats", "R", "Repeats", "重复投诉"), _REGISTERED, excluded=_NOT_OURS, better=False),
        counted(_S.COMPLAINTS, "complaint.median_days", ("median_days", "median d", "Median days", "天数中位数"),
                ("Median of the days from receipt to the final answer.", "从收到到最终答复的天数中位数。"),
                unit=_U.DAYS, excluded=(*_NOT_OURS, ("Not answered yet", "尚未答复")), better=False),
        counted(_S.COMPLAINTS, "complaint.vulnerable", ("vulnerable", "V", "Need special care", "需特别照顾"),
                ("Complaints of customers who need special care.", "需特别照顾客户的投诉。"), excluded=_NOT_OURS),
    ),
    item_kind=ItemKind.COMPLAINT,
    item={"label": "number", "about": "category_code", "queue": "''", "agent_id": "owner_id", "outcome": "state"},
)  # fmt: skip

_JUDGED: Final[Part] = ("judged", "D", "Due", "应回电")
_REACHED: Final[Part] = ("reached", "H", "Reached", "已联系上")
_NOT_DUE: Final = (
    ("Whose window is not over and which nobody tried", "时段未结束且未尝试"),
    ("Joined into another", "并入其他回电"),
)
CALLBACKS: Final = Facts(
    subject=_S.CALLBACKS,
    name=two("Callbacks", "回电"),
    key_name=two("Kind", "类别"),
    tables="""
        facts AS (
            SELECT f.kind::text AS key, f.judged_until AS at, f.callback_id AS item_id, f.call_id, f.number,
                f.reason_code, f.queue_code, f.agent_id, coalesce(f.ended_as, f.state) AS ended_as, f.kept, f.attempts,
                f.first_tried_at IS NOT NULL AS is_tried,
                EXISTS (
                    SELECT FROM callback_attempts a WHERE a.callback_id = f.callback_id AND a.outcome = 'reached'
                    AND a.at <= f.judged_until
                ) AS is_reached_in_time,
                greatest(0, extract(epoch FROM f.first_tried_at - f.judged_until)) AS seconds,
                f.attempts::numeric AS value
            FROM (
                SELECT c.*, coalesce(
                    (SELECT a.by_id FROM callback_attempts a WHERE a.callback_id = c.callback_id ORDER BY a.at LIMIT 1),
                    c.owner_id) AS agent_id
                FROM callbacks c
                WHERE c.judged_until >= :since AND c.judged_until < :until AND c.state <> 'joined'
            ) f LEFT JOIN users u ON u.user_id = f.agent_id
            WHERE (:all_agents OR f.agent_id = ANY(CAST(:agents AS uuid[])))
                AND (:all_teams OR u.team = ANY(CAST(:teams AS text[])))
                AND (:all_queues OR f.queue_code = ANY(CAST(:queues AS text[])))
        )
    """,
    measures={
        "judged": Measure("true"),
        "kept": Measure("kept"),
        "reached_in_time": Measure("is_reached_in_time"),
        "reached": Measure("ended_as = 'reached'"),
        "attempts": Measure("ended_as = 'reached'", "sum(attempts)"),
        "median_late": Measure("is_tried", "percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds / 60)"),
    },
    figures=(
        counted(_S.CALLBACKS, "callback.due", _JUDGED,
                ("Promises whose window was judged in the time: at the first try, or when it passed without one.",
                 "期间内判定时段的回电：首次尝试时，或时段过去而无尝试时。"), excluded=_NOT_DUE),
        divided(_S.CALLBACKS, "callback.kept", _U.PERCENT, ("Kept, percent", "守约率"),
                ("Tried within the promised window, of those due.", "在承诺时段内尝试的回电占应回电的比例。"),
                ("kept", "K", "Kept", "守约"), _JUDGED, excluded=_NOT_DUE, better=True, source="Cisco UCCX"),
        divided(_S.CALLBACKS, "callback.reached_in_time", _U.PERCENT,
                ("Reached in the window, percent", "时段内联系上的比例"),
                ("Customers who answered at a try within the promised window, of those due.",
                 "在承诺时段内尝试并联系上的客户占应回电的比例。"),
                ("reached_in_time", "h", "Reached in the window", "时段内联系上"), _JUDGED, excluded=_NOT_DUE,
                better=True),
        divided(_S.CALLBACKS, "callback.reached", _U.PERCENT, ("Reached, percent", "联系上的比例"),
                ("Customers who were reached, of those due.", "已联系上的客户占应回电的比例。"), _REACHED, _JUDGED,
                excluded=_NOT_DUE, better=True),
        divided(_S.CALLBACKS, "callback.attempts", _U.NUMBER, ("Attempts to reach", "联系上所需次数"),
                ("Attempts by customer who was reached.", "每位联系上的客户的尝试次数。"),
                ("attempts", "Σ a", "Attempts", "尝试次数"), _REACHED, better=False),
        counted(_S.CALLBACKS, "callback.median_late", ("median_late", "median", "Median lateness", "延误中位数"),
                ("Median of the minutes from the end of the window to the first try; within it none.",
                 "从时段结束到首次尝试的分钟数中位数；时段内为零。"), unit=_U.MINUTES,
                excluded=(*_NOT_DUE, ("Not tried yet", "尚未尝试")), better=False),
    ),
    item_kind=ItemKind.CALLBACK,
    item={"label": "number", "about": "reason_code", "queue": "queue_code", "agent_id": "agent_id",
          "outcome": "ended_as"},
)  # fmt: skip
