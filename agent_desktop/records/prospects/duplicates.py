"""Who on record may be somebody who is typed in: by document, by number, by name in either script."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import permutations
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Candidate
from agent_desktop.contract.prospects import Duplicate, DuplicateReason
from agent_desktop.records.customers.folding import digits_of, fold, fold_han, has_han, words_of
from agent_desktop.records.customers.masking import mask_customer_number
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.customers.search import search_customers
from agent_desktop.records.formatting import both, short_day
from agent_desktop.records.prospects.repository import LikenessRepository

MOST_UNSURE: Final = 6
"""Of those who are only somewhat like, so many are looked for; of those who are the same in something, all."""
MOST_FORMER: Final = 6
SHORTEST_NAME: Final = 2
"""A single letter is nobody's name yet, and begins very many."""
SHORTEST_DOCUMENT: Final = 5
MOST_ORDERED: Final = 5
"""A name of more words is compared in the order in which it was typed: nobody tries 720 orders of six."""

_SURE: Final = frozenset({DuplicateReason.DOCUMENT, DuplicateReason.NUMBER, DuplicateReason.SAME_NAME})
_NOT_ITS_MARKS: Final = re.compile("[^0-9A-Z]")
_HAN_AND_SPACES: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff·]+")


@dataclass(frozen=True, slots=True)
class TypedIn:
    """What somebody is looked for by, in the forms that are kept. `number` is E.164; each may be empty."""

    name_latin: str = ""
    name_chinese: str = ""
    number: str = ""
    document: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.name_latin or self.name_chinese or self.number or self.document)

    @property
    def latin_words(self) -> list[str]:
        """The folded words of the Latin name, in one order whichever way they were said."""
        return sorted(fold_han(word) for word in words_of(self.name_latin))

    @property
    def chinese_marks(self) -> str:
        """The Chinese name as it is compared."""
        return folded_chinese(self.name_chinese)

    @property
    def held_by(self) -> frozenset[str]:
        """What two who make the same record at once have alike, however each of them wrote it."""
        same = (self.number, self.document, self.chinese_marks, " ".join(self.latin_words))
        return frozenset(text for text in same if text)


@dataclass(slots=True)
class _Found:
    reasons: set[DuplicateReason] = field(default_factory=set)
    former_until: date | None = None


def typed_in(name: str, number: str, document: str, options: ProfileOptions) -> TypedIn:
    """Take apart what was typed. A number that is none, or is the bank's own, is empty."""
    plain = unicodedata.normalize("NFKC", name).replace("\x00", "")
    chinese = "".join(_HAN_AND_SPACES.findall(plain))
    latin = " ".join(_HAN_AND_SPACES.sub(" ", plain).split()) if has_han(plain) else " ".join(plain.split())
    e164 = normalise(number, options.region) or ""
    return TypedIn(
        name_latin=latin,
        name_chinese=chinese,
        number="" if e164 in options.own_numbers else e164,
        document=bare_document(document),
    )


def bare_document(document: str) -> str:
    """Return a document's number without what people put between its marks."""
    return _NOT_ITS_MARKS.sub("", unicodedata.normalize("NFKC", document).upper())


def folded_chinese(name: str) -> str:
    """Return a Chinese name as it is compared, in simplified characters and without spaces."""
    return fold_han("".join(fold(name).split()))


def find_duplicates(session: Session, sought: TypedIn) -> tuple[Duplicate, ...]:
    """Return who may be the one sought, the likeliest first, one for each person.

    Everybody with the same document, number or whole name is among them, however many there are: a second record is
    made only by somebody who has seen them. Those who are only like are added up to `MOST_UNSURE` in all.

    A document, a number and a whole name take one statement each; what is like a name is searched as Ctrl+K does (ADR
    40), each script by itself, since records often have only one. A number that was somebody's until some day counts
    less than one that is.
    """
    repository = LikenessRepository(session)
    found: dict[UUID, _Found] = {}

    def note(customer_id: UUID, reason: DuplicateReason) -> _Found:
        one = found.setdefault(customer_id, _Found())
        one.reasons.add(reason)
        return one

    if len(sought.document) >= SHORTEST_DOCUMENT:
        for customer_id in repository.list_by_document(sought.document):
            note(customer_id, DuplicateReason.DOCUMENT)
    if sought.number:
        for customer_id in CustomerRepository(session).ask_by_number(sought.number).scalars():
            note(customer_id, DuplicateReason.NUMBER)
        for customer_id, until in repository.list_former_owners(sought.number, MOST_FORMER):
            note(customer_id, DuplicateReason.FORMER_NUMBER).former_until = until
    for customer_id in _of_the_same_name(repository, sought):
        note(customer_id, DuplicateReason.SAME_NAME)
    for name in (sought.name_chinese, sought.name_latin):
        if len(name) >= SHORTEST_NAME and not digits_of(name):
            for hit in search_customers(session, name, MOST_UNSURE):
                note(hit.customer_id, DuplicateReason.LIKE_NAME)
    return _shown(repository, found)


def former_owners(session: Session, number: str, *, at: datetime, options: ProfileOptions) -> list[Candidate]:
    """Return whose a number was, with the day until which; who had it last, first. The bank's own was nobody's."""
    e164 = normalise(number, options.region) or ""
    if not e164 or e164 in options.own_numbers:
        return []
    repository = LikenessRepository(session)
    owners = repository.list_former_owners(e164, MOST_FORMER)
    rows = repository.list_shown([customer_id for customer_id, _ in owners])
    found: dict[UUID, Candidate] = {}
    for customer_id, until in owners:
        row = rows[customer_id]
        day = short_day(until, options.day_of(at))
        found.setdefault(
            row["person_id"],
            Candidate(
                customer_id=row["person_id"],
                name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
                name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
                tier=row["tier"],
                number_masked=mask_customer_number(row["customer_number"]),
                reason=both(f"had this number until {day['en']}", f"此号码用至{day['zh']}"),
            ),
        )
    return list(found.values())


def _of_the_same_name(repository: LikenessRepository, sought: TypedIn) -> list[UUID]:
    """Return every account whose whole name is the one sought, in either script, in any order of its words."""
    marks, words = sought.chinese_marks, sought.latin_words
    joined = {marks} if len(marks) >= SHORTEST_NAME else set()
    if 1 < len(words) <= MOST_ORDERED:
        joined |= {"".join(order) for order in permutations(words)}
    elif len(words) > MOST_ORDERED:
        joined |= {"".join(words_of(sought.name_latin))}
    return [
        customer_id
        for customer_id, latin, chinese in repository.list_by_name(joined)
        if _is_whole_name(latin, chinese, sought)
    ]


def _shown(repository: LikenessRepository, found: dict[UUID, _Found]) -> tuple[Duplicate, ...]:
    rows = repository.list_shown(found)
    people: dict[UUID, _Found] = {}
    for customer_id, one in found.items():
        if customer_id not in rows:
            continue
        row = rows[customer_id]
        if DuplicateReason.SAME_NAME in one.reasons:
            one.reasons.discard(DuplicateReason.LIKE_NAME)
        person = people.setdefault(row["person_id"], one)
        person.reasons |= one.reasons
        person.former_until = person.former_until or one.former_until
    missing = [person for person in people if person not in rows]
    rows |= repository.list_shown(missing) if missing else {}
    order = list(DuplicateReason)
    duplicates = [
        Duplicate(
            customer_id=person,
            name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
            name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
            kind=row["kind"],
            tier=row["tier"],
            number_masked=mask_customer_number(row["customer_number"]),
            reasons=tuple(sorted(one.reasons, key=order.index)),
            former_until=one.former_until,
            sure=bool(one.reasons & _SURE),
        )
        for person, one in people.items()
        for row in (rows[person],)
    ]
    duplicates.sort(key=lambda each: [order.index(one) for one in each.reasons])
    sure = sum(each.sure for each in duplicates)
    left = max(0, MOST_UNSURE - sure)
    unsure = [each.customer_id for each in duplicates if not each.sure][:left]
    return tuple(each for each in duplicates if each.sure or each.customer_id in unsure)


def _is_whole_name(latin: str, chinese: str, sought: TypedIn) -> bool:
    if sought.chinese_marks and folded_chinese(chinese) == sought.chinese_marks:
        return True
    words = sought.latin_words
    return len(words) > 1 and words == sorted(fold_han(word) for word in words_of(latin))
