"""The stages of each track: their main line, the ways back and the exits."""

from __future__ import annotations

from satudata.cooperation._vocabulary import Stage, Track

#: The chains, put together by us from words of UU 24/2000, PP 23/2008, Permendagri 75/2022 and BNPB's pages.
_MAIN_LINES = {
    Track.INTERNASIONAL: (
        Stage.USULAN,
        Stage.TELAAHAN,
        Stage.PENJAJAKAN,
        Stage.PERUNDINGAN,
        Stage.PERUMUSAN_NASKAH,
        Stage.PENERIMAAN,
        Stage.PENANDATANGANAN,
        Stage.PELAKSANAAN,
        Stage.BERAKHIR,
    ),
    Track.ANTAR_LEMBAGA: (
        Stage.USULAN,
        Stage.TELAAHAN,
        Stage.PENYUSUNAN,
        Stage.PEMBAHASAN,
        Stage.PERSETUJUAN,
        Stage.PENANDATANGANAN,
        Stage.PELAKSANAAN,
        Stage.BERAKHIR,
    ),
}
#: What both tracks have, for an agreement whose track is not known.
_COMMON = tuple(each for each in _MAIN_LINES[Track.ANTAR_LEMBAGA] if each in _MAIN_LINES[Track.INTERNASIONAL])
_BACK = {
    (Track.INTERNASIONAL, Stage.PERUMUSAN_NASKAH): Stage.PERUNDINGAN,
    (Track.INTERNASIONAL, Stage.PENERIMAAN): Stage.PERUMUSAN_NASKAH,
    (Track.ANTAR_LEMBAGA, Stage.PEMBAHASAN): Stage.PENYUSUNAN,
    (Track.ANTAR_LEMBAGA, Stage.PERSETUJUAN): Stage.PEMBAHASAN,
}

#: Nothing comes after these.
TERMINAL = frozenset({Stage.BERAKHIR, Stage.DITOLAK, Stage.DITARIK})


def main_line(track: Track | None) -> tuple[Stage, ...]:
    """The stages of *track* in their order, from USULAN to BERAKHIR; of an unknown track those that both have.

    Source: UU 24/2000 Pasal 6 and 18; PP 23/2008 Pasal 4; Permendagri 75/2022; BNPB's e-cooperation pages. The words
    are theirs, the merged chain is ours.

    >>> [stage.value for stage in main_line(Track.ANTAR_LEMBAGA)][2:5]
    ['penyusunan', 'pembahasan', 'persetujuan']
    """
    return _COMMON if track is None else _MAIN_LINES[Track(track)]


def next_stages(track: Track | None, stage: Stage | None) -> tuple[Stage, ...]:
    """What may follow *stage* (``None``: nothing yet): the next on the main line, the way back, the exits.

    Where the *track* is not known, what may follow on both.

    A cooperation may be rejected before it is signed and withdrawn until it is carried out. The emergency path is not
    among these: it depends on more than the stage (:func:`advance`).

    >>> next_stages(Track.INTERNASIONAL, Stage.PENERIMAAN)
    (Stage.PENANDATANGANAN, Stage.PERUMUSAN_NASKAH, Stage.DITOLAK, Stage.DITARIK)
    >>> next_stages(Track.INTERNASIONAL, Stage.DITOLAK)
    ()
    """
    if track is None:
        one, other = (next_stages(each, stage) for each in Track)
        return tuple(each for each in one if each in other)
    line = main_line(track)
    if stage is None:
        return line[:1]
    if stage not in line or stage in TERMINAL:
        return ()
    at, signing = line.index(stage), line.index(Stage.PENANDATANGANAN)
    found = [line[at + 1]]
    if (track, stage) in _BACK:
        found.append(_BACK[track, stage])
    if at < signing:
        found.append(Stage.DITOLAK)
    if at <= signing:
        found.append(Stage.DITARIK)
    return tuple(found)


def passed_over(track: Track | None, stage: Stage | None, to: Stage) -> tuple[Stage, ...]:
    """The stages of the main line between *stage* and *to*; empty where *to* does not lie further on."""
    line = main_line(track)
    if to not in line or (stage is not None and stage not in line):
        return ()
    start = 0 if stage is None else line.index(stage) + 1
    return line[start : line.index(to)]
