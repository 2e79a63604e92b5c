"""``/v1/customers/{id}/mails`` and ``/v1/mails/{id}``: an e-mail to one customer, from the desk."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.customer_mails import (
    ChangeMail,
    CustomerMail,
    CustomerMails,
    MailForm,
    MailPreview,
    PreviewMail,
    SendMail,
)
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.server.auth.rules import CUSTOMER_READERS
from agent_desktop.server.campaigns.single import SingleMails
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Writer = Annotated[Person, Depends(CUSTOMER_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def single_mail_routes(mails: SingleMails, wake: Callable[[], None]) -> APIRouter:
    """Build the routes. `wake` has what is due be seen to."""
    router = APIRouter(tags=["mails"])

    def expect(work: UnitOfWork, customer_id: UUID) -> None:
        if not CustomerRepository(work.session).exists(customer_id):
            raise CustomerNotFoundError(customer_id)

    @router.get("/customers/{customer_id}/mail-form")
    def form(customer_id: UUID, person: Writer, work: Unit) -> MailForm:
        expect(work, customer_id)
        return mails.form(work, person.user_id, customer_id)

    @router.post("/customers/{customer_id}/mails/preview")
    def preview(customer_id: UUID, asked: PreviewMail, person: Writer, work: Unit) -> MailPreview:
        expect(work, customer_id)
        return mails.preview(work, person.user_id, customer_id, asked)

    @router.post("/customers/{customer_id}/mails")
    def send(customer_id: UUID, command: SendMail, person: Writer, work: Unit) -> CustomerMail:
        expect(work, customer_id)
        sent = once(
            work.session,
            command_id=command.mail_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"mail {customer_id}", command),
            at=work.now(),
            do=lambda: mails.send(work, person.user_id, customer_id, command),
            kept=lambda _: {},
            again=lambda _: mails.read(work, person.user_id, command.mail_id),
        )
        wake()
        return sent

    @router.get("/customers/{customer_id}/mails")
    def list_all(customer_id: UUID, person: Writer, work: Unit) -> CustomerMails:
        expect(work, customer_id)
        return mails.list_of(work, person.user_id, customer_id, is_supervisor=Role.SUPERVISOR in person.roles)

    @router.post("/mails/{mail_id}/steps")
    def step(mail_id: UUID, command: ChangeMail, person: Writer, work: Unit) -> CustomerMail:
        supervises = Role.SUPERVISOR in person.roles

        def do() -> CustomerMail:
            mails.change(work, person.user_id, mail_id, command, is_supervisor=supervises)
            return mails.read(work, person.user_id, mail_id, is_supervisor=supervises)

        changed = once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"step mail {mail_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: mails.read(work, person.user_id, mail_id, is_supervisor=supervises),
        )
        wake()
        return changed

    return router
