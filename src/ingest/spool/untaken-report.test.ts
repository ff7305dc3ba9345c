import { pino } from 'pino'
import { expect, test } from 'vitest'
import { UntakenEntries } from './untaken-entries.ts'
import { UntakenReport } from './untaken-report.ts'

function reporting() {
  const lines: unknown[] = []
  const counts: unknown[] = []
  const write = (line: string) => void lines.push(JSON.parse(line).file)
  const report = new UntakenReport(pino({ level: 'info' }, { write }), {
    untaken: (found) => void counts.push(found['folder']),
  })
  const look = (...names: string[]) => {
    const entries = new UntakenEntries()
    for (const name of names) entries.add(name, 'folder')
    report.tell(entries)
  }
  return { lines, counts, look }
}

test('names an entry once for as long as it is there, and counts it always', () => {
  const { lines, counts, look } = reporting()
  look('a.json')
  look('a.json', 'b.json')
  look('b.json')
  look('a.json', 'b.json')
  expect(lines).toEqual(['a.json', 'b.json', 'a.json'])
  expect(counts).toEqual([1, 2, 1, 2])
})

test('names no more than a thousand', () => {
  const { lines, counts, look } = reporting()
  const names = Array.from({ length: 1_500 }, (_, number) => `${number}.json`)
  look(...names)
  look(...names)
  expect(lines).toHaveLength(1_000)
  expect(counts).toEqual([1_500, 1_500])
})
