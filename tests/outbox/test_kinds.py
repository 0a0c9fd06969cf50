"""Every kind of mail there is: a text and a page, a subject, a body, and why it came."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Template, TextNode
from django.template.context import Context
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode
from django.utils.module_loading import import_string

from coproduce.settings import OUTBOX_RECHECKS, OUTBOX_TOPICS

FOLDER = Path(settings.BASE_DIR) / "templates" / "emails"
KINDS = sorted(path.stem for path in FOLDER.glob("*.txt") if not path.name.startswith("_"))
ENDINGS = ("txt", "html")


def ancestry(name: str) -> list[Template]:
    """The template, what it extends, and so on."""
    template: Template = get_template(f"emails/{name}").template  # type: ignore[attr-defined]
    found = [template]
    while parents := found[-1].nodelist.get_nodes_by_type(ExtendsNode):
        context = Context()
        with context.bind_template(found[-1]):
            found.append(parents[0].get_parent(context))  # type: ignore[attr-defined]
    return found


def filled(name: str) -> set[str]:
    """The blocks that say something, before the base does."""
    *own, _ = ancestry(name)
    blocks = [block for template in own for block in template.nodelist.get_nodes_by_type(BlockNode)]
    return {block.name for block in blocks if says_something(block)}  # type: ignore[attr-defined]


def says_something(block: object) -> bool:
    return any(not isinstance(node, TextNode) or node.s.strip() for node in block.nodelist)  # type: ignore[attr-defined]


def test_there_are_kinds() -> None:
    assert len(KINDS) > 10


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_kind_is_a_text_and_a_page_on_the_common_base(kind: str, ending: str) -> None:
    assert ancestry(f"{kind}.{ending}")[-1].name == f"emails/_base.{ending}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_subject_a_body_and_a_why(kind: str) -> None:
    assert {"subject", "body", "why"} <= filled(f"{kind}.txt")
    assert {"body", "why"} <= filled(f"{kind}.html")


def test_every_page_has_its_text() -> None:
    pages = {path.stem for path in FOLDER.glob("*.html") if not path.name.startswith("_")}
    assert pages == set(KINDS)


@pytest.mark.parametrize("kind", sorted(OUTBOX_TOPICS))
def test_what_can_be_stopped_is_a_kind_there_is(kind: str) -> None:
    assert kind in KINDS


@pytest.mark.parametrize("kind", sorted(OUTBOX_RECHECKS))
def test_a_recheck_belongs_to_a_kind_and_exists(kind: str) -> None:
    assert kind in KINDS
    assert callable(import_string(OUTBOX_RECHECKS[kind]))


def test_the_base_says_where_to_ask_and_how_to_stop() -> None:
    for ending in ENDINGS:
        source = (FOLDER / f"_base.{ending}").read_text()
        assert "{{ unsubscribe_url }}" in source
        assert "{{ contact_email }}" in source
