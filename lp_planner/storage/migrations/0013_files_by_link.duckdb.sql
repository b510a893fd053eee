-- A moderator may take the files of a submission, and that is noted as well.
ALTER TABLE "opening" ADD COLUMN "file" TEXT DEFAULT '';
