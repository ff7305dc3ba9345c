import { totalmem } from 'node:os'

export type ServerSettings = Record<string, string>

const mebibyte = 1024 * 1024

/** The memory of this machine, or of the container around us if that is less, in bytes. */
export function availableMemory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

/** The settings that every embedded server starts with; `overrides` win. */
export function serverSettings(
  port: number,
  memoryBytes: number,
  overrides: ServerSettings = {},
): ServerSettings {
  const memoryMb = memoryBytes / mebibyte
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // no socket file: that needs a short path, in a directory that nobody else can write to
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: `${clamp(Math.floor(memoryMb / 4), 128, 512)}MB`,
    effective_cache_size: `${clamp(Math.floor(memoryMb / 2), 256, 65_536)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // Our queries are short: compiling them costs more than it saves.
    jit: 'off',
    max_parallel_workers_per_gather: '1',
    random_page_cost: '1.1',
    synchronous_commit: 'on',
    // with less, a bulk load forces a checkpoint every gigabyte
    max_wal_size: '2GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    // the client gets the error; statements are not logged, since they hold text of submissions
    log_min_error_statement: 'panic',
    ...overrides,
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
