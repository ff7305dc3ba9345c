import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { isList } from '../../../src/notify/recipients/mailing-lists.ts'
import type { Tally } from '../../checks/tally.ts'
import { faultsOf } from './check-mail.ts'
import type { Asked } from './fill-with-reports.ts'
import { parseMails } from './parsed-mail.ts'
import { type Previewed, readPreview } from './previewed.ts'
import type { ReceivedMail, ReceivingServer } from './receiving-server.ts'

/** Who gets what nobody subscribed to. */
const audiences = {
  persons: ['--to', '"Ünal, Ö" <one@example.org>', '--cc', 'two@example.org'],
  lists: ['--add-mailing-lists'],
} as const
export type Audience = keyof typeof audiences

/** A server has a mail before it has put it into its place. */
const arrivalMsMax = 60_000

export type Sending = {
  readonly pool: pg.Pool
  readonly env: Readonly<Record<string, string>>
  readonly workspace: string
  readonly tally: Tally
}

/** Shows, sends and looks at what each command tells. */
export async function sendAll(
  { pool, env, workspace, tally }: Sending,
  server: ReceivingServer,
  { audience, asked }: { audience: Audience; asked: readonly Asked[] },
): Promise<void> {
  for (const { name, args } of asked) {
    await lookBack(pool)
    const all = [...args, ...audiences[audience]]
    const preview = join(workspace, 'preview')
    const shown = await run([...all, '--preview', preview], env)
    const previews = shown.status === 0 ? readPreview(readFileSync(preview, 'utf8')) : []
    const before = server.taken().length
    const sent = await run([...all, '--send', '--yes'], { ...env, EMAIL_PORT: String(server.port) })
    const held = Number(/(\d+) held/.exec(sent.stdout)?.[1] ?? 0)
    const mails = await arrived(server, before, previews.length - held)
    const folder = join(workspace, `${server.name}-${audience}-${name.replaceAll(' ', '-')}`)
    const faults = check(folder, mails, { args, previews, keepsLineEnds: server.keepsLineEnds })
    const counts = `${mails.length} mails${held > 0 ? `, ${held} held` : ''}`
    tally.check(
      `${server.name}, ${audience}: ${name}: ${counts}`,
      mails.length > 0 && mails.length === previews.length - held && faults.length === 0,
      [...faults, sent.status === 0 ? '' : sent.stdout + sent.stderr].join('\n'),
    )
  }
}

/** As if nothing had run for a week, so that there is something to tell. */
async function lookBack(pool: pg.Pool): Promise<void> {
  await pool.query('truncate report_window')
  await pool.query(
    `insert into report_window (action, looked_until)
     values ('new_issues', now() - interval '8 days'), ('summary', now() - interval '3 days')`,
  )
}

type Ended = { status: number | null; stdout: string; stderr: string }

/** The server may be one of this process, which goes on meanwhile. */
async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, ['bin/treeline.js', 'notifications', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [status] = (await ended) as [number | null]
  return { status, stdout, stderr }
}

async function arrived(
  server: ReceivingServer,
  before: number,
  count: number,
): Promise<ReceivedMail[]> {
  for (const until = Date.now() + arrivalMsMax; Date.now() < until; await sleep(100)) {
    if (server.taken().length >= before + count) break
  }
  return server.taken().slice(before)
}

type Told = { args: readonly string[]; previews: readonly Previewed[]; keepsLineEnds: boolean }

function check(
  folder: string,
  mails: readonly ReceivedMail[],
  { args, previews, keepsLineEnds }: Told,
): string[] {
  mkdirSync(folder, { recursive: true })
  mails.forEach(({ raw }, at) => writeFileSync(join(folder, `${at}.eml`), raw))
  const parsed = parseMails(folder)
  const inReplyTo = args[args.indexOf('--in-reply-to') + 1] ?? ''
  return mails.flatMap(({ envelope }, at) => {
    const mail = parsed.get(`${at}.eml`)
    if (mail === undefined) return ['it was not parsed']
    return faultsOf(mail, {
      previews,
      inReplyTo: args.includes('--in-reply-to') ? inReplyTo : null,
      envelope,
      keepsLineEnds,
      isForList: envelope.some((address) => isList({ name: '', address })),
    }).map((fault) => `${mail.headers['subject']}: ${fault}`)
  })
}
