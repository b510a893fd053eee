-- Sums over schools, notes, invitations and what is kept back (docs/adr/0017).
ALTER TABLE "person" DROP CONSTRAINT IF EXISTS "person_role_check";
ALTER TABLE "person" ADD CONSTRAINT "person_role_check" CHECK ("role" IN ('lead_practitioner', 'senior_leader', 'coach', 'moderator', 'trust_lead', 'admin'));
ALTER TABLE "project" ADD COLUMN "shared_on" DATE;
CREATE TABLE "note_beside" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "person_id" TEXT NOT NULL REFERENCES "person" (id),
    "subject" TEXT NOT NULL CHECK ("subject" IN ('help_request', 'moderator_rating')),
    "subject_id" TEXT NOT NULL,
    "words" TEXT NOT NULL
);
CREATE TABLE "kept_back" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "record_kind" TEXT NOT NULL,
    "record_id" TEXT NOT NULL
);
CREATE TABLE "cohort_invitation" (
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
