"""Which small form each deed on a complaint needs: fields with what stands in them to begin with."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.attachments import WHY_LIMIT, Attachment
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_clocks import Clock, ClockStage
from agent_desktop.contract.complaint_form import ColleagueChoice, ComplaintForm
from agent_desktop.contract.complaint_parts import (
    TASK_LIMIT,
    ComplaintTask,
    ComplaintTaskStep,
    Redress,
    RedressDecision,
)
from agent_desktop.contract.complaint_work import REASON_LIMIT, CaseField, Move, MoveOffer, Need
from agent_desktop.contract.complaints import NOTE_LIMIT, WORDS_LIMIT, ReplyChannel, Severity
from agent_desktop.ui.complaints.cases.case.presenter import CaseState
from agent_desktop.ui.complaints.cases.case.values import category_path, values_of
from agent_desktop.ui.complaints.small_form import FieldKind, FieldSpec, FormSpec
from agent_desktop.ui.complaints.words import (
    MOVE_ICONS,
    field_word,
    move_word,
    need_word,
    reply_word,
    severity_word,
    state_word,
)
from agent_desktop.ui.widgets.buttons import Look
from agent_desktop.ui.widgets.formats import money_text, words

translate = QCoreApplication.translate
_K: Final = FieldKind
_F: Final = CaseField
_BAD_MOVES: Final = frozenset({Move.WITHDRAW, Move.SEND_BACK})


def options_of(named: tuple[object, ...]) -> tuple[tuple[str, str], ...]:
    """Return (code, words) of what a form offers; what is used no longer stays away."""
    return tuple(
        (str(getattr(each, "code")), words(getattr(each, "name")))  # noqa: B009  several classes, one shape
        for each in named
        if not getattr(each, "is_retired", False)
    )


def owner_options(state: CaseState) -> tuple[tuple[str, str], ...]:
    """Return whom a complaint may go to, with how many each has."""
    load = translate("Cases", "{count} open")
    found = [
        (str(each.owner_id), " · ".join(filter(None, (each.name, each.team, load.format(count=each.open_count)))))
        for each in state.owners or ()
    ]
    for person in (state.case.owner, state.case.backup) if state.case is not None else ():
        if person is not None and all(code != str(person.user_id) for code, _ in found):
            found.append((str(person.user_id), person.name))
    return tuple(found)


def move_form(offer: MoveOffer, state: CaseState) -> FormSpec:
    """Return what a move asks for, and nothing else; a reason may be written with each."""
    case, form = state.case, state.form
    fields = [_need_field(need, case, form, state) for need in offer.asks if need is not Need.REASON]
    needed = Need.REASON in offer.asks
    hint = "" if needed else translate("Cases", "Only if it helps whoever reads the history")
    fields.append(
        FieldSpec(Need.REASON, _K.WORDS, need_word(Need.REASON), needed=needed, hint=hint, limit=REASON_LIMIT)
    )
    same = case is not None and offer.to_state == case.glance.state
    text = "" if same else translate("Cases", "State afterwards: {state}").format(state=state_word(offer.to_state))
    look = Look.DANGER if offer.move in _BAD_MOVES else Look.PRIMARY
    word = move_word(offer.move)
    return FormSpec(f"move.{offer.move}", word, word, tuple(fields), text, MOVE_ICONS[offer.move], look)


def _need_field(need: Need, case: Case | None, form: ComplaintForm | None, state: CaseState) -> FieldSpec:
    label = need_word(need)
    if need is Need.ANSWER:
        value = case.answer if case is not None else ""
        return FieldSpec(need, _K.WORDS, label, needed=True, value=value, limit=WORDS_LIMIT)
    if need is Need.UNTIL:
        return FieldSpec(need, _K.DAY, label, needed=True)
    options: tuple[tuple[str, str], ...] = ()
    value = ""
    if need is Need.ROOT_CAUSE:
        options = options_of(form.root_causes) if form is not None else ()
        value = case.root_cause if case is not None else ""
    elif need is Need.RESULT:
        options = options_of(form.results) if form is not None else ()
        value = case.result if case is not None else ""
    elif need is Need.TOLD_BY:
        options = tuple((each.value, reply_word(each)) for each in ReplyChannel if each is not ReplyChannel.NONE)
        value = case.reply.channel.value if case is not None and case.reply is not None else ""
    elif need is Need.INTO:
        options = tuple(
            (str(each.complaint_id), f"{each.number} · {words(each.category)} · {state_word(each.state)}")
            for each in state.others
            if each.closed_at is None
        )
    return FieldSpec(need, _K.CHOICE, label, needed=True, value=value, options=options, wide=need is Need.INTO)


def owner_form(state: CaseState) -> FormSpec:
    """Return the form of a hand-over: owner, back-up, and why."""
    case = state.case
    options = owner_options(state)
    owner = str(case.owner.user_id) if case is not None and case.owner is not None else ""
    backup = str(case.backup.user_id) if case is not None and case.backup is not None else ""
    fields = (
        FieldSpec(
            "owner_id",
            _K.CHOICE,
            translate("Cases", "Owner"),
            value=owner,
            options=options,
            hint=translate("Cases", "Nobody yet"),
        ),
        FieldSpec(
            "backup_id",
            _K.CHOICE,
            translate("Cases", "Back-up"),
            value=backup,
            options=options,
            hint=translate("Cases", "Nobody"),
        ),
        FieldSpec(
            "reason", _K.WORDS, translate("Cases", "Why it is handed over"), needed=bool(owner), limit=REASON_LIMIT
        ),
    )
    title = translate("Cases", "Hand over") if owner else translate("Cases", "Give it to somebody")
    return FormSpec("owner", title, title, fields, icon="ph.user-plus")


def task_form(state: CaseState, today: date) -> FormSpec:
    """Return the form of a task for a department."""
    form = state.form
    departments = form.departments if form is not None else ()
    days = departments[0].days if departments else 3
    fields = (
        FieldSpec(
            "department",
            _K.CHOICE,
            translate("Cases", "Department"),
            needed=True,
            value=departments[0].code if departments else "",
            options=options_of(departments),
        ),
        FieldSpec(
            "due_on",
            _K.DAY,
            translate("Cases", "By the end of"),
            needed=True,
            value=(today + timedelta(days=days)).isoformat(),
        ),
        FieldSpec("words", _K.WORDS, translate("Cases", "What they are to do"), needed=True, limit=TASK_LIMIT),
    )
    return FormSpec(
        "task", translate("Cases", "Ask a department"), translate("Cases", "Ask them"), fields, icon="ph.check-square"
    )


def step_form(task: ComplaintTask, step: ComplaintTaskStep) -> FormSpec | None:
    """Return what a step of a task needs; None where it needs nothing."""
    word = step_word(step)
    fields: tuple[FieldSpec, ...]
    if step is ComplaintTaskStep.FINISH:
        fields = (FieldSpec("words", _K.WORDS, translate("Cases", "What came of it"), needed=True, limit=TASK_LIMIT),)
    elif step in (ComplaintTaskStep.REFUSE, ComplaintTaskStep.CANCEL):
        needed = step is ComplaintTaskStep.REFUSE
        fields = (FieldSpec("words", _K.WORDS, translate("Cases", "Why"), needed=needed, limit=TASK_LIMIT),)
    elif step is ComplaintTaskStep.MOVE:
        fields = (
            FieldSpec("due_on", _K.DAY, translate("Cases", "By the end of"), needed=True),
            FieldSpec("words", _K.WORDS, translate("Cases", "Why"), needed=True, limit=TASK_LIMIT),
        )
    else:
        return None
    return FormSpec(f"step.{task.task_id}.{step}", word, word, fields, text=task.words, icon="ph.check-square")


def step_word(step: ComplaintTaskStep) -> str:
    """Return what a step of a task does, as its button says it."""
    return {
        ComplaintTaskStep.TAKE: translate("Cases", "Take it"),
        ComplaintTaskStep.GIVE_BACK: translate("Cases", "Give it back"),
        ComplaintTaskStep.FINISH: translate("Cases", "Done"),
        ComplaintTaskStep.REFUSE: translate("Cases", "Refuse"),
        ComplaintTaskStep.CANCEL: translate("Cases", "Take it back"),
        ComplaintTaskStep.REOPEN: translate("Cases", "Open again"),
        ComplaintTaskStep.MOVE: translate("Cases", "Another deadline"),
    }[step]


def redress_form(state: CaseState) -> FormSpec:
    """Return the form of what the customer is to get."""
    form, case = state.form, state.case
    kinds = form.redress_kinds if form is not None else ()
    currency = (case.currency if case is not None else "") or (form.limits_currency if form is not None else "")
    currencies = tuple((each, each) for each in (form.currencies if form is not None else ()))
    asked = case.asked_amount if case is not None else None
    fields = (
        FieldSpec("kind", _K.CHOICE, translate("Cases", "What is given"), needed=True, options=options_of(kinds)),
        FieldSpec("amount", _K.MONEY, translate("Cases", "Amount"), value=str(asked) if asked is not None else ""),
        FieldSpec("currency", _K.CHOICE, translate("Cases", "Currency"), value=currency, options=currencies),
        FieldSpec(
            "reason", _K.WORDS, translate("Cases", "Why so much, or why nothing"), needed=True, limit=REASON_LIMIT
        ),
    )
    text = translate("Cases", "Above your own limit somebody with the right approves it first.")
    return FormSpec(
        "redress",
        translate("Cases", "Redress"),
        translate("Cases", "Propose it"),
        fields,
        text,
        "ph.currency-circle-dollar",
    )


def decision_form(redress: Redress, decision: RedressDecision) -> FormSpec | None:
    """Return what a decision on redress needs; None where it needs nothing."""
    if decision is RedressDecision.PAY:
        return None
    word = decision_word(decision)
    needed = decision is RedressDecision.REFUSE
    reason = FieldSpec("reason", _K.WORDS, translate("Cases", "Why"), needed=needed, limit=REASON_LIMIT)
    given = " · ".join(
        filter(None, (words(redress.kind_name), money_text(redress.currency, redress.amount) if redress.amount else ""))
    )
    look = Look.DANGER if decision is RedressDecision.REFUSE else Look.PRIMARY
    return FormSpec(
        f"redress.{redress.redress_id}.{decision}", word, word, (reason,), given, "ph.currency-circle-dollar", look
    )


def decision_word(decision: RedressDecision) -> str:
    """Return what a decision on redress does, as its button says it."""
    return {
        RedressDecision.APPROVE: translate("Cases", "Approve"),
        RedressDecision.REFUSE: translate("Cases", "Refuse"),
        RedressDecision.WITHDRAW: translate("Cases", "Take it back"),
        RedressDecision.PAY: translate("Cases", "It was paid"),
    }[decision]


def pause_form(clock: Clock) -> FormSpec:
    """Return the form of a clock that is to stand still."""
    reason = FieldSpec("reason", _K.WORDS, translate("Cases", "Why it stands still"), needed=True, limit=500)
    title = translate("Cases", "Stop the clock: {name}").format(name=words(clock.rule.name))
    return FormSpec(f"pause.{clock.clock_id}", title, translate("Cases", "Stop it"), (reason,), icon="ph.pause")


def extend_form(clock: Clock, stage: ClockStage) -> FormSpec:
    """Return the form of a wish for more time."""
    reason = FieldSpec("reason", _K.WORDS, translate("Cases", "Why more time is needed"), needed=True, limit=500)
    text = translate("Cases", "The date moves once somebody with the right has approved it.")
    if stage.needs_notice:
        text += " " + translate("Cases", "The customer must be told why, in writing.")
    title = translate("Cases", "More time: {name}").format(name=words(stage.name))
    return FormSpec(
        f"extend.{clock.clock_id}.{stage.code}", title, translate("Cases", "Ask for it"), (reason,), text, "ph.timer"
    )


def decide_form(clock: Clock, stage: ClockStage, *, approved: bool) -> FormSpec:
    """Return the form of a word on more time."""
    reason = FieldSpec("reason", _K.WORDS, translate("Cases", "Why"), needed=not approved, limit=500)
    word = translate("Cases", "Approve more time") if approved else translate("Cases", "Refuse more time")
    text = translate("Cases", "{name} asks: {reason}").format(name=stage.asked_by_name, reason=stage.reason)
    look = Look.PRIMARY if approved else Look.DANGER
    return FormSpec(f"decide.{clock.clock_id}.{stage.code}.{approved}", word, word, (reason,), text, "ph.timer", look)


def remove_form(file: Attachment) -> FormSpec:
    """Return the form that asks before a file's content goes for good."""
    why = FieldSpec("why", _K.WORDS, translate("Cases", "Why it goes"), needed=True, limit=WHY_LIMIT)
    title = translate("Cases", "Remove {name}").format(name=file.name)
    text = translate("Cases", "What it holds is gone for good. That it was here, and why it went, stays.")
    button = translate("Cases", "Remove it")
    return FormSpec(f"remove.{file.attachment_id}", title, button, (why,), text, "ph.trash", Look.DANGER)


def link_form(state: CaseState) -> FormSpec:
    """Return the form that says which earlier one this is the same trouble as."""
    options = tuple(
        (str(each.complaint_id), f"{each.number} · {words(each.category)} · {state_word(each.state)}")
        for each in state.others
    )
    other = FieldSpec(
        "other_id", _K.CHOICE, translate("Cases", "The earlier complaint"), needed=True, options=options, wide=True
    )
    title = translate("Cases", "The same trouble again")
    return FormSpec("link", title, translate("Cases", "Link them"), (other,), icon="ph.link")


def edit_form(state: CaseState) -> FormSpec:
    """Return the form of everything that was recorded and may be changed."""
    case, form = state.case, state.form
    if case is None or form is None:
        return FormSpec("edit", "", "")
    now = values_of(case)
    leaves = tuple((each.code, category_path(form, each.code)) for each in form.categories if each.is_leaf)

    def choice(field: CaseField, options: tuple[tuple[str, str], ...], *, needed: bool = False) -> FieldSpec:
        return FieldSpec(field, _K.CHOICE, field_word(field), needed=needed, value=_plain(now[field]), options=options)

    def line(field: CaseField, kind: FieldKind = _K.LINE, limit: int = 0, *, needed: bool = False) -> FieldSpec:
        return FieldSpec(field, kind, field_word(field), needed=needed, value=_plain(now[field]), limit=limit)

    def tick(field: CaseField) -> FieldSpec:
        return FieldSpec(field, _K.TICK, field_word(field), value=bool(now[field]))

    why = translate("Cases", "Needed where it leaves the rules of its region, or a deadline of the law falls away")
    fields = (
        choice(_F.CATEGORY_CODE, leaves, needed=True),
        choice(_F.SEVERITY, tuple((each.value, severity_word(each)) for each in Severity), needed=True),
        line(_F.WHAT_HAPPENED, _K.WORDS, WORDS_LIMIT, needed=True),
        line(_F.HAPPENED_ON, _K.DAY),
        line(_F.ABOUT_WHOM, limit=200),
        FieldSpec(
            _F.ABOUT_USER_ID,
            _K.COLLEAGUE,
            field_word(_F.ABOUT_USER_ID),
            value=_plain(now[_F.ABOUT_USER_ID]),
            hint=translate("Cases", "Name, team or initials; they do nothing with it"),
            people=_people(case, form),
        ),
        line(_F.AMOUNT, _K.MONEY),
        choice(_F.CURRENCY, tuple((each, each) for each in form.currencies)),
        line(_F.ASKED_AMOUNT, _K.MONEY),
        line(_F.ASKED_WHY, limit=500),
        choice(_F.ROOT_CAUSE, options_of(form.root_causes)),
        choice(_F.RESULT, options_of(form.results)),
        choice(_F.REGION, options_of(form.regions), needed=True),
        tick(_F.VULNERABLE),
        tick(_F.REGULATORY),
        tick(_F.LEGAL),
        line(_F.ANSWER, _K.WORDS, WORDS_LIMIT),
        line(_F.NOTE, _K.WORDS, NOTE_LIMIT),
        FieldSpec(Need.REASON, _K.LINE, need_word(Need.REASON), hint=why, limit=REASON_LIMIT),
    )
    title = translate("Cases", "Change what was recorded")
    return FormSpec("edit", title, translate("Cases", "Save"), fields, icon="ph.pencil-simple")


def _people(case: Case, form: ComplaintForm) -> tuple[ColleagueChoice, ...]:
    """Return whom it may be about; also who it is about and left since."""
    about = case.about_user
    if about is None or any(each.user_id == about.user_id for each in form.colleagues):
        return form.colleagues
    return (*form.colleagues, ColleagueChoice(user_id=about.user_id, name=about.name))


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def uuid_or_none(value: object) -> UUID | None:
    """Return the id that a choice stands for, None for its empty line."""
    return UUID(str(value)) if value else None
