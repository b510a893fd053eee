-- Colleagues answer for themselves: rounds of asking, personal links, answers, and the one change
-- somebody set themselves (docs/adr/0092, 0093).
CREATE TABLE "ask_round" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,
    "record_kind" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "round_kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "asks" TEXT NOT NULL,
    "is_named" BOOLEAN NOT NULL,
    "is_personal" BOOLEAN NOT NULL,
    "is_blind" BOOLEAN NOT NULL,
    "expected" BIGINT NOT NULL,
    "margin" BIGINT NOT NULL,
    "closes_at" TIMESTAMPTZ NOT NULL,
    "closed_at" TIMESTAMPTZ,
    "secret" TEXT NOT NULL
);
CREATE INDEX "ask_round_project" ON "ask_round" ("project_id");
CREATE INDEX "ask_round_secret" ON "ask_round" ("secret");
CREATE TABLE "personal_link" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,
    "record_id" TEXT NOT NULL,
    "round_id" TEXT NOT NULL /* only postgres: REFERENCES "ask_round" (id) */,
    "name" TEXT NOT NULL,
    "secret" TEXT NOT NULL
);
CREATE INDEX "personal_link_secret" ON "personal_link" ("secret");
CREATE TABLE "given_answer" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,
    "record_id" TEXT NOT NULL,
    "round_id" TEXT NOT NULL /* only postgres: REFERENCES "ask_round" (id) */,
    "link_id" TEXT /* only postgres: REFERENCES "personal_link" (id) */,
    "source" TEXT NOT NULL,
    "is_named" BOOLEAN NOT NULL,
    "who" TEXT NOT NULL,
    "given_on" DATE NOT NULL,
    "said" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "reply" TEXT NOT NULL
);
CREATE INDEX "given_answer_round" ON "given_answer" ("round_id");
CREATE TABLE "commitment" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,
    "record_id" TEXT NOT NULL,
    "round_id" TEXT NOT NULL /* only postgres: REFERENCES "ask_round" (id) */,
    "secret_hash" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "made_on" DATE NOT NULL,
    "look_on" DATE NOT NULL,
    "outcome" TEXT NOT NULL
);
CREATE INDEX "commitment_card" ON "commitment" ("secret_hash");
