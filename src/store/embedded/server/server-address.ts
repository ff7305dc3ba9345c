/** How to reach an embedded server: always 127.0.0.1, always as its only role. */
export type ServerAddress = { port: number; password: string }

/** The only role of every embedded server. */
export const serverRole = 'treeline'

/** The application's database on it. */
export const applicationDatabase = 'treeline'

/** A connection string; `sslmode` guards against PGSSLMODE in somebody's environment. */
export function serverUrl({ port, password }: ServerAddress, database: string): string {
  const secret = encodeURIComponent(password)
  return `postgresql://${serverRole}:${secret}@127.0.0.1:${port}/${database}?sslmode=disable`
}
