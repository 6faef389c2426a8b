-- Install instructions that lie in the public bucket, by what they start from and what they lead to.
create table actions (
    project_id  text not null references project,
    os          text not null check (os ~ '^[a-z0-9]{1,32}$'),
    app_version text not null check (length(app_version) between 1 and 64),
    to_sha256   text not null check (to_sha256 ~ '^[0-9a-f]{64}$'),
    from_sha256 text not null check (from_sha256 ~ '^([0-9a-f]{64}|none)$'),
    sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size        bigint not null check (size >= 0),
    ready_at    timestamptz not null default now(),
    primary key (project_id, os, app_version, to_sha256, from_sha256)
);
