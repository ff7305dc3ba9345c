import { type Kysely, sql } from 'kysely'

/**
 * The hardware registry (storage.md 4): what vendors, processors and platforms are. The only tables
 * with foreign keys; deferred, so that an import may arrive in any order inside one transaction.
 */
const tables = [
  sql`
    create table hardware_registry_silicon_vendors (
      id text primary key,
      type varchar(64) not null,
      url text,
      details text
    )
  `,
  sql`
    create table hardware_registry_platform_vendors (
      id text primary key,
      type varchar(64) not null default 'platform_vendor',
      url text,
      details text
    )
  `,
  sql`
    create table hardware_registry_processors (
      id text primary key,
      type varchar(64) not null default 'soc',
      vendor_id text not null
        references hardware_registry_silicon_vendors deferrable initially deferred,
      url text,
      details text,
      architecture text,
      cores integer,
      max_clock_speed_mhz integer
    )
  `,
  sql`
    create table hardware_registry_system_modules (
      id text primary key,
      type varchar(64) not null,
      vendor_id text not null
        references hardware_registry_platform_vendors deferrable initially deferred,
      processor_id text not null
        references hardware_registry_processors deferrable initially deferred,
      url text,
      details text,
      form_factor text
    )
  `,
  sql`
    create table hardware_registry_platforms (
      id text primary key,
      type varchar(64) not null,
      vendor_id text not null
        references hardware_registry_platform_vendors deferrable initially deferred,
      processor_id text not null
        references hardware_registry_processors deferrable initially deferred,
      system_module_id text
        references hardware_registry_system_modules deferrable initially deferred,
      url text,
      details text,
      form_factor text
    )
  `,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of tables) await table.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table hardware_registry_platforms, hardware_registry_system_modules,
      hardware_registry_processors, hardware_registry_platform_vendors,
      hardware_registry_silicon_vendors
  `.execute(db)
}
