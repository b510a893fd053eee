"""What the article asks of the words and maps themselves."""

import datetime as dt
from collections import Counter

import pytest

from lp_planner.config import read_settings
from lp_planner.content.library import Library
from lp_planner.domain.accounts.posts import Post
from lp_planner.domain.accounts.sectors import Sector
from lp_planner.domain.planning.pathway import nearest_exemplars
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import ContentError
from lp_planner.domain.records.fields import field_specs
from lp_planner.services.safekeeping.upkeep import check_content


def primary(library: Library, kind: str) -> set[str]:
    return {p.standard for p in library.pathway.text_by_kind[kind].standards if p.is_primary}


def of_phase(library: Library, phase: str) -> set[str]:
    steps = library.pathway.phase_by_key[phase].steps
    kinds = {standard for step in steps for standard in primary(library, step.kind)}
    terms = library.vocabularies["activity_types"].terms
    types = {p.standard for t in terms if t.phase == phase for p in t.standards if p.is_primary}
    return kinds | types


def test_ten_standards_stand_in_three_categories_of_four_three_and_three(library: Library) -> None:
    numbers = [[s.number for s in c.standards] for c in library.framework.categories]
    assert numbers == [[1, 2, 3, 4], [5, 6, 7], [8, 9, 10]]


def test_the_four_levels_have_their_names_and_their_reach(library: Library) -> None:
    assert [(level.name, level.reach.value) for level in library.framework.levels] == [
        ("Beginning", "own_practice"),
        ("Developing", "own_team"),
        ("Extending", "another_team"),
        ("Transforming and leading", "another_school"),
    ]


def test_every_standard_has_a_note_for_support_staff(library: Library) -> None:
    assert [s.key for s in library.framework.standards if not s.support_staff_note] == []


def test_the_phases_are_those_of_the_guidance(library: Library) -> None:
    names = [phase.name for phase in library.pathway.phases]
    assert names == ["Explore", "Prepare", "Deliver", "Sustain"]
    assert all("EEF" in phase.source for phase in library.pathway.phases[:3])


def test_research_is_proposed_first_of_all_in_explore(library: Library) -> None:
    """From the first record on: the priority, what was looked at, and the ways forward."""
    steps = library.pathway.phase_by_key["explore"].steps
    first = [primary(library, step.kind) for step in steps]
    assert first[:3] == [{"LP5"}] * 3
    assert [first[[s.key for s in steps].index(key)] for key in ("baseline", "options")] == [
        {"LP5"}, {"LP5"},
    ]  # fmt: skip
    assert first.count({"LP5"}) > len(steps) / 2


def test_typing_a_number_in_is_no_research(library: Library) -> None:
    assert library.pathway.text_by_kind["reading"].standards == ()


def test_a_confidential_act_is_never_offered_as_evidence(library: Library) -> None:
    assessed = library.vocabularies["activity_types"].by_key["self_assessment"]
    assert assessed.standards == ()
    assert "never put forward" in assessed.help


def test_sharing_between_two_teams_of_one_school_is_no_network(library: Library) -> None:
    shared = library.vocabularies["activity_types"].by_key["cross_team_share"]
    assert [p.standard for p in shared.standards] == ["LP1", "LP7", "LP9"]


def test_most_kinds_of_activity_name_the_form_that_records_the_same_act(library: Library) -> None:
    """The content checks hold the two together; this keeps the names from going missing."""
    told = {t.key: t.same_as for t in library.vocabularies["activity_types"].terms if t.same_as}
    assert len(told) == 52
    for key, form in {
        "pulse_survey": "survey_round",
        "expectations_agreement": "shared_understanding",
        "solve_problem": "delivery_problem",
        "arrange_time": "infrastructure_item",
        "hand_over": "leadership_note:handed_over",
    }.items():
        assert told[key] == form


def test_no_level_asks_for_more_than_the_article_and_families_have_a_rung(
    library: Library,
) -> None:
    """One other school is enough; nobody has to be gone from it, nobody has to coach already."""
    words = " ".join(
        [
            *(f"{level.sphere} {level.plain}" for level in library.framework.levels),
            *(level.descriptor for s in library.guides["ssat_lp"].standards for level in s.levels),
        ]
    )
    assert "without you" not in words
    assert "begun to coach" not in words
    rung = library.vocabularies["reaches"].by_key["another_team"]
    assert "the whole school" in rung.help
    assert "families" in rung.help
    spheres = [level.sphere for level in library.framework.levels]
    assert spheres[0] == "Beside one colleague"
    assert "the whole school" in spheres[2]


def test_the_three_openings_that_yield_most_evidence_are_asked_for_at_the_start(
    library: Library,
) -> None:
    asked = [opening.question for opening in library.guides["ssat_lp"].opening]
    for opening in ("train others", "you coach", "look into"):
        assert any(opening in question for question in asked)


def test_prepare_speaks_to_standards_1_to_4_and_5_to_7(library: Library) -> None:
    assert {f"LP{n}" for n in range(1, 8)} <= of_phase(library, "prepare")


def test_deliver_speaks_to_leading_coaching_and_networks(library: Library) -> None:
    assert {"LP8", "LP9", "LP10"} <= of_phase(library, "deliver")


def test_peer_work_and_handing_over_propose_coaching_and_leading(library: Library) -> None:
    types = library.vocabularies["activity_types"].by_key
    assert types["peer_visits"].standards[0].standard == "LP8"
    assert types["hand_over"].standards[0].standard == "LP9"


def test_every_part_of_a_session_says_why_it_is_there(library: Library) -> None:
    kinds = library.vocabularies["segment_kinds"].terms
    assert {"retrieval_quiz", "knowledge_sharing", "discussion", "exit_ticket"} <= {
        term.key for term in kinds
    }
    assert [term.key for term in kinds if term.help.count(".") < 2] == []


def test_an_ingredient_asks_for_what_a_good_one_looks_like(library: Library) -> None:
    words = library.pathway.text_by_kind["active_ingredient"]
    field = words.field_by_name["looks_like"]
    step = next(s for s in library.pathway.phase_by_key["prepare"].steps if s.key == "ingredients")
    assert "WAGOLL" in f"{field.label} {field.help} {step.why} {step.intro} {step.questions}"


def test_no_needed_answer_is_one_that_only_a_teacher_could_give(library: Library) -> None:
    needed = [
        library.pathway.text_by_kind[kind].field_by_name[spec.name].label.lower()
        for kind, model in RECORD_KINDS.items()
        if kind in library.pathway.text_by_kind
        for spec in field_specs(model)
        if spec.required
    ]
    assert [label for label in needed if "class" in label or "lesson" in label] == []


def said(library: Library, step_key: str) -> str:
    """Everything that a step and its form say."""
    step = next(s for p in library.pathway.phases for s in p.steps if s.key == step_key)
    form = library.pathway.text_by_kind[step.kind]
    words = [step.intro, step.why, *step.questions, form.empty]
    for field in form.fields:
        words += [field.label, field.help, field.placeholder]
    return " ".join(words).lower()


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        ("priority", "who in the leadership team backs this"),
        ("focus", "is it the right focus for this school, now"),
        ("priority", "families or the community around the school"),
        ("decision", "why not the others"),
        ("decision", "what was yours to decide, and what do you answer for"),
        ("ingredients", "what will you see people doing"),
        ("ingredients", "how often"),
        ("stakeholders", "what worries them"),
        ("stakeholders", "what changed because of them, and how do they feel now"),
        ("training", "why does the session run in this order"),
        ("training", "never say why they run that way"),
        ("growth", "what came of it"),
        ("resources", "when in the year is it needed"),
        ("coaching", "the question that opened things up"),
        ("coaching", "what became of the step"),
        ("coaching", "which way of coaching did you use"),
        ("coaching", "how good was the coaching, and who says so"),
        ("peers", "who worked together"),
        ("peers", "which other team could join next"),
        ("leadership", "obstacle"),
        ("problems", "can something we already have deal with this"),
        ("network", "which decision came out differently because of it"),
        ("network", "what would they like help with"),
        ("network", "what did you offer them"),
        ("handover", "who takes it on"),
        ("sustain_decision", "stopping something on good evidence"),
        ("scaling", "do they have the same problem"),
        ("reach", "who went on to use it, and how did it go"),
        ("reach", "what changed for the pupils of the colleagues who took it up"),
        ("reach", "who saw it"),
        ("sustain_more", "which team or school has the same need"),
    ],
)
def test_what_the_article_and_the_guidance_ask_is_asked(
    library: Library, step: str, asked: str
) -> None:
    assert asked in said(library, step)


def test_training_and_a_shared_picture_come_before_delivery(library: Library) -> None:
    prepare = [step.key for step in library.pathway.phase_by_key["prepare"].steps]
    assert {"understanding", "training", "infrastructure", "readiness"} <= set(prepare)


def test_practice_of_one_s_own_and_of_others_can_be_shown_as_an_example(library: Library) -> None:
    shown = library.vocabularies["activity_types"].by_key
    for key in ("model_practice", "open_door"):
        assert "LP2" in {p.standard for p in shown[key].standards}


def test_every_item_of_the_guidance_has_its_step(library: Library) -> None:
    """The items of the article, in its order, and Sustain."""
    assert [len(phase.items) for phase in library.pathway.phases] == [4, 3, 6, 3]
    steps = {p.key: {s.key for s in p.steps} for p in library.pathway.phases}
    assert sum(map(len, steps.values())) == 42
    assert {"diagnosis", "problem", "options", "fit", "decision"} <= steps["explore"]
    assert {
        "ingredients", "strategies", "measures", "readiness", "understanding", "training",
        "infrastructure",
    } <= steps["prepare"]  # fmt: skip
    assert {
        "leadership", "coaching", "peers", "reviews", "readings", "adaptations"
    } <= steps["deliver"]  # fmt: skip
    assert {"sustain_decision", "handover", "scaling"} <= steps["sustain"]


def test_a_newcomer_meets_a_core_of_about_fourteen_steps_before_anything_goes_deeper(
    library: Library,
) -> None:
    core = library.pathway.core
    assert 13 <= len(core) <= 16
    assert not any(step.is_optional for step in core)
    for phase in library.pathway.phases:
        assert any(step in core for step in phase.steps), phase.key


def test_each_standard_and_level_has_its_words_three_questions_and_a_step(library: Library) -> None:
    guide = library.guides["ssat_lp"]
    levels = [level.key for level in library.framework.levels]
    for standard in library.framework.by_key:
        for level in levels:
            found = guide.at(standard, level)
            assert found is not None
            assert len(guide.asked(standard, level)) == 3, (standard, level)
            assert all(q.endswith("?") for q in found.questions), (standard, level)


def test_no_question_or_description_of_the_self_assessment_stands_there_twice(
    library: Library,
) -> None:
    guide = library.guides["ssat_lp"]
    said = [
        words
        for standard in guide.standards
        for level in standard.levels
        for words in (level.descriptor, level.support_staff, level.next_step, *level.questions)
    ]
    assert len(said) == len(set(said)) == 10 * 4 * 6


def test_developing_asks_for_another_team_and_extending_for_another_school(
    library: Library,
) -> None:
    guide = library.guides["ssat_lp"]
    assert guide.onward_from("developing").startswith("Which other team")
    assert guide.onward_from("extending").startswith("Which other school")
    assert guide.onward_from("nowhere") == ""


def test_whoever_writes_finds_a_weak_sentence_beside_a_better_one_from_each_sector(
    library: Library,
) -> None:
    for key in ("focus", "ingredients", "strategies", "measures", "coaching", "evidence"):
        shown = library.pathway.exemplars_at(key)
        assert {e.sector for e in shown} == set(Sector) - {Sector.ANY}, key
        teacher = nearest_exemplars(shown, Sector.SECONDARY, Post.TEACHER)
        assert {e.sector for e in teacher} == {Sector.SECONDARY}, key
        assert nearest_exemplars(shown, Sector.ANY, Post.OTHER) == shown
        assert all(len(e.better.split()) > len(e.weak.split()) for e in shown), key
    # Choosing a focus is worked through for support colleagues, a teacher and a leader.
    focus = library.pathway.exemplars_at("focus")
    assert [e.post for e in focus] == [
        "Nursery practitioner", "Teaching assistant", "Teacher of history", "Senior leader",
        "Learning mentor",
    ]  # fmt: skip
    for example in (e for e in focus if e.post != "Senior leader"):
        assert "too big" in example.why
        assert "too small" in example.why


@pytest.mark.parametrize("sector", [s for s in Sector if s is not Sector.ANY])
def test_support_staff_find_sentences_of_support_staff_first_in_every_sector(
    library: Library, sector: Sector
) -> None:
    for key in ("focus", "ingredients", "strategies", "measures", "coaching", "evidence"):
        first, *rest = nearest_exemplars(library.pathway.exemplars_at(key), sector, Post.SUPPORT)
        assert first.is_of_support_staff, key
        own = [e for e in (first, *rest) if e.is_of_support_staff and e.sector is sector]
        assert not own or first.sector is sector, key


def test_somebody_with_the_poster_of_2024_finds_each_line_of_it_where_it_is_asked(
    library: Library,
) -> None:
    lens = library.pathway.lens
    assert {(line.recommendation, line.part) for line in lens} == {
        (1, "Engage"), (1, "Unite"), (1, "Reflect"), (2, "What is implemented"),
        (2, "Systems and structures"), (2, "People who enable change"), (3, "Explore"),
        (3, "Prepare"), (3, "Deliver"), (3, "Sustain"), (3, "Implementation outcomes"),
    }  # fmt: skip
    for line in lens:
        assert line.question.endswith("?")
        assert "third edition, May 2024" in line.source
        assert f"recommendation {line.recommendation}" in line.source
    for part in ("Engage", "Unite", "Reflect"):
        asked = {step for line in lens if line.part == part for step in line.asked_at}
        phases = {p.key for p in library.pathway.phases if asked & {s.key for s in p.steps}}
        assert len(phases) >= 3, part
    united = [line.question for line in lens if line.part == "Unite"]
    assert all("How have you united views" in question for question in united)
    assert [line.line for line in library.pathway.lens_at("priority")] == ["Values"]


def test_the_toolkit_says_of_each_family_what_it_is_and_from_which_copy_on_which_day(
    library: Library,
) -> None:
    strands = library.toolkit.strands
    assert Counter(strand.age.value for strand in strands) == {"school": 30, "early_years": 10}
    words = [w for s in strands for w in (s.what, s.works_when, s.look_out_for)]
    assert [w for w in words if len(w.split()) < 4 or not w.endswith(".")] == []
    assert len(set(words)) > len(words) - 4
    for strand in strands:
        assert strand.read_as, strand.key
        assert strand.link.startswith("https://educationendowmentfoundation.org.uk/")
        differs = strand.other_months is not None or strand.other_security is not None
        assert differs or strand.check.value != "differs", strand.key
        if strand.age.value == "early_years":
            assert "Early Years" in strand.name


def test_no_row_of_the_toolkit_is_older_than_a_year(library: Library) -> None:
    """Fails when it is time to look the figures up again; see data/README.md."""
    assert library.toolkit.stale(dt.datetime.now(tz=dt.UTC).date()) == ()


def test_the_content_check_refuses_a_row_that_is_older_than_a_year_by_its_key(
    library: Library,
) -> None:
    oldest = min(library.toolkit.strands, key=lambda s: s.looked_up)
    settings = read_settings({})
    assert "40 strands" in check_content(settings, today=oldest.looked_up)
    with pytest.raises(ContentError, match=f"{oldest.key}: looked_up: please look") as refused:
        check_content(settings, today=oldest.looked_up + dt.timedelta(days=367))
    assert all("28 November 2026" in fault for fault in refused.value.faults)


def test_the_sixth_standard_asks_how_colleagues_learn_as_well_as_pupils(library: Library) -> None:
    guide = library.guides["ssat_lp"]
    for level in ("developing", "extending"):
        asked = " ".join(guide.asked("LP6", level))
        assert "pupils" in asked
        assert "colleagues" in asked or "each of them promised" in asked


def test_the_seventh_standard_asks_who_went_on_to_use_it_and_how_it_went(library: Library) -> None:
    guide = library.guides["ssat_lp"]
    for level in ("developing", "extending", "transforming"):
        asked = " ".join(guide.asked("LP7", level))
        assert "use it" in asked or "uses it" in asked
        assert "who" in asked


def test_a_support_role_is_asked_for_its_knowledge_and_its_opening(library: Library) -> None:
    asked = " ".join(f"{o.question} {o.why}" for o in library.guides["ssat_lp"].opening)
    assert "knowledge" in asked
    assert "opening" in asked
    assert "support role" in asked
