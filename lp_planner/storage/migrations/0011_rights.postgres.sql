-- Sums over schools, notes, invitations and what is kept back (docs/adr/0017).
ALTER TABLE "person" DROP CONSTRAINT IF EXISTS "person_role_check";
ALTER TABLE "person" ADD CONSTRAINT "person_role_check" CHECK ("role" IN ('lead_practitioner', 'senior_leader', 'coach', 'moderator', 'trust_lead', 'admin'));
ALTER TABLE "project" ADD COLUMN "shared_on" DATE;
