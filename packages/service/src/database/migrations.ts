import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

// Never changed once they were published, only added to: they describe databases that are there.

const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements: readonly string[] = [
  `create table renders (
    id text primary key,
    key_id text,
    batch_id text,
    state text not null,
    attempt integer not null,
    failures integer not null,
    template text not null,
    "order" jsonb not null,
    metadata jsonb not null,
    priority integer not null,
    progress jsonb,
    output jsonb,
    error jsonb,
    worker text,
    cancel_wanted boolean not null default false,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    expires_at timestamptz
  )`,
  // A list is read from the newest on, by a cursor.
  `create index renders_by_age on renders (created_at desc, id desc)`,
  `create index renders_by_state on renders (state, created_at desc, id desc)`,
  `create index renders_by_key on renders (key_id, created_at desc, id desc)`,
  `create index renders_expiring on renders (expires_at) where expires_at is not null`,
  // How many wait or run, without counting what is finished.
  `create index renders_open on renders (key_id) where state in ('queued', 'preparing', 'rendering', 'delivering')`,
  `create table batches (
    id text primary key,
    key_id text,
    template text not null,
    total integer not null,
    remaining integer not null,
    succeeded integer not null default 0,
    failed integer not null default 0,
    canceled integer not null default 0,
    metadata jsonb not null,
    webhook_url text,
    created_at timestamptz not null,
    finished_at timestamptz
  )`,
  `create index renders_by_batch on renders (batch_id, created_at desc, id desc) where batch_id is not null`,
  `create table events (
    id integer generated always as identity primary key,
    render_id text not null references renders (id) on delete cascade,
    type text not null,
    data jsonb not null,
    at timestamptz not null
  )`,
  `create index events_by_render on events (render_id, id)`,
  `create table settings (
    name text primary key,
    value text not null
  )`,
  `create table keys (
    id text primary key,
    name text not null,
    hash text not null unique,
    scopes jsonb not null,
    created_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create table replays (
    key_id text not null,
    route text not null,
    name text not null,
    body_hash text not null,
    status integer not null,
    body text not null,
    created_at timestamptz not null,
    primary key (key_id, route, name)
  )`,
  `create index replays_by_age on replays (created_at)`,
  // Which renders have which content: it goes with the last of them.
  `create table kept_files (
    digest text not null,
    render_id text not null references renders (id) on delete cascade,
    bytes double precision not null,
    primary key (digest, render_id)
  )`,
  `create index kept_files_by_render on kept_files (render_id)`,
  `create table endpoints (
    id text primary key,
    key_id text,
    url text not null,
    types jsonb not null,
    secrets jsonb not null,
    created_at timestamptz not null,
    disabled_at timestamptz
  )`,
  `create table deliveries (
    id text primary key,
    endpoint_id text references endpoints (id) on delete cascade,
    render_id text,
    url text not null,
    type text not null,
    payload text not null,
    state text not null,
    attempts integer not null,
    next_at timestamptz,
    created_at timestamptz not null,
    last_status integer,
    last_error text,
    log jsonb not null
  )`,
  `create index deliveries_due on deliveries (next_at) where next_at is not null`,
  `create index deliveries_by_render on deliveries (render_id)`,
  `create index deliveries_by_endpoint on deliveries (endpoint_id, created_at desc)`,
  `create table received (
    id text primary key,
    hook text not null,
    delivery_id text not null,
    payload jsonb not null,
    state text not null,
    problems jsonb not null,
    render_id text,
    created_at timestamptz not null,
    unique (hook, delivery_id)
  )`,
  `create index received_by_hook on received (hook, created_at desc, id desc)`,
];

/** All changes of the tables, by their names in order. */
export const migrations: Readonly<Record<string, Migration>> = { "001-first": first };
