"""Text from people: made safe at every door, and put into the shapes that lists, files and tables need.

Standard library only. `clean` and `clean_line` are the first of the three walls against hostile text: they run on
the way into the store and on the way out again, so old rows, imports and hand edits are covered too.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import takewhile

MARKS_IN_A_ROW = 4
"""Accents, joiners and vowel signs that may follow one letter. More is not writing but a stack over other lines."""

_MARKS_BEFORE_NORMALISING = 32
"""Normalising sorts a run of marks in quadratic time (1 MB of marks: minutes), so a run is cut to this length first."""

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

# Kept on purpose: U+200B-200F (joiners and the harmless direction marks that Persian, Hindi, Hebrew, Khmer need).
_HARMFUL_CHARACTERS = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0, DEL, C1: what terminals obey
    "\u00ad"  # soft hyphen: drawn by some terminals, not by others
    "\u202a-\u202e\u2060-\u206f"  # direction overrides, embeddings, isolates; invisible operators
    "\ud800-\udfff"  # half a character, which no file can hold
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffc"  # not characters; byte-order mark; annotation and object marks
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and music format controls
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags and other invisible carriers of hidden words
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
)
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"

_JAMO = "[\u1160-\u11ff\u3164\ud7b0-\ud7ff\uffa0]"
# What is neither a letter, a space nor everyday punctuation: marks and joiners among a few symbols, told apart later.
_MARK_OR_SYMBOL = f"(?:[^\\w\\s\x00-\u02ff\u2010-\u205e\u20a0-\u20cf\u2100-\u27bf\u3001-\u3029]|{_JAMO})"
_LONG_RUN = f"{_MARK_OR_SYMBOL}{{{MARKS_IN_A_ROW + 1},}}"
# A joiner or emoji selector that has nothing before it, or another one: two in a row crash the screen's line cutter.
_LOOSE_JOINERS = re.compile("(?<!\\S)[\u200d\ufe0f]+|[\u200d\ufe0f]{2,}")
_UNCLEAN_ASCII = bytes(range(10)) + bytes(range(11, 32)) + b"\x7f"


# Patterns with many ranges are compiled when a text needs them: together they would take 4 ms of every start.
@cache
def _harmful() -> re.Pattern[str]:
    return re.compile(f"({_FLAG})|[{_HARMFUL_CHARACTERS}]")


@cache
def _unclean() -> re.Pattern[str]:
    return re.compile(f"[\t\r\v\f\x85\u2028\u2029{_HARMFUL_CHARACTERS}]|{_LONG_RUN}|{_LOOSE_JOINERS.pattern}")


def clean(text: str) -> str:
    """Return `text` without anything that could act on a terminal, hide, or reach outside its line.

    For text of many lines: line ends become `\\n`, tabs become spaces (a stop every 4 cells, as Markdown reads them).
    Letters of every script stay, in NFC. Cleaning twice changes nothing more; clean text comes back as it is.
    """
    if _is_clean(text):
        return text
    text = _LINE_END.sub("\n", text).expandtabs(4)
    text = _LOOSE_JOINERS.sub(_one_joiner, _harmful().sub(lambda found: found[1] or "", text))
    text = unicodedata.normalize("NFC", _limit_marks(text, _MARKS_BEFORE_NORMALISING))
    return _limit_marks(text, MARKS_IN_A_ROW)


def clean_line(text: str) -> str:
    """Return `text` made safe as one line, for titles, names and other fields of one line.

    Line ends and tabs fold to one space and the ends are stripped; what nobody could see becomes empty.
    """
    if text.isascii() and text.isprintable():  # most names and titles, read by the thousand
        return text.strip()
    lines = clean(text.replace("\t", "\n")).split("\n")
    folded = " ".join(filter(None, map(str.strip, lines)))
    return folded if any(map(_is_visible, folded)) else ""


def _is_clean(text: str) -> bool:
    if text.isascii():  # looked through as bytes: a quarter of what a pattern takes, and lists read many texts
        return len(text.encode().translate(None, _UNCLEAN_ASCII)) == len(text)
    return _unclean().search(text) is None and unicodedata.is_normalized("NFC", text)


def _one_joiner(run: re.Match[str]) -> str:
    if not run.string[max(run.start() - 1, 0) : run.start()].strip():
        return ""
    return ("\ufe0f" if run[0][0] == "\ufe0f" else "") + ("\u200d" if "\u200d" in run[0] else "")


def _limit_marks(text: str, limit: int) -> str:
    return re.sub(_LONG_RUN, lambda run: "".join(_few_marks(run[0], limit)), text)


def _few_marks(run: str, limit: int) -> Iterator[str]:
    """Yield the run's characters; after `limit` marks of one kind on a letter, none until the next letter."""
    counts, full = dict[str, int](), False
    for character in run:
        if kind := _mark_kind(character):
            counts[kind] = counts.get(kind, 0) + 1
            full = full or counts[kind] > limit
        elif counts:
            counts, full = {}, False
        if not full:
            yield character


@lru_cache(4096)
def _mark_kind(character: str) -> str:
    """Say how a character hangs on its neighbour: as a mark, a spacing sign, a joiner; "" when it stands alone."""
    category = unicodedata.category(character)
    if category in ("Mn", "Me") or re.match(_JAMO, character) or "\U0001f3fb" <= character <= "\U0001f3ff":
        return "mark"
    in_flag = "\U000e0020" <= character <= "\U000e007f"
    return "" if in_flag else {"Mc": "sign", "Cf": "joiner"}.get(category, "")


def _is_visible(character: str) -> bool:
    return not (character.isspace() or _mark_kind(character) or character in "\u115f\u2800")


def cells(text: str) -> int:
    """Return how many terminal cells a line of clean text takes at most; what is joined together takes fewer."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


# Newer than Python's own tables: drawn in two cells since Unicode 16. And what widens: the emoji selector after a sign,
# and signs of number that stand before digits.
_WIDE = re.compile("[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d356\U0001d360-\U0001d376]")
_SEEN_FORMAT = re.compile("[\ufe0f\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or re.match(_JAMO, character):
        return 1 if _SEEN_FORMAT.match(character) else 0
    return 2 if unicodedata.east_asian_width(character) in "WF" or _WIDE.match(character) else 1


_LINE_MARK = re.compile(r"^[ ]*(?:#{1,6}[ ]+|>[ ]?|[-*+][ ]+(?:\[[ xX]\][ ]+)?|\d{1,9}[.)][ ]+)*", re.MULTILINE)


def one_line_summary(text: str, width: int) -> str:
    """Return the beginning of a Markdown text as one line of at most `width` cells, cut between words with "…"."""
    start = clean(text[: width * 8 + 400])
    line = " ".join(_LINE_MARK.sub("", start).split())
    if cells(line) <= width:
        return line
    kept, used = 0, 1
    while kept < len(line) and used + _cells_of(line[kept]) <= width:
        used += _cells_of(line[kept])
        kept += 1
    at_space = line.rfind(" ", kept // 2, kept + 1)
    return (line[: at_space if at_space > 0 else kept].rstrip() + "…") if width > 0 else ""


_CJK = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"  # 2 ms to compile


def word_count(text: str) -> int:
    """Return the number of words; each Chinese character or Japanese sign counts as one, as editors there do."""
    signs = 0
    if not text.isascii():
        text, signs = re.subn(_CJK, " ", text)
    return signs + sum(1 for word in text.split() if word.isalnum() or any(map(str.isalnum, word)))


def counted(number: int, one: str, many: str) -> str:
    """Return "1 person", "5 people": a number with the word that fits it."""
    return f"{number:,} {one if number == 1 else many}"


_RESERVED_NAMES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})


def file_name(title: str, fallback: str, longest: int = 80) -> str:
    """Return a file name (no ending) made from a title: lower-case letters and digits with "-" between, any script.

    At most `longest` bytes. `fallback` (a safe name of the caller's) is used when nothing is left, and added to
    names that Windows keeps for devices.
    """
    letters = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in clean_line(title).lower())
    name = "-".join(filter(None, "".join(letters).split("-")))
    name = name.encode()[:longest].decode(errors="ignore").rstrip("-")
    if not any(map(str.isalnum, name)):
        return fallback
    return f"{name}-{fallback}" if name in _RESERVED_NAMES else name


def csv_cell(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula: one that starts like a formula gets a quote before it."""
    first = value.lstrip()[:1]
    return "'" + value if value[:1] in ("\t", "\r", "\n") or first in tuple("=+-@＝＋－＠") else value


def tab_field(text: str) -> str:
    """Return `text` as one field of a tab-separated line: no tabs, no line ends, nothing a terminal obeys."""
    return clean(text).replace("\n", " ")


_TAG = re.compile(r"(?<![\w#&/\\])#(?=[^\W_])(\S{1,60})")
_MENTION = re.compile(r"(?<![\w@.+/\\-])@([A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)")


def tags_in(body: str) -> tuple[str, ...]:
    """Return the `#tags` of a Markdown text, without "#", in lower case, each once, in the order they first appear.

    A heading's "# " is no tag, nor is a number ("#3"), an address's "#part" or anything in code.
    """
    found = ("".join(takewhile(_in_tag, match[1])).strip("-_") for match in _TAG.finditer(_without_code(body)))
    return tuple(dict.fromkeys(tag.lower() for tag in found if any(map(str.isalpha, tag))))


def mentions_in(body: str) -> tuple[str, ...]:
    """Return the `@handles` of a Markdown text, without "@", in lower case, each once; none from code or e-mail."""
    return tuple(dict.fromkeys(match[1].lower() for match in _MENTION.finditer(_without_code(body))))


def _in_tag(character: str) -> bool:
    return character.isalnum() or character in "-_" or bool(_mark_kind(character))


_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_BLANK_LINES = re.compile(r"\n[ \t]*\n")


def _without_code(body: str) -> str:
    if "`" not in body and "~~~" not in body:
        return body
    return "\n\n".join(map(_without_spans, _BLANK_LINES.split("\n".join(_outside_fences(body)))))


def _outside_fences(body: str) -> Iterator[str]:
    fence = ""
    for line in body.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            closes = line.strip().startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if closes else fence
        elif opening:
            fence = opening[1]
            yield ""
        else:
            yield line


def _without_spans(paragraph: str) -> str:
    """Drop `code spans`: a run of backticks up to the next run of the same length."""
    runs = [(run.start(), run.end()) for run in re.finditer("`+", paragraph)]
    places: dict[int, list[int]] = {}
    for start, end in runs:
        places.setdefault(end - start, []).append(start)
    kept, position = [], 0
    for start, end in runs:
        same = places[end - start]
        after = bisect_right(same, start)
        if start >= position and after < len(same):
            kept.append(paragraph[position:start])
            position = same[after] + (end - start)
    return "".join([*kept, paragraph[position:]])
