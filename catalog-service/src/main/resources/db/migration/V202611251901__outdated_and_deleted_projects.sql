alter table project
    -- A higher revision than any given here was seen in S3 or on the topic: this database was restored from a backup.
    -- Nothing of the project is published or changed until it is recovered.
    add column seen_revision  bigint,
    add column outdated_since timestamptz,
    -- Its id is never used again.
    add column deleted_at     timestamptz,
    add check ((seen_revision is null) = (outdated_since is null));
create index project_outdated on project (id) where seen_revision is not null;

-- A release that is known from the catalogue alone has no build here.
do $$
declare
    rule text;
begin
    for rule in
        select conname from pg_constraint
        where conrelid = 'release'::regclass
          and (contype = 'f' and confrelid = 'build'::regclass
               or contype = 'c' and pg_get_constraintdef(oid) like '%origin%')
    loop
        execute format('alter table release drop constraint %I', rule);
    end loop;
end $$;
alter table release
    add check (origin in ('build', 'roll_back', 'promotion', 'recovery')),
    add check ((origin in ('build', 'recovery')) = (origin_id is null));

-- Work that one replica does for all, and when one last began it.
create table job (
    name     text primary key,
    begun_at timestamptz not null default now()
);
insert into job (name) values ('reconcile'), ('delete_artifacts');
