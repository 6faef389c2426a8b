alter table build
    -- How many bytes its maker said that the archive has.
    add column expected_size bigint check (expected_size >= 1),
    -- Of an upload in parts, by the S3 server.
    add column upload_id     text,
    add check (upload_id is null or expected_size is not null);
