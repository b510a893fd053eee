-- What came of a project, put up by its lead so that others can start from it (docs/adr/0105).
CREATE TABLE "gallery_entry" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,
    "title" TEXT NOT NULL,
    "by_line" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "tight" TEXT NOT NULL,
    "loose" TEXT NOT NULL,
    "support" TEXT NOT NULL,
    "ended" TEXT NOT NULL,
    "how_it_went" TEXT NOT NULL,
    "do_differently" TEXT NOT NULL,
    "is_from_demo" BOOLEAN NOT NULL,
    "withdrawn_at" TIMESTAMPTZ
);
CREATE INDEX "gallery_entry_project" ON "gallery_entry" ("project_id");
