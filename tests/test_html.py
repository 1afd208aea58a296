"""What a notebook shows is well-formed, says what the value says, and lets no text of the data through as markup."""

from datetime import date
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import KIB, Event, Impact, count_events, evaluate, regions, strategies, verify
from satudata._ground.html import table, tile_map, tiles
from satudata.emergency import EmergencyStatus
from satudata.findings import as_html, finding

EVIL = "<script>alert('x')</script> & \"y\""
KIB_106 = KIB.parse("6202106202408041")
TAMBRAUW = regions.get("96.04")


def parsed(markup):
    """*markup* as a tree; an error where it is not well-formed."""
    return ET.fromstring(f"<div>{markup}</div>")


def texts(markup):
    return [text.strip() for text in parsed(markup).itertext() if text.strip()]


SHOWN = {
    "kib": KIB_106,
    "region": TAMBRAUW,
    "evaluation": evaluate(Impact(), emergency_status=EmergencyStatus.SIAGA),
    "counts": count_events([Event(kib=KIB_106)]),
    "finding": finding("index-zero", "kib", kib="9404101201904210"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_well_formed(name):
    assert texts(SHOWN[name]._repr_html_())


def test_what_is_said():
    assert {"6202 106 20240804 1", "62.02", "106", "2024-08-04"} <= set(texts(KIB_106._repr_html_()))
    assert {"Kabupaten Tambrauw", "96.04", "UU 29/2022"} <= set(texts(TAMBRAUW._repr_html_()))
    columns = ["criterion", "clause", "verdict", "value", "limit"]
    assert [each for each in texts(SHOWN["evaluation"]._repr_html_()) if each in columns] == columns
    assert {"met", "siaga-only"} <= set(texts(SHOWN["evaluation"]._repr_html_()))
    assert "62: 1" in texts(SHOWN["counts"]._repr_html_())
    assert "index-zero" in texts(SHOWN["finding"]._repr_html_())


def test_without_findings():
    assert "severity" not in evaluate(Impact(dead=1))._repr_html_()
    assert "severity" not in count_events([])._repr_html_()


def test_findings_in_the_order_of_mending():
    found = [finding("index-zero", "kib", kib="x"), *verify(KIB.parse("9999555202408040"))]
    shown = texts(as_html(found, "id"))
    assert shown[:4] == ["severity", "code", "where", "message"]
    severities = [text for text in shown if text in {"error", "warning", "info"}]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_no_text_is_markup(text):
    for shown in (text, EVIL + text):
        tree = parsed(table([shown], [[shown, None]], shown) + tile_map({shown: 2}, shown))
        assert {each.tag.rpartition("}")[2] for each in tree.iter()} <= {
            *("div", "table", "caption", "tr", "th", "td", "svg", "g", "title", "rect", "text")
        }
        assert next(tree.iter("td")).text == (shown or None)


def test_a_hostile_name_is_escaped():
    assert "<script" not in attrs.evolve(TAMBRAUW, name=EVIL)._repr_html_()
    assert "<script" not in finding("index-zero", EVIL, kib=EVIL)._repr_html_()


class TestTileMap:
    def test_every_province_has_a_place_of_its_own(self):
        provinces = {
            region.code.digits for region in regions.at(date(2026, 1, 1)) if len(region.code.digits) == 2
        }
        assert set(tiles()) == provinces
        assert len(set(tiles().values())) == len(tiles())

    def test_a_code_without_a_place_is_not_left_out(self):
        assert "54: 3" in texts(tile_map({"54": 3}, ""))

    @given(st.lists(strategies.events(records=strategies.event_records(impacts=st.just(Impact())))))
    def test_every_count_is_there(self, events):
        counts = count_events(events)
        shown = texts(counts._repr_html_())
        assert all(f"{code}: {number}" in shown for code, number in counts.provinces.items())

    def test_the_highest_is_the_darkest_and_none_is_hardly_tinted(self):
        svg = tile_map({"62": 4, "11": 1}, "")
        assert svg.count("rgb(153,40,4)") == 2
        assert svg.count('fill-opacity="0.1"') == len(tiles()) - 2 + 1

    def test_the_legend_tells_the_shades(self):
        legend = texts(tile_map({"62": 400, "11": 1}, "events"))[-5:]
        assert legend == ["0", "1", "100", "400", "events"]
        assert texts(tile_map({}, "events"))[-1:] == ["events"]
        assert texts(tile_map({"62": 1}, "events"))[-3:] == ["0", "1", "events"]

    def test_a_high_count_leaves_the_others_apart(self):
        svg = tile_map({"62": 400, "11": 4, "33": 40}, "")
        assert len({each.get("fill") for each in parsed(svg).iter() if each.tag.endswith("rect")}) >= 4

    @pytest.mark.parametrize(("count", "ink"), [(4, "#fff"), (1, "#222")])
    def test_the_ink_stands_out(self, count, ink):
        assert f'fill="{ink}">{count}</text>' in tile_map({"62": count, "11": 4}, "")
