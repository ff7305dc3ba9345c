/** Of one argument; more would be another user or server. */
const connect =
  /^(?:connect|c)(?:\s+-reuse-previous=\S+)?(?:\s+(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"']+)))?$/
/** As pg_dump writes a name with odd characters. */
const named = /^dbname\s*=\s*(?:'(?<quoted>(?:[^'\\]|\\.)*)'|(?<plain>\S+))$/

/**
 * The database that psql's `\connect` changes to, by its name; empty when it stays with the same one,
 * undefined for other commands and for a change of user or server.
 *
 * @param command what follows the backslash, without space around it
 */
export function connectedDatabase(command: string): string | undefined {
  const found = connect.exec(command)?.groups
  if (found === undefined) return undefined
  const database = found['double'] ?? found['single'] ?? found['bare'] ?? '-'
  const name = named.exec(database)?.groups
  return database === '-' ? '' : (name?.['quoted'] ?? name?.['plain'] ?? database)
}
