"""The two buttons and the question after a no: nothing is required but the answer itself."""

import pytest

from participants.forms import ReplyForm
from participants.models import Barrier


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_an_answer_alone_is_enough(answer: str) -> None:
    form = ReplyForm({"answer": answer})
    assert form.is_valid()
    assert form.cleaned_data == {"answer": answer, "barrier": ""}


@pytest.mark.parametrize("typed", ["", "none", "perhaps", "accepted\0"])
def test_another_answer_asks_for_yes_or_no(typed: str) -> None:
    assert ReplyForm({"answer": typed}).errors["answer"] == ["Choose yes or no"]


@pytest.mark.parametrize("barrier", Barrier.values)
def test_every_barrier_can_be_told(barrier: str) -> None:
    assert ReplyForm({"answer": "declined", "barrier": barrier}).is_valid()


def test_no_barrier_asks_for_an_illness() -> None:
    told = " ".join(Barrier.labels).lower()
    for word in ("ill", "sick", "health", "condition", "diagnos"):
        assert f" {word}" not in told


def test_nobody_has_to_say_why() -> None:
    form = ReplyForm()
    assert not form.fields["barrier"].required
    assert "You do not have to say" in str(form.fields["barrier"].help_text)
