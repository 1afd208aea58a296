"""What must follow of headings: how they are written does not change what they mean, and false friends mean nothing."""

import random

from hypothesis import given
from hypothesis import strategies as st

from satudata.tabular import Columns
from satudata.tabular._heading_grammar import (
    _TOKEN,
    ALL_LAND,
    LAND,
    _tables,
    figure_words,
    is_figure,
    meanings,
    nearest_figure,
    plain_heading,
    set_aside,
    vocabulary,
    words_of,
)
from satudata.tabular._heading_units import total_words


def _rows(name):
    import csv
    import pkgutil

    text = pkgutil.get_data("satudata.tabular", f"data/{name}.csv").decode()
    return list(csv.DictReader(text.splitlines()))


KNOWN = [(row["heading"], row["field"]) for row in _rows("headings") if row["use"] == "read"]
FRIENDS = [row["heading"] for row in _rows("heading-false-friends")]
COUNTS = ("Jumlah", "Jml.", "Jlh", "TOTAL", "Banyaknya", "Number of")
BLANKS = st.sampled_from([" ", "_", "  ", " / ", "-", "\n", ". ", "\u00a0"])
CASES = st.sampled_from([str.upper, str.lower, str.title, str])


@st.composite
def written(draw, heading, *, counted):
    """The heading with another case, other punctuation and blanks, and count words before it."""
    brackets = "(" in heading or "[" in heading
    tokens = [heading] if brackets else _TOKEN.findall(heading)
    if counted:
        tokens = [*draw(st.lists(st.sampled_from(COUNTS), max_size=2, unique=True)), *tokens]
    text = draw(BLANKS).join(tokens)
    return draw(CASES)(draw(st.sampled_from(["", " ", "* "])) + text + draw(st.sampled_from(["", ":", " "])))


def _is_counted(heading, field):
    """Whether count words before a heading change nothing: "Total Affected" is another figure in EM-DAT.

    "Total Lahan" is all land, not the kind "lahan".
    """
    return (
        is_figure(field) and field != LAND and not heading.casefold().startswith(("affected", "no", "number"))
    )


@given(st.sampled_from(KNOWN), st.data())
def test_case_punctuation_blanks_and_count_words_change_nothing(known, data):
    heading, field = known
    text = data.draw(written(heading, counted=_is_counted(heading, field)))
    assert field in {each.field for each in meanings(text)}, text


@given(st.sampled_from([each for each in KNOWN if each[1] == LAND]), st.data())
def test_a_word_for_a_total_before_lahan_is_all_land_or_changes_nothing(known, data):
    text = data.draw(written(known[0], counted=True))
    (meant,) = meanings(text)
    assert meant.field == (ALL_LAND if total_words(text) else LAND)


@given(st.sampled_from(FRIENDS), st.data())
def test_a_false_friend_is_never_a_field(heading, data):
    if heading == "Jiwa":
        heading = "Jumlah Jiwa"
    assert meanings(data.draw(written(heading, counted=True))) == ()


@given(st.sampled_from(KNOWN), st.randoms(use_true_random=False))
def test_the_order_of_the_words_changes_nothing_for_the_grammar(known, shuffled):
    heading, field = known
    tokens = _TOKEN.findall(heading)
    if "(" in heading or len(tokens) < 3 or not is_figure(field):
        return
    shuffled.shuffle(tokens)
    found = {each.field for each in meanings(" ".join(tokens))}
    assert found <= {field}


@given(st.text(max_size=120))
def test_any_text_is_a_heading(text):
    for each in meanings(text):
        assert each.field in vocabulary()
    assert set_aside(text) == "" or not meanings(text)
    assert isinstance(words_of(text), frozenset)
    assert nearest_figure(words_of(text) or figure_words())[0] in vocabulary()


@given(st.lists(st.sampled_from([heading for heading, _ in KNOWN] + FRIENDS), max_size=12))
def test_every_column_is_used_or_ignored_and_no_column_twice(headings):
    columns = Columns.of(headings)
    assert len(set(columns.used.values())) == len(columns.used)
    assert len(columns.used) + len(columns.ignored) == len(headings)
    for place in columns.used.values():
        assert plain_heading(headings[place]) not in _tables().friends


@given(st.lists(st.sampled_from(KNOWN), max_size=8, unique=True), st.integers(0, 2**32))
def test_the_order_of_the_columns_changes_no_field(known, seed):
    headings = [heading for heading, _ in known]
    other = headings.copy()
    random.Random(seed).shuffle(other)
    assert Columns.of(headings).used.keys() == Columns.of(other).used.keys()
