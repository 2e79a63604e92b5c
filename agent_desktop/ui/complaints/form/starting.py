"""What a form starts with: from the customer on the screen, the call, and what the server adds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from agent_desktop.client.complaint_reading import read_amount
from agent_desktop.client.complaint_words import ComplaintWords, SubjectWords
from agent_desktop.contract.complaint_form import Category, ComplaintForm, ComplaintPrefill, SubjectTransaction
from agent_desktop.contract.complaints import ComplaintChannel, ComplaintKind, ReplyChannel, Severity
from agent_desktop.contract.customers import Holding, Profile


@dataclass(frozen=True, slots=True)
class About:
    """Whom and which contact a new form is about. `given` are fields that a script has filled in, by their names."""

    kind: ComplaintKind = ComplaintKind.COMPLAINT
    customer_id: UUID | None = None
    customer_name: str = ""
    call_id: UUID | None = None
    has_needs: bool = False
    given: Mapping[str, str] = field(default_factory=dict)


def holdings_of(profile: Profile | None) -> tuple[Holding, ...]:
    """Return the products of a customer, in the order in which they are shown."""
    return tuple(each for part in profile.parts for each in part.holdings) if profile is not None else ()


def about_caller(call_id: UUID, caller: Profile | None, given: Mapping[str, str]) -> About:
    """Return whom a complaint is about that a step of the script records: who calls, whoever is on the screen."""
    return About(
        customer_id=caller.customer_id if caller is not None else None,
        customer_name=caller.name if caller is not None else "",
        call_id=call_id,
        has_needs=caller is not None and bool(caller.needs),
        given=given,
    )


def first_words(complaint_id: UUID, about: About) -> ComplaintWords:
    """Return what a form starts with before the server has said anything."""
    given = about.given
    return ComplaintWords(
        complaint_id=complaint_id,
        kind=about.kind,
        customer_id=about.customer_id,
        customer_name=about.customer_name,
        call_id=about.call_id,
        script_run=bool(given),
        channel=ComplaintChannel.PHONE,
        category=given.get("category", ""),
        what=given.get("what", ""),
        amount=given.get("amount", ""),
        currency=read_amount(given.get("amount", "")).currency,
        happened_on=given.get("happened_on", ""),
        note=given.get("note", ""),
        attach_recording=about.call_id is not None,
        vulnerable=about.has_needs,
    )


def with_prefill(
    begun: ComplaintWords, form: ComplaintForm | None, prefill: ComplaintPrefill | None, holdings: tuple[Holding, ...]
) -> ComplaintWords:
    """Return the same with what the server knows: the owner, the way of the answer, what the script had said."""
    update: dict[str, object] = {}
    if prefill is not None:
        update["channel"] = prefill.channel
        update["region"] = begun.region or prefill.region.value
        update["what"] = begun.what or prefill.words
        update["currency"] = begun.currency or prefill.currency
        update["vulnerable"] = begun.vulnerable or prefill.vulnerable
        update["customer_name"] = begun.customer_name or prefill.customer_name
        update["tell_number"] = any(each.channel is ReplyChannel.MESSAGE for each in prefill.reply_ways)
        owner = next((each for each in prefill.owners if each.proposed), None)
        update["owner"] = begun.owner or (str(owner.owner_id) if owner is not None else "")
        if prefill.reply_ways:
            first = prefill.reply_ways[0]
            update["reply_way"] = begun.reply_way or f"{first.channel.value}:{first.way_id}"
        update["category"] = _named(form, begun.category) or _leaf(form, prefill.category_code)
    else:
        update["category"] = _named(form, begun.category)
    if not update.get("currency", begun.currency):
        currencies = [each.currency for each in holdings] or list(form.currencies[:1] if form is not None else ())
        update["currency"] = currencies[0] if currencies else ""
    words = begun.model_copy(update=update)
    return with_category(words, category_of(form, words.category), holdings)


def with_category(words: ComplaintWords, category: Category | None, holdings: tuple[Holding, ...]) -> ComplaintWords:
    """Return the words once this category is chosen: how severe such a one usually is, and the account it must be."""
    update: dict[str, object] = {}
    if category is not None:
        if words.severity is None:
            update["severity"] = category.severity or Severity.MINOR
        fitting = fitting_first(holdings, category)[1]
        if not words.subjects and len(fitting) == 1:
            update["subjects"] = (subject_of(fitting[0]),)
            update["currency"] = fitting[0].currency
    if not words.subjects and "subjects" not in update and len(holdings) == 1:
        update["subjects"] = (subject_of(holdings[0]),)
    return words.model_copy(update=update)


def fitting_first(
    holdings: tuple[Holding, ...], category: Category | None
) -> tuple[tuple[Holding, ...], tuple[Holding, ...]]:
    """Return all products, those that the category is about before the others; and these alone."""
    about = category.products if category is not None else ()
    fitting = tuple(each for each in holdings if each.group.value in about)
    return (*fitting, *(each for each in holdings if each not in fitting)), fitting


def category_of(form: ComplaintForm | None, code: str) -> Category | None:
    """Return the category of this code that can be chosen."""
    categories = form.categories if form is not None else ()
    return next((each for each in categories if each.code == code and each.is_leaf and not each.is_retired), None)


def subject_of(holding: Holding) -> SubjectWords:
    """Return an account as something that a complaint is about."""
    label = {language: f"{name} {holding.number_masked}" for language, name in holding.product.items()}
    return SubjectWords(holding_id=holding.holding_id, label=label)


def booking_of(booking: SubjectTransaction) -> SubjectWords:
    """Return a booking as something that a complaint is about."""
    text = f"{booking.booked_at:%Y-%m-%d} · {booking.currency} {abs(booking.amount):,.2f}"
    text += f" · {booking.text}" if booking.text else ""
    label = {"en": text, "zh": text}
    return SubjectWords(holding_id=booking.holding_id, transaction_id=booking.transaction_id, label=label)


def _named(form: ComplaintForm | None, word: str) -> str:
    """Return the code of the category that a script names, by its code or as the bank's scripts call it; while nothing
    is known the word stands."""
    return _leaf(form, form.category_words.get(word, word) if form is not None else word)


def _leaf(form: ComplaintForm | None, code: str) -> str:
    """Return a code that is known to be one that can be chosen; while nothing is known it stands."""
    return code if form is None or category_of(form, code) is not None else ""
