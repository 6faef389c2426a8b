-- Answers that are given again to whoever asks again with the same Idempotency-Key.
create table idempotency_key (
    caller     text not null,
    key        text not null check (length(key) between 1 and 255),
    -- SHA-256 of the request.
    request    text not null check (request ~ '^[0-9a-f]{64}$'),
    attempt    uuid not null unique,
    started_at timestamptz not null default clock_timestamp(),
    -- Absent while the request is being carried out.
    status     integer,
    body       text,
    etag       text,
    primary key (caller, key)
);
create index idempotency_key_age on idempotency_key (started_at);
