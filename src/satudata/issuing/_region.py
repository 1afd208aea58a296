"""Which region a KIB names when several are affected: that of the epicentre, or the nearest affected one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeAlias, final

import attrs

from satudata import citations
from satudata._ground.labels import words_in
from satudata._ground.paths import public
from satudata._ground.words import Word
from satudata.citations import Citation
from satudata.errors import InvalidRecordError, WrongTypeError
from satudata.findings import Finding, Language, finding
from satudata.issuing._geojson import GeoJSONGeometry
from satudata.issuing._geometry import Centroids, Distance, Epicentre, Geometry
from satudata.issuing._rules import RULES, Decision
from satudata.issuing._titles import region_title
from satudata.regions._code import AdminLevel, RegionCode, as_region_code

Code: TypeAlias = RegionCode | str


class Boundaries(Protocol):
    """Whatever shows itself as GeoJSON."""

    @property
    def __geo_interface__(self) -> Any:
        """A FeatureCollection or Feature."""


Point: TypeAlias = Epicentre | tuple[float, float]


@public("satudata.issuing")
@final
class RegionRule(Word):
    """By which rule the region was found."""

    SINGLE_REGION = "single region"
    EPICENTRE_ON_LAND = "epicentre on land"
    NEAREST_AFFECTED = "nearest affected"
    DECLARED = "declared region"
    UNDETERMINED = "undetermined"


@public("satudata.issuing")
@final
@attrs.frozen
class RegionCandidate:
    """A region that the KIB may name: how far the epicentre is (``None`` where unknown), whether it is affected."""

    code: RegionCode
    distance: Distance | None = None
    affected: bool = True

    def __str__(self) -> str:
        return self._with_distance(str(self.code))

    @property
    def title(self) -> str:
        """The code with its name, and the distance: ``32.03 Kabupaten Cianjur 34.5 km``."""
        return self._with_distance(region_title(self.code))

    def _with_distance(self, shown: str) -> str:
        return shown if self.distance is None else f"{shown} {self.distance.km:.1f} km"


@public("satudata.issuing")
@final
@attrs.frozen(kw_only=True)
class RegionProposal:
    """A region proposed for a KIB, and why; a person decides.

    *code* is ``None`` where the rules leave it open. *candidates* are ranked, the proposed one first; *ambiguous* says
    that the geometry cannot tell the first from another. *verification_required* is what the guideline asks wherever
    several regions are affected. *geometry* names what the distances were measured with, ``None`` where none was.
    """

    code: RegionCode | None
    rule: RegionRule
    candidates: tuple[RegionCandidate, ...]
    ambiguous: bool
    verification_required: bool
    geometry: str | None
    epicentre: Epicentre | None
    findings: tuple[Finding, ...]

    @property
    def citation(self) -> Citation:
        """The source of the rule applied."""
        return citations.get(RULES[self.rule].citation)

    @property
    def affected(self) -> tuple[RegionCode, ...]:
        """The affected regions, by code."""
        return tuple(sorted(each.code for each in self.candidates if each.affected))

    @property
    def decision(self) -> Decision:
        """The rule with what it was applied to."""
        data = {}
        if self.rule is RegionRule.UNDETERMINED:
            data["candidates"] = ", ".join(str(each.code) for each in self.candidates)
        first = self.candidates[0].distance
        if self.rule is RegionRule.NEAREST_AFFECTED and first is not None:
            data = {"km": f"{first.km:.1f}", "geometry": str(self.geometry)}
        return Decision("region", "" if self.code is None else str(self.code), self.rule, data)

    def explain(self, lang: Language = "en") -> str:
        """The region, the rule, the ranked candidates and what is doubtful.

        >>> print(propose_region(["32.03", "32.02"]).explain())
        region: open: several regions are affected and no epicentre decides (32.02, 32.03)
          warning: no epicentre decides between 32.02, 32.03; the person who asks states the region
        """
        words = words_in("satudata.issuing", "Proposal", lang)
        code = "" if self.code is None else f" {region_title(self.code)}:"
        lines = [f"{words['region']}:{code} {self.decision.text(lang)}"]
        if len(self.candidates) > 1 and self.geometry is not None:
            lines.append(
                f"  {words['candidates']}: {'; '.join(each.title for each in self.candidates)} ({self.geometry})"
            )
        lines += [f"  {each.severity.word(lang)}: {each.message(lang)}" for each in self.findings]
        return "\n".join(lines)


def propose_region(
    affected: Iterable[Code],
    *,
    epicentre: Point | None = None,
    epicentre_region: Code | None = None,
    geometry: Geometry | Boundaries | None = None,
    declared: Code | None = None,
) -> RegionProposal:
    """The region for a KIB by the rule of the epicentre, with everything that speaks against it.

    *affected* are the kabupaten/kota hit, in any order. One alone is the region. With several it is the region of the
    *epicentre*: *epicentre_region* where the caller knows it, else the region of *geometry* that contains the point.
    Where none does, the epicentre is taken to be at sea, and the nearest **affected** region is proposed; no other is
    ever a candidate. Without an epicentre (a flood) nothing is proposed: the candidates are returned, and a person
    states the region (*declared*).

    *geometry* is any :class:`Geometry`, or anything with ``__geo_interface__`` that :class:`GeoJSONGeometry` reads;
    without one the centroids of the region table are used, which cannot tell land from sea. *epicentre* is an
    :class:`Epicentre` or (latitude, longitude).

    Raises :class:`~satudata.InvalidRecordError` for no region at all, or for a province.

    Source: Juklak BNPB 7/2023, Kode Referensi Bencana.

    >>> found = propose_region(["11.15", "11.09"], epicentre=(3.295, 95.982))
    >>> found.code, found.rule, [str(each) for each in found.candidates]
    (RegionCode.parse('11.09'), RegionRule.NEAREST_AFFECTED, ['11.09 76.7 km', '11.15 112.9 km'])
    """
    codes = _regencies("affected", affected)
    if not codes:
        raise InvalidRecordError("affected", codes, "at least one kabupaten/kota, '62.02'")
    point = epicentre if epicentre is None or isinstance(epicentre, Epicentre) else _point(epicentre)
    shapes = _geometry(geometry)
    around = () if point is None else shapes.regions_at(point)
    chosen = None if declared is None else _regencies("declared", [declared])[0]
    stated = None if epicentre_region is None else _regencies("epicentre_region", [epicentre_region])[0]

    rule, code = _ruled(codes, point, stated, around, chosen)
    named = {each for each in (code, stated, *around) if each is not None} | set(codes)
    candidates = _ranked(named, codes, code, point, shapes)
    if rule is RegionRule.NEAREST_AFFECTED:
        code = candidates[0].code if candidates[0].distance is not None else None
        rule = rule if code is not None else RegionRule.UNDETERMINED
    measured = rule is RegionRule.NEAREST_AFFECTED or (
        rule is RegionRule.EPICENTRE_ON_LAND and stated is None
    )
    ambiguous = measured and _is_ambiguous(
        candidates if rule is RegionRule.NEAREST_AFFECTED else [each for each in candidates if each.distance]
    )
    found = [
        *_doubts_of_epicentre(codes, stated, around, rule, code),
        *_doubts_of_geometry(candidates, shapes, point, rule, ambiguous),
    ]
    return RegionProposal(
        code=code,
        rule=rule,
        candidates=candidates,
        ambiguous=ambiguous,
        verification_required=len(candidates) > 1 or bool(found),
        geometry=None if point is None else shapes.name,
        epicentre=point,
        findings=tuple(sorted(found, key=lambda each: each.sort_key)),
    )


def _geometry(given: Geometry | Boundaries | None) -> Geometry:
    if given is None:
        return Centroids()
    if isinstance(given, Geometry):
        return given
    if hasattr(given, "__geo_interface__"):
        return GeoJSONGeometry(given)
    raise WrongTypeError("geometry is a Geometry, GeoJSONGeometry(boundaries)", type(given))


def _regencies(field: str, given: Iterable[Code]) -> tuple[RegionCode, ...]:
    each = [given] if isinstance(given, (str, RegionCode)) else given
    codes = tuple(sorted({as_region_code(code) for code in each}))
    for code in codes:
        if code.level is not AdminLevel.REGENCY:
            raise InvalidRecordError(field, str(code), "a kabupaten/kota (four digits), '62.02'")
    return codes


def _point(given: object) -> Epicentre:
    if not isinstance(given, Sequence) or len(given) != 2:
        raise WrongTypeError("epicentre is an Epicentre or (latitude, longitude): Epicentre(-6.84, 107.05)")
    return Epicentre(*given)


def _ruled(
    codes: tuple[RegionCode, ...],
    point: Epicentre | None,
    stated: RegionCode | None,
    around: tuple[RegionCode, ...],
    chosen: RegionCode | None,
) -> tuple[RegionRule, RegionCode | None]:
    """The rule that applies, and the region where it names one by itself."""
    if chosen is not None:
        return RegionRule.DECLARED, chosen
    if len(codes) == 1:
        return RegionRule.SINGLE_REGION, codes[0]
    if stated is not None:
        return RegionRule.EPICENTRE_ON_LAND, stated
    if around:
        # On a common boundary an affected region goes before another; what is left is ambiguous.
        return RegionRule.EPICENTRE_ON_LAND, min(around, key=lambda each: (each not in codes, each))
    return (RegionRule.UNDETERMINED if point is None else RegionRule.NEAREST_AFFECTED), None


def _ranked(
    named: set[RegionCode],
    codes: tuple[RegionCode, ...],
    code: RegionCode | None,
    point: Epicentre | None,
    geometry: Geometry,
) -> tuple[RegionCandidate, ...]:
    candidates = [
        RegionCandidate(each, None if point is None else geometry.distance(each, point), each in codes)
        for each in named
    ]

    def rank(each: RegionCandidate) -> tuple[bool, bool, float, RegionCode]:
        unknown = each.distance is None
        return each.code != code, unknown, 0.0 if each.distance is None else each.distance.km, each.code

    return tuple(sorted(candidates, key=rank))


def _is_ambiguous(candidates: Sequence[RegionCandidate]) -> bool:
    """Whether another candidate may be as near as the first, or is not known to be farther."""
    first, *others = [each.distance for each in candidates]
    return any(first is None or other is None or other.at_least <= first.at_most for other in others)


def _doubts_of_epicentre(
    codes: tuple[RegionCode, ...],
    stated: RegionCode | None,
    around: tuple[RegionCode, ...],
    rule: RegionRule,
    code: RegionCode | None,
) -> list[Finding]:
    found = []
    shown = ", ".join(map(str, codes))
    if stated is not None and around and stated not in around:
        found.append(
            finding(
                "epicentre-region-differs",
                "epicentre",
                stated=str(stated),
                found=", ".join(map(str, around)),
            )
        )
    where = stated if stated is not None else None if set(around) & set(codes) else next(iter(around), None)
    if where is not None and where not in codes:
        found.append(finding("epicentre-not-affected", "epicentre", region=str(where), affected=shown))
    if rule is RegionRule.DECLARED and code not in codes:
        found.append(finding("region-not-affected", "region", region=str(code), affected=shown))
    own = around if stated is None else (stated,)
    if rule is RegionRule.DECLARED and own and code not in own:
        where_it_was = ", ".join(map(str, own))
        found.append(finding("region-not-epicentre", "region", region=str(code), epicentre=where_it_was))
    if rule is RegionRule.UNDETERMINED:
        found.append(finding("region-undetermined", "region", candidates=shown))
    return found


def _doubts_of_geometry(
    candidates: tuple[RegionCandidate, ...],
    geometry: Geometry,
    point: Epicentre | None,
    rule: RegionRule,
    ambiguous: bool,
) -> list[Finding]:
    if point is None or rule in {RegionRule.SINGLE_REGION, RegionRule.DECLARED}:
        return []
    found = [
        finding("region-without-shape", "region", region=str(each.code), geometry=geometry.name)
        for each in candidates
        if each.distance is None
    ]
    if rule is RegionRule.NEAREST_AFFECTED and not geometry.is_complete:
        found.append(finding("epicentre-maybe-on-land", "epicentre", geometry=geometry.name))
    if isinstance(geometry, GeoJSONGeometry):
        found += [doubt for each in candidates for doubt in geometry.doubts(each.code)]
    if ambiguous:
        near = "; ".join(map(str, candidates))
        found.append(finding("region-ambiguous", "region", candidates=near, geometry=geometry.name))
    return found
