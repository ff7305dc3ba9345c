import type { Config } from '../../config/config.ts'
import type { Context } from '../../context.ts'

/** The settings of a worker. An embedded PostgreSQL is an external one for it, which it neither starts nor stops. */
export function externalDatabase({ config, database }: Context): Config {
  return {
    ...config,
    database: { kind: 'external', url: database.url, connectTimeoutSeconds: null },
  }
}
