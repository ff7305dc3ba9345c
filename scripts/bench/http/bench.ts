import type pg from 'pg'
import type { BareHono } from './bare-hono.ts'
import type { LoadClient } from './load/load-client.ts'

/** What takes part in a measurement. */
export type Bench = {
  /** The service, as it runs. */
  base: string
  port: number
  bare: BareHono
  load: LoadClient
  /** For what SQL alone costs. */
  pool: pg.Pool
}

export const manyConnections = 16
