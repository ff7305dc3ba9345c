/**
 * Runs every command of the book for operators, docs/operations.md and the pages that it leads to, as it
 * is written there, in a fresh clone of this checkout:
 *
 *   npm run -s book [-- --server URL] [--page NAME] [--summary FILE.json]
 *
 * A comment above a block of commands says what is special about it (`<!-- book: … -->`):
 *
 *   serves            it goes on running, and is ended later by Ctrl-C
 *   after Ctrl-C      the service is ended before
 *   status N          how it ends; default: 0
 *   needs A, B        programs (`pg_dump 18`: of that version at least), `PostgreSQL` for the server that was named
 *   with A, B         files that a reader has, by their names in scripts/book/props.ts
 *   not run: REASON
 *
 * A block of kind `text` below one is what it prints, numbers and `…` aside. Exit status 1 when something
 * does not go as the book says.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Option } from 'commander'
import { openNamedServer } from './book/named-server.ts'
import { readBook } from './book/pages.ts'
import { Reader } from './book/reader.ts'
import { cloneCheckout, readersEnvironment } from './book/scratch-checkout.ts'
import { judgeCtrlC, tryBlock } from './book/try-block.ts'
import { Tally } from './checks/tally.ts'
import { freePort } from './checks/free-port.ts'
import { scriptCommand } from './command/script-command.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const [first, ...others] = readBook()
const options = scriptCommand(
  'book',
  'Run every command of docs/operations.md as it is written there',
)
  .option('--server <url>', 'a PostgreSQL of your own, where databases may be created')
  .addOption(
    new Option('--page <name>', 'the first page and this one alone').choices(
      others.map(({ path }) => basename(path, '.md')),
    ),
  )
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ server?: string; page?: string; summary?: string }>()

const workspace = scratchFolder('book')
const tally = new Tally()
try {
  const checkout = await cloneCheckout(workspace)
  const [port, metricsPort, receiverPort] = [await freePort(), await freePort(), await freePort()]
  await using server = await openNamedServer(options.server)
  const base = `http://127.0.0.1:${port}`
  await using reader = new Reader({ checkout, workspace, base })
  const ports = {
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    RECEIVER_PORT: String(receiverPort),
  }
  const trial = {
    reader,
    tally,
    place: { checkout, serverUrl: server?.url },
    serverEnvironment: server?.environment ?? {},
    here: (commands: string) =>
      commands
        .replaceAll('127.0.0.1:8000', `127.0.0.1:${port}`)
        .replaceAll('127.0.0.1:8001', `127.0.0.1:${metricsPort}`)
        .replaceAll('127.0.0.1:8002', `127.0.0.1:${receiverPort}`)
        .replaceAll('postgresql://reader:secret@db.example.org/kcidb', server?.otherUrl ?? ''),
  }
  const pages = others.filter(
    ({ path }) => options.page === undefined || path.endsWith(`/${options.page}.md`),
  )
  for (const { path, blocks } of first === undefined ? [] : [first, ...pages]) {
    reader.openShell(readersEnvironment(ports))
    for (const block of blocks) {
      await tryBlock(`${path}:${block.line}`, block, trial)
    }
  }
  judgeCtrlC('the end', await reader.pressCtrlC(), tally)
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`book: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
