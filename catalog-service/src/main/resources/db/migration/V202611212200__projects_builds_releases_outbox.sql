create table project (
    id                  text primary key check (id ~ '^[A-Za-z0-9._-]{1,64}$' and id not in ('.', '..')),
    -- Grows with every change that devices may be told of; given under this row's lock.
    revision            bigint not null default 1 check (revision >= 1),
    published_revision  bigint not null default 0,
    -- Since when the published revision is behind, so that the longest waiting is published first.
    behind_since        timestamptz not null default now(),
    -- How many announcements of builds have been read; given under this row's lock.
    last_announcement   bigint not null default 0 check (last_announcement >= 0),
    first_update_number bigint not null default 1 check (first_update_number >= 1),
    settings            jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
    created_at          timestamptz not null default now(),
    check (published_revision between 0 and revision)
);
create index project_behind on project (behind_since) where published_revision < revision;

create table build (
    id                 bigint generated always as identity primary key,
    project_id         text not null references project,
    os                 text not null check (os ~ '^[a-z0-9]{1,32}$'),
    build_id           text not null check (build_id ~ '^[A-Za-z0-9._-]{1,128}$' and build_id not in ('.', '..')),
    app_version        text not null check (length(app_version) between 1 and 64),
    channel            text not null check (channel ~ '^[A-Za-z0-9._-]{1,64}$'),
    source_key         text,
    source_prefix      text,
    source_size        bigint check (source_size >= 0),
    source_sha256      text check (source_sha256 ~ '^[0-9a-f]{64}$'),
    root               text,
    layout             text not null check (layout in ('root', 'www')),
    mandatory          boolean not null,
    rollout            integer not null check (rollout between 1 and 1000),
    deploy_version     text not null check (length(deploy_version) between 1 and 64),
    notes              text,
    source_commit      text,
    attempt            integer not null default 1 check (attempt >= 1),
    -- Sources of earlier attempts: an announcement that names one of them was sent before the present attempt.
    past_sources       text[] not null default '{}',
    state              text not null check (state in ('awaiting_upload', 'announced', 'packaging', 'offered', 'held',
                                                      'scheduled', 'superseded', 'rejected', 'failed')),
    -- The place in the project's order of announcement.
    announced_sequence bigint,
    packed_sha256      text check (packed_sha256 ~ '^[0-9a-f]{64}$'),
    package_sha256     text check (package_sha256 ~ '^[0-9a-f]{64}$'),
    package_size       bigint check (package_size >= 0),
    bundle_sha256      text check (bundle_sha256 ~ '^[0-9a-f]{64}$'),
    bundle_size        bigint check (bundle_size >= 0),
    reasons            jsonb not null default '[]' check (jsonb_typeof(reasons) = 'array'),
    created_at         timestamptz not null,
    announced_at       timestamptz,
    decided_at         timestamptz,
    unique (project_id, os, build_id),
    unique (project_id, announced_sequence),
    check ((source_key is null) <> (source_prefix is null)),
    check ((announced_at is null) = (state = 'awaiting_upload')),
    check ((announced_sequence is null) = (state in ('awaiting_upload', 'announced'))),
    check ((decided_at is null) = (state in ('awaiting_upload', 'announced', 'packaging'))),
    check (num_nulls(packed_sha256, package_sha256, package_size, bundle_sha256, bundle_size)
           = case when state in ('offered', 'held', 'scheduled', 'superseded') then 0 else 5 end),
    check (state not in ('rejected', 'failed') or jsonb_array_length(reasons) > 0)
);

-- What became of a build whose announcement has not been read yet.
create table early_outcome (
    project_id  text not null,
    os          text not null,
    build_id    text not null,
    -- The source that it is about.
    source      text not null,
    event_type  text not null,
    event       text not null,
    received_at timestamptz not null default now(),
    primary key (project_id, os, build_id, source)
);

-- The last update number given; numbers are neither given twice nor left out.
create table number_counter (
    project_id  text not null references project,
    os          text not null,
    app_version text not null,
    last_given  bigint not null check (last_given >= 1),
    primary key (project_id, os, app_version)
);

create table release (
    id                 bigint generated always as identity primary key,
    project_id         text not null references project,
    os                 text not null,
    app_version        text not null,
    channel            text not null,
    update_number      bigint not null check (update_number >= 1),
    state              text not null check (state in ('offered', 'paused', 'withdrawn', 'purged')),
    rollout            integer not null check (rollout between 1 and 1000),
    mandatory          boolean not null,
    deploy_version     text not null,
    min_plugin_version text,
    package_sha256     text not null check (package_sha256 ~ '^[0-9a-f]{64}$'),
    package_size       bigint not null check (package_size >= 0),
    bundle_sha256      text not null check (bundle_sha256 ~ '^[0-9a-f]{64}$'),
    bundle_size        bigint not null check (bundle_size >= 0),
    build_id           text not null,
    announced_sequence bigint not null,
    offered_at         timestamptz not null,
    unique (project_id, os, app_version, update_number),
    -- A build becomes a release once, however often its package is announced.
    unique (project_id, os, build_id),
    foreign key (project_id, os, build_id) references build (project_id, os, build_id)
);
create index release_line on release (project_id, os, app_version, channel, announced_sequence desc);

-- Events that commit with their change and are sent afterwards, in the order of their ids within a project.
create table outbox (
    id         bigint generated always as identity primary key,
    event_id   uuid not null unique,
    topic      text not null,
    project_id text not null,
    event_type text not null,
    event      text not null,
    created_at timestamptz not null default now()
);
