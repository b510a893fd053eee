-- Where several classes or teams begin one after another, each measure has a first day of its own.
ALTER TABLE "measure" ADD COLUMN "began_on" DATE;
