/** `\connect` with one argument; further ones name a user or a server. */
const connect =
  /^(?:connect|c)(?:\s+-reuse-previous=\S+)?(?:\s+(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"']+)))?$/
/** How pg_dump writes a name with special characters. */
const named = /^dbname\s*=\s*(?:'(?<quoted>(?:[^'\\]|\\.)*)'|(?<plain>\S+))$/

/**
 * The name of the database that psql's `\connect` changes to: empty when that is the same one, undefined for other
 * commands and for a change of user or server.
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
