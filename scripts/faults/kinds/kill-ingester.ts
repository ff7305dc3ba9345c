import { fault } from './fault.ts'

/** One of three ingesters is killed with -9, the one that receives as well. */
export const killIngester = fault('kill-ingester', async ({ ingesters, submitter }, random) => {
  const ingester = random.pick(ingesters)
  await ingester.kill()
  if (ingester === ingesters[0]) await submitter.waitForReceiver()
})
