"""Whom the Trial caller may choose: a search over the trial bank's people."""

from dataclasses import dataclass
from threading import Lock
from typing import Final, Literal

from agent_desktop.demo.trial_bank.bank import TrialBank
from agent_desktop.demo.trial_bank.people import Person
from agent_desktop.records.customers.folding import digits_of, fold

SEARCHED: Final = 20_000
"""How many of the first customers are searched; a trial needs no more, and a million would take minutes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One customer whose telephone may ring. `shared_by` is how many customers share `number`."""

    person: Person
    number: str
    shared_by: int


class Directory:
    """Made when first asked, then kept."""

    def __init__(self, bank: TrialBank) -> None:
        self._bank = bank
        self._lock = Lock()
        self._people: list[Person] = []
        self._words: list[str] = []
        self._users: dict[str, int] = {}

    def find(self, text: str, kind: Literal["any", "shared"], limit: int) -> list[Entry]:
        """Return people whose name or a number holds `text`, in the bank's order.

        With `shared` only those whose number other customers have too, by that number and each number once.
        """
        self._make()
        wanted, digits = fold(text), digits_of(text)
        found: list[Entry] = []
        seen: set[str] = set()
        for person, words in zip(self._people, self._words, strict=True):
            if wanted and wanted not in words and not (len(digits) > 2 and digits in words):
                continue
            number = self._number(person, kind)
            if not number or (kind == "shared" and number in seen):
                continue
            seen.add(number)
            found.append(Entry(person, number, self._users[number]))
            if len(found) == limit:
                break
        return found

    def _number(self, person: Person, kind: Literal["any", "shared"]) -> str:
        if kind == "any":
            return person.phones[0][0]
        return next((number for number, _ in person.phones if self._users[number] > 1), "")

    def _make(self) -> None:
        with self._lock:
            if self._people:
                return
            people = [self._bank.person(index) for index in range(min(self._bank.customers, SEARCHED))]
            for person in people:
                for number, _ in person.phones:
                    self._users[number] = self._users.get(number, 0) + 1
            self._words = [
                fold(" ".join((person.name_latin, person.name_chinese, person.customer_number, *_plain(person))))
                for person in people
            ]
            self._people = people


def _plain(person: Person) -> list[str]:
    return [digits_of(number) for number, _ in person.phones]
