"""What a notebook shows: tables, and a map with one tile for each province; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from satudata._ground.tables import csv_rows

#: The row of codes that have no place on the map, and where the legend begins.
_OTHERS = 9
_LEGEND = (12, 6)
_SIZE = 40
_PALE, _DARK = (253, 224, 194), (153, 40, 4)
#: From this shade on white reads better than black.
_DARK_ENOUGH = 0.6
_LONG = 9999


def table(header: Sequence[object], rows: Iterable[Sequence[object]], caption: object = "") -> str:
    """Return an HTML table of texts; ``None`` is an empty cell.

    >>> table(["a"], [["<b>"], [None]])
    '<table><tr><th>a</th></tr><tr><td>&lt;b&gt;</td></tr><tr><td></td></tr></table>'
    """
    title = f"<caption>{_text(caption)}</caption>" if caption else ""
    lines = [_row("th", header), *(_row("td", row) for row in rows)]
    return f"<table>{title}{''.join(lines)}</table>"


@cache
def tiles() -> Mapping[str, tuple[int, int]]:
    """Return where each province's tile is (column, row), by the digits of its code; read when a map is drawn.

    >>> tiles()["62"]
    (6, 3)
    """
    rows = csv_rows("satudata.regions", "tiles")
    return {row["province"]: (int(row["column"]), int(row["row"])) for row in rows}


def tile_map(counts: Mapping[str, int], label: str) -> str:
    """Return an SVG of the provinces as tiles, darker for a higher count; *counts* by the two digits of their codes.

    The shade is the square root of the count, so that one high count does not hide the others; a legend shows it. A
    province without a count is hardly tinted. A code without a tile is drawn in a row below the map. Everything
    without a shade has the text color of the page, light or dark.

    >>> tile_map({"62": 3, "77": 1}, "events").count("<title>")
    39
    """
    known = tiles()
    others = sorted(set(counts) - set(known))
    places = {**known, **{code: (number, _OTHERS) for number, code in enumerate(others)}}
    columns = 1 + max(column for column, _ in places.values())
    rows = 1 + max(row for _, row in places.values())
    highest = max(counts.values(), default=0)
    drawn = [_tile(place, counts.get(code, 0), highest, code) for code, place in places.items()]
    column, row = _LEGEND
    steps = sorted({0, 1, -(-highest // 4), highest}) if highest else []
    drawn += [_tile((column + at, row + 1), step, highest) for at, step in enumerate(steps)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * _SIZE} {rows * _SIZE}" '
        f'width="{columns * _SIZE}" role="img" aria-label="{_text(label)}" font-family="sans-serif" '
        f'text-anchor="middle" fill="currentColor">{"".join(drawn)}<text x="{column * _SIZE}" '
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
