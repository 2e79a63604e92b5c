"""Figures of queues: what became of the calls that came to them."""

from collections.abc import Mapping
from typing import Final

from agent_desktop.contract.figures import FigureUnit, ItemKind, LevelVariant
from agent_desktop.contract.reports import ReportSubject
from agent_desktop.server.figures.shapes import Facts, FigureRule, Measure, figure, two
from agent_desktop.server.figures.variants import LEVEL_PARTS_IN_WORDS, SOURCES, SYMBOLS, VARIANTS
from telephony.statistics.counting import COUNTED_AS, LEVEL_ABOVE, LEVEL_BELOW, QUEUE_CALLS, level_side
from telephony.statistics.definitions import ServiceLevel
from telephony.statistics.spans import CALL_SPANS

LEVEL: Final = "queue.service_level"

_U = FigureUnit
_S = ReportSubject.QUEUES
_FACTS: Final = f"""
    {QUEUE_CALLS}, {CALL_SPANS},
    facts AS (
        SELECT q.*, q.queue_code AS key, q.enqueued_at AS at, q.call_id AS item_id, q.waited AS seconds,
            NULL::numeric AS value, {LEVEL_ABOVE} AS above, {LEVEL_BELOW} AS below,
            s.talk, s.hold, s.wrap_up, s.rings, s.not_answered, s.declined,
            extract(epoch FROM q.enqueued_at - q.called_at) AS menu
        FROM queue_calls q LEFT JOIN call_spans s USING (call_id)
    )
"""  # noqa: S608  nothing of it comes from outside
_ANSWERED: Final = COUNTED_AS["answered"]
_ABANDONED: Final = COUNTED_AS["abandoned"]
_LONG_ABANDONED: Final = f"{_ABANDONED} AND NOT waited < short_seconds"
_MEASURES: Final[Mapping[str, Measure]] = {
    **{code: Measure(where) for code, where in COUNTED_AS.items()},
    "calls": Measure("true"),
    "offered": Measure(f"{_ANSWERED} OR {_ABANDONED}"),
    "callback": Measure("fate = 'callback'"),
    "turned_away": Measure("fate = 'turned_away'"),
    "failed": Measure("fate = 'failed'"),
    "waiting": Measure("fate = 'waiting'"),
    "level_above": Measure("above > 0", "sum(above)"),
    "level_below": Measure("below > 0", "sum(below)"),
    "long_abandoned": Measure(_LONG_ABANDONED),
    "long_offered": Measure(f"{_ANSWERED} OR ({_LONG_ABANDONED})"),
    "waited_answered": Measure(_ANSWERED, "sum(waited)"),
    "waited_abandoned": Measure(_ABANDONED, "sum(waited)"),
    "longest": Measure(f"{_ANSWERED} OR {_ABANDONED}", "max(waited)"),
    "talk": Measure(_ANSWERED, "sum(talk)"),
    "hold": Measure(_ANSWERED, "sum(hold)"),
    "wrap_up": Measure(_ANSWERED, "sum(wrap_up)"),
    "handling": Measure(_ANSWERED, "sum(coalesce(talk, 0) + coalesce(hold, 0) + coalesce(wrap_up, 0))"),
    "menu": Measure("menu IS NOT NULL", "sum(menu)"),
    "menu_calls": Measure("menu IS NOT NULL"),
    "rings": Measure("rings > 0", "sum(rings)"),
    "not_answered": Measure("not_answered > 0", "sum(not_answered)"),
    "declined": Measure("declined > 0", "sum(declined)"),
    **{f"above_{each.value}": Measure(f"({level_side(each, 0)}) > 0") for each in ServiceLevel},
    **{f"below_{each.value}": Measure(f"({level_side(each, 1)}) > 0") for each in ServiceLevel},
}

_A = ("answered", "A", "Answered", "已接通")
_B = ("abandoned", "B", "Abandoned", "已放弃")
_NOT_OFFERED: Final = (
    ("Who left to be called back", "选择回电而离开的来电"),
    ("Who was turned away: closed, or full", "因非营业或已满而未进入队列的来电"),
    ("Whom the carrier lost while they waited", "等待中线路故障的来电"),
)
_LEFT_OUT: Final = {
    "callback": two("Left to be called back", "选择回电"),
    "turned_away": two("Turned away", "未进入队列"),
    "failed": two("Lost by the carrier", "线路故障"),
}


def _level_rule(id_: str, variant: LevelVariant | None) -> FigureRule:
    """The service level by the definition of each queue (None), or by one variant for comparison."""
    words = next((each for each in VARIANTS if each.variant is variant), None)
    name = ("Service level", "服务水平")
    formula = (
        "Calls answered in time of the calls that count, each by the definition of its queue on its day.",
        "及时接通的来电占应计来电的比例；每通来电按其队列当日的口径计算。",
    )
    if words is not None:
        name = (f"Service level: {words.name['en']}", f"服务水平：{words.name['zh']}")
        formula = (words.formula["en"], words.formula["zh"])
    parts = [(each.code, each.symbol, each.name["en"], each.name["zh"]) for each in LEVEL_PARTS_IN_WORDS]
    if variant is None:
        parts = [
            ("level_above", "N", "In time by the definition", "按口径及时"),
            ("level_below", "D", "Counted by the definition", "按口径应计"),
            *parts,
        ]
    side = variant.value if variant is not None else ""
    return FigureRule(
        figure(
            _S,
            id_,
            _U.PERCENT,
            name,
            formula,
            SYMBOLS[variant] if variant is not None else "N ÷ D × 100",
            parts,
            _NOT_OFFERED,
            source=SOURCES[variant] if variant is not None else "",
            better=True,
        ),
        f"above_{side}" if side else "level_above",
        f"below_{side}" if side else "level_below",
        100,
        _LEFT_OUT,
    )


def _count(id_: str, measure: str, symbol: str, name: tuple[str, str], formula: tuple[str, str]) -> FigureRule:
    return FigureRule(figure(_S, id_, _U.COUNT, name, formula, symbol, [(measure, symbol, *name)]), measure)


def _mean(
    id_: str, name: tuple[str, str], formula: tuple[str, str], symbols: str, above: tuple[str, str, str, str],
    below: tuple[str, str, str, str], *, better: bool | None = None, source: str = "",
) -> FigureRule:  # fmt: skip
    words = figure(_S, id_, _U.SECONDS, name, formula, symbols, [above, below], better=better, source=source)
    return FigureRule(words, above[0], below[0])


def _share(
    id_: str, name: tuple[str, str], formula: tuple[str, str], symbols: str, above: tuple[str, str, str, str],
    below: tuple[str, str, str, str], *, excluded: tuple[tuple[str, str], ...] = (), source: str = "",
) -> FigureRule:  # fmt: skip
    parts = [above, below]
    words = figure(_S, id_, _U.PERCENT, name, formula, symbols, parts, excluded, better=False, source=source)
    return FigureRule(words, above[0], below[0], 100, _LEFT_OUT if excluded else {})


_TALK = ("talk", "t", "Seconds of talk", "通话秒数")
_HOLD = ("hold", "h", "Seconds on hold", "保持秒数")
_WRAP = ("wrap_up", "w", "Seconds of wrap-up", "话后秒数")
_RINGS = ("rings", "R", "Rings that ended", "振铃次数")

QUEUES: Final = Facts(
    subject=_S,
    name=two("Queues", "队列"),
    key_name=two("Queue", "队列"),
    tables=_FACTS,
    measures=_MEASURES,
    figures=(
        _count(
            "queue.calls", "calls", "C", ("Calls", "来电"),
            ("Calls that came to the queue first, whatever became of them.", "首先进入该队列的来电，不论结果如何。"),
        ),
        FigureRule(
            figure(
                _S, "queue.offered", _U.COUNT, ("Offered", "应接"),
                ("Calls that were answered or abandoned.", "已接通与已放弃的来电之和。"),
                "A + B", [_A, _B], _NOT_OFFERED, source="Genesys Cloud",
            ),
            "offered",
            left_out=_LEFT_OUT,
        ),
        _count(
            "queue.answered", "answered", "A", ("Answered", "已接通"),
            ("Calls in which the caller heard an agent.", "来电者与坐席通上话的来电。"),
        ),
        _count(
            "queue.abandoned", "abandoned", "B", ("Abandoned", "已放弃"),
            ("Callers who hung up while they waited or it rang.", "在等待或振铃时挂断的来电。"),
        ),
        _level_rule(LEVEL, None),
        _share(
            "queue.abandonment", ("Abandoned, percent", "放弃率"),
            ("Abandoned of offered calls.", "已放弃占应接来电的比例。"),
            "B ÷ (A + B) × 100", _B, ("offered", "A + B", "Offered", "应接"),
            excluded=_NOT_OFFERED, source="Genesys Cloud; Amazon Connect",
        ),
        _share(
            "queue.abandonment_adjusted", ("Abandoned without short ones, percent", "放弃率（不计短时放弃）"),
            ("Abandoned of offered calls, with short abandons on neither side of the line.",
             "已放弃占应接来电的比例，分子分母均不计短时放弃。"),
            "(B − B<S) ÷ (A + B − B<S) × 100",
            ("long_abandoned", "B − B<S", "Abandoned after S or later", "S 秒及以后放弃"),
            ("long_offered", "A + B − B<S", "Offered without short abandons", "应接（不计短时放弃）"),
            excluded=(*_NOT_OFFERED, ("Short abandons", "短时放弃")), source="PressOne",
        ),
        _mean(
            "queue.speed_of_answer", ("Average speed of answer", "平均应答时间"),
            ("Mean wait of answered calls, from the queue to the talk: with ringing, without the menu.",
             "已接通来电从进入队列到通话的平均等待，含振铃，不含菜单。"),
            "Σ wait(A) ÷ A",
            ("waited_answered", "Σ wait(A)", "Seconds waited by the answered", "已接通来电等待秒数"), _A,
            better=False, source="Amazon Connect",
        ),
        _mean(
            "queue.abandon_time", ("Average wait of the abandoned", "放弃前平均等待"),
            ("Mean wait of abandoned calls.", "已放弃来电的平均等待。"),
            "Σ wait(B) ÷ B",
            ("waited_abandoned", "Σ wait(B)", "Seconds waited by the abandoned", "已放弃来电等待秒数"), _B,
            source="Amazon Connect",
        ),
        FigureRule(
            figure(
                _S, "queue.longest_wait", _U.SECONDS, ("Longest wait", "最长等待"),
                ("The longest wait of a call that was answered or abandoned.", "已接通或已放弃来电中的最长等待。"),
                "max wait(A, B)", [("longest", "max", "Longest wait", "最长等待")], better=False,
            ),
            "longest",
        ),
        _mean(
            "queue.handle_time", ("Average handle time", "平均处理时长"),
            ("Talk, hold and wrap-up of all agents in it, by answered call.",
             "每通已接通来电中全部坐席的通话、保持与话后时间。"),
            "Σ (t + h + w) ÷ A", ("handling", "Σ (t + h + w)", "Seconds of handling", "处理秒数"), _A,
            source="Amazon Connect; Genesys Cloud",
        ),
        _mean("queue.talk_time", ("Average talk", "平均通话"), ("Talk by answered call, without hold.",
              "每通已接通来电的通话时间，不含保持。"), "Σ t ÷ A", _TALK, _A),
        _mean("queue.hold_time", ("Average hold", "平均保持"), ("Time on hold by answered call.",
              "每通已接通来电的保持时间。"), "Σ h ÷ A", _HOLD, _A),
        _mean("queue.wrap_up_time", ("Average wrap-up", "平均话后"), ("Wrap-up by answered call.",
              "每通已接通来电的话后处理时间。"), "Σ w ÷ A", _WRAP, _A),
        _mean("queue.menu_time", ("Average time in the menu", "平均菜单时间"),
              ("Mean time from reaching us to the queue, of calls that came through the menu.",
               "经菜单进入的来电从接入到进入队列的平均时间。"),
              "Σ m ÷ M", ("menu", "Σ m", "Seconds in the menu", "菜单秒数"),
              ("menu_calls", "M", "Calls through the menu", "经菜单的来电")),
        _count("queue.callbacks", "callback", "K", ("Left to be called back", "选择回电"),
               ("Callers who left the queue and are to be called back: not abandoned.",
                "离开队列并要求回电的来电，不计为放弃。")),
        _count("queue.turned_away", "turned_away", "X", ("Turned away", "未进入队列"),
               ("Calls that came when the queue was closed, or full.", "队列非营业或已满时的来电。")),
        _count("queue.failed", "failed", "F", ("Lost by the carrier", "线路故障"),
               ("Calls that the carrier lost while they waited.", "等待中因线路故障中断的来电。")),
        _share("queue.not_answered", ("Rings not answered, percent", "振铃未接率"),
               ("Rings at agents that nobody answered, of all; a call may count several times.",
                "坐席未接的振铃占全部振铃的比例；同一来电可多次计入。"),
               "r ÷ R × 100", ("not_answered", "r", "Rings not answered", "未接振铃"), _RINGS, source="Amazon Connect"),
        _share("queue.declined", ("Rings declined, percent", "振铃拒接率"),
               ("Rings that the agent declined, of all.", "坐席拒接的振铃占全部振铃的比例。"),
               "d ÷ R × 100", ("declined", "d", "Rings declined", "拒接振铃"), _RINGS),
        *(_level_rule(f"queue.level_{each.value}", each) for each in LevelVariant),
    ),
    item_kind=ItemKind.CALL,
    item={
        "label": "caller_number",
        "about": "''",
        "queue": "queue_code",
        "agent_id": "agent_id",
        "outcome": "fate",
    },
)  # fmt: skip
