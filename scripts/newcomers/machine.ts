import { execFile } from 'node:child_process'
import { chmod, cp, mkdir } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What somebody's machine brings. */
export type Versions = { node: string; npm: string }

/** A fresh copy of this checkout on a machine with a Node and an npm of its own. */
export type Machine = { name: string; checkout: string; env: Record<string, string> }

const installMsMax = 120_000

/**
 * Installs Node and npm beside each other and copies the checkout, files that are not committed yet
 * too. Everybody may enter, so that another user can be tried.
 */
export async function makeMachine({ node, npm }: Versions, workspace: string): Promise<Machine> {
  const tools = join(workspace, `tools-${node}-${npm}`)
  const checkout = join(workspace, `checkout-${node}-${npm}`)
  await mkdir(tools)
  const packages = [`node-${process.platform}-${process.arch}@${node}`, `npm@${npm}`]
  const install = ['install', '--prefix', tools, '--no-save', ...packages]
  await run('npm', install, { timeout: installMsMax })
  await copyCheckout(checkout)
  for (const folder of [workspace, tools, checkout]) await chmod(folder, 0o755)
  const env = environment(join(tools, 'node_modules', '.bin'))
  return { name: `Node ${node}, npm ${npm}`, checkout, env }
}

async function copyCheckout(checkout: string): Promise<void> {
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const { stdout } = await run('git', listed)
  for (const file of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(checkout, file)), { recursive: true })
    await cp(file, join(checkout, file))
  }
}

/** What a shell outside of npm has: neither its settings nor the programs of this checkout. */
function environment(programs: string): Record<string, string> {
  const path = (process.env['PATH'] ?? '').split(delimiter)
  const foreign = path.filter((folder) => !folder.includes('node_modules'))
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(npm_|NODE$)/.test(entry[0]),
  )
  return { ...Object.fromEntries(kept), PATH: [programs, ...foreign].join(delimiter) }
}
