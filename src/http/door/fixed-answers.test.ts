import { expect, it } from 'vitest'
import { createHttpMetrics } from '../metrics/http-metrics.ts'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { FixedAnswers } from './fixed-answers.ts'
import { LastingAnswer, nothingThere } from './lasting-answer.ts'

const options = {
  log: createLog('silent'),
  metrics: createHttpMetrics(createMetricsRegistry()),
}
const answer = nothingThere(180, options)

const words = { target: '/a', accept: 'application/json', acceptEncoding: 'gzip' }

it('knows the words in which something was asked for, and only so many', () => {
  const answers = new FixedAnswers()
  const always = { goodUntil: Infinity, count: () => {} }
  answers.remember(words, answer, always)
  expect(answers.take(words, 0)).toBe(answer)
  expect(answers.take({ ...words, accept: undefined }, 0)).toBeUndefined()
  expect(answers.take({ ...words, acceptEncoding: undefined }, 0)).toBeUndefined()
  expect(answers.take({ ...words, target: '/b' }, 0)).toBeUndefined()
  const others = Array.from({ length: 1_000 }, (_, number) => ({ ...words, target: `/${number}` }))
  for (const one of others) answers.remember(one, answer, always)
  expect(others.filter((one) => answers.take(one, 0) !== undefined).length).toBeLessThanOrEqual(64)
})

it('leaves long bodies to the framework', () => {
  const answers = new FixedAnswers()
  const ofBytes = (bytes: number) => {
    const about = { route: 'a', template: '/a', errorCode: undefined }
    return new LastingAnswer({ status: 200, head: [], body: Buffer.alloc(bytes) }, about, options)
  }
  const always = { goodUntil: Infinity, count: () => {} }
  answers.remember(words, ofBytes(524_289), always)
  expect(answers.take(words, 0)).toBeUndefined()
  answers.remember(words, ofBytes(524_288), always)
  expect(answers.take(words, 0)?.bytes).toBe(524_288)
})

it('gives an answer for a time, and counts it', () => {
  const answers = new FixedAnswers()
  let given = 0
  answers.remember(words, answer, { goodUntil: 100, count: () => (given += 1) })
  expect(answers.take(words, 99)).toBe(answer)
  expect(answers.take(words, 100)).toBeUndefined()
  expect(given).toBe(1)
})
