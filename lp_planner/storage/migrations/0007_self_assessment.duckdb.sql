-- A self-assessment (its owner's alone) and how far a practice travelled, step by step.
CREATE TABLE "self_rating" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "person_id" TEXT NOT NULL,
    "framework" TEXT NOT NULL,
    "edition" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "reason" TEXT NOT NULL
);
CREATE TABLE "self_thought" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "person_id" TEXT NOT NULL,
    "framework" TEXT NOT NULL,
    "edition" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "text" TEXT NOT NULL
);
CREATE TABLE "reach_step" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "practice" TEXT NOT NULL,
    "rung" TEXT NOT NULL CHECK ("rung" IN ('own_practice', 'own_team', 'another_team', 'another_school')),
    "reached_on" DATE NOT NULL,
    "witness" TEXT NOT NULL,
    "what_happened" TEXT NOT NULL,
    "who_used_it" TEXT NOT NULL,
    "pupils_there" TEXT NOT NULL
);
