-- What a save, a start or an erasing looks for by, in tables that grow without end. DuckDB reads a
-- column of a million rows in a few milliseconds, and an index would cost it more at each save.
/* only postgres:
CREATE INDEX audit_event_by_subject ON audit_event (subject, subject_id);
CREATE INDEX audit_event_by_entry ON audit_event (entry);
CREATE INDEX shared_opening_by_project ON shared_opening (project_id);
CREATE INDEX fidelity_observation_by_visit ON fidelity_observation (visit_id);
CREATE INDEX sign_in_by_account ON sign_in (account_id);
CREATE INDEX evidence_claim_by_record ON evidence_claim (record_id);
CREATE INDEX attachment_by_record ON attachment (record_id);
CREATE INDEX earlier_version_by_project ON earlier_version (project_id);
*/
