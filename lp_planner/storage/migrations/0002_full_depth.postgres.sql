-- Explore, Prepare, Deliver and Sustain in full: the records each step asks for, the answers to
-- the planner's questions, the school's calendar and what a record said before it was changed.
ALTER TABLE "project" ADD COLUMN "carries_on_from" TEXT;
ALTER TABLE "priority" ADD COLUMN "benefit_community" TEXT DEFAULT '' NOT NULL;
CREATE TABLE "rival_explanation" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "explanation" TEXT NOT NULL,
    "ruling" TEXT NOT NULL,
    "because" TEXT NOT NULL
);
CREATE TABLE "baseline" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "name" TEXT NOT NULL,
    "taken_on" DATE NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "unit" TEXT NOT NULL,
    "people" INTEGER,
    "group_described" TEXT NOT NULL,
    "instrument" TEXT NOT NULL
);
ALTER TABLE "option" ADD COLUMN "strand" TEXT DEFAULT '' NOT NULL;
ALTER TABLE "option" ADD COLUMN "raters_expected" INTEGER;
ALTER TABLE "adoption_decision" ADD COLUMN "own_part" TEXT DEFAULT '' NOT NULL;
ALTER TABLE "adoption_decision" ADD COLUMN "hours_added" DOUBLE PRECISION;
ALTER TABLE "adoption_decision" ADD COLUMN "hours_freed" DOUBLE PRECISION;
ALTER TABLE "active_ingredient" ADD COLUMN "problem_id" TEXT REFERENCES "problem_statement" (id);
ALTER TABLE "strategy" ADD COLUMN "group_served" TEXT DEFAULT '' NOT NULL;
ALTER TABLE "measure" ADD COLUMN "problem_id" TEXT REFERENCES "problem_statement" (id);
ALTER TABLE "measure" ADD COLUMN "baseline_id" TEXT REFERENCES "baseline" (id);
CREATE TABLE "team_member" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "who" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "decides_on" TEXT NOT NULL,
    "hours_a_week" DOUBLE PRECISION
);
CREATE TABLE "stakeholder" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "group_described" TEXT NOT NULL,
    "concern" TEXT NOT NULL,
    "felt_before" TEXT NOT NULL,
    "engagement" TEXT NOT NULL,
    "how_involved" TEXT NOT NULL,
    "what_changed" TEXT NOT NULL
);
CREATE TABLE "shared_understanding" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "whom" TEXT NOT NULL,
    "expected" TEXT NOT NULL,
    "supported" TEXT NOT NULL,
    "recognised" TEXT NOT NULL,
    "shared_on" DATE,
    "agreed_with" TEXT NOT NULL
);
CREATE TABLE "infrastructure_item" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "what" TEXT NOT NULL,
    "infrastructure_kind" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "needed_by" DATE,
    "is_ready" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL
);
CREATE TABLE "resource" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "name" TEXT NOT NULL,
    "where_kept" TEXT NOT NULL,
    "when_needed" TEXT NOT NULL,
    "ingredient_id" TEXT REFERENCES "active_ingredient" (id),
    "tried_on" DATE,
    "what_it_showed" TEXT NOT NULL,
    "changed_because" TEXT NOT NULL,
    "who_uses_it" TEXT NOT NULL
);
CREATE TABLE "risk" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "what" TEXT NOT NULL,
    "early_sign" TEXT NOT NULL,
    "response" TEXT NOT NULL,
    "owner" TEXT NOT NULL
);
CREATE TABLE "milestone" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "what" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "owner" TEXT NOT NULL,
    "ingredient_id" TEXT REFERENCES "active_ingredient" (id),
    "done_on" DATE,
    "note" TEXT NOT NULL
);
CREATE TABLE "development_goal" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "goal" TEXT NOT NULL,
    "agreed_on" DATE NOT NULL,
    "agreed_with" TEXT NOT NULL,
    "due_on" DATE,
    "outcome" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "looked_on" DATE
);
ALTER TABLE "training_session" ADD COLUMN "ingredient_ids" TEXT DEFAULT '[]' NOT NULL;
ALTER TABLE "coaching_session" ADD COLUMN "coach" TEXT DEFAULT '' NOT NULL;
ALTER TABLE "coaching_session" ADD COLUMN "goal" TEXT DEFAULT '' NOT NULL;
ALTER TABLE "coaching_session" ADD COLUMN "coaching_method" TEXT DEFAULT '' NOT NULL;
ALTER TABLE "coaching_session" ADD COLUMN "rehearsed" BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE "coaching_session" ADD COLUMN "how_it_went" TEXT DEFAULT '' NOT NULL;
ALTER TABLE "coaching_session" ADD COLUMN "coachee_agrees" BOOLEAN DEFAULT FALSE NOT NULL;
CREATE TABLE "understanding_check" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "ingredient_id" TEXT NOT NULL REFERENCES "active_ingredient" (id),
    "checked_on" DATE NOT NULL,
    "how" TEXT NOT NULL,
    "people_asked" INTEGER,
    "could_say_why" INTEGER,
    "coach_vouches" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL
);
ALTER TABLE "adaptation" ADD COLUMN "understood" TEXT DEFAULT '' NOT NULL;
CREATE TABLE "peer_session" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "held_on" DATE NOT NULL,
    "who" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "ingredient_id" TEXT REFERENCES "active_ingredient" (id),
    "what_was_tried" TEXT NOT NULL,
    "what_changed" TEXT NOT NULL,
    "next_step" TEXT NOT NULL,
    "minutes" INTEGER
);
CREATE TABLE "leadership_note" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "noted_on" DATE NOT NULL,
    "leadership_kind" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "for_whom" TEXT NOT NULL
);
CREATE TABLE "delivery_problem" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "raised_on" DATE NOT NULL,
    "problem" TEXT NOT NULL,
    "ingredient_id" TEXT REFERENCES "active_ingredient" (id),
    "route" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "solved_on" DATE,
    "result" TEXT NOT NULL
);
CREATE TABLE "network_contact" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "whom" TEXT NOT NULL,
    "contact_on" DATE NOT NULL,
    "same_trust" BOOLEAN NOT NULL,
    "what_they_did" TEXT NOT NULL,
    "what_we_learned" TEXT NOT NULL,
    "decision_changed" TEXT NOT NULL,
    "what_we_offered" TEXT NOT NULL,
    "would_like_help_with" TEXT NOT NULL
);
CREATE TABLE "sustain_decision" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "decision" TEXT NOT NULL CHECK ("decision" IN ('continue', 'scale', 'hand_over', 'pause', 'stop')),
    "decided_on" DATE NOT NULL,
    "decided_by" TEXT NOT NULL,
    "reasons" TEXT NOT NULL,
    "stable_use" TEXT NOT NULL,
    "review_on" DATE
);
CREATE TABLE "handover_plan" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "successor" TEXT NOT NULL,
    "handover_on" DATE,
    "induction_route" TEXT NOT NULL,
    "budget_home" TEXT NOT NULL,
    "policy_home" TEXT NOT NULL,
    "if_people_leave" TEXT NOT NULL,
    "what_must_stay" TEXT NOT NULL
);
CREATE TABLE "scaling_plan" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "to_whom" TEXT NOT NULL,
    "their_need" TEXT NOT NULL,
    "who_leads" TEXT NOT NULL,
    "resource_needed" TEXT NOT NULL,
    "hours_needed" DOUBLE PRECISION,
    "same_ingredients" BOOLEAN NOT NULL,
    "ready_when" TEXT NOT NULL,
    "begins_on" DATE
);
ALTER TABLE "activity" ADD COLUMN "ingredient_ids" TEXT DEFAULT '[]' NOT NULL;
CREATE TABLE "accepted_question" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "code" TEXT NOT NULL,
    "about_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL
);
CREATE TABLE "school_period" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "school_id" TEXT NOT NULL REFERENCES "school" (id),
    "name" TEXT NOT NULL,
    "period_kind" TEXT NOT NULL CHECK ("period_kind" IN ('half_term', 'holiday', 'inset', 'busy')),
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL
);
CREATE TABLE earlier_version (
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    answers TEXT NOT NULL,
    replaced_at TIMESTAMPTZ NOT NULL,
    replaced_by TEXT NOT NULL,
    PRIMARY KEY (subject, subject_id, version)
);
CREATE INDEX rival_explanation_by_project ON "rival_explanation" (project_id);
CREATE INDEX baseline_by_project ON "baseline" (project_id);
CREATE INDEX team_member_by_project ON "team_member" (project_id);
CREATE INDEX stakeholder_by_project ON "stakeholder" (project_id);
CREATE INDEX shared_understanding_by_project ON "shared_understanding" (project_id);
CREATE INDEX infrastructure_item_by_project ON "infrastructure_item" (project_id);
CREATE INDEX resource_by_project ON "resource" (project_id);
CREATE INDEX risk_by_project ON "risk" (project_id);
CREATE INDEX milestone_by_project ON "milestone" (project_id);
CREATE INDEX development_goal_by_project ON "development_goal" (project_id);
CREATE INDEX understanding_check_by_project ON "understanding_check" (project_id);
CREATE INDEX peer_session_by_project ON "peer_session" (project_id);
CREATE INDEX leadership_note_by_project ON "leadership_note" (project_id);
CREATE INDEX delivery_problem_by_project ON "delivery_problem" (project_id);
CREATE INDEX network_contact_by_project ON "network_contact" (project_id);
CREATE INDEX sustain_decision_by_project ON "sustain_decision" (project_id);
CREATE INDEX handover_plan_by_project ON "handover_plan" (project_id);
CREATE INDEX scaling_plan_by_project ON "scaling_plan" (project_id);
CREATE INDEX accepted_question_by_project ON "accepted_question" (project_id);
