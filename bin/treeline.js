#!/usr/bin/env node
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
await import('../src/main.ts')
