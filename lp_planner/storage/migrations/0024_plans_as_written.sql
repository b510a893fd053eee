-- Plans as schools write them: a strategy for several ingredients, costs, reviews, families, and an
-- ingredient that is neither tight nor loose yet. DuckDB cannot drop a check: its table is made anew.
/* only postgres:
ALTER TABLE "strategy" DROP CONSTRAINT IF EXISTS "strategy_ingredient_id_fkey";
ALTER TABLE "active_ingredient" DROP CONSTRAINT IF EXISTS "active_ingredient_fixedness_check";
*/
/* only duckdb:
CREATE TABLE "ingredient_anew" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL,
    "behaviour" TEXT NOT NULL,
    "fixedness" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "how_often" TEXT NOT NULL,
    "looks_like" TEXT NOT NULL,
    "is_not" TEXT NOT NULL,
    "why_it_matters" TEXT NOT NULL,
    "limits" TEXT NOT NULL,
    "problem_id" TEXT,
    "people_delivering" INTEGER
);
INSERT INTO "ingredient_anew" SELECT "id", "version", "created_at", "created_by", "updated_at",
    "updated_by", "deleted_at", "project_id", "behaviour", "fixedness", "who", "how_often",
    "looks_like", "is_not", "why_it_matters", "limits", "problem_id", "people_delivering"
    FROM "active_ingredient";
DROP TABLE "active_ingredient";
ALTER TABLE "ingredient_anew" RENAME TO "active_ingredient";
*/
ALTER TABLE "strategy" RENAME COLUMN "ingredient_id" TO "ingredient_ids";
UPDATE "strategy" SET "ingredient_ids" =
    CASE WHEN COALESCE("ingredient_ids", '') = '' THEN '[]'
    ELSE '["' || "ingredient_ids" || '"]' END;
ALTER TABLE "strategy" ADD COLUMN "cost" DOUBLE PRECISION;
ALTER TABLE "strategy" ADD COLUMN "cost_in_words" TEXT DEFAULT '';
ALTER TABLE "strategy" ADD COLUMN "progress" TEXT DEFAULT '';
ALTER TABLE "strategy" ADD COLUMN "reviewed_on" DATE;
ALTER TABLE "strategy" ADD COLUMN "review" TEXT DEFAULT '';
ALTER TABLE "milestone" ADD COLUMN "progress" TEXT DEFAULT '';
ALTER TABLE "milestone" ADD COLUMN "reviewed_on" DATE;
ALTER TABLE "measure" ADD COLUMN "target_in_words" TEXT DEFAULT '';
ALTER TABLE "measure" ADD COLUMN "seen_soon" TEXT DEFAULT '';
ALTER TABLE "measure" ADD COLUMN "seen_later" TEXT DEFAULT '';
ALTER TABLE "measure" ADD COLUMN "seen_in_time" TEXT DEFAULT '';
ALTER TABLE "problem_statement" ADD COLUMN "families" TEXT DEFAULT '';
ALTER TABLE "problem_statement" ADD COLUMN "services" TEXT DEFAULT '';
