"""The categories as a tree that is looked through: what fits what is typed, and in which order. Pure; no Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agent_desktop.contract.complaint_form import Category
from agent_desktop.contract.complaints import ComplaintKind


@dataclass(frozen=True, slots=True)
class Node:
    """One category with what lies under it. `number` is its place among all, from the top."""

    category: Category
    children: tuple["Node", ...] = ()

    @property
    def code(self) -> str:
        """Its code."""
        return self.category.code

    @property
    def is_leaf(self) -> bool:
        """Whether it can be chosen: nothing lies under it."""
        return self.category.is_leaf


def offered(categories: tuple[Category, ...], kind: ComplaintKind, chosen: str) -> tuple[Category, ...]:
    """Return the categories of a kind with the groups that these lie in; a retired one only where it is chosen."""
    fitting = [
        each
        for each in categories
        if each.is_leaf and kind in each.kinds and (not each.is_retired or each.code == chosen)
    ]
    parents = {each.code: each.parent_code for each in categories}
    wanted = set()
    for each in fitting:
        code = each.code
        while code and code not in wanted:
            wanted.add(code)
            code = parents.get(code, "")
    return tuple(each for each in categories if each.code in wanted)


def grown(categories: tuple[Category, ...]) -> tuple[Node, ...]:
    """Return the categories as trees, in their own order. One whose parent is not there stands at the top."""
    known = {each.code for each in categories}
    under: dict[str, list[Category]] = {}
    for each in categories:
        under.setdefault(each.parent_code if each.parent_code in known else "", []).append(each)

    def nodes(parent: str) -> tuple[Node, ...]:
        return tuple(Node(each, nodes(each.code)) for each in under.get(parent, ()))

    return nodes("")


def walked(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield every node, each before what lies under it."""
    for node in nodes:
        yield node
        yield from walked(node.children)


def path_to(nodes: tuple[Node, ...], code: str) -> tuple[Node, ...]:
    """Return the nodes from the top to the one with this code; empty where there is none."""
    for node in nodes:
        if node.code == code:
            return (node,)
        below = path_to(node.children, code)
        if below:
            return (node, *below)
    return ()


def found(nodes: tuple[Node, ...], sought: str) -> Mapping[str, int]:
    """Return how well each category that can be chosen fits `sought`: the lower the better; what does not is not in it.

    A group's words find all that lies in it. Spaces part words, each of which must fit.
    """
    parts = sought.casefold().split()
    ranks: dict[str, int] = {}
    if not parts:
        return ranks

    def look(node: Node, above: tuple[Category, ...]) -> None:
        if node.is_leaf:
            own = [_rank(node.category, part) for part in parts]
            group = [min((_rank(each, part) for each in above), default=_NO) for part in parts]
            rank = [mine if mine < _NO else theirs + _BY_GROUP for mine, theirs in zip(own, group, strict=True)]
            if all(each < _NO for each in rank):
                ranks[node.code] = sum(rank)
        for child in node.children:
            look(child, (*above, node.category))

    for node in nodes:
        look(node, ())
    return ranks


_NO = 1000
_BY_GROUP = 10


def _rank(category: Category, part: str) -> int:
    names = [text.casefold() for text in (*category.name.values(), *category.words)]
    initials = category.initials.split()
    if any(name == part for name in names) or part in initials:
        return 0
    if any(name.startswith(part) for name in names) or any(each.startswith(part) for each in initials):
        return 1
    if any(f" {part}" in name for name in names):
        return 2
    if any(part in name for name in names):
        return 3
    if any(part in each for each in initials) and len(part) > 1:
        return 4
    return 5 if category.code.rpartition(".")[2].startswith(part) else _NO
