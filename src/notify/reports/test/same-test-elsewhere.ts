import type { TestElsewhere } from '../../../read/tests/list-test-elsewhere.ts'
import type { Block } from '../../wording/blocks.ts'
import { countText } from '../../wording/count-text.ts'
import type { Fact } from '../../wording/phrase.ts'
import { orUnknownWord } from '../../wording/unknown-word.ts'
import type { FailedTest } from './failed-test.ts'

/** Places that are named; the others are counted. */
const most = 10

/** Where else the same test of the same commit fails and passes: one problem is one mail, whatever it ran on. */
export function sameTestElsewhere({ test, platform, elsewhere }: FailedTest): Block[] {
  const others = elsewhere.filter(
    (place) => place.platform !== platform || place.config !== test.config_name,
  )
  if (others.length === 0) return []
  const failing = others.filter(({ status }) => status === 'FAIL')
  const passing = others.filter(({ status }) => status === 'PASS')
  return [
    { kind: 'heading', text: 'The same test on the same commit' },
    { kind: 'facts', facts: [placesFact('fails on', failing), placesFact('passes on', passing)] },
  ]
}

function placesFact(label: string, places: readonly TestElsewhere[]): Fact {
  if (places.length === 0) return { label, value: 'no other' }
  const named = places
    .slice(0, most)
    .map(({ platform, config }) => `${orUnknownWord(platform)} (${orUnknownWord(config)})`)
  const unnamed = places.length - named.length
  const rest = unnamed === 0 ? [] : [`and ${countText(unnamed, 'other place')}`]
  return { label, value: [...named, ...rest].join(', ') }
}
