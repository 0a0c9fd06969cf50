"""The budgets and house rules of the design, measured on the sources as they stand."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median, quantiles

import pytest
from grimp import build_graph

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("coproduce", "partnerships", "learning", "participants")
DOORS = {"views", "admin", "tasks"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "services", "common", "core", "misc", "manager"}
BRANCHES = (
    ast.If,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.comprehension,
    ast.match_case,
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def sources() -> dict[Path, ast.Module]:
    """Every module of the project but its migrations, parsed."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {path: ast.parse(path.read_text()) for path in found if "migrations" not in path.parts}


@cache
def modules_of_tests() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text()) for path in (ROOT / "tests").rglob("*.py")}


def functions(modules: dict[Path, ast.Module]) -> Iterator[tuple[str, Function]]:
    for path, module in modules.items():
        for node in ast.walk(module):
            if isinstance(node, Function):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def branches(node: Function) -> int:
    """Branches of its own; a comprehension counts when it filters."""
    return sum(
        len(inner.ifs) if isinstance(inner, ast.comprehension) else 1
        for inner in ast.walk(node)
        if isinstance(inner, BRANCHES)
    )


def annotated(node: Function) -> bool:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    own = [argument for argument in arguments if argument.arg not in {"self", "cls"}]
    rest = [argument for argument in (node.args.vararg, node.args.kwarg) if argument]
    return node.returns is not None and all(argument.annotation for argument in [*own, *rest])


def line_count(path: Path) -> int:
    return len(path.read_text().splitlines())


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_functions_stay_short() -> None:
    lengths = [length(node) for _, node in functions(sources())]
    assert median(lengths) <= 7
    assert quantiles(lengths, n=10)[-1] <= 18


def test_no_function_is_longer_than_forty_lines() -> None:
    assert [name for name, node in functions(sources()) if length(node) > 40] == []


def test_files_stay_small() -> None:
    lines = {path: line_count(path) for path in sources() if line_count(path)}
    assert median(lines.values()) <= 80
    assert [str(path) for path, count in lines.items() if count > 300] == []


def test_no_function_branches_more_than_eight_times() -> None:
    assert [name for name, node in functions(sources()) if branches(node) > 8] == []


def test_every_function_is_annotated() -> None:
    both = {**sources(), **modules_of_tests()}
    assert [name for name, node in functions(both) if not annotated(node)] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path) for path, module in sources().items() if module.body and not ast.get_docstring(module)
    ]
    assert silent == []


def test_modules_form_no_cycle() -> None:
    """At run time; the reverse side of a foreign key may be named for the type checker."""
    graph = build_graph(*PACKAGES, exclude_type_checking_imports=True)
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(needs).prepare()


def test_there_are_no_signals() -> None:
    signals = re.compile(r"django\.dispatch|\.signals\b|allauth\.\w+\.signals")
    guilty = {
        str(path) for path, module in sources().items() for name in imported(module) if signals.search(name)
    }
    assert guilty == set()


def test_imports_stand_at_the_top() -> None:
    local = [
        name
        for name, node in functions(sources())
        if any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))
    ]
    assert local == []


def test_modules_are_named_after_activities() -> None:
    assert [str(path) for path in sources() if path.stem in FORBIDDEN_NAMES] == []


def test_doors_ask_querysets_by_their_verbs() -> None:
    raw = re.compile(r"\.objects\.(filter|exclude|get)\(")
    doors = [path for path in sources() if path.stem in DOORS or path.parent.name in DOORS]
    assert [str(path) for path in doors if raw.search(path.read_text())] == []


def test_there_is_more_test_than_code() -> None:
    code = sum(line_count(path) for path in sources())
    checks = sum(line_count(path) for path in modules_of_tests())
    assert checks >= 1.4 * code, f"{checks} lines of tests for {code} lines of code"


def test_tests_hold_one_idea_each() -> None:
    lengths = [length(node) for _, node in functions(modules_of_tests()) if node.name.startswith("test_")]
    assert median(lengths) <= 12


@pytest.mark.parametrize(
    "trace",
    [
        "pytho" + "nhosted",
        "registry.npm" + "js",
        "pyp" + "i.org",
        "deb.deb" + "ian",
        "/wo" + "rk/",
        "/bash_" + "jobs",
    ],
)
def test_no_registry_or_machine_is_named(trace: str) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]
    assert [str(path) for path in files if trace.encode() in path.read_bytes()] == []
