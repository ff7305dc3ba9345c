import pg from 'pg'
import type { TakenMail } from '../../src/testing/mail-server.ts'
import type { Tally } from '../checks/tally.ts'
import { recipients } from './run-mail-rounds.ts'

type LedgerRow = { subject: string; message_id: string; state: string; answers_lost: number }

/** Compares what was told with what the mail server was given, and with what the ledger says. */
export async function checkMails(
  tally: Tally,
  told: readonly string[],
  taken: readonly TakenMail[],
  url: string,
): Promise<void> {
  const ledger = await readLedger(url)
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
    `${told.length} mails were told, each is in the ledger once`,
    ledger.length === told.length && new Set(ledger.map((row) => row.subject)).size === told.length,
  )
  tally.check(
    'everybody has each of them',
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

async function readLedger(url: string): Promise<LedgerRow[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<LedgerRow>(
      'select subject, message_id, state, answers_lost from report order by id',
    )
    return rows
  } finally {
    await client.end()
  }
}
