"""Rules 2, 3 and 6 of our style, read from the syntax tree; import-linter holds the arrows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WRITES = {
    "save", "delete", "create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "asave", "adelete", "acreate", "aupdate", "abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create",
}  # fmt: skip
SENDS = {"publish", "publish_now", "wake_workers"}
MOST_STATEMENTS = 10
SOURCES = sorted(
    path.relative_to(ROOT)
    for folder in ("chat", "hearth_chat", "lily", "tests", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
PRODUCT = [path for path in SOURCES if path.parts[0] == "chat"]
WRITERS = {"actions", "files"}  # chat/files saves pictures and files; it lies below the tables and cannot reach one


def tree_of(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def called_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The last name of everything that is called, with its line; a router's decorators name HTTP methods."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") != "router":
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, node.lineno


def count_statements(body: list[ast.stmt]) -> int:
    """Statements, the docstring not counted."""
    return sum(
        isinstance(node, ast.stmt)
        for statement in body
        for node in ast.walk(statement)
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )


def views(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions with a router's decorator."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            calls = [deco.func for deco in node.decorator_list if isinstance(deco, ast.Call)]
            if any(
                isinstance(call, ast.Attribute) and call.attr in {"get", "post", "patch", "delete"} for call in calls
            ):
                yield node


@pytest.mark.parametrize("path", [path for path in PRODUCT if path.parts[1] not in WRITERS], ids=str)
def test_only_actions_write(path: Path) -> None:
    assert [found for found in called_names(tree_of(path)) if found[0] in WRITES] == []


@pytest.mark.parametrize(
    "path", [p for p in PRODUCT if p.parts[1] != "actions" and p.name not in ("events.py", "hub.py")], ids=str
)
def test_only_actions_send(path: Path) -> None:
    assert [found for found in called_names(tree_of(path)) if found[0] in SENDS] == []


@pytest.mark.parametrize("path", [p for p in PRODUCT if p.parts[1] in ("consumers.py", "api")], ids=str)
def test_no_orm_where_people_reach_in(path: Path) -> None:
    attributes = [node.attr for node in ast.walk(tree_of(path)) if isinstance(node, ast.Attribute)]
    assert "objects" not in attributes


def test_a_consumer_case_is_short() -> None:
    cases = [node for node in ast.walk(tree_of(Path("chat/consumers.py"))) if isinstance(node, ast.match_case)]
    assert len(cases) > 5
    assert [case.pattern.__dict__ for case in cases if count_statements(case.body) > MOST_STATEMENTS] == []


@pytest.mark.parametrize("path", [p for p in PRODUCT if p.parts[1] == "api"], ids=str)
def test_a_view_is_short(path: Path) -> None:
    assert [view.name for view in views(tree_of(path)) if count_statements(view.body) > MOST_STATEMENTS] == []


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_module_says_what_belongs_in_it_and_stays_within_its_bound(path: Path) -> None:
    assert ast.get_docstring(tree_of(path))
    most = 500 if path.parts[0] == "tests" else 300
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= most


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_function_stays_within_its_bound(path: Path) -> None:
    functions = [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    exempt = {"_run"} if path.name == "consumers.py" else set()  # one case a command
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 40 and f.name not in exempt]
    assert long == []


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_files_are_named_after_their_noun(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "misc", "util", "helper"}
