-- What was decided when the standards came in a new edition (docs/adr/0095).
CREATE TABLE "edition_change" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "from_framework" TEXT NOT NULL,
    "to_framework" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ NOT NULL,
    "decisions" TEXT NOT NULL
);
