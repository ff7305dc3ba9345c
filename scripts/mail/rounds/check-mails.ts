import type { TakenMail } from '../../../src/testing/notices/mail-server.ts'
import type { Tally } from '../../checks/tally.ts'
import type { Struck } from './run-mail-rounds.ts'
import { jobsProcesses, type MailWorld } from './world/mail-world.ts'
import { recipients } from './world/recipients.ts'

type LedgerRow = {
  kind: string
  subject: string
  message_id: string
  state: string
  answers_lost: number
}

/** Compares what was told with what the mail servers were given, and with what the ledger says. */
export async function checkMails(
  tally: Tally,
  world: MailWorld,
  struck: readonly Struck[],
): Promise<void> {
  const ledger = await world.database.db
    .selectFrom('report')
    .select(['kind', 'subject', 'message_id', 'state', 'answers_lost'])
    .orderBy('id')
    .execute()
  const taken = Object.values(world.servers).flatMap((server) => server.taken)
  checkTold(tally, world, ledger)
  await checkIssues(tally, world, taken)
  checkArrivals(tally, ledger, taken)
  for (const { name, times, met } of struck) {
    if (times > 0) tally.check(`${name}: ${met} of ${times} times`, met > 0)
  }
  for (const name of jobsProcesses) {
    const { length } = world.servers[name].taken
    tally.check(`process ${name} gave ${length} mails to its server`, length > 0)
  }
}

function checkTold(tally: Tally, { told }: MailWorld, ledger: readonly LedgerRow[]): void {
  const direct = ledger.filter(({ kind }) => kind === 'fake')
  tally.check(
    `${told.length} mails were told directly, each is in the ledger once`,
    direct.length === told.length &&
      new Set(direct.map(({ subject }) => subject)).size === told.length,
  )
}

/** Each issue is in one digest, and in one report of its own. */
async function checkIssues(
  tally: Tally,
  { database }: MailWorld,
  taken: readonly TakenMail[],
): Promise<void> {
  const issues = await database.db.selectFrom('issues').select('id').execute()
  const mailsOf = new Map<string, Set<string>>()
  for (const { message, messageId } of taken) {
    for (const [, id = ''] of message.matchAll(/^#kernelci issue (\S.*?)\r?$/gm)) {
      mailsOf.set(id, (mailsOf.get(id) ?? new Set()).add(messageId))
    }
  }
  const wrong = issues.filter(({ id }) => mailsOf.get(id)?.size !== 2)
  tally.check(
    `${issues.length} new issues were found, each is in one digest and one regression report`,
    wrong.length === 0,
    wrong.map(({ id }) => `${id}: ${[...(mailsOf.get(id) ?? [])].join(' ')}`).join('\n'),
  )
}

function checkArrivals(
  tally: Tally,
  ledger: readonly LedgerRow[],
  taken: readonly TakenMail[],
): void {
  const times = new Map<string, number>()
  for (const { messageId, to } of taken) {
    for (const address of to) {
      const key = `${messageId} ${address}`
      times.set(key, (times.get(key) ?? 0) + 1)
    }
  }
  const takenBy = (row: LedgerRow) =>
    recipients.map((address) => times.get(`${row.message_id} ${address}`) ?? 0)
  const missing = ledger.filter((row) => takenBy(row).includes(0))
  const repeated = ledger.filter((row) => takenBy(row).some((count) => count > 1))
  const unaccounted = ledger.filter((row) =>
    takenBy(row).some((count) => count > 1 + row.answers_lost),
  )
  const known = new Set(ledger.map((row) => row.message_id))
  const lost = ledger.reduce((sum, row) => sum + row.answers_lost, 0)
  tally.check(
    `everybody has each of ${ledger.length} mails: ${missing.length} missing`,
    missing.length === 0,
    missing.map((row) => `${row.subject}: ${row.state}`).join('\n'),
  )
  tally.check(
    'the ledger says so',
    ledger.every((row) => row.state === 'sent'),
  )
  tally.check(
    `nobody has one twice but for lost answers: ${repeated.length} repeated, ${lost} answers lost`,
    unaccounted.length === 0,
    unaccounted.map((row) => `${row.subject}: ${takenBy(row).join(' and ')} times`).join('\n'),
  )
  tally.check(
    'no mail came under another message id',
    taken.every(({ messageId }) => known.has(messageId)),
  )
}
