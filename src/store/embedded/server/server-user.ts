import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts'

const run = promisify(execFile)

/** The user that PostgreSQL runs as; where it may be null, null means our own user. */
export type ServerUser = { uid: number; gid: number }

/**
 * Chooses the user that PostgreSQL runs as. It refuses to run as root: when we are root, it runs as the owner of the
 * cluster, since others cannot read it, and a new cluster belongs to `nobody`. Otherwise it runs as our own user.
 *
 * @throws EmbeddedPostgresError `embedded_user_missing` when root finds no `nobody`,
 *   `embedded_not_permitted` when the cluster belongs to somebody else
 */
export async function chooseServerUser(cluster: string): Promise<ServerUser | null> {
  const ourselves = process.getuid?.()
  const owner = await ownerOf(cluster)
  if (ourselves !== 0) {
    if (owner === null || owner.uid === ourselves) return null
    throw new EmbeddedPostgresError(
      'embedded_not_permitted',
      `the database in ${cluster} belongs to another user (uid ${owner.uid}, perhaps made by root); start as root again or choose another DATA_DIR`,
    )
  }
  if (owner !== null && owner.uid !== 0) return owner
  const nobody = findUser(await readFile('/etc/passwd', 'utf8').catch(() => ''), 'nobody')
  if (nobody !== null) return nobody
  throw new EmbeddedPostgresError(
    'embedded_user_missing',
    'PostgreSQL does not run as root, and /etc/passwd has no user "nobody" to run it as; start as another user or set DATABASE_URL',
  )
}

/** Finds the ids of a user in the text of `/etc/passwd`. */
export function findUser(passwd: string, name: string): ServerUser | null {
  for (const line of passwd.split('\n')) {
    const [user, , uid = '', gid = ''] = line.split(':')
    if (user !== name || !/^-?\d+$/u.test(uid) || !/^-?\d+$/u.test(gid)) continue
    return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}

/** Whether a user can enter a directory. Tried as that user, because file modes say nothing about ACLs. */
export function canEnter(user: ServerUser, directory: string): Promise<boolean> {
  return succeeds('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], user)
}

/** Whether a user can run a program, with its libraries. */
export function canRun(user: ServerUser | null, program: string): Promise<boolean> {
  return succeeds(program, ['--version'], user)
}

function succeeds(program: string, args: string[], user: ServerUser | null): Promise<boolean> {
  return run(program, args, { ...user, cwd: '/', env: { LC_ALL: 'C' }, timeout: 10_000 }).then(
    () => true,
    () => false,
  )
}

async function ownerOf(path: string): Promise<ServerUser | null> {
  const found = await stat(path).catch(() => null)
  return found === null ? null : { uid: found.uid, gid: found.gid }
}
