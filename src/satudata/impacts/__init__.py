"""HOW MUCH: the reported losses; ``None`` is not reported, never zero."""

from satudata._ground.fields import Amount as Amount
from satudata._ground.lazy import names_of as _names_of
from satudata._ground.lazy import renamed as _renamed
from satudata.impacts._impact import COUNTS as COUNTS
from satudata.impacts._impact import FIGURES as FIGURES
from satudata.impacts._impact import Impact as Impact
from satudata.impacts._inputs import PEOPLE as PEOPLE
from satudata.impacts._inputs import Facilities as Facilities
from satudata.impacts._inputs import FacilitiesInput as FacilitiesInput
from satudata.impacts._inputs import Land as Land
from satudata.impacts._inputs import Lengths as Lengths
from satudata.impacts._inputs import LengthsInput as LengthsInput
from satudata.impacts._inputs import People as People
from satudata.impacts._inputs import PeopleInput as PeopleInput
from satudata.impacts._words import Damage as Damage
from satudata.impacts._words import FacilityKind as FacilityKind
from satudata.impacts._words import LandKind as LandKind
from satudata.impacts._words import LifeStage as LifeStage
from satudata.impacts._words import Sex as Sex
from satudata.impacts.sums import sum_impacts as sum_impacts

__all__ = _names_of(globals())  # noqa: PLE0605  # a name is listed once, by its import

__getattr__ = _renamed(__name__, {"total": "sum_impacts"})
