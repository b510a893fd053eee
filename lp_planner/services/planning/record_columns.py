"""Which columns mean which answers of a kind: as the form words them, or as schools do."""

from collections.abc import Sequence

from lp_planner.content.library import Library
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.delivery import CoachingSession, FidelityVisit
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.fields import FieldKind, FieldSpec, field_specs
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.leading import NetworkContact
from lp_planner.domain.records.measures import SurveyRound
from lp_planner.domain.records.preparation import Milestone
from lp_planner.interchange.rows.columns import DAY_WORDS, Wanted, words
from lp_planner.interchange.rows.tables import bare
from lp_planner.services.desk.bringing_in import GridColumn
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.wording import shortened

IN_ROWS = frozenset(
    {
        Milestone.kind,
        CoachingSession.kind,
        NetworkContact.kind,
        SurveyRound.kind,
        FidelityVisit.kind,
    }
)
"""The kinds that come in rows."""
HOW_SEEN = "Seen, partly, not seen or n/a; y, p and n will do."
SEEN = "seen:"
"""Begins what a column means that says what a visit saw of one ingredient."""
RATINGS = {
    "yes": "seen", "y": "seen", "s": "seen", "✓": "seen", "✔": "seen", "seen": "seen",
    "fully": "seen", "green": "seen", "g": "seen",
    "partly": "partly", "partially": "partly", "partial": "partly", "p": "partly", "some": "partly",
    "sometimes": "partly", "amber": "partly", "a": "partly",
    "no": "not_seen", "n": "not_seen", "✗": "not_seen", "✘": "not_seen", "not seen": "not_seen",
    "red": "not_seen", "r": "not_seen",
    "n/a": "not_applicable", "na": "not_applicable", "not applicable": "not_applicable",
    "no occasion": "not_applicable",
}  # fmt: skip
"""Words, ticks and colours by which schools say what they saw."""
_AS_SCHOOLS_SAY = {
    Milestone.kind: {
        "what": "milestone,action,activity,task,step,event,what",
        "due_on": "by when,due,due date,deadline,date,when,by,target date,timescale",
        "owner": "who,owner,lead,led by,responsible,person responsible,by whom,who leads",
        "done_on": "done,done on,completed,completed on,date completed,finished",
        "note": "note,notes,comment,comments",
    },
    CoachingSession.kind: {
        "coachee": "coachee,teacher,colleague,staff,member of staff,who,name,teacher coached",
        "coach": "coach,coached by,by whom",
        "goal": "goal,focus,target,working towards",
        "evidence_seen": "evidence,seen,observed,observation,what was seen,strengths",
        "question_asked": "question,questions,question asked",
        "what_was_heard": "heard,discussion,reflection,notes,note,comments",
        "action_step": "action step,action,next step,next steps,step,agreed action,actions",
        "check_back_on": "check back,review,review date,next visit,next session,follow up",
        "minutes": "minutes,mins,length,duration",
    },
    NetworkContact.kind: {
        "whom": "school,network,contact,whom,who,organisation,name,visited",
        "what_they_did": "what they did,what they do,practice,notes,note,summary",
        "what_we_learned": "what we learned,learned,learning,takeaways,reflections",
        "decision_changed": "decision,what changed,impact",
        "same_trust": "same trust,our trust,in trust",
    },
    SurveyRound.kind: {
        "statement": "statement,question,item",
        "whom": "group,whom,who,respondents,audience",
        "invited": "invited,asked,sent to,number invited",
        "strongly_disagree": "strongly disagree,sd",
        "disagree": "disagree,d",
        "neither": "neither,neutral,neither agree nor disagree,n",
        "agree": "agree,a",
        "strongly_agree": "strongly agree,sa",
    },
    FidelityVisit.kind: {
        "place": "place,room,class,where,location,teacher,classroom",
        "visitor": "visitor,observer,visited by,seen by",
        "note": "note,notes,comment,comments",
    },
}  # fmt: skip


def specs_of(kind: str) -> tuple[FieldSpec, ...]:
    """The answers that may come in a row."""
    return tuple(s for s in field_specs(record_model(kind)) if s.kind is not FieldKind.SEGMENTS)


def columns_wanted(
    library: Library, kind: str, ingredients: Sequence[ActiveIngredient]
) -> tuple[Wanted, ...]:
    """What the columns of a kind may mean, with the headings that say so."""
    text = library.pathway.text_by_kind[kind]
    labels = {field.name: field.label for field in text.fields}
    day = record_model(kind).date_field
    wanted = [
        Wanted(
            spec.name,
            labels.get(spec.name, spec.name),
            frozenset({bare(labels.get(spec.name, "")), bare(spec.name)})
            | words(_AS_SCHOOLS_SAY[kind].get(spec.name, ""))
            | (DAY_WORDS if spec.name == day and kind != Milestone.kind else frozenset())
            | (words("ingredient,active ingredient") if spec.name == "ingredient_id" else set()),
            is_needed=spec.required,
        )
        for spec in specs_of(kind)
    ]
    if kind == FidelityVisit.kind:
        wanted += [
            Wanted(f"{SEEN}{one.id}", f"seen of “{one.behaviour}”", _names_of(number, one))
            for number, one in enumerate(ingredients, start=1)
        ]
    return tuple(wanted)


def grid_columns(desk: Desk, project_id: str, kind: str) -> tuple[GridColumn, ...]:
    """The columns of a kind's grid: what is needed, what matters most, and what a visit saw.

    Raises:
        NotFound: for a project that is not the actor's, and for a kind without a form.
    """
    if kind not in desk.library.pathway.text_by_kind:
        raise NotFound
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        ingredients = reader.find(ActiveIngredient, project_id=project_id)
    text = desk.library.pathway.text_by_kind[kind]
    found = [
        GridColumn(
            spec.name,
            text.field_by_name[spec.name].label,
            "Such as 5 Nov or 05/11/2025." if spec.kind is FieldKind.DAY else "",
            is_needed=spec.required,
        )
        for spec in specs_of(kind)
        if spec.required or spec.name in {*text.first, *_rests_on(kind)}
    ]
    if kind == FidelityVisit.kind:
        found += [
            GridColumn(f"{SEEN}{one.id}", shortened(one.behaviour, 40), HOW_SEEN)
            for one in ingredients
        ]
    return tuple(found)


def _rests_on(kind: str) -> frozenset[str]:
    """The answers that tell rows apart, and those that other answers are counted out of."""
    model = record_model(kind)
    specs = field_specs(model)
    wholes = {s.counted_in.whole for s in specs if s.counted_in} | {
        s.part_of.whole for s in specs if s.part_of
    }
    return frozenset({*model.same_by, *wholes})


def _names_of(number: int, ingredient: ActiveIngredient) -> frozenset[str]:
    return frozenset(
        {bare(ingredient.behaviour), f"ingredient {number}", f"active ingredient {number}",
         f"ai {number}", f"ai{number}", f"ing{number}"}
    )  # fmt: skip


def ingredients_by_name(ingredients: Sequence[ActiveIngredient]) -> dict[str, str]:
    """The id of each ingredient by every name that a cell may give it."""
    found: dict[str, str] = {}
    for number, one in enumerate(ingredients, start=1):
        found |= dict.fromkeys(_names_of(number, one) | {str(number)}, one.id)
    return found
