"""A portfolio written as a list and read from it is the same portfolio, whatever its texts are."""

import csv
import io

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from satudata.cli._coop_files import write_workbook
from satudata.cli._messages import Words
from satudata.cooperation import Portfolio, agreement_headings, agreement_rows, read_agreements
from satudata.strategies import portfolios

#: Texts that a cell, a line or a spreadsheet would take for something else.
ODD = st.sampled_from(
    [
        *(
            "-",
            " a ",
            '"x"',
            '"',
            "a | b",
            "a; b",
            'a: "b',
            "<b>x</b>",
            "&amp;",
            "=1+1",
            "'x",
            "\\",
            "x\ny",
            "x\r",
        ),
        *(
            "n/a",
            "Jumlah",
            "Sumber: x",
            "Total 3",
            "_x0041_",
            "0",
            "ya",
            "2024",
            "\x00",
            "\ud800",
            "Universitas Satu",
        ),
    ]
)
TEXT = ODD | st.text(min_size=1, max_size=8).filter(str.strip)


@st.composite
def odd_portfolios(draw):
    """Portfolios whose free texts are anything."""

    def texts(record, *fields):
        return attrs.evolve(record, **{field: draw(TEXT | st.just("")) for field in fields})

    return Portfolio(
        attrs.evolve(
            texts(agreement, "title", "note", "source"),
            partners=[attrs.evolve(each, name=draw(TEXT)) for each in agreement.partners],
            history=[texts(each, "source") for each in agreement.history[:3]],
            positions=[texts(each, "source") for each in agreement.positions],
            other_terms=[texts(each, "source") for each in agreement.other_terms],
        )
        for agreement in draw(portfolios(2))
    )


def as_csv(portfolio):
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(agreement_headings())
    writer.writerows(agreement_rows(portfolio))
    return io.BytesIO(text.getvalue().encode())


def as_workbook(portfolio):
    file = io.BytesIO()
    write_workbook(file, agreement_headings(), agreement_rows(portfolio), Words("id"))
    file.seek(0)
    return file


def assert_reads_back(portfolio, file):
    found = read_agreements(file)
    assert found.portfolio == portfolio
    assert found.findings == ()


@settings(max_examples=30)
@given(odd_portfolios())
def test_as_csv(portfolio):
    assert_reads_back(portfolio, as_csv(portfolio))


@settings(max_examples=10)
@given(odd_portfolios())
def test_as_a_workbook(portfolio):
    assert_reads_back(portfolio, as_workbook(portfolio))
