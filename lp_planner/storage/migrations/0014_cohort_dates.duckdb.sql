-- Days that matter to a whole cohort: its start, its reviews, the day to submit.
CREATE TABLE "cohort_date" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "cohort_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('start', 'review', 'submission')),
    "on" DATE NOT NULL,
    "note" TEXT NOT NULL DEFAULT ''
);
