"""Which reasons a promise may have, by what it is about."""

from agent_desktop.contract.callback_lists import ReasonChoice
from agent_desktop.contract.callbacks import CallbackKind, MakeCallback
from agent_desktop.ui.callbacks.promise.presenter import Whom
from tests.ui.callbacks.test_presenters import ME, Promising, _with


def test_only_reasons_that_fit_are_offered_and_what_is_sent_is_of_the_chosen_one_s_kind() -> None:
    stage = Promising()
    kinds = ("promised", "relationship", "queue", "abandoned", "alert", "complaint")
    listed = tuple(ReasonChoice(code=f"of_{kind}", kind=CallbackKind(kind), name={}, queue_code="") for kind in kinds)
    stage.server.forms = stage.server.forms.model_copy(update={"reasons": listed})

    def offered(whom: Whom) -> list[str]:
        stage.promise.open(whom)
        stage.tasks.run_all()
        return [each.code for each in stage.promise.state.reasons]

    assert offered(Whom(customer_id=ME, complaint_id=ME)) == ["of_complaint"]
    assert offered(Whom(customer_id=ME, alert_id=ME)) == ["of_alert"]
    assert offered(Whom(customer_id=ME)) == ["of_promised", "of_relationship"]
    stage.promise.changed(_with(stage, reason_code="of_relationship", reason="The home loan"))
    stage.promise.keep()
    stage.tasks.run_all()
    (made,) = stage.server.commands(MakeCallback)
    assert isinstance(made, MakeCallback)
    assert (made.kind, made.reason_code) == (CallbackKind.RELATIONSHIP, "of_relationship")
