"""Stage lines and matrices as HTML for notebooks, every text escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

_DONE = "background:#d8e8d8"
_NOW = "background:#2d6a4f;color:#fff"
_AHEAD = "color:#888"


def stage_line(title: str, stages: Iterable[tuple[str, str, bool]]) -> str:
    """A line of stages, each with its name, the day it was entered ("" where it was not) and whether it is the last.

    >>> stage_line("a<b", [("usulan", "2025", True)])
    '<div><b>a&lt;b</b><br><span style="padding:2px 6px;background:#2d6a4f;color:#fff" title="2025">usulan</span></div>'
    """
    parts = []
    for name, day, is_last in stages:
        style = _NOW if is_last else _DONE if day else _AHEAD
        parts.append(
            f'<span style="padding:2px 6px;{style}" title="{html.escape(day)}">{html.escape(name)}</span>'
        )
    return f"<div><b>{html.escape(title)}</b><br>{' &rsaquo; '.join(parts)}</div>"


def matrix(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a caption; the first cell of each row is its heading.

    >>> matrix("c", ["", "x"], [["r", "1 & 2"]])
    '<table><caption>c</caption><tr><th></th><th>x</th></tr><tr><th>r</th><td>1 &amp; 2</td></tr></table>'
    """
    head = "".join(f"<th>{html.escape(each)}</th>" for each in headings)
    body = "".join(
        f"<tr><th>{html.escape(first)}</th>{''.join(f'<td>{html.escape(each)}</td>' for each in cells)}</tr>"
        for first, *cells in rows
    )
    return f"<table><caption>{html.escape(caption)}</caption><tr>{head}</tr>{body}</table>"
