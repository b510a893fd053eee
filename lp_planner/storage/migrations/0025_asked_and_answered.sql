-- What was only read beside a form is answered in it: the right focus here and now, the vision
-- behind what is asked, and who elsewhere could follow (docs/adr/0101).
ALTER TABLE "focus_check" ADD COLUMN "right_here_now" TEXT DEFAULT '';
ALTER TABLE "shared_understanding" ADD COLUMN "vision" TEXT DEFAULT '';
ALTER TABLE "sustain_decision" ADD COLUMN "who_could_follow" TEXT DEFAULT '';
