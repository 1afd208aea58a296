"""Records of a CSV file however it is written."""

import io

import pytest

from satudata.tabular import _csv
from satudata.tabular._csv import encoding_of, records


def read(data, delimiter=",", encoding="utf-8"):
    return list(records(io.BytesIO(data), encoding, delimiter))


def cells(data, **options):
    return [record.cells for record in read(data, **options)]


def told(data, **options):
    return [(record.line, [each.code for each in record.findings]) for record in read(data, **options)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n1,2\n", [("a", "b"), ("1", "2")]),
        (b"a,b\r\n1,2", [("a", "b"), ("1", "2")]),
        (b"a,b\r1,2\r", [("a", "b"), ("1", "2")]),
        (b'"a, b","c ""d"""\n', [("a, b", 'c "d"')]),
        (b'"a\nb",c\n', [("a\nb", "c")]),
        (b'"a\n",c\n', [("a\n", "c")]),
        (b'x,"a\n"\n1,2\n', [("x", "a\n"), ("1", "2")]),
        (b'"a\r\nb","c\nd"\r\n1,2\n', [("a\r\nb", "c\nd"), ("1", "2")]),
        (b'"",x\n', [("", "x")]),
        (b'a "b" c,d\n', [('a "b" c', "d")]),
        (b"\n , \n,,,\na\n", [("a",)]),
        (b"a\x0bb\x0c\x1c,c\n", [("a\x0bb\x0c\x1c", "c")]),
    ],
)
def test_rows(data, expected):
    assert cells(data) == expected


def test_the_line_is_that_on_which_the_row_starts():
    assert [record.line for record in read(b'a\n"b\nc"\n\nd\n')] == [1, 2, 5]


class TestQuotes:
    def test_an_unclosed_quote_swallows_nothing(self):
        data = b'a,"b\nc,d\ne,f\n'
        assert cells(data) == [("a", '"b'), ("c", "d"), ("e", "f")]
        assert told(data) == [(1, ["quote-unclosed"]), (2, []), (3, [])]

    def test_two_unclosed_quotes_do_not_make_one_cell(self):
        assert cells(b'a,"b\nc,"d\n') == [("a", '"b'), ("c", '"d')]

    def test_a_quote_may_not_run_on_too_many_lines(self, monkeypatch):
        monkeypatch.setattr(_csv, "MAX_QUOTED_LINES", 2)
        assert cells(b'"a\nb\nc"\n') == [("a\nb\nc",)]
        assert len(cells(b'"a\nb\nc\nd"\n')) == 4

    def test_nor_too_many_characters(self, monkeypatch):
        monkeypatch.setattr(_csv, "MAX_QUOTED_CHARACTERS", 10)
        assert cells(b'"abc\ndef"\n') == [("abc\ndef",)]
        assert len(cells(b'"abcdefghijk\nabc"\n')) == 2
        assert len(cells(b'"abc\nabcdefghijk\nabc"\n')) == 3

    def test_text_behind_a_closing_quote(self):
        data = b'"a" b,c\n"d" ,e\n'
        assert cells(data) == [("a b", "c"), ("d ", "e")]
        assert told(data) == [(1, ["quote-inside"]), (2, [])]

    def test_several_cells_over_several_lines(self):
        assert cells(b'"a\nb","c\nd","e\nf"\ng,h,i\n') == [("a\nb", "c\nd", "e\nf"), ("g", "h", "i")]

    def test_the_last_quote_of_the_file(self):
        assert cells(b'a,"') == [("a", '"')]


class TestLongLines:
    def test_a_line_too_long_is_not_read(self, monkeypatch):
        monkeypatch.setattr(_csv, "MAX_LINE", 10)
        data = b"a,b\n" + b"x" * 30 + b"\nc,d\n" + b"y" * 11
        assert cells(data) == [("a", "b"), (), ("c", "d"), ()]
        assert told(data) == [(1, []), (2, ["line-too-long"]), (3, []), (4, ["line-too-long"])]

    def test_nor_within_quotes(self, monkeypatch):
        monkeypatch.setattr(_csv, "MAX_LINE", 10)
        assert cells(b'"a\n' + b"x" * 30 + b'\nb"\n') == [('"a',), (), ('b"',)]

    def test_a_megabyte_in_a_cell_is_read(self):
        assert cells(b'"' + b"x" * 2**20 + b'",b\n') == [("x" * 2**20, "b")]


def test_nul_characters_are_told():
    assert told(b"a\0b\0,c\n") == [(1, ["nul-characters"])]


def test_mixed_line_ends_are_told_once():
    assert told(b"a\r\nb\nc\nd\r") == [(1, []), (2, ["line-ends-mixed"]), (3, []), (4, [])]


class TestEncoding:
    @pytest.mark.parametrize(
        ("data", "encoding"),
        [
            (b"a", "utf-8"),
            ("é".encode(), "utf-8"),
            (b"\xef\xbb\xbfa", "utf-8-sig"),
            ("aé".encode("utf-16"), "utf-16"),
            (b"\xfe\xff" + "a".encode("utf-16-be"), "utf-16"),
            ("aé".encode("utf-32"), "utf-32"),
        ],
    )
    def test_known(self, data, encoding):
        assert encoding_of(io.BytesIO(data)) == (encoding, ())

    @pytest.mark.parametrize(
        ("data", "encoding", "line"),
        [
            (b"a\nb\xe9\n", "cp1252", 2),
            (b"a\xe9", "cp1252", 1),
            (b"\xef\xbb\xbfa\n\n\xff", "cp1252", 3),
            (b"\x81", "latin-1", 1),
            (b"a\xed\xa0\x80b", "cp1252", 1),
        ],
    )
    def test_guessed(self, data, encoding, line):
        found, (finding,) = encoding_of(io.BytesIO(data))
        assert (found, finding.code, finding.data["line"]) == (encoding, "encoding-guessed", line)

    def test_a_character_cut_between_two_reads(self, monkeypatch):
        monkeypatch.setattr(_csv, "_CHUNK", 3)
        assert encoding_of(io.BytesIO("aaé\n😀b".encode()))[0] == "utf-8"
        assert encoding_of(io.BytesIO("aa\né".encode() + b"\xff"))[1][0].data["line"] == 2
        assert encoding_of(io.BytesIO(b"aaaaa\xf0"))[0] == "cp1252"

    def test_what_cannot_be_decoded_is_replaced(self):
        data = b"\xff\xfea\x00,\x00\x00\xd8b\x00"
        ((first, second),) = cells(data, encoding="utf-16")
        assert (first, second[-1]) == ("a", "b")


def test_the_file_is_left_open():
    file = io.BytesIO(b"a\nb\n")
    assert len(list(records(file, "utf-8", ","))) == 2
    assert not file.closed
