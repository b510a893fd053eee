-- A reading may say out of how many it was counted.
ALTER TABLE "reading" ADD COLUMN "out_of" DOUBLE PRECISION;
