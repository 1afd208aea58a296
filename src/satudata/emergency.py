"""Status keadaan darurat bencana: what a regent, mayor, governor or the president has declared."""

from __future__ import annotations

from enum import StrEnum
from typing import final


@final
class EmergencyStatus(StrEnum):
    """The three states, in their order. ``SIAGA`` is declared before anything has happened.

    >>> EmergencyStatus("tanggap darurat")
    EmergencyStatus.TANGGAP
    """

    SIAGA = "siaga darurat"
    TANGGAP = "tanggap darurat"
    TRANSISI = "transisi darurat ke pemulihan"

    def __repr__(self) -> str:
        return f"EmergencyStatus.{self.name}"
