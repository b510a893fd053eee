-- Somebody's leave to look at one project: a coach, a critical friend, an admin in an emergency.
CREATE TABLE "project_grant" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "guest_id" TEXT NOT NULL,
    "guest_kind" TEXT NOT NULL CHECK ("guest_kind" IN ('coach', 'critical_friend', 'emergency')),
    "level" TEXT NOT NULL CHECK ("level" IN ('progress', 'plan', 'plan_and_evidence')),
    "reason" TEXT NOT NULL DEFAULT '',
    "accepted_at" TIMESTAMPTZ,
    "ends_at" TIMESTAMPTZ,
    "ended_at" TIMESTAMPTZ
);
