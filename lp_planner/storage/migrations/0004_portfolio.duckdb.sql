-- The portfolio: narratives, frozen submissions, the links that open them, and what came back.
CREATE TABLE "narrative" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "person_id" TEXT NOT NULL,
    "framework" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "text" TEXT NOT NULL
);
CREATE TABLE "submission" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "person_id" TEXT NOT NULL,
    "framework" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ NOT NULL,
    "content" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "is_blind" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL
);
CREATE TABLE "access_link" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "submission_id" TEXT NOT NULL,
    "for_whom" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "revoked_at" TIMESTAMPTZ
);
CREATE TABLE "opening" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "submission_id" TEXT NOT NULL,
    "link_id" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ NOT NULL,
    "by_whom" TEXT NOT NULL
);
CREATE TABLE "moderator_rating" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "submission_id" TEXT NOT NULL,
    "link_id" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "feedback" TEXT NOT NULL,
    "moderator" TEXT NOT NULL
);
CREATE TABLE "outcome" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "submission_id" TEXT NOT NULL,
    "result" TEXT NOT NULL CHECK ("result" IN ('accredited', 'resubmit')),
    "decided_on" DATE NOT NULL,
    "note" TEXT NOT NULL
);
