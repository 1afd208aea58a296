"""What a notebook shows: tables, and a map of the provinces with a tile each; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

#: Where each province's tile lies (column, row), by the digits of its Kemendagri code; roughly as on a map.
TILES: Mapping[str, tuple[int, int]] = {
    "11": (0, 0),
    "12": (1, 1),
    "13": (1, 2),
    "14": (2, 1),
    "15": (2, 2),
    "16": (2, 3),
    "17": (1, 3),
    "18": (2, 4),
    "19": (3, 2),
    "21": (3, 1),
    "31": (4, 5),
    "32": (4, 6),
    "33": (5, 6),
    "34": (5, 7),
    "35": (6, 6),
    "36": (3, 5),
    "51": (7, 6),
    "52": (8, 6),
    "53": (9, 6),
    "61": (5, 2),
    "62": (6, 3),
    "63": (7, 3),
    "64": (7, 2),
    "65": (7, 1),
    "71": (11, 1),
    "72": (10, 2),
    "73": (9, 4),
    "74": (10, 3),
    "75": (10, 1),
    "76": (9, 3),
    "81": (12, 4),
    "82": (12, 2),
    "91": (16, 2),
    "92": (14, 3),
    "93": (16, 4),
    "94": (15, 3),
    "95": (16, 3),
    "96": (13, 2),
}
#: The row of codes that have no place on the map.
_OTHERS = 9
_SIZE = 40
_NONE, _PALE, _DARK = (240, 240, 240), (253, 224, 194), (153, 40, 4)
_DARK_ENOUGH = 0.5


def table(header: Sequence[object], rows: Iterable[Sequence[object]], caption: object = "") -> str:
    """A table of texts; ``None`` is an empty cell.

    >>> table(["a"], [["<b>"], [None]])
    '<table><tr><th>a</th></tr><tr><td>&lt;b&gt;</td></tr><tr><td></td></tr></table>'
    """
    title = f"<caption>{_text(caption)}</caption>" if caption else ""
    lines = [_row("th", header), *(_row("td", row) for row in rows)]
    return f"<table>{title}{''.join(lines)}</table>"


def tile_map(counts: Mapping[str, int], label: str) -> str:
    """The provinces as tiles, the darker the higher the count; *counts* by the two digits of their codes.

    A province without a count is grey; a code that has no place on the map stands in a row below it, never left out.

    >>> tile_map({"62": 3, "77": 1}, "events").count("<rect")
    39
    """
    others = sorted(set(counts) - set(TILES))
    places = {**TILES, **{code: (number, _OTHERS) for number, code in enumerate(others)}}
    columns = 1 + max(column for column, _ in places.values())
    rows = 1 + max(row for _, row in places.values())
    highest = max(counts.values(), default=0)
    tiles = [_tile(code, place, counts.get(code, 0), highest) for code, place in places.items()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * _SIZE} {rows * _SIZE}" '
        f'width="{columns * _SIZE}" role="img" aria-label="{_text(label)}" font-family="sans-serif" '
        f'text-anchor="middle">{"".join(tiles)}</svg>'
    )


def _tile(code: str, place: tuple[int, int], count: int, highest: int) -> str:
    left, top = (each * _SIZE for each in place)
    share = count / highest if highest else 0
    shade = [round(pale + share * (dark - pale)) for pale, dark in zip(_PALE, _DARK, strict=True)]
    fill = "rgb({},{},{})".format(*(shade if count else _NONE))
    ink = "#fff" if share > _DARK_ENOUGH else "#222"
    middle = left + _SIZE // 2
    return (
        f"<g><title>{_text(code)}: {count}</title>"
        f'<rect x="{left}" y="{top}" width="{_SIZE - 2}" height="{_SIZE - 2}" fill="{fill}"/>'
        f'<text x="{middle}" y="{top + 15}" font-size="10" fill="{ink}">{_text(code)}</text>'
        f'<text x="{middle}" y="{top + 31}" font-size="13" fill="{ink}">{count or ""}</text></g>'
    )


def _row(tag: str, cells: Sequence[object]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _text(value: object) -> str:
    from html import escape

    return "" if value is None else escape(str(value))
