"""Pages of ``satudata coop --html``: stage lines and heat maps, for light and dark mode and for screen readers."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from satudata.cli._coop_portfolio import type_label
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cooperation import Coverage, Portfolio, Summary, main_line
from satudata.cooperation._stages import TERMINAL
from satudata.regions import RegionCode

#: The highest share of each shade but the last, which is everything.
_STEPS = (0.0, 0.25, 0.5, 0.75, 0.9999)


def _page(title: str, body: str, words: Words) -> str:
    # Its colours are custom properties, so that dark mode changes only these; every pair has a contrast of 4.5 : 1.
    style = (pkgutil.get_data("satudata.cli", "data/pages.css") or b"").decode()
    return (
        f'<!DOCTYPE html>\n<html lang="{words.lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n"
        "</html>\n"
    )


def status_page(summaries: Sequence[tuple[Summary, Sequence[str]]], on: date, words: Words) -> str:
    """The stage line of each agreement, with what is said of it, and a legend."""
    title = words("coop.title", number=len(summaries), on=words.day(on))
    articles = [_article(number, *each, words) for number, each in enumerate(summaries)]
    return _page(title, "\n".join([*([_stage_legend(words)] if articles else []), *articles]), words)


def _stage_legend(words: Words) -> str:
    marks = (("entered", ' class="done"'), ("now", ' class="now"'), ("ahead", ""))
    items = "".join(f"<li{mark}>{escape(words(f'coop.legend.{name}'))}</li>" for name, mark in marks)
    label = escape(words("coop.legend.stages"))
    return f'<ul class="stages" role="list" aria-label="{label}">{items}</ul>'


def _article(number: int, summary: Summary, lines: Sequence[str], words: Words) -> str:
    agreement = summary.agreement
    partners = "; ".join(each.name for each in agreement.partners)
    heading = f"{agreement.id}: {agreement.title or partners}"
    shown = "\n".join(f"<p>{escape(each)}</p>" for each in (partners, *lines))
    return (
        f'<article aria-labelledby="a{number}">\n<h2 id="a{number}">{escape(heading)}</h2>\n'
        f"{_stages(summary, words)}\n{shown}\n</article>"
    )


def _stages(summary: Summary, words: Words) -> str:
    """The main line as a list; what was entered says when, what is now is marked for screen readers too."""
    agreement = summary.agreement
    passed = {each.stage: each.on for each in agreement.entries_until(summary.on)}
    line = main_line(agreement.track)
    shown = (*line, *(stage for stage in passed if stage in TERMINAL - set(line)))
    items = []
    for stage in shown:
        day = words.known_part(str(passed[stage])) if stage in passed else ""
        is_now = stage is summary.progress.stage
        mark = ' class="now" aria-current="step"' if is_now else ""
        style = ' class="done"' if day and not is_now else ""
        text = f"{stage.label(words.lang)} ({day})" if day else stage.label(words.lang)
        items.append(f"<li{style}{mark}>{escape(text)}</li>")
    label = escape(words("coop.stage"))
    return f'<ol class="stages" role="list" aria-label="{label}">{"".join(items)}</ol>'


def coverage_page(portfolio: Portfolio, coverage: Coverage, words: Words) -> str:
    """The share that agreements surely cover: types by phase, then regions by type, with a legend."""
    title = words("coop.coverage", on=words.day(coverage.on))
    covered: dict[tuple[RegionCode, str | None, str], bool] = {
        (cell.region, cell.type_code, cell.phase): not cell.is_gap for cell in coverage
    }
    phases = [phase.label(words.lang) for phase in coverage.phases]
    by_phase = [
        (
            type_label(code, words),
            [[covered[region, code, phase] for region in coverage.regions] for phase in coverage.phases],
        )
        for code in coverage.types
    ]
    groups = _groups(coverage.regions)
    by_type = [
        (
            f"{place} {region_name(place)}",
            [
                [covered[region, code, phase] for region in regions for phase in coverage.phases]
                for code in coverage.types
            ],
        )
        for place, regions in groups
    ]
    types = [type_label(code, words) for code in coverage.types]
    what = words("coop.shares")
    unmapped = [words("coop.unmapped", number=len(coverage.unmapped))] if coverage.unmapped else []
    named = [
        f"{id}: {'; '.join(each.name for each in portfolio.get(id).partners)}" for id in coverage.unmapped
    ]
    body = [
        f"<p>{escape(what)}</p>",
        _legend(words),
        _heat(words("coop.by_phase", number=len(coverage.regions)), [words("coop.type"), *phases], by_phase),
        _heat(words("coop.by_region"), [words("coop.region"), *types], by_type),
        *(f"<p>{escape(each)}</p>" for each in unmapped),
        f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in named)}</ul>" if named else "",
    ]
    return _page(title, "\n".join(filter(None, body)), words)


def _groups(regions: Sequence[RegionCode]) -> list[tuple[RegionCode, list[RegionCode]]]:
    """The regions by province; few of them each by itself."""
    few = 40
    if len(regions) <= few:
        return [(each, [each]) for each in regions]
    found: dict[RegionCode, list[RegionCode]] = {}
    for each in regions:
        found.setdefault(each.province, []).append(each)
    return list(found.items())


def _legend(words: Words) -> str:
    texts = ["0 %", "1-25 %", "26-50 %", "51-75 %", "76-99 %", "100 %"]
    items = "".join(f'<li class="h{number}">{text}</li>' for number, text in enumerate(texts))
    return f'<ul class="legend" role="list" aria-label="{escape(words("coop.legend"))}">{items}</ul>'


def _heat(caption: str, headings: Sequence[str], rows: Iterable[tuple[str, Sequence[Sequence[bool]]]]) -> str:
    """A table whose cells have the share as a number, and as a shade."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in headings)
    body = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(map(_share, cells))}</tr>' for name, cells in rows
    )
    return (
        f'<div class="scroll">\n<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _share(covered: Sequence[bool]) -> str:
    number = sum(covered)
    share = number / len(covered)
    shade = sum(share > step for step in _STEPS)
    # A share between is never shown as nothing or as everything.
    percent = round(100 * share) if number in (0, len(covered)) else min(max(round(100 * share), 1), 99)
    return f'<td class="h{shade}">{percent} %</td>'
