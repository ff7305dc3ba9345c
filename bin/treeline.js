#!/usr/bin/env node
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Plain JavaScript on purpose: an older Node must reach this message instead of a syntax error.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `treeline: Node 24 or newer is needed, this is ${process.version}. ` +
      '`npm ci` brings a Node 24 of its own on Linux and on macOS with an Intel processor ' +
      '(not with --omit=optional); ' +
      'use `npm start` or `npm run -s treeline -- ...`, or say `. bin/use-node24` first. ' +
      'Elsewhere install Node 24 from https://nodejs.org/.\n',
  )
  process.exit(2)
}
// Compiled modules are kept from one start to the next, of workers and threads as well, which ask the variable:
// `treeline --help` takes 1.3 s of processor instead of 2.6 on a slow machine. Node itself sees whether they
// are current, and does without where it cannot write. An empty name would be that of the folder where somebody works.
process.env.NODE_COMPILE_CACHE ||= fileURLToPath(
  new URL('../node_modules/.cache/compiled', import.meta.url),
)
module.enableCompileCache(process.env.NODE_COMPILE_CACHE)
await import('../src/main.ts')
