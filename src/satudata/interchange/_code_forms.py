"""The forms of codes, which are one text each."""

from __future__ import annotations

from satudata._ground.forms import form_of_code
from satudata._ground.kinds import parsed
from satudata.kib import KIB
from satudata.regions._code import RegionCode

A_KIB = parsed(KIB.parse, "a KIB as text, '6202106202408041', never a number", pattern=KIB.PATTERN)
A_REGION = parsed(RegionCode.parse, "a region code as text, '62.02'", pattern=RegionCode.PATTERN)

KIB_FORM = form_of_code("satudata.kib", KIB, "kib", A_KIB)
REGION_CODE_FORM = form_of_code("satudata.region-code", RegionCode, "code", A_REGION)
