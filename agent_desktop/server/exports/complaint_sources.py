"""Complaints and their tasks, as lists that can be exported: the very lists of the screen, page by page."""

from collections.abc import Callable, Iterator
from typing import Final

from agent_desktop.contract.base import LocalText, Request
from agent_desktop.contract.complaint_lists import ComplaintFilter, ComplaintLine, ListComplaints, SortBy
from agent_desktop.contract.complaint_parts import ComplaintTask
from agent_desktop.contract.exports import ExportedList
from agent_desktop.contract.sessions import Person
from agent_desktop.records.complaints.access import DEALS_WITH, SEES_ALL, Asking
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.lists import count_listed, iter_listed
from agent_desktop.records.complaints.tasks import list_tasks
from agent_desktop.server.exports.sheets import CellKind
from agent_desktop.server.exports.source import ExportedColumn, ExportSource, Row
from agent_desktop.server.unit_of_work import UnitOfWork

AskingOf = Callable[[UnitOfWork, Person], Asking]

_C = ExportedColumn
_COLUMNS: Final = (
    _C("number", {"en": "Number", "zh": "编号"}),
    _C("kind", {"en": "Kind", "zh": "类型"}, width=12),
    _C("state", {"en": "State", "zh": "状态"}),
    _C("severity", {"en": "Severity", "zh": "严重程度"}, width=12),
    _C("category", {"en": "Category", "zh": "类别"}, width=28),
    _C("category_code", {"en": "Category code", "zh": "类别代码"}, width=24),
    _C("about", {"en": "What happened", "zh": "发生了什么"}, width=48, clear_for=DEALS_WITH),
    _C("customer", {"en": "Customer", "zh": "客户"}, width=24, clear_for=DEALS_WITH),
    _C("channel", {"en": "Channel", "zh": "渠道"}, width=14),
    _C("region", {"en": "Rules", "zh": "适用规则"}),
    _C("owner", {"en": "Owner", "zh": "处理人"}, width=18),
    _C("backup", {"en": "Back-up", "zh": "备岗"}, width=18),
    _C("team", {"en": "Team", "zh": "团队"}, width=18),
    _C("recorded_at", {"en": "Recorded", "zh": "登记时间"}, CellKind.MOMENT, 18),
    _C("clock", {"en": "Next date is for", "zh": "下一时限"}, width=24),
    _C("due_on", {"en": "Next date", "zh": "下一时限日期"}, CellKind.DAY, 12),
    _C("due_at", {"en": "Next date, until", "zh": "下一时限截止时间"}, CellKind.MOMENT, 18),
    _C("provisional", {"en": "Date is provisional", "zh": "日期待定"}, CellKind.TRUTH, 10),
    _C("late", {"en": "Late", "zh": "逾期"}, CellKind.TRUTH, 8),
    _C("closed_at", {"en": "Closed", "zh": "办结时间"}, CellKind.MOMENT, 18),
    _C("days", {"en": "Days", "zh": "天数"}, CellKind.NUMBER, 8),
    _C("repeat", {"en": "Repeat", "zh": "重复投诉"}, CellKind.TRUTH, 8),
    _C("vulnerable", {"en": "Needs special care", "zh": "需特别照顾"}, CellKind.TRUTH, 10),
    _C("regulatory", {"en": "Regulatory", "zh": "涉及监管"}, CellKind.TRUTH, 10),
    _C("legal", {"en": "Legal", "zh": "涉及法律"}, CellKind.TRUTH, 10),
    _C("tasks", {"en": "Open tasks", "zh": "未完成任务"}, CellKind.NUMBER, 10),
)
_TASK_COLUMNS: Final = (
    _C("number", {"en": "Complaint", "zh": "投诉编号"}),
    _C("department", {"en": "Department", "zh": "部门"}, width=20),
    _C("state", {"en": "State", "zh": "状态"}, width=12),
    _C("words", {"en": "What is to be done", "zh": "任务内容"}, width=48, clear_for=DEALS_WITH),
    _C("due_at", {"en": "Due", "zh": "到期"}, CellKind.MOMENT, 18),
    _C("late", {"en": "Late", "zh": "逾期"}, CellKind.TRUTH, 8),
    _C("asked_by", {"en": "Asked by", "zh": "发起人"}, width=18),
    _C("asked_at", {"en": "Asked", "zh": "发起时间"}, CellKind.MOMENT, 18),
    _C("taken_by", {"en": "Taken by", "zh": "接办人"}, width=18),
    _C("ended_at", {"en": "Ended", "zh": "完成时间"}, CellKind.MOMENT, 18),
    _C("result", {"en": "Result", "zh": "结果"}, width=40, clear_for=DEALS_WITH),
)
_KINDS: Final = {
    "complaint": {"en": "Complaint", "zh": "投诉"},
    "suggestion": {"en": "Suggestion", "zh": "建议"},
    "praise": {"en": "Praise", "zh": "表扬"},
}
_LIMITS: Final[dict[str, LocalText]] = {
    "acknowledge": {"en": "Acknowledge", "zh": "确认收到"},
    "resolve": {"en": "Resolve", "zh": "解决"},
    "answer": {"en": "Answer", "zh": "答复"},
    "credit": {"en": "Credit", "zh": "先行入账"},
    "correct": {"en": "Correct", "zh": "更正"},
    "tell": {"en": "Tell the customer", "zh": "告知客户"},
    "dispute": {"en": "Dispute", "zh": "客户提出异议"},
}
_TASK_STATES: Final = {
    "open": {"en": "Open", "zh": "待接办"},
    "taken": {"en": "Taken", "zh": "已接办"},
    "done": {"en": "Done", "zh": "已完成"},
    "refused": {"en": "Refused", "zh": "已拒绝"},
    "cancelled": {"en": "Cancelled", "zh": "已取消"},
}


class ListedComplaints(ComplaintFilter):
    """The filter of the list, with its order."""

    sort: SortBy = SortBy.DEADLINE
    descending: bool = False

    def asked(self) -> ListComplaints:
        """Return what the list is asked with."""
        given = self.model_dump(exclude={"sort", "descending"}, exclude_unset=True)
        wanted = ComplaintFilter.model_validate(given)
        return ListComplaints(filter=wanted, sort=self.sort, descending=self.descending)


class ListedTasks(Request):
    """The tasks of whoever asks."""

    also_done: bool = False


def complaint_source(book: ComplaintBook, asking: AskingOf) -> ExportSource[ListedComplaints]:
    """Return the list of complaints."""

    def rows(work: UnitOfWork, person: Person, query: ListedComplaints) -> Iterator[Row]:
        for page in iter_listed(work.session, query.asked(), asking(work, person)):
            for line in page:
                yield _complaint_row(line, book)

    return ExportSource(
        list=ExportedList.COMPLAINTS,
        name={"en": "Complaints", "zh": "投诉"},
        roles=SEES_ALL,
        columns=_COLUMNS,
        query=ListedComplaints,
        count=lambda work, person, query: count_listed(work.session, query.asked(), asking(work, person)),
        rows=rows,
    )


def task_source(asking: AskingOf) -> ExportSource[ListedTasks]:
    """Return the list of tasks for departments."""

    def tasks(work: UnitOfWork, person: Person, query: ListedTasks) -> tuple[ComplaintTask, ...]:
        return list_tasks(work.session, asking(work, person), also_done=query.also_done).tasks

    return ExportSource(
        list=ExportedList.COMPLAINT_TASKS,
        name={"en": "Complaint tasks", "zh": "投诉任务"},
        roles=SEES_ALL,
        columns=_TASK_COLUMNS,
        query=ListedTasks,
        count=lambda work, person, query: len(tasks(work, person, query)),
        rows=lambda work, person, query: (_task_row(each) for each in tasks(work, person, query)),
    )


def _complaint_row(line: ComplaintLine, book: ComplaintBook) -> Row:
    glance, plan = line.glance, book.plan
    names = {"en": line.customer_name or line.customer_name_chinese, "zh": line.customer_name_chinese}
    return {
        "number": glance.number,
        "kind": _KINDS[glance.kind.value],
        "state": plan.states[glance.state],
        "severity": plan.severities[glance.severity].name if glance.severity is not None else {},
        "category": glance.category,
        "category_code": glance.category_code,
        "about": glance.about,
        "customer": {language: name for language, name in names.items() if name},
        "channel": plan.channels[line.channel],
        "region": plan.regions[line.region],
        "owner": glance.owner_name,
        "backup": line.backup_name,
        "team": line.team,
        "recorded_at": glance.recorded_at,
        "clock": _LIMITS.get(line.clock.limit) if line.clock is not None else None,
        "due_on": glance.due_on,
        "due_at": glance.due_at,
        "provisional": glance.due_provisional,
        "late": glance.is_late,
        "closed_at": glance.closed_at,
        "days": glance.days,
        "repeat": line.is_repeat,
        "vulnerable": line.vulnerable,
        "regulatory": line.regulatory,
        "legal": line.legal,
        "tasks": line.open_tasks,
    }


def _task_row(task: ComplaintTask) -> Row:
    return {
        "number": task.complaint_number,
        "department": task.department_name,
        "state": _TASK_STATES[task.state.value],
        "words": task.words,
        "due_at": task.due_at,
        "late": task.is_late,
        "asked_by": task.asked_by,
        "asked_at": task.asked_at,
        "taken_by": task.taken_by,
        "ended_at": task.ended_at,
        "result": task.result,
    }
