-- Tokens that are not taken any more though they have not expired; every replica has their ids in memory.
create table revoked_token (
    id         bigint generated always as identity primary key,
    jti        text not null unique check (length(jti) between 1 and 256),
    reason     text check (length(reason) <= 256),
    revoked_by text not null,
    revoked_at timestamptz not null default clock_timestamp()
);

-- What another issuer's token must say to have a role in a project.
create table trust_rule (
    id         bigint generated always as identity primary key,
    project_id text not null references project on delete cascade,
    issuer     text not null,
    role       text not null check (role in ('viewer', 'publisher')),
    claims     jsonb not null check (jsonb_typeof(claims) = 'object'),
    created_by text not null,
    created_at timestamptz not null default clock_timestamp()
);
create index trust_rule_of_project on trust_rule (project_id, id);
