"""The four principles of Satu Data."""

from __future__ import annotations

from enum import auto
from typing import final

from satudata._ground.labels import LabelledWord
from satudata._ground.paths import public


@public("satudata.standards")
@final
class Principle(LabelledWord):
    """The four principles. Source: Perpres 39/2019; Peraturan BNPB 1/2023.

    >>> [each.label() for each in Principle][2]
    'Kode Referensi dan Data Induk'
    """

    STANDAR_DATA = auto()
    METADATA = auto()
    KODE_REFERENSI = auto()
    INTEROPERABILITAS = auto()
