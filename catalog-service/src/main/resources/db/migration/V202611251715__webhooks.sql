-- Where a project's events go.
create table webhook (
    id               bigint generated always as identity primary key,
    version          bigint not null default 1,
    project_id       text not null references project on delete cascade,
    url              text not null check (length(url) <= 2048),
    format           text not null check (format in ('standard', 'chat')),
    -- Empty: all.
    event_types      text[] not null default '{}',
    description      text,
    active           boolean not null default true,
    secret           text not null,
    -- Signed with too, until then.
    old_secret       text,
    old_secret_until timestamptz,
    created_at       timestamptz not null,
    -- Somebody sends to it until then, at the latest.
    claimed_until    timestamptz,
    check ((old_secret is null) = (old_secret_until is null))
);
create index webhook_of_project on webhook (project_id, id);

-- An event for one webhook; written in the transaction of the change that it tells of.
create table webhook_delivery (
    id              bigint generated always as identity primary key,
    webhook_id      bigint not null references webhook on delete cascade,
    project_id      text not null,
    event_id        uuid not null,
    event_type      text not null,
    event           text not null,
    state           text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
    attempts        integer not null default 0,
    last_status     integer,
    error           text,
    created_at      timestamptz not null default clock_timestamp(),
    -- Since when it is tried; later than its creation once it was replayed.
    queued_at       timestamptz not null default clock_timestamp(),
    next_attempt_at timestamptz not null default clock_timestamp(),
    ended_at        timestamptz
);
create index webhook_delivery_waiting on webhook_delivery (webhook_id, id) where state = 'waiting';
create index webhook_delivery_of_webhook on webhook_delivery (webhook_id, id desc);
create index webhook_delivery_ended on webhook_delivery (ended_at) where state <> 'waiting';
