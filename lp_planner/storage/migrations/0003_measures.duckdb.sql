-- Measures a statistician would sign: how scores came about, surveys, pupils without names.
ALTER TABLE "measure" ADD COLUMN "chosen_share" DOUBLE PRECISION;
ALTER TABLE "measure" ADD COLUMN "group_formed" TEXT DEFAULT '';
ALTER TABLE "measure" ADD COLUMN "marked_by" TEXT DEFAULT '';
ALTER TABLE "measure" ADD COLUMN "score_kind" TEXT DEFAULT '';
ALTER TABLE "measure" ADD COLUMN "full_marks" DOUBLE PRECISION;
ALTER TABLE "measure" ADD COLUMN "chosen_after" BOOLEAN DEFAULT FALSE;
CREATE TABLE "measure_rebase" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "measure_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "reason" TEXT NOT NULL
);
CREATE TABLE "survey_round" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "asked_on" DATE NOT NULL,
    "whom" TEXT NOT NULL,
    "invited" INTEGER,
    "strongly_disagree" INTEGER,
    "disagree" INTEGER,
    "neither" INTEGER,
    "agree" INTEGER,
    "strongly_agree" INTEGER,
    "measure_id" TEXT
);
CREATE TABLE "pupil_score" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "measure_id" TEXT NOT NULL,
    "reading_group" TEXT NOT NULL CHECK ("reading_group" IN ('project', 'comparison')),
    "before" DOUBLE PRECISION,
    "after" DOUBLE PRECISION
);
