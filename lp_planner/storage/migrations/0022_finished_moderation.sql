-- Whether a moderator said that nothing more will come; asked of the whole copy only.
ALTER TABLE "moderator_rating" ADD COLUMN "is_finished" BOOLEAN DEFAULT FALSE;
