-- Sums over schools, notes, invitations and what is kept back (docs/adr/0017).
-- DuckDB cannot change a CHECK: the table is made anew from whatever columns it has.
CREATE TABLE rebuilt_person AS SELECT * FROM "person";
DROP TABLE "person";
ALTER TABLE rebuilt_person RENAME TO "person";
ALTER TABLE "person" ADD PRIMARY KEY (id);
ALTER TABLE "person" ALTER COLUMN version SET NOT NULL;
ALTER TABLE "person" ALTER COLUMN created_at SET NOT NULL;
ALTER TABLE "person" ALTER COLUMN created_by SET NOT NULL;
ALTER TABLE "person" ALTER COLUMN updated_at SET NOT NULL;
ALTER TABLE "person" ALTER COLUMN updated_by SET NOT NULL;
ALTER TABLE "person" ALTER COLUMN name SET NOT NULL;
ALTER TABLE "person" ALTER COLUMN job_title SET NOT NULL;
ALTER TABLE "person" ALTER COLUMN role SET NOT NULL;
ALTER TABLE "person" ALTER COLUMN school_id SET NOT NULL;
ALTER TABLE "project" ADD COLUMN "shared_on" DATE;
CREATE TABLE "note_beside" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "person_id" TEXT NOT NULL,
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
    "project_id" TEXT NOT NULL,
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
    "cohort_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL
);
