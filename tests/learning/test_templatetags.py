"""Found words are marked without opening a way for markup."""

import pytest

from learning.models import State
from learning.models.searching import END_FOUND, FOUND
from learning.templatetags.learning import found, has_found, tone


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        (f"a {FOUND}lunch{END_FOUND} club", "a <mark>lunch</mark> club"),
        (f"{FOUND}a{END_FOUND}{FOUND}b{END_FOUND}", "<mark>a</mark><mark>b</mark>"),
        (f"{FOUND}<b>{END_FOUND} & <i>", "<mark>&lt;b&gt;</mark> &amp; &lt;i&gt;"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ('" onclick="x', "&quot; onclick=&quot;x"),
        (f"{FOUND}open", "open"),
        (f"close{END_FOUND}", "close"),
        (f"{FOUND}{FOUND}twice{END_FOUND}{END_FOUND}", "<mark>twice</mark>"),
        (f"{END_FOUND}back{FOUND}", "back"),
        ("", ""),
    ],
)
def test_what_was_found_is_marked_and_all_else_escaped(text: str, html: str) -> None:
    assert found(text) == html


@pytest.mark.parametrize(("text", "marked"), [(None, False), ("", False), ("x", False), (f"{FOUND}x", True)])
def test_whether_anything_is_marked(text: str | None, marked: bool) -> None:
    assert has_found(text) is marked


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_tone(state: State) -> None:
    assert tone(state.value) in {"neutral", "info", "good", "warning", "bad"}
