"""``/v1/routing/versions`` and ``/v1/menu/versions``: what was saved before, for those who may look at it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends

from agent_desktop.contract.base import Answer
from agent_desktop.contract.routing import Version, Versions
from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.rules import CONFIGURATION_READERS
from agent_desktop.server.configuration.versions import get_version, version_of, versions_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Reader = Annotated[Person, Depends(CONFIGURATION_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


Kept = TypeVar("Kept", bound=Answer)


def add_version_routes(
    router: APIRouter, kind: str, model: type[Kept], kept: Callable[[Version, Mapping[str, Any]], Kept]
) -> None:
    """Add the list of the versions of a `kind`, and one of them: what `kept` makes of it and its document."""

    @router.get(f"/{kind}/versions")
    def list_versions(_: Reader, work: Unit) -> Versions:
        return versions_of(work.session, kind)

    @router.get(f"/{kind}/versions/{{version}}", response_model=model)
    def read_version(version: int, _: Reader, work: Unit) -> Kept:
        row = get_version(work.session, kind, version)
        return kept(version_of(work.session, row), row.document)
