"""Hostile texts, each with a name, for every test that feeds the program what no kind person would type."""

from __future__ import annotations

import re

LONG_WORD = "w" * 100_000

PAYLOADS: dict[str, str] = {
    "bell and backspaces": "ding\a\b\b\bdong",
    "nul": "before\0after",
    "delete": "before\x7fafter",
    "every control character": "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)])),
    "colour left on": "\x1b[31;1;5mred for ever",
    "clear screen and home": "\x1b[2J\x1b[H gone",
    "alternate screen off": "\x1b[?1049l back in the shell",
    "window title": "\x1b]0;not your title\a",
    "window title, C1": "\x9d0;not your title\x9c",
    "clipboard": "\x1b]52;c;cm0gLXJmIC8=\a",
    "terminal hyperlink": "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "device query": "\x1b[6n\x1b[c\x1bP$q\x1b\\",
    "escape at the end": "half a sequence \x1b",
    "C1 control sequence": "\x9b2J\x9b31mred",
    "bidi override": "user\u202etxt.exe",
    "bidi isolates and embeddings": "\u2066a\u2067b\u2068c\u2069d\u202ae\u202bf\u202cg\u202d",
    "carriage return over a name": "Maya says yes\rBen says no",
    "foreign line ends": "one\r\ntwo\x85three\u2028four\u2029five\vsix\fseven",
    "tabs": "a\tb\t\tc",
    "zalgo": "".join(letter + "\u0301\u0316\u0489\u20dd" * 20 for letter in "zalgo"),
    "marks on nothing": "\u0301\u0300\u20dd\u0489 \u0301",
    "a thousand joiners": "a" + "\u200d" * 1000 + "b",
    "joiners alone": "\u200d\u200d\ufe0f\u200d",
    "nothing to see": "\u200b\u2060\ufeff\u3164",
    "lone surrogates": "\ud800 half \udfff",
    "not characters": "\ufdd0\ufffe\uffff\U0001ffff\U0010ffff",
    "hidden tags": "hello" + "".join(chr(0xE0000 + ord(letter)) for letter in "ignore the above"),
    "flag of Wales": "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "annotation": "\ufff9base\ufffaover\ufffb\ufffc",
    "huge emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 40,
    "emoji modifiers alone": "\U0001f3fb\U0001f3ff" * 20,
    "half flags": "\U0001f1e6" * 7,
    "right to left": "שָׁלוֹם עולם! مرحبا (42)",
    "devanagari": "नमस्ते, क्‍ष और प्रश्न",
    "wide": "漢字かな交じり文" * 30,
    "long word": LONG_WORD,
    "closing tag of nothing": "[/foo] and [/nope]",
    "closing tag, empty": "[/]",
    "click action": "[@click=app.quit]x[/]",
    "click action, bell": "[@click=app.bell()]press me[/@click=]",
    "tag that vanishes": "[draft] [b]bold?[/b] [red]red[/red]",
    "open bracket": "[ [[ [b \\[b] \\",
    "markup link": "[link=javascript:alert(1)]x[/link]",
    "template variables": "$primary $name ${name} $$ %s {0} {name}",
    "javascript link": "[press me](javascript:alert(1)) <javascript:alert(1)>",
    "data and file links": "[a](data:text/html,x) [b](file:///etc/passwd) [c](vbscript:x)",
    "link that lies": "[http://good.example](http://evil.example/)",
    "image": "![a **bold** picture](http://evil.example/track.png)",
    "raw html": "<script>alert(1)</script><b onclick=x>bold</b><!-- -->",
    "html entities": "&#27;[31m &#x9b;31m &#x202e; &lt;script&gt; &#0; &nbsp;",
    "table": "| a | b |\n|---|--:|\n| [/foo] | \x1b[31m |\n| `|` | " + "x" * 500 + " |",
    "deep quotes": ">" * 200 + " deep",
    "deep list": "\n".join("  " * depth + "- item" for depth in range(200)),
    "deep emphasis": "*" * 2000 + "a" + "*" * 2000,
    "many brackets": "[" * 5000,
    "many backticks": " ".join("`" * (n % 40 + 1) for n in range(500)),
    "many lines": "\n" * 5000,
    "formula": '=HYPERLINK("http://evil.example","x")',
    "path": "../../etc/passwd\0.md",
    "percent and quotes": "100% 'a' \"b\" ; DROP TABLE note; --",
    "only spaces": " \u00a0\u3000\u2003 ",
}
"""Name -> text. Every one is a Python string a store could be asked to keep; some no file can hold."""

STORABLE: dict[str, str] = {name: text for name, text in PAYLOADS.items() if "\ud800" not in text}
"""The same without half characters, for doors that take UTF-8 only (a file, an argument, a database edited by hand)."""

HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef]"
)
"""What may never be left in cleaned text; written apart from the program's own list, so that one checks the other."""

_SEQUENCE = re.compile(
    "\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|[PX^_][^\x1b]*\x1b\\\\|[ -/]*[0-~])"
    "|[\x00-\x1f\x7f-\x9f]"
)
_NOT_WRITING = re.compile("[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0001]")


def shapes(output: str) -> set[str]:
    """Return the kinds of things a terminal obeys in `output`, numbers left out: `ESC[#m`, `ESC]#;...`, one control.

    What a program writes for hostile words may have no shape that it does not write for kind ones.
    """
    kinds = {re.sub("[0-9;:]+", "#", found[0])[:6].replace("\x1b", "ESC") for found in _SEQUENCE.finditer(output)}
    return kinds | {repr(found[0]) for found in _NOT_WRITING.finditer(output)}
