/** Where psql would send what follows a `\connect`. */
const connect = /^(?:connect|c)(?:\s+(?<target>.*))?$/
const reuse = /^-reuse-previous=\S+\s*/
const firstArgument = /^(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>\S+))/
const inConnectionString = /^(?:.*\s)?dbname\s*=\s*(?:'(?<quoted>(?:[^'\\]|\\.)*)'|(?<plain>\S+))/

/**
 * The database that psql's command changes to, by the name in it; undefined when the command is not
 * `\connect`, empty when it stays with the same database.
 *
 * @param command what follows the backslash
 */
export function connectedDatabase(command: string): string | undefined {
  const found = connect.exec(command.trim())
  if (found === null) return undefined
  const target = (found.groups?.target ?? '').replace(reuse, '')
  const argument = firstArgument.exec(target)?.groups
  const database = argument?.double ?? argument?.single ?? argument?.bare ?? ''
  if (database === '-') return ''
  const named = inConnectionString.exec(database)?.groups
  return named?.quoted ?? named?.plain ?? database
}
