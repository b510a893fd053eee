-- What a school wants to improve, which plan serves it, and what a plan asks of which group of staff.
CREATE TABLE "school_priority" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "school_id" TEXT NOT NULL /* only postgres: REFERENCES "school" (id) */,
    "title" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "from_on" DATE,
    "to_on" DATE
);
CREATE INDEX "school_priority_school" ON "school_priority" ("school_id");
ALTER TABLE "priority" ADD COLUMN "school_priority_id" TEXT DEFAULT '';
ALTER TABLE "stakeholder" ADD COLUMN "staff_group" TEXT DEFAULT '';
ALTER TABLE "stakeholder" ADD COLUMN "hours_asked" DOUBLE PRECISION;
ALTER TABLE "stakeholder" ADD COLUMN "hours_freed" DOUBLE PRECISION;
ALTER TABLE "stakeholder" ADD COLUMN "asked_from" DATE;
ALTER TABLE "stakeholder" ADD COLUMN "asked_to" DATE;
