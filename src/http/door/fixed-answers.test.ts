import { expect, it } from 'vitest'
import { createHttpMetrics } from '../http-metrics.ts'
import { createLog } from '../../platform/log.ts'
import { createMetricsRegistry } from '../../platform/metrics.ts'
import { FixedAnswers } from './fixed-answers.ts'
import { nothingThere } from './lasting-answer.ts'

const options = {
  log: createLog('silent'),
  metrics: createHttpMetrics(createMetricsRegistry()),
}
const answer = nothingThere(180, options)

it('knows the words in which something was asked for, and only so many', () => {
  const answers = new FixedAnswers()
  const words = { target: '/a', accept: 'application/json', acceptEncoding: 'gzip' }
  answers.remember(words, answer)
  expect(answers.find(words)).toBe(answer)
  expect(answers.find({ ...words, accept: undefined })).toBeUndefined()
  expect(answers.find({ ...words, acceptEncoding: undefined })).toBeUndefined()
  expect(answers.find({ ...words, target: '/b' })).toBeUndefined()
  const others = Array.from({ length: 1_000 }, (_, number) => ({ ...words, target: `/${number}` }))
  for (const one of others) answers.remember(one, answer)
  expect(others.filter((one) => answers.find(one) !== undefined).length).toBeLessThanOrEqual(64)
})
