-- What an import made, so that the whole of it can be undone, and what its columns meant.
CREATE TABLE "brought_in" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,
    "record_kind" TEXT NOT NULL,
    "measure_id" TEXT,
    "columns" TEXT NOT NULL DEFAULT '[]',
    "told" TEXT NOT NULL DEFAULT '[]',
    "made" TEXT NOT NULL DEFAULT '[]',
    "replaced" TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX "brought_in_project" ON "brought_in" ("project_id");
