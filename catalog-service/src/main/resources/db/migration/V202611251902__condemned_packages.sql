-- Packages that nothing refers to: deleted when they are due, if nothing does so then.
create table condemned_package (
    package_sha256 text primary key check (package_sha256 ~ '^[0-9a-f]{64}$'),
    bundle_sha256  text not null check (bundle_sha256 ~ '^[0-9a-f]{64}$'),
    condemned_at   timestamptz not null default now(),
    due_at         timestamptz not null,
    -- Set once its bytes are gone.
    deleted_at     timestamptz
);
create index condemned_package_due on condemned_package (due_at) where deleted_at is null;
create index release_of_package on release (package_sha256);
create index release_of_bundle on release (bundle_sha256);

-- What caches in front have to forget, by the key under which they know it.
create table edge_purge (
    surrogate_key text primary key,
    -- To be told once devices are told of this revision of this project; absent: at once.
    project_id    text,
    revision      bigint,
    tries         integer not null default 0,
    next_try_at   timestamptz not null default now(),
    check ((project_id is null) = (revision is null))
);
