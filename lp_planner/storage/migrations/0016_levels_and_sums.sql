-- A level of sharing belongs to a project in a cohort and to its leader of that day; sums are kept
-- as they were told, once a month; a mark on what came from the demo (docs/adr/0033, 0034).
CREATE TABLE "cohort_share" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,
    "membership_id" TEXT NOT NULL /* only postgres: REFERENCES "membership" (id) */,
    "leader_id" TEXT NOT NULL,
    "level" TEXT NOT NULL CHECK ("level" IN ('progress', 'plan', 'plan_and_evidence'))
);
-- What each leader can see today stays, and nothing more: one level for each place in a cohort.
INSERT INTO "cohort_share"
SELECT 'share-' || p."id" || '-' || m."id", 1,
    CASE WHEN CAST(COALESCE(p."shared_on", CAST(p."created_at" AS DATE)) AS TIMESTAMPTZ) > m."created_at"
        THEN CAST(COALESCE(p."shared_on", CAST(p."created_at" AS DATE)) AS TIMESTAMPTZ)
        ELSE m."created_at" END,
    p."owner_id", p."updated_at", p."owner_id", NULL, p."id", m."id", c."leader_id", p."sharing"
FROM "project" p
JOIN "membership" m ON m."person_id" = p."owner_id" AND m."deleted_at" IS NULL
JOIN "cohort" c ON c."id" = m."cohort_id" AND c."deleted_at" IS NULL
WHERE p."deleted_at" IS NULL AND p."sharing" <> 'private';
ALTER TABLE "project" DROP COLUMN "sharing";
ALTER TABLE "project" DROP COLUMN "shared_on";
ALTER TABLE "project" ADD COLUMN "is_from_demo" BOOLEAN /* only postgres: NOT NULL */ DEFAULT FALSE;
ALTER TABLE "narrative" ADD COLUMN "is_from_demo" BOOLEAN /* only postgres: NOT NULL */ DEFAULT FALSE;
ALTER TABLE "help_request" ADD COLUMN "asked_of" TEXT /* only postgres: NOT NULL */ DEFAULT '[]';
-- A request went to the leaders of the cohorts that its writer was in; they go on reading it.
UPDATE "help_request" SET "asked_of" = COALESCE((
    SELECT '["' || string_agg(DISTINCT c."leader_id", '","') || '"]'
    FROM "project" p
    JOIN "membership" m ON m."person_id" = p."owner_id" AND m."deleted_at" IS NULL
    JOIN "cohort" c ON c."id" = m."cohort_id" AND c."deleted_at" IS NULL
    WHERE p."id" = "help_request"."project_id"
), '[]');
CREATE TABLE "month_sums" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "scope" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "places" TEXT NOT NULL
);
