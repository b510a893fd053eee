-- How many people deliver an active ingredient.
ALTER TABLE "active_ingredient" ADD COLUMN "people_delivering" INTEGER;
