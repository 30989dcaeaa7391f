"""One web page to read or print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from markdown_it import MarkdownIt

from plc_tui.services.exporting import as_markdown
from plc_tui.services.exporting.everything import Everything, File
from plc_tui.text import clean


def page(everything: Everything) -> Iterator[File]:
    """Yield one page of everything."""
    yield "plc.html", drawn(f"What {everything.handle} wrote", (text for _, text in as_markdown.files(everything)))


def drawn(title: str, texts: Iterable[str]) -> str:
    """Return a page of Markdown texts, drawn without raw HTML and pictures: nothing anyone typed runs or calls out."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    # Cleaned once more: `&#x202e;` is harmless as text and becomes what it names when it is drawn.
    body = "<hr>\n".join(clean(parser.render(text)) for text in texts)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        "<style>body{max-width:42em;margin:2em auto;padding:0 1em;font:1.05em/1.55 serif}</style>"
        f"</head>\n<body>\n{body}</body></html>\n"
    )
