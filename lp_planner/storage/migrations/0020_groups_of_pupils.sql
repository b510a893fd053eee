-- How many of a group of pupils, and of the others, were reached or got there; counts only.
CREATE TABLE "group_count" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,
    "group_name" TEXT NOT NULL,
    "counted_on" DATE NOT NULL,
    "measure_id" TEXT /* only postgres: REFERENCES "measure" (id) */,
    "in_group" INTEGER,
    "group_size" INTEGER,
    "among_others" INTEGER,
    "others_size" INTEGER
);
CREATE INDEX "group_count_by_project" ON "group_count" ("project_id");
-- Whether the readings of a measure count sessions held, out of those planned.
ALTER TABLE "measure" ADD COLUMN "counts_sessions" BOOLEAN DEFAULT FALSE;
