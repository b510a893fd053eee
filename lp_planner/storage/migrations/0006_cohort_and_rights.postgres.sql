-- Sharing by levels, the log of openings, quiet projects, asking for help, a theme for each
-- priority, and a chained audit trail (docs/adr/0015).
ALTER TABLE "project" DROP CONSTRAINT "project_sharing_check";
ALTER TABLE "project" ADD CONSTRAINT "project_sharing_check"
    CHECK ("sharing" IN ('private', 'progress', 'plan', 'plan_and_evidence'));
ALTER TABLE audit_event DROP CONSTRAINT "audit_event_action_check";
ALTER TABLE audit_event ADD COLUMN entry BIGINT;
ALTER TABLE audit_event ADD COLUMN link TEXT;
ALTER TABLE "priority" ADD COLUMN "theme" TEXT NOT NULL DEFAULT '';
CREATE TABLE "shared_opening" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
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
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
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
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "asked" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "answered_by" TEXT NOT NULL
);
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY,
    entries BIGINT NOT NULL,
    link TEXT NOT NULL
);
