-- How many people deliver an active ingredient.
ALTER TABLE "active_ingredient" ADD COLUMN "people_delivering" INTEGER;
-- How the pupils of a measure were chosen, how many classes they are in, and on which tests.
ALTER TABLE "measure" ADD COLUMN "chosen_on" TEXT DEFAULT '';
ALTER TABLE "measure" ADD COLUMN "classes" INTEGER;
ALTER TABLE "measure" ADD COLUMN "tests_differ" BOOLEAN DEFAULT FALSE;
-- Whether disagreeing with a statement is the better answer.
ALTER TABLE "survey_round" ADD COLUMN "is_reversed" BOOLEAN DEFAULT FALSE;
