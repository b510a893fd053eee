-- Sign-in as a school may expect it: known browsers, a second factor and the security log
-- (docs/adr/0037, docs/adr/0038).
DROP INDEX sign_in_by_token;
ALTER TABLE "sign_in" ADD COLUMN "browser" TEXT /* only postgres: NOT NULL */ DEFAULT '';
CREATE INDEX sign_in_by_token ON "sign_in" (token_hash);
CREATE TABLE known_browser (
    account_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    known_until TIMESTAMPTZ NOT NULL
);
CREATE TABLE "second_factor" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "account_id" TEXT NOT NULL /* only postgres: REFERENCES "account" (id) */,
    "secret" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ,
    "last_step" BIGINT NOT NULL
);
CREATE TABLE "recovery_code" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "account_id" TEXT NOT NULL /* only postgres: REFERENCES "account" (id) */,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ
);
CREATE TABLE "second_step" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "account_id" TEXT NOT NULL /* only postgres: REFERENCES "account" (id) */,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL
);
CREATE TABLE security_event (
    id TEXT PRIMARY KEY,
    occurred_at TIMESTAMPTZ NOT NULL,
    event TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    network TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX known_browser_by_token ON known_browser (token_hash);
CREATE INDEX security_event_by_time ON security_event (occurred_at);
