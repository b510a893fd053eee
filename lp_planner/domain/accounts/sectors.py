"""The kind of school somebody works in, guessed from their own words; it only chooses examples."""

from enum import StrEnum

from lp_planner.domain.accounts.posts import any_of


class Sector(StrEnum):
    """Whose school days examples speak of."""

    EARLY_YEARS = "early_years"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    SPECIAL = "special"
    ANY = "any"

    @property
    def words(self) -> str:
        """What people call such a school."""
        return _WORDS[self]


_WORDS = {
    Sector.EARLY_YEARS: "Early years",
    Sector.PRIMARY: "Primary school",
    Sector.SECONDARY: "Secondary school",
    Sector.SPECIAL: "Special school",
    Sector.ANY: "Any school",
}


_SPECIAL = "special school, special academy, semh, pmld, sld"
_EARLY_YEARS = """
nursery, reception class, reception teacher, reception lead, early years, eyfs, preschool,
pre-school, kindergarten, children.s centre
"""
_PRIMARY = """
primary, infant, infants, junior, juniors, first school, ks1, ks2, key stage 1, key stage 2,
year [1-6]
"""
_SECONDARY = """
secondary, high school, grammar, sixth form, upper school, comprehensive, technology college,
ks3, ks4, ks5, key stage 3, key stage 4, key stage 5, year [7-9], year 1[0-3], gcse, a level,
science technician, lab technician, laboratory technician, food technician, design technician
"""

_OF_THE_WORK = (
    (Sector.EARLY_YEARS, any_of(_EARLY_YEARS)),
    (Sector.SECONDARY, any_of(_SECONDARY)),
    (Sector.PRIMARY, any_of(_PRIMARY)),
)
_SPECIAL_WORDS = any_of(_SPECIAL)


def sector_of(job_title: str, school: str) -> Sector:
    """The sector that somebody's role or the name of their school speaks of.

    A special school stays one whatever the year group; otherwise the role, being nearer to
    the day, says more than the school. ``ANY`` where neither says anything we know, or where
    the name speaks of more than one sector.
    """
    if _SPECIAL_WORDS.search(f"{job_title}, {school}"):
        return Sector.SPECIAL
    for words in (job_title, school):
        found = [sector for sector, said in _OF_THE_WORK if said.search(words)]
        if len(found) == 1 or (found and words is job_title):
            return found[0]
    return Sector.ANY
