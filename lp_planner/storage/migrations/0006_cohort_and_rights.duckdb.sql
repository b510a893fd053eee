-- Sharing by levels, the log of openings, quiet projects, asking for help, a theme for each
-- priority, and a chained audit trail (docs/adr/0015).
-- DuckDB cannot change a CHECK: the two tables are made anew from whatever columns they have.
CREATE TABLE rebuilt_project AS SELECT * FROM "project";
DROP TABLE "project";
ALTER TABLE rebuilt_project RENAME TO "project";
ALTER TABLE "project" ADD PRIMARY KEY (id);
ALTER TABLE "project" ALTER COLUMN version SET NOT NULL;
ALTER TABLE "project" ALTER COLUMN created_at SET NOT NULL;
ALTER TABLE "project" ALTER COLUMN created_by SET NOT NULL;
ALTER TABLE "project" ALTER COLUMN updated_at SET NOT NULL;
ALTER TABLE "project" ALTER COLUMN updated_by SET NOT NULL;
ALTER TABLE "project" ALTER COLUMN title SET NOT NULL;
ALTER TABLE "project" ALTER COLUMN owner_id SET NOT NULL;
ALTER TABLE "project" ALTER COLUMN school_id SET NOT NULL;
ALTER TABLE "project" ALTER COLUMN sharing SET NOT NULL;
CREATE TABLE rebuilt_audit_event AS SELECT *, CAST(NULL AS BIGINT) AS entry, CAST(NULL AS TEXT) AS link FROM "audit_event";
DROP TABLE "audit_event";
ALTER TABLE rebuilt_audit_event RENAME TO "audit_event";
ALTER TABLE "audit_event" ADD PRIMARY KEY (id);
ALTER TABLE "audit_event" ALTER COLUMN occurred_at SET NOT NULL;
ALTER TABLE "audit_event" ALTER COLUMN actor_id SET NOT NULL;
ALTER TABLE "audit_event" ALTER COLUMN action SET NOT NULL;
ALTER TABLE "audit_event" ALTER COLUMN subject SET NOT NULL;
ALTER TABLE "audit_event" ALTER COLUMN subject_id SET NOT NULL;
ALTER TABLE "audit_event" ALTER COLUMN subject_version SET NOT NULL;
ALTER TABLE "audit_event" ALTER COLUMN changed_fields SET NOT NULL;
ALTER TABLE "priority" ADD COLUMN "theme" TEXT DEFAULT '';
CREATE TABLE "shared_opening" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "opened_by" TEXT NOT NULL,
    "place" TEXT NOT NULL CHECK ("place" IN ('list', 'project')),
    "level" TEXT NOT NULL CHECK ("level" IN ('progress', 'plan', 'plan_and_evidence')),
    "visit" TEXT NOT NULL
);
CREATE TABLE "quiet_answer" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "choice" TEXT NOT NULL CHECK ("choice" IN ('continue', 'pause', 'stop'))
);
CREATE TABLE "help_request" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "answered_by" TEXT NOT NULL
);
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY,
    entries BIGINT NOT NULL,
    link TEXT NOT NULL
);
