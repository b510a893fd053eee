"""Does a text name somebody? A small, honest guess that never blocks and never leaves the planner.

Two or three words in a row that begin with a capital, none of them a word of school life, look
like a full name, unless the next words make it a school. It overlooks single first names and names
in small letters, and now and then takes a place for a person; so it asks, and nobody has to answer.
"""

import re
from collections.abc import Iterable
from itertools import dropwhile, groupby

MOST_SHOWN = 3
_LONGEST_NAME = 3
_PLACES = {
    "academy",
    "academies",
    "church",
    "college",
    "federation",
    "primary",
    "school",
    "schools",
}
_PLACES |= {"trust", "university"}
_BEFORE_PLACES = {"catholic", "ce", "grammar", "high", "infant", "infants", "junior", "juniors"}
_BEFORE_PLACES |= {"nursery", "rc", "secondary"}
_SAINT = "st"
_FILE_BREAKS = re.compile(r"[_\-.+]+|(?<=[a-z])(?=[A-Z])")

_ORDINARY = """
a about academy action actions adviser advisor after again agenda all also amber an and any
april are art arts as assembly assistant assistants association at attendance august authority
autumn be because before before-and-after behaviour biology birmingham black blue board book
books both bristol britain british business but by calm can caretaker chart chemistry child
children christmas citizenship class college community computing coordinator copy could council
curriculum custodian data december department deputy design dfe did director do doc document
does dr draft drama dsc each early east easter ect education educational eef endowment england
english ensemble europe european every example executive exit family february federation
feedback figure final finance first for forest form foundation french friday from gdpr geography
german google governor governors green group guidance had half hall has have head headlines
headteacher health her here higher his history hlta home how humanities i if image img impact
implementation improvement in inclusion infant inset into ireland is it its january july june
junior just keep key kingdom kitchen language last lead leader leaders leadership learning leeds
lesson lessons level library list literacy local london look lower lunch lunchtime madam made
manager manchester many march mathematics maths may meeting mentor microsoft midday middle
minutes miss monday more most mr mrs ms music mx my national near network new next no north not
note notes november now nqt nurse nursery october of office ofsted on one or oracy orange other
our out outcomes over page parent parents part pastoral personal phase phonics photo physical
physics picture plan plans please policy poster practice practitioner premium primary principal
professional programme progress project pupil pupils purple questions quiz read reading
reception red religious report research resource results review room routine safeguarding
saturday scan school schools science scotland screenshot second secondary secretary see sen
senco send senior september service services set she show since sir site sixth skills slide
slides slt so some south spanish special specialist sport spring ssat staff stage standard
standards start strategy street student students study subject summary summer sunday supervisor
supervisors support survey ta take talk tas task tasks teach teacher teachers teaching team
teams technician term test testimonial than thank that the their them then there these they
third this those three through thursday ticket time to today trainee training trust tuesday
tutor twilight two ukgdpr under united university until up upper version visit voice wales was
we wednesday week weeks welfare were west what when where which while white who whole why will
winter with work worksheet workshop writing year years yellow yes you your
"""
ORDINARY = frozenset(_ORDINARY.split())
"""Words that begin with a capital now and then without being part of anybody's name."""


def names_in(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """What looks like a full name in a text, each once; what stands in ``known`` is left out.

    At most three are given: one is enough to make somebody look again.
    """
    return _found(re.split(r"[\n.,;:!?()\[\]{}“”\"/|]+", text), known)


def names_in_file_name(name: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The same for the name of a file, in which words are run together or joined by signs."""
    stem = name.rpartition(".")[0] or name
    return _found([_FILE_BREAKS.sub(" ", stem)], known)


def _found(parts: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    left_out = [f" {_folded(name)} " for name in known]
    found = dict.fromkeys(
        name
        for part in parts
        for name in _full_names(part.split())
        if not any(f" {_folded(name)} " in known_one for known_one in left_out)
    )
    return tuple(found)[:MOST_SHOWN]


def _full_names(words: list[str]) -> Iterable[str]:
    """Words in a row that could be somebody's name and are not that of a school or a church."""
    for could_be, group in groupby(enumerate(words), key=lambda item: _could_be_a_name(item[1])):
        run = list(group)
        if not could_be or not 1 < len(run) <= _LONGEST_NAME:
            continue
        if run[0][1].lower() == _SAINT or _is_a_place(words[run[-1][0] + 1 :]):
            continue
        yield " ".join(word.removesuffix("’s").removesuffix("'s") for _, word in run)


def _is_a_place(following: list[str]) -> bool:
    """Whether the words that follow make what stands before them the name of a school."""
    beyond = dropwhile(lambda word: word in _BEFORE_PLACES, (w.lower() for w in following))
    return next(beyond, "") in _PLACES


def _could_be_a_name(word: str) -> bool:
    letters = word.removesuffix("’s").removesuffix("'s")
    parts = re.split(r"[’'-]", letters)
    return (
        len(letters) > 1
        and letters[0].isupper()
        and not letters.isupper()
        and all(part.isalpha() for part in parts if part)
        and letters.lower() not in ORDINARY
        and letters.lower().removesuffix("s") not in ORDINARY
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
