import { execFile } from 'node:child_process'
import { cp, readFile } from 'node:fs/promises'
import { join, matchesGlob } from 'node:path'
import { promisify } from 'node:util'
import { image } from './compose-file.ts'

const run = promisify(execFile)
const installMsMax = 300_000
const ofPackages = ['package.json', 'package-lock.json', '.npmrc']

/**
 * Makes a folder that holds what the image holds: what the Dockerfile copies without what .dockerignore
 * leaves out, and the packages that it installs.
 *
 * @returns the folder
 */
export async function makeImageFolder(workspace: string): Promise<string> {
  const folder = join(workspace, 'app')
  const ignored = (await readFile('.dockerignore', 'utf8')).split('\n').filter(Boolean)
  const filter = (path: string) => !ignored.some((pattern) => matchesGlob(path, pattern))
  for (const name of [...ofPackages, ...image.folders]) {
    await cp(name, join(folder, name), { recursive: true, filter })
  }
  const install = ['ci', '--omit=dev', '--omit=optional', '--no-audit', '--no-fund']
  await run('npm', install, { cwd: folder, timeout: installMsMax })
  return folder
}
