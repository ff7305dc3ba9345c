import type { Config } from '../../config/config.ts'
import type { Context } from '../../context.ts'

/** The settings of a worker: one that finds an embedded PostgreSQL neither starts nor stops it. */
export function externalDatabase({ config, database }: Context): Config {
  return {
    ...config,
    database: { kind: 'external', url: database.url, connectTimeoutSeconds: null },
  }
}
