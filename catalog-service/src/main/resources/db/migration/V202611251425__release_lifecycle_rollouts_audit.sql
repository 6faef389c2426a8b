alter table project
    -- Grows with each change of what the project is set to, and of nothing else.
    add column settings_version  bigint not null default 1,
    add column approval_required boolean not null default false,
    add column layout            text not null default 'root' check (layout in ('root', 'www')),
    add column archived_at       timestamptz;

alter table build
    -- As it was announced: RFC 3339, UTC.
    add column not_before         text,
    add column min_plugin_version text;

-- Ids under which devices may ask for a project; no two projects have the same.
create table project_alias (
    alias      text primary key,
    project_id text not null references project
);
insert into project_alias (alias, project_id)
select distinct on (alias) alias, id from project, jsonb_array_elements_text(coalesce(settings -> 'aliases', '[]')) alias
order by alias, created_at;

alter table release
    drop constraint release_state_check,
    drop constraint release_project_id_os_build_id_key,
    alter column update_number drop not null,
    alter column offered_at drop not null,
    add column version       bigint not null default 1,
    -- How it came to be; a build becomes one by itself once, and again by people as often as they like.
    add column origin        text not null default 'build' check (origin in ('build', 'roll_back', 'promotion')),
    -- The release whose package is offered again.
    add column origin_id     bigint references release,
    add column superseded_by bigint references release,
    add column notes         text,
    -- As the build named it.
    add column start_page    text,
    add column not_before    timestamptz,
    -- The step in force and those to come; absent where time changes nothing.
    add column rollout_steps jsonb check (jsonb_typeof(rollout_steps) = 'array'),
    -- The project's revision with which the step in force was decided.
    add column step_revision bigint,
    -- When the next step is due; absent until that revision is published.
    add column step_due_at   timestamptz,
    add column created_at    timestamptz;
update release r set created_at = offered_at, notes = b.notes, start_page = b.start_page
from build b where b.project_id = r.project_id and b.os = r.os and b.build_id = r.build_id;

insert into release (project_id, os, app_version, channel, state, rollout, mandatory, deploy_version, package_sha256,
                     package_size, bundle_sha256, bundle_size, build_id, announced_sequence, notes, start_page, created_at,
                     superseded_by)
select b.project_id, b.os, b.app_version, b.channel, 'superseded', b.rollout, b.mandatory, b.deploy_version,
       b.package_sha256, b.package_size, b.bundle_sha256, b.bundle_size, b.build_id, b.announced_sequence, b.notes, b.start_page,
       b.decided_at,
       (select r.id from release r
        where r.project_id = b.project_id and r.os = b.os and r.app_version = b.app_version and r.channel = b.channel
        order by r.announced_sequence desc limit 1)
from build b where b.state = 'superseded';

alter table release
    alter column created_at set default now(),
    alter column created_at set not null,
    add check (state in ('held', 'scheduled', 'superseded', 'declined', 'offered', 'paused', 'withdrawn', 'purged')),
    -- A number is given when a release is first offered.
    add check ((update_number is null) = (state in ('held', 'scheduled', 'superseded', 'declined'))),
    add check ((offered_at is null) = (update_number is null)),
    add check (state <> 'scheduled' or not_before is not null),
    add check ((superseded_by is null) = (state <> 'superseded')),
    add check ((origin = 'build') = (origin_id is null));
create unique index release_of_build on release (project_id, os, build_id) where origin = 'build';
create index release_of_project on release (project_id, id desc);
-- What time may change.
create index release_scheduled on release (not_before) where state = 'scheduled';
create index release_rolling on release (project_id) where rollout_steps is not null and state = 'offered';

-- Who changed what, when, from which value to which. It outlives what it tells of.
create table audit_entry (
    id         bigint generated always as identity primary key,
    project_id text not null,
    at         timestamptz not null default clock_timestamp(),
    who        text not null,
    action     text not null,
    subject    text not null,
    before     jsonb not null check (jsonb_typeof(before) = 'object'),
    after      jsonb not null check (jsonb_typeof(after) = 'object')
);
create index audit_of_project on audit_entry (project_id, id desc);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'entries of the audit log are neither changed nor removed';
end $$;
create trigger audit_is_append_only before update or delete or truncate on audit_entry
    for each statement execute function audit_is_append_only();

-- Told of the release now, which may still be offered.
update build set reasons = '[]' where state = 'superseded';
