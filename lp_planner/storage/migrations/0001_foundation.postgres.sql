-- The foundation: people, projects, every kind of record, claims, drafts and the audit trail.
-- PostgreSQL declares the foreign keys that storage/tables.py names.
CREATE TABLE "school" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "name" TEXT NOT NULL
);
CREATE TABLE "person" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "name" TEXT NOT NULL,
    "job_title" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('lead_practitioner', 'senior_leader')),
    "school_id" TEXT NOT NULL REFERENCES "school" (id)
);
CREATE TABLE "cohort" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "name" TEXT NOT NULL,
    "leader_id" TEXT NOT NULL REFERENCES "person" (id)
);
CREATE TABLE "membership" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "cohort_id" TEXT NOT NULL REFERENCES "cohort" (id),
    "person_id" TEXT NOT NULL REFERENCES "person" (id)
);
CREATE TABLE "project" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "title" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL REFERENCES "person" (id),
    "school_id" TEXT NOT NULL REFERENCES "school" (id),
    "sharing" TEXT NOT NULL CHECK ("sharing" IN ('private', 'progress'))
);
CREATE TABLE "priority" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "priority" TEXT NOT NULL,
    "improvement_plan_link" TEXT NOT NULL,
    "why_here" TEXT NOT NULL,
    "why_me" TEXT NOT NULL,
    "benefit_pupils" TEXT NOT NULL,
    "benefit_colleagues" TEXT NOT NULL,
    "sponsor" TEXT NOT NULL
);
CREATE TABLE "diagnosis_source" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "source_kind" TEXT NOT NULL,
    "gathered_on" DATE NOT NULL,
    "says" TEXT NOT NULL,
    "size" TEXT NOT NULL,
    "trust" TEXT NOT NULL
);
CREATE TABLE "problem_statement" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "staff_behaviour" TEXT NOT NULL,
    "pupil_behaviour" TEXT NOT NULL,
    "pupil_outcome" TEXT NOT NULL,
    "other_explanations" TEXT NOT NULL
);
CREATE TABLE "focus_check" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "verdict" TEXT NOT NULL CHECK ("verdict" IN ('too_big', 'just_right', 'too_small')),
    "reason" TEXT NOT NULL,
    "in_scope" TEXT NOT NULL,
    "out_of_scope" TEXT NOT NULL,
    "people_affected" INTEGER,
    "hours_a_week" DOUBLE PRECISION,
    "standards_in_view" TEXT NOT NULL
);
CREATE TABLE "option" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "name" TEXT NOT NULL,
    "option_kind" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "evidence_source" TEXT NOT NULL,
    "studied_with" TEXT NOT NULL,
    "cost" TEXT NOT NULL,
    "doubts" TEXT NOT NULL
);
CREATE TABLE "fit_rating" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "option_id" TEXT NOT NULL REFERENCES "option" (id),
    "rater" TEXT NOT NULL,
    "rated_on" DATE,
    "need" INTEGER CHECK ("need" BETWEEN 1 AND 5),
    "fit" INTEGER CHECK ("fit" BETWEEN 1 AND 5),
    "capacity" INTEGER CHECK ("capacity" BETWEEN 1 AND 5),
    "evidence_strength" INTEGER CHECK ("evidence_strength" BETWEEN 1 AND 5),
    "usability" INTEGER CHECK ("usability" BETWEEN 1 AND 5),
    "support" INTEGER CHECK ("support" BETWEEN 1 AND 5),
    "note" TEXT NOT NULL
);
CREATE TABLE "adoption_decision" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "decision" TEXT NOT NULL CHECK ("decision" IN ('adopt', 'adopt_with_changes', 'not_now', 'stop')),
    "option_id" TEXT REFERENCES "option" (id),
    "decided_by" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "reasons" TEXT NOT NULL,
    "conditions" TEXT NOT NULL,
    "what_stops" TEXT NOT NULL,
    "stop_rule" TEXT NOT NULL
);
CREATE TABLE "active_ingredient" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "behaviour" TEXT NOT NULL,
    "fixedness" TEXT NOT NULL CHECK ("fixedness" IN ('tight', 'loose')),
    "who" TEXT NOT NULL,
    "how_often" TEXT NOT NULL,
    "looks_like" TEXT NOT NULL,
    "is_not" TEXT NOT NULL,
    "why_it_matters" TEXT NOT NULL,
    "limits" TEXT NOT NULL
);
CREATE TABLE "strategy" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "strategy_kind" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "ingredient_id" TEXT REFERENCES "active_ingredient" (id),
    "barrier" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "from_on" DATE,
    "to_on" DATE
);
CREATE TABLE "measure" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "name" TEXT NOT NULL,
    "outcome_construct" TEXT NOT NULL,
    "horizon" TEXT NOT NULL,
    "direction" TEXT NOT NULL CHECK ("direction" IN ('up', 'down', 'neither')),
    "unit" TEXT NOT NULL,
    "instrument" TEXT NOT NULL,
    "collector" TEXT NOT NULL,
    "group_described" TEXT NOT NULL,
    "ingredient_id" TEXT REFERENCES "active_ingredient" (id),
    "target" DOUBLE PRECISION,
    "due_on" DATE,
    "response_if_missed" TEXT NOT NULL,
    "comparison" TEXT NOT NULL,
    "chosen_for_low_scores" BOOLEAN NOT NULL
);
CREATE TABLE "readiness_rating" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "whose" TEXT NOT NULL,
    "rated_on" DATE NOT NULL,
    "people" INTEGER,
    "motivation" INTEGER CHECK ("motivation" BETWEEN 1 AND 5),
    "skill" INTEGER CHECK ("skill" BETWEEN 1 AND 5),
    "room" INTEGER CHECK ("room" BETWEEN 1 AND 5),
    "verdict" TEXT NOT NULL,
    "gap" TEXT NOT NULL,
    "action" TEXT NOT NULL
);
CREATE TABLE "training_session" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "title" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "audience" TEXT NOT NULL,
    "people" INTEGER,
    "segments" TEXT NOT NULL,
    "why_this_way" TEXT NOT NULL,
    "source_used" TEXT NOT NULL,
    "what_transfers" TEXT NOT NULL,
    "quiz_before" DOUBLE PRECISION,
    "quiz_after" DOUBLE PRECISION,
    "promises_made" INTEGER,
    "promises_kept" INTEGER,
    "follow_up_on" DATE
);
CREATE TABLE "coaching_session" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "held_on" DATE NOT NULL,
    "coachee" TEXT NOT NULL,
    "ingredient_id" TEXT REFERENCES "active_ingredient" (id),
    "evidence_seen" TEXT NOT NULL,
    "question_asked" TEXT NOT NULL,
    "what_was_heard" TEXT NOT NULL,
    "action_step" TEXT NOT NULL,
    "check_back_on" DATE,
    "outcome" TEXT NOT NULL,
    "now_coaches_others" BOOLEAN NOT NULL,
    "minutes" INTEGER
);
CREATE TABLE "fidelity_visit" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "visited_on" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "visitor" TEXT NOT NULL,
    "note" TEXT NOT NULL
);
CREATE TABLE "fidelity_observation" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "visit_id" TEXT NOT NULL REFERENCES "fidelity_visit" (id),
    "ingredient_id" TEXT NOT NULL REFERENCES "active_ingredient" (id),
    "rating" TEXT NOT NULL CHECK ("rating" IN ('seen', 'partly', 'not_seen', 'not_applicable'))
);
CREATE TABLE "reading" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "measure_id" TEXT NOT NULL REFERENCES "measure" (id),
    "taken_on" DATE NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "people" INTEGER,
    "reading_group" TEXT NOT NULL CHECK ("reading_group" IN ('project', 'comparison')),
    "note" TEXT NOT NULL
);
CREATE TABLE "adaptation" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "what" TEXT NOT NULL,
    "ingredient_id" TEXT NOT NULL REFERENCES "active_ingredient" (id),
    "outcome" TEXT NOT NULL CHECK ("outcome" IN ('made', 'held_back')),
    "decided_on" DATE NOT NULL,
    "why" TEXT NOT NULL,
    "data_used" TEXT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "review_on" DATE,
    "effect" TEXT NOT NULL,
    "override_reason" TEXT NOT NULL
);
CREATE TABLE "review_meeting" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "held_on" DATE NOT NULL,
    "looked_at" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "next_step" TEXT NOT NULL,
    "owner" TEXT NOT NULL
);
CREATE TABLE "activity" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "activity_type" TEXT NOT NULL,
    "happened_on_day" DATE NOT NULL,
    "what" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "what_changed" TEXT NOT NULL
);
CREATE TABLE "evidence_claim" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "record_kind" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "status" TEXT NOT NULL CHECK ("status" IN ('confirmed', 'set_aside')),
    "claim" TEXT NOT NULL,
    "reach" TEXT NOT NULL CHECK ("reach" IN ('own_practice', 'own_team', 'another_team', 'another_school')),
    "what_changed" TEXT NOT NULL
);
CREATE TABLE draft (
    owner_id TEXT NOT NULL,
    draft_key TEXT NOT NULL,
    answers TEXT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (owner_id, draft_key)
);
CREATE TABLE audit_event (
    id TEXT PRIMARY KEY,
    occurred_at TIMESTAMPTZ NOT NULL,
    actor_id TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('created', 'changed', 'removed', 'restored')),
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    subject_version INTEGER NOT NULL,
    project_id TEXT,
    changed_fields TEXT NOT NULL
);
CREATE INDEX priority_by_project ON "priority" (project_id);
CREATE INDEX diagnosis_source_by_project ON "diagnosis_source" (project_id);
CREATE INDEX problem_statement_by_project ON "problem_statement" (project_id);
CREATE INDEX focus_check_by_project ON "focus_check" (project_id);
CREATE INDEX option_by_project ON "option" (project_id);
CREATE INDEX fit_rating_by_project ON "fit_rating" (project_id);
CREATE INDEX adoption_decision_by_project ON "adoption_decision" (project_id);
CREATE INDEX active_ingredient_by_project ON "active_ingredient" (project_id);
CREATE INDEX strategy_by_project ON "strategy" (project_id);
CREATE INDEX measure_by_project ON "measure" (project_id);
CREATE INDEX readiness_rating_by_project ON "readiness_rating" (project_id);
CREATE INDEX training_session_by_project ON "training_session" (project_id);
CREATE INDEX coaching_session_by_project ON "coaching_session" (project_id);
CREATE INDEX fidelity_visit_by_project ON "fidelity_visit" (project_id);
CREATE INDEX fidelity_observation_by_project ON "fidelity_observation" (project_id);
CREATE INDEX reading_by_project ON "reading" (project_id);
CREATE INDEX adaptation_by_project ON "adaptation" (project_id);
CREATE INDEX review_meeting_by_project ON "review_meeting" (project_id);
CREATE INDEX activity_by_project ON "activity" (project_id);
CREATE INDEX evidence_claim_by_project ON "evidence_claim" (project_id);
CREATE UNIQUE INDEX one_claim_a_standard ON evidence_claim (record_kind, record_id, standard)
    WHERE deleted_at IS NULL;
CREATE INDEX audit_event_by_project ON audit_event (project_id, occurred_at);
