-- Explore, Prepare, Deliver and Sustain in full: the records each step asks for, the answers to
-- the planner's questions, the school's calendar and what a record said before it was changed.
ALTER TABLE "project" ADD COLUMN "carries_on_from" TEXT;
ALTER TABLE "priority" ADD COLUMN "benefit_community" TEXT DEFAULT '';
CREATE TABLE "rival_explanation" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "taken_on" DATE NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "unit" TEXT NOT NULL,
    "people" INTEGER,
    "group_described" TEXT NOT NULL,
    "instrument" TEXT NOT NULL
);
ALTER TABLE "option" ADD COLUMN "strand" TEXT DEFAULT '';
ALTER TABLE "option" ADD COLUMN "raters_expected" INTEGER;
ALTER TABLE "adoption_decision" ADD COLUMN "own_part" TEXT DEFAULT '';
ALTER TABLE "adoption_decision" ADD COLUMN "hours_added" DOUBLE PRECISION;
ALTER TABLE "adoption_decision" ADD COLUMN "hours_freed" DOUBLE PRECISION;
ALTER TABLE "active_ingredient" ADD COLUMN "problem_id" TEXT;
ALTER TABLE "strategy" ADD COLUMN "group_served" TEXT DEFAULT '';
ALTER TABLE "measure" ADD COLUMN "problem_id" TEXT;
ALTER TABLE "measure" ADD COLUMN "baseline_id" TEXT;
CREATE TABLE "team_member" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "where_kept" TEXT NOT NULL,
    "when_needed" TEXT NOT NULL,
    "ingredient_id" TEXT,
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
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "owner" TEXT NOT NULL,
    "ingredient_id" TEXT,
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
    "project_id" TEXT NOT NULL,
    "goal" TEXT NOT NULL,
    "agreed_on" DATE NOT NULL,
    "agreed_with" TEXT NOT NULL,
    "due_on" DATE,
    "outcome" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "looked_on" DATE
);
ALTER TABLE "training_session" ADD COLUMN "ingredient_ids" TEXT DEFAULT '[]';
ALTER TABLE "coaching_session" ADD COLUMN "coach" TEXT DEFAULT '';
ALTER TABLE "coaching_session" ADD COLUMN "goal" TEXT DEFAULT '';
ALTER TABLE "coaching_session" ADD COLUMN "coaching_method" TEXT DEFAULT '';
ALTER TABLE "coaching_session" ADD COLUMN "rehearsed" BOOLEAN DEFAULT FALSE;
ALTER TABLE "coaching_session" ADD COLUMN "how_it_went" TEXT DEFAULT '';
ALTER TABLE "coaching_session" ADD COLUMN "coachee_agrees" BOOLEAN DEFAULT FALSE;
CREATE TABLE "understanding_check" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "ingredient_id" TEXT NOT NULL,
    "checked_on" DATE NOT NULL,
    "how" TEXT NOT NULL,
    "people_asked" INTEGER,
    "could_say_why" INTEGER,
    "coach_vouches" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL
);
ALTER TABLE "adaptation" ADD COLUMN "understood" TEXT DEFAULT '';
CREATE TABLE "peer_session" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "who" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "ingredient_id" TEXT,
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
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
    "raised_on" DATE NOT NULL,
    "problem" TEXT NOT NULL,
    "ingredient_id" TEXT,
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
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
    "to_whom" TEXT NOT NULL,
    "their_need" TEXT NOT NULL,
    "who_leads" TEXT NOT NULL,
    "resource_needed" TEXT NOT NULL,
    "hours_needed" DOUBLE PRECISION,
    "same_ingredients" BOOLEAN NOT NULL,
    "ready_when" TEXT NOT NULL,
    "begins_on" DATE
);
ALTER TABLE "activity" ADD COLUMN "ingredient_ids" TEXT DEFAULT '[]';
CREATE TABLE "accepted_question" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
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
    "school_id" TEXT NOT NULL,
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
