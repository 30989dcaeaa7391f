"""One web page to read or print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from markdown_it import MarkdownIt

from plc_tui.services.exporting import as_markdown
from plc_tui.services.exporting.everything import Everything, File
from plc_tui.text import clean


def page(everything: Everything) -> Iterator[File]:
    """Yield one page; Markdown is drawn without raw HTML and pictures: nothing anyone typed runs or calls out."""
    drawn = MarkdownIt("commonmark", {"html": False}).disable("image")
    # Cleaned once more: `&#x202e;` is harmless as text and becomes what it names when it is drawn.
    body = "<hr>\n".join(clean(drawn.render(text)) for _, text in as_markdown.files(everything))
    title = escape(f"What {everything.handle} wrote")
    yield (
        "plc.html",
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>body{max-width:42em;margin:2em auto;padding:0 1em;font:1.05em/1.55 serif}</style>"
        f"</head>\n<body>\n{body}</body></html>\n",
    )
