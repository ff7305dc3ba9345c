import { expect, it } from 'vitest'
import { answerHangsOn, withScopes } from './hangs-on.ts'
import { anyCheckout, anything, ofCheckout, ofIssue } from './scope.ts'

const issues = (count: number) => Array.from({ length: count }, (_, n) => ofIssue(`o:${n}`))

async function named(count: number): Promise<readonly unknown[]> {
  const { scopes } = await withScopes(async () => {
    answerHangsOn([anyCheckout])
    answerHangsOn(issues(count))
    answerHangsOn([ofCheckout('o:c')])
  })
  return scopes
}

it('names what an answer hangs on, each once', async () => {
  expect(await named(2)).toEqual([anyCheckout, ...issues(2), ofCheckout('o:c')])
})

it('names everything in the place of too much', async () => {
  expect(await named(100_000)).toEqual([anything, ofCheckout('o:c')])
})
