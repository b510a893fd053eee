"""What the columns of a school's own file mean: who, which group, when, and the figure itself."""

from collections.abc import Sequence

from lp_planner.interchange.rows.columns import DAY_WORDS, Wanted, words
from lp_planner.interchange.rows.tables import ASIDE, Table, bare, filled_share
from lp_planner.services.measures.reading_columns import is_number

WHO = (
    words("upn,uln,admission number,adno,mis id,pupil id,student id,id,pupil code,code,arbor id"),
    words("name,names,pupil,pupils name,pupil name,student,student name,full name,learner"),
    words("surname,forename,first name,last name,preferred name,legal surname,legal forename"),
)
"""Columns that tell pupils apart: the first sort that a file has is enough. They stay in memory."""
FIGURE = words(
    "attendance,% attendance,attendance %,percentage attendance,present %,% present,"
    "attendance percentage,overall attendance,year to date attendance,score,mark,marks,raw score,"
    "scaled score,standardised score,standardized score,sas,reading age,spelling age,result,value,"
    "total score,percentage,percentage score,points,behaviour points,negative points,incidents,"
    "number of incidents,lates,sessions missed,absences,present,sessions attended,attended,"
    "present marks,number,count,average,total,grade points,points score,test score,autumn,"
    "missed sessions,absent sessions,authorised absences,unauthorised absences,"
    "behaviour incidents,exclusions,suspensions,detentions,achievement points"
)
GROUP = words(
    "pp,pupil premium,pupil premium indicator,pupil premium eligible,disadvantaged,fsm,fsm6,"
    "ever 6,fsm ever 6,eligible for free school meals,sen,send,sen status,sen provision,"
    "send status,sen need,eal,english as an additional language,lac,cla,service child,gender,sex,"
    "ethnicity,year,year group,nc year,class,form,reg,reg group,registration group,form group,"
    "tutor group,house,set,group,teaching group,young carer,summer born,prior attainment,"
    "term of birth,first language"
)
HAPPENED = words(
    "incident,incidents,behaviour,behaviour type,incident type,event,event type,type of incident,"
    "sanction,location,reported by,recorded by,logged by,action taken,outcome,severity,level"
)
"""Headings of a log, in which each row is something that happened."""
NEED = (
    words(
        "pp,pupil premium,pupil premium indicator,pupil premium eligible,disadvantaged,fsm,fsm6,"
        "ever 6,fsm ever 6,eligible for free school meals"
    ),
    words("sen,send,sen status,sen provision,send status,sen need"),
    words("eal,english as an additional language,lac,cla,young carer"),
)
"""The groups to look at first, where a file has several."""
COLUMNS = (
    Wanted("value", "the figure of each pupil", FIGURE, is_needed=True),
    Wanted(
        "out_of",
        "out of how many",
        words(
            "out of,possible,possible sessions,sessions possible,possible marks,max,maximum,"
            "max score,maximum score,total possible,total possible sessions,out of how many"
        ),
    ),
    Wanted("group", "by which group", GROUP),
    Wanted("day", "the day", DAY_WORDS),
)
MOSTLY = 0.5
MOST_GROUPS = 12
LEAST_ROWS = 2


def who_columns(table: Table) -> list[int]:
    """The columns that tell pupils apart: by number, else by name."""
    for sort in WHO:
        if found := [n for n, heading in enumerate(table.headings) if bare(heading) in sort]:
            return found
    return []


def figure_columns(table: Table, taken: set[int]) -> list[int]:
    """The columns of numbers that say how much and not who or which."""
    return [
        at
        for at, heading in enumerate(table.headings)
        if at not in taken
        and bare(heading) not in ASIDE | GROUP | COLUMNS[1].words
        and filled_share(table.column(at), is_number) > MOSTLY
    ]


def group_columns(table: Table, taken: set[int]) -> list[int]:
    """The columns with a few different words that come again and again."""
    found = []
    for at in range(len(table.headings)):
        cells = [str(cell).strip() for cell in table.column(at)]
        kinds = {cell for cell in cells if cell}
        is_few = 1 < len(kinds) + ("" in cells) <= MOST_GROUPS
        if at not in taken and kinds and is_few and len(cells) >= LEAST_ROWS * len(kinds):
            found.append(at)
    return found


def first_group(table: Table, among: Sequence[int]) -> int | None:
    """The group to begin with: those whom a school has to look out for, then any other."""
    told = [at for at in among if len({str(cell).strip() for cell in table.column(at)}) > 1]
    for sort in NEED:
        for at in told:
            if bare(table.headings[at]) in sort:
                return at
    return told[0] if told else None


def is_log(table: Table) -> bool:
    """Whether the headings are those of a log of incidents."""
    return any(bare(heading) in HAPPENED for heading in table.headings)
