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
#: The row of codes that have no place on the map, and where the legend begins.
_OTHERS = 9
_LEGEND = (12, 6)
_SIZE = 40
_PALE, _DARK = (253, 224, 194), (153, 40, 4)
#: From this shade on white reads better than black.
_DARK_ENOUGH = 0.6
_LONG = 9999


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

    The shade goes by the square root of the count, so that one high count leaves the others apart; a legend shows it.
    A province without a count is hardly tinted; a code without a place on the map stands in a row below it, never left
    out. What has no shade of its own takes the ink of the page, light or dark.

    >>> tile_map({"62": 3, "77": 1}, "events").count("<title>")
    39
    """
    others = sorted(set(counts) - set(TILES))
    places = {**TILES, **{code: (number, _OTHERS) for number, code in enumerate(others)}}
    columns = 1 + max(column for column, _ in places.values())
    rows = 1 + max(row for _, row in places.values())
    highest = max(counts.values(), default=0)
    tiles = [_tile(place, counts.get(code, 0), highest, code) for code, place in places.items()]
    column, row = _LEGEND
    steps = sorted({0, 1, -(-highest // 4), highest}) if highest else []
    tiles += [_tile((column + at, row + 1), step, highest) for at, step in enumerate(steps)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * _SIZE} {rows * _SIZE}" '
        f'width="{columns * _SIZE}" role="img" aria-label="{_text(label)}" font-family="sans-serif" '
        f'text-anchor="middle" fill="currentColor">{"".join(tiles)}<text x="{column * _SIZE}" '
        f'y="{(row + 1) * _SIZE - 6}" font-size="12" text-anchor="start">{_text(label)}</text></svg>'
    )


def _tile(place: tuple[int, int], count: int, highest: int, code: str = "") -> str:
    """A tile of the map with its code, or one of the legend without."""
    left, top = (each * _SIZE for each in place)
    share = (count / highest) ** 0.5 if highest else 0
    shade = [round(pale + share * (dark - pale)) for pale, dark in zip(_PALE, _DARK, strict=True)]
    fill = "rgb({},{},{})".format(*shade) if count else "currentColor"
    ink = "currentColor" if not count else "#fff" if share > _DARK_ENOUGH else "#222"
    opacity = 1 if count else 0.1
    middle, baseline = left + _SIZE // 2, top + (31 if code else 25)
    title = f"<title>{_text(code)}: {count}</title>" if code else ""
    return (
        f'<g>{title}<rect x="{left}" y="{top}" width="{_SIZE - 2}" height="{_SIZE - 2}" rx="3" '
        f'fill="{fill}" fill-opacity="{opacity}"/>'
        f'<text x="{middle}" y="{top + 14}" font-size="11" fill="{ink}">{_text(code)}</text>'
        f'<text x="{middle}" y="{baseline}" font-size="{11 if count > _LONG else 13}" fill="{ink}">'
        f"{'' if code and not count else count}</text></g>"
    )


def _row(tag: str, cells: Sequence[object]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _text(value: object) -> str:
    from html import escape

    return "" if value is None else escape(str(value))
