-- What somebody jotted down before it has a place; the record written from it takes its id.
CREATE TABLE "inbox_note" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "person_id" TEXT NOT NULL /* only postgres: REFERENCES "person" (id) */,
    "words" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" BIGINT NOT NULL CHECK ("size" >= 0),
    "sha256" TEXT NOT NULL,
    "project_id" TEXT /* only postgres: REFERENCES "project" (id) */,
    "record_kind" TEXT NOT NULL,
    "record_id" TEXT NOT NULL
);
CREATE INDEX "inbox_note_person" ON "inbox_note" ("person_id");
