import { type Kysely, sql } from 'kysely'

/**
 * The five KCIDB tables, column for column as in storage.md 2, so that a plain data dump of an
 * existing KernelCI database goes in as it is. Issues are keyed by (id, version), not by id
 * (ingestion.md O-19). No foreign keys: a test may arrive before its build, a build before its
 * checkout.
 */
const tables = [
  sql`
      create table checkouts (
        _timestamp timestamptz,
        id text not null primary key,
        origin text not null,
        tree_name text,
        git_repository_url text,
        git_commit_hash text,
        git_commit_name text,
        git_repository_branch text,
        patchset_files jsonb,
        patchset_hash text,
        message_id text,
        comment text,
        start_time timestamptz,
        log_url text,
        log_excerpt varchar(16384),
        valid boolean,
        misc jsonb,
        git_commit_message text,
        git_repository_branch_tip boolean,
        git_commit_tags text[],
        origin_builds_finish_time timestamptz,
        origin_tests_finish_time timestamptz
      )
    `,
  sql`
      create table builds (
        _timestamp timestamptz,
        checkout_id text not null,
        id text not null primary key,
        origin text not null,
        comment text,
        start_time timestamptz,
        duration double precision,
        architecture text,
        command text,
        compiler text,
        input_files jsonb,
        output_files jsonb,
        config_name text,
        config_url text,
        log_url text,
        log_excerpt varchar(16384),
        misc jsonb,
        status varchar(10),
        series text generated always as (
          md5(coalesce(config_name, '') || coalesce(compiler, '') || coalesce(architecture, ''))
        ) stored
      )
    `,
  sql`
      create table tests (
        _timestamp timestamptz,
        build_id text not null,
        id text not null primary key,
        origin text not null,
        environment_comment text,
        environment_misc jsonb,
        environment_compatible text[],
        path text,
        comment text,
        log_url text,
        log_excerpt varchar(16384),
        status varchar(10),
        start_time timestamptz,
        duration double precision,
        input_files jsonb,
        output_files jsonb,
        misc jsonb,
        number_value double precision,
        number_unit text,
        number_prefix varchar(10)
      )
    `,
  sql`
      create table issues (
        _timestamp timestamptz,
        id text not null,
        version integer not null,
        origin text not null,
        report_url text,
        report_subject text,
        culprit_code boolean,
        culprit_tool boolean,
        culprit_harness boolean,
        comment text,
        misc jsonb,
        categories text[],
        primary key (id, version)
      )
    `,
  sql`
      create table incidents (
        _timestamp timestamptz,
        id text not null primary key,
        origin text not null,
        issue_id text not null,
        issue_version integer not null,
        build_id text,
        test_id text,
        present boolean,
        comment text,
        misc jsonb
      )
    `,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of tables) await table.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table checkouts, builds, tests, issues, incidents`.execute(db)
}
