import { verifyRollUp } from '../../../src/rollup/verify/verify.ts'
import { openOwnDatabase } from '../world/database.ts'
import type { World } from '../world/world.ts'
import { compareWithUndisturbed } from './compare-with-undisturbed.ts'
import { drain } from './drain.ts'
import { findLostFiles } from './find-lost-files.ts'
import { settleExcerpts } from './settle-excerpts.ts'

/** Told one thing that must be so, whether it is, and what is instead. */
export type Check = (sentence: string, isSo: boolean, instead: string) => void

/** Waits until everything is dealt with, ends all ingesters in order, and looks whether anything was lost. */
export async function checkOutcome(world: World, check: Check): Promise<void> {
  const stuck = await drain(world)
  check('no file is stuck in the spool', stuck === 0, `${stuck} files are`)
  const waiting = await settleExcerpts(world)
  check('no long log excerpt waits for storage', waiting === 0, `${waiting} do`)
  check('storage has some', world.storage.files.size > 0, 'it has none')
  await endAll(world, check)
  const { faults, unfinished } = await findLostFiles(world)
  const { size } = world.submitter.acknowledged
  check(`${size} acknowledged submissions are where they belong`, ...none(faults))
  const lasting = `${unfinished} half received submissions are left of killed receivers`
  check(lasting, unfinished <= world.submitter.brokenOff, `${world.submitter.brokenOff} broke off`)
  check(
    'the tables equal those of a run without faults',
    ...none(await compareWithUndisturbed(world)),
  )
  await checkDatabase(world, check)
}

/** 1: documents were refused, as they had to be (docs/operations/commands.md); the signal: it had just been started. */
const orderly = new Set<number | string | null>([0, 1, 'SIGTERM'])

async function endAll({ ingesters }: World, check: Check): Promise<void> {
  for (const ingester of ingesters) {
    const status = await ingester.end()
    const { name, surprises } = ingester
    check(`${name} ends in order`, orderly.has(status), `it ended with ${status}`)
    check(`${name} never ended by itself`, ...none(surprises))
  }
}

async function checkDatabase({ postgres }: World, check: Check): Promise<void> {
  await using database = openOwnDatabase(postgres.url)
  const claims = await database.db.selectFrom('spool_claim').select('key').execute()
  check('no claim is left', claims.length === 0, `${claims.length} are`)
  const { drift } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  check('what is derived has no drift', ...none(drift.map((one) => JSON.stringify(one))))
}

function none(faults: readonly string[]): [boolean, string] {
  return [faults.length === 0, faults.join('\n')]
}
