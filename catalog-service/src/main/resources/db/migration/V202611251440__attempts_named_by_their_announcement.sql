-- An attempt is what its announcement says, named by the digest of that, not by the source alone.
alter table build drop column past_sources;
-- Announcements of earlier attempts: whatever answers one of them changes nothing any more.
alter table build add column past_events text[] not null default '{}';

-- What waits here names no announcement. Nothing that was released wrote it.
delete from early_outcome;
alter table early_outcome drop constraint early_outcome_pkey;
alter table early_outcome drop column source;
-- The announcement that it answers.
alter table early_outcome add column event_sha256 text not null check (event_sha256 ~ '^[0-9a-f]{64}$');
alter table early_outcome add primary key (project_id, os, build_id, event_sha256);
