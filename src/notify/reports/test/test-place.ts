import { orUnknownWord } from '../../wording/unknown-word.ts'
import type { FailedTest } from './failed-test.ts'

/** A test and where it ran: `<path> on <platform>`. */
export function testPlace({ test, platform }: Pick<FailedTest, 'test' | 'platform'>): string {
  return `${orUnknownWord(test.path)} on ${platform === null ? 'unknown platform' : orUnknownWord(platform)}`
}
