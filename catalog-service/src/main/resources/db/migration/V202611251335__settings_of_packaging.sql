alter table build
    add column read_update_json boolean not null default true,
    add column start_page       text check (length(start_page) between 1 and 1024);
