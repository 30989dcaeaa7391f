"""The second wall is not forgotten: no module of the screen hands a widget a `str` that may hold people's words.

A plain `str` is markup to most widgets. The check reads each module's syntax tree. A text is *ours* when it is made of
constants only: a literal, an UPPER_CASE name or what is looked up in one, and names only ever given such texts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.content import Content
from textual.markup import MarkupError

import plc_tui.ui

UI = Path(plc_tui.ui.__file__).parent
SHOWS_FIRST = {"Static", "Label", "Button", "Link", "Collapsible", "Checkbox", "RadioButton", "notify"}
TEMPLATES = {"from_markup", "fill"}
FORBIDDEN = {"Markdown", "MarkdownViewer", "RichLog", "Log"}
LOOKED_AT = {
    "manner.title",  # dialogs/respond.py: a Manner is one of the constants in MANNERS
}
GIVE_STR = {"str", "repr", "format", "strftime", "one_line_summary", "clean", "clean_line"}
TITLES = {"border_title", "border_subtitle", "tooltip", "placeholder"}


def problems(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and a sentence for each place where people's words might be read as markup."""
    tree = ast.parse(source)
    everywhere = _constant_names(tree, tree.body)
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))]:
        constants = everywhere | _constant_names(scope, scope.body)
        for node in _own(scope):
            yield from ((node.lineno, sentence) for sentence in _node_problems(node, constants))


def _own(scope: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Yield what stands in a module or function, but not in a function inside it."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, ast.expr | ast.stmt):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _own(node)


def _node_problems(node: ast.AST, constants: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from _call_problems(node, constants)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = {target.attr for target in targets if isinstance(target, ast.Attribute)} & TITLES
        if names and _is_risky(node.value, constants):
            yield f"{names.pop()} is a str that may be read as markup; use safe.line"


def _call_problems(call: ast.Call, constants: set[str]) -> Iterator[str]:
    name = _called(call)
    first = call.args[0] if call.args else None
    if name in FORBIDDEN:
        yield f"{name} is not for people's words; use markdown.render in a Static"
    if name in SHOWS_FIRST and first is not None and _is_risky(first, constants):
        yield f"{name} is given a str that may be read as markup; use safe.words, safe.line or safe.fill"
    if name == "update" and first is not None and _is_drawn(call) and _is_risky(first, constants):
        yield "update is given a str that may be read as markup; use safe.words, safe.line or safe.fill"
    if (
        name in TEMPLATES
        and first is not None
        and ast.unparse(first) not in LOOKED_AT
        and not _is_ours(first, constants)
    ):
        yield f"{name} has a template that is not a constant; give the words as values"
    for keyword in call.keywords:
        as_typed = name == "Input" and keyword.arg == "placeholder"  # Input makes plain Text of it
        if keyword.arg in TITLES and not as_typed and _is_risky(keyword.value, constants):
            yield f"{keyword.arg} is a str that may be read as markup; use Content or safe.line"


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_drawn(call: ast.Call) -> bool:
    """Say whether an `.update(...)` looks like a widget's: on something found, or with words put together."""
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    found = isinstance(receiver, ast.Call) and _called(receiver) in ("query_one", "query_exactly_one")
    return found or (bool(call.args) and _is_put_together(call.args[0]))


def _is_risky(node: ast.expr, constants: set[str]) -> bool:
    """Say whether a text is put together as str, or is an attribute of something other than the widget itself."""
    if _is_ours(node, constants):
        return False
    if isinstance(node, ast.IfExp):
        return _is_risky(node.body, constants) or _is_risky(node.orelse, constants)
    if isinstance(node, ast.BoolOp):
        return any(_is_risky(value, constants) for value in node.values)
    return _is_put_together(node) or (isinstance(node, ast.Attribute) and _root(node) != "self")


def _is_put_together(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.BinOp):
        return any(_is_text(side) or _is_put_together(side) for side in (node.left, node.right))
    if not isinstance(node, ast.Call):
        return False
    from_text = isinstance(node.func, ast.Attribute) and _is_text(node.func.value)
    return from_text or _called(node) in (
        "str",
        "repr",
        "format",
        "strftime",
        "one_line_summary",
        "clean",
        "clean_line",
    )


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_ours(node: ast.expr, constants: set[str]) -> bool:
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name.isupper() or name.strip("_").isupper() or name in constants
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return name.strip("_").isupper() or owner in constants
        case ast.Attribute(attr=name):
            return name.strip("_").isupper()
        case ast.Subscript(value=table):
            return _is_ours(table, constants)
        case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *others]):
            return _is_ours(table, constants) and all(_is_ours(other, constants) for other in others)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return _is_ours(one, constants) and _is_ours(other, constants)
        case ast.BoolOp(values=values):
            return all(_is_ours(value, constants) for value in values)
        case ast.JoinedStr(values=values):
            return all(_is_ours(value, constants) for value in values)
        case ast.FormattedValue(value=value):
            return _is_ours(value, constants)
    return False


def _constant_names(scope: ast.AST, body: list[ast.stmt]) -> set[str]:
    """Return the names that a module or function only ever gives texts of ours (and that are not its arguments)."""
    given: dict[str, list[ast.expr]] = {}
    plain: set[int] = set()
    nodes = [each for statement in body for each in (statement, *_own(statement))]
    for node in nodes:
        if isinstance(node, ast.Assign) and all(isinstance(target, ast.Name) for target in node.targets):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    given.setdefault(target.id, []).append(node.value)
                    plain.add(id(target))
    other = {argument.arg for argument in ast.walk(scope) if isinstance(argument, ast.arg)}
    other |= {
        node.id
        for node in nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in plain
    }
    return {name for name, values in given.items() if name not in other and all(_is_ours(v, set()) for v in values)}


def test_no_module_of_the_screen_hands_people_s_words_to_a_widget_as_str() -> None:
    modules = sorted(UI.rglob("*.py"))
    assert len(modules) > 20
    found = [
        f"{module.relative_to(UI.parent)}:{line}: {sentence}"
        for module in modules
        if module.name != "safe.py"
        for line, sentence in problems(module.read_text())
    ]
    assert not found, "\n" + "\n".join(found)


def test_every_sentence_with_markup_of_ours_can_be_read() -> None:
    sentences = [
        (f"{module.relative_to(UI.parent)}:{line}", sentence)
        for module in sorted(UI.rglob("*.py"))
        if module.name != "safe.py"
        for line, sentence in _literals(ast.parse(module.read_text()))
        if re.search(r"\[(/|[$a-z])", sentence)
    ]
    assert sentences
    for place, sentence in sentences:
        try:
            tags = [str(span.style) for span in Content.from_markup(sentence).spans]
        except MarkupError as error:
            pytest.fail(f"{place}: {error}: {sentence}")
        assert not [tag for tag in tags if "$$" in tag], place


def _literals(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each literal of the module; an f-string as one, with a word in each of its gaps."""
    if isinstance(node, ast.JoinedStr):
        pieces = [piece.value if isinstance(piece, ast.Constant) else "word" for piece in node.values]
        yield node.lineno, "".join(map(str, pieces))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from _literals(child)


@pytest.mark.parametrize(
    "source",
    [
        'Static(f"by {name}")',
        "Static(note.title)",
        "Static(str(error))",
        'Label("by " + name)',
        'Button("by %s" % name)',
        'Static("by {}".format(name))',
        'Static("\\n".join(names))',
        'self.query_one("#a", Static).update(note.title)',
        'self.line.update(f"by {name}")',
        'self.notify(f"{name} wrote")',
        "self.notify(name if name else note.title)",
        'Content.from_markup(f"[b]{name}[/b]")',
        "Content.from_markup(note.title)",
        'safe.fill(f"[b]{note.title}[/b]")',
        "def f(title):\n    safe.fill(title)",
        "Markdown(body)",
        "widget.border_title = note.title",
        'widget.border_title = f"by {name}"',
        "TextArea(placeholder=note.title)",
        "self.tooltip = str(name)",
    ],
)
def test_the_check_sees_words_that_could_act(source: str) -> None:
    assert list(problems(source))


@pytest.mark.parametrize(
    "source",
    [
        'Static("Nothing waits for you.")',
        "Static(NOTHING)",
        "Static(safe.words(note.title))",
        'Static(safe.fill("by $who", who=note.author))',
        "Static(self._title)",
        'self.query_one("#a", Static).update(markdown.render(note.body))',
        "fields.update(draft.fields)",
        'verb = "is" if one else "are"\nsafe.fill(f"$names {verb} here", names=names)',
        "safe.fill(SENTENCES[kind], who=who)",
        'safe.fill(f"$who {SAID.get(kind, WROTE)}", who=who)',
        'widget.border_title = "Goals"',
        'Content(f"by {name}")',
        "Input(placeholder=field.example)",
    ],
)
def test_the_check_lets_safe_words_pass(source: str) -> None:
    assert not list(problems(source))
