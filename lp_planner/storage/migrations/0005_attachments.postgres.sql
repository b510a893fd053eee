-- What hangs on a record: a file (kept beside the database by its content), a link, or words.
CREATE TABLE "attachment" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL REFERENCES "project" (id),
    "record_kind" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "evidence_kind" TEXT NOT NULL CHECK ("evidence_kind" IN ('file', 'link', 'text', 'testimonial', 'data_point', 'chart', 'minutes')),
    "title" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "said_by" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "strength" TEXT NOT NULL CHECK ("strength" IN ('own_word', 'colleague', 'figures', 'artefact')),
    "people_in_it" TEXT NOT NULL CHECK ("people_in_it" IN ('nobody', 'agreed', 'not_sure')),
    "consent_note" TEXT NOT NULL,
    "anonymity_note" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" BIGINT NOT NULL CHECK ("size" >= 0),
    "sha256" TEXT NOT NULL
);
CREATE INDEX attachment_by_project ON "attachment" (project_id);
CREATE INDEX attachment_by_content ON "attachment" (sha256) WHERE sha256 <> '';
