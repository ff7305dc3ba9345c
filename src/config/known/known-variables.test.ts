import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../config.ts'
import { readAssignments } from '../files/assignments.ts'
import { envFileText } from './env-file-text.ts'
import { knownVariables } from './known-variables.ts'
import { withoutEffect } from './without-effect.ts'

const names = knownVariables.map(({ name }) => name)

/** Every name that the interpretation of settings asks for, whatever it was told. */
function namesAsked(): Set<string> {
  const asked = new Set<string>()
  const worlds = [
    { JWT_SECRET: 'x' },
    { DB_HOST: 'h' },
    { DATABASE_URL: 'postgresql://', PGHOST: 'h' },
  ]
  for (const world of worlds) {
    const values = new Map<string, string>(Object.entries(world))
    const note = <T>(name: string, answer: T): T => {
      asked.add(name)
      return answer
    }
    loadConfig({
      get: (name) => note(name, values.get(name)),
      has: (name) => note(name, values.has(name)),
    })
  }
  return asked
}

it('describes each variable that is read, once, and no other', () => {
  const internal = 'npm_lifecycle_event'
  const ofSettings = 'ENV_FILES'
  const read = [...namesAsked()].filter((name) => name !== internal)
  expect(new Set([...read, ofSettings])).toEqual(new Set(names))
  expect(names.length).toBe(new Set(names).size)
  expect(names.filter((name) => withoutEffect.has(name))).toEqual([])
})

it('gives defaults that count as nothing given', () => {
  const given = new Map(
    knownVariables
      .filter(({ name, fallback }) => fallback !== undefined && !name.startsWith('DB_'))
      .map(({ name, fallback = '' }) => [name, fallback]),
  )
  const { receiver, ...config } = loadConfig(given)
  expect({ ...config, receiver: { ...receiver, isPortChosen: false } }).toEqual(
    loadConfig(new Map()),
  )
})

it('knows each variable of the reference, or says why it has no effect', () => {
  const chapter = readFileSync('docs/reference/operations.md', 'utf8')
  const [, table = ''] = /^## 3\. .*?$(.*?)^## 4\. /ms.exec(chapter) ?? []
  const cells = [...table.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell = '']) => cell)
  const theirs = cells.flatMap((cell) => cell.match(/(?<=`)[A-Z_]+(?=`)/g) ?? [])
  expect(theirs.length).toBeGreaterThan(80)
  const known = new Set<string>([...names, ...withoutEffect.keys()])
  expect(theirs.filter((name) => !known.has(name))).toEqual([])
})

describe('the table of docs/operations/settings.md', () => {
  const row =
    /^\| (?<cell>`[A-Z_]+`(?:, `[A-Z_]+`)*) \| (?<defaults>(?:\\\||[^|])+) \| (?<meaning>.+) \|$/gm
  const page = readFileSync('docs/operations/settings.md', 'utf8')
  const rows = [...page.matchAll(row)].map(({ groups = {} }) => ({
    named: (groups['cell'] ?? '').replaceAll('`', '').split(', '),
    defaults: (groups['defaults'] ?? '').replaceAll('`', '').replaceAll('\\|', '|').split(', '),
    meaning: groups['meaning'] ?? '',
  }))

  it('has each variable once, or explains it beside the one that wins, and no other', () => {
    const named = rows.flatMap((each) => each.named)
    expect(new Set(named).size).toBe(named.length)
    const told = new Set<string>([
      ...named,
      ...names.filter((name) => rows.some(({ meaning }) => meaning.includes(`\`${name}\``))),
    ])
    expect(named.filter((name) => !names.some((known) => known === name))).toEqual([])
    expect(names.filter((name) => !told.has(name))).toEqual([])
  })

  it('has their defaults; of a few, which are long or hang on others, in words', () => {
    const inWords = new Set([
      'FETCH_ALLOWED_HOSTS',
      'HARDWARE_REGISTRY_INDEX_URL',
      'JWT_SECRET',
      'STORAGE_BASE_URL',
      'TEST_ORIGINS',
      'WEBHOOK_EVENTS',
    ])
    const shown = rows
      // several that all have none share one dash
      .flatMap(({ named, defaults }) =>
        named.map((name, at) => [name, defaults[at] ?? defaults.at(-1)] as const),
      )
      .filter(([name]) => !inWords.has(name))
    const right = new Map(knownVariables.map(({ name, fallback }) => [name, fallback ?? '–']))
    expect(shown.length).toBeGreaterThan(80)
    expect(shown.filter(([name, value]) => right.get(name) !== value)).toEqual([])
  })
})

it('makes .env.example, which nobody has to keep by hand', async () => {
  const nothing = new Map<string, string>()
  await expect(envFileText({ set: nothing, proposed: nothing })).toMatchFileSnapshot(
    '../../../.env.example',
  )
})

it('makes a file that can be read, as it is and with every default set', () => {
  const set = new Map([['JWT_SECRET', 'x']])
  const text = envFileText({ set, proposed: new Map() })
  expect(readAssignments(text)).toMatchObject([{ name: 'JWT_SECRET', value: 'x' }])
  const all = readAssignments(text.replaceAll(/^# (?=\w+=)/gm, ''))
  expect(all.map(({ name }) => name)).toEqual(names)
  for (const { name, fallback, secret } of knownVariables) {
    const { value } = all.find((each) => each.name === name) ?? {}
    expect(value).toBe(set.get(name) ?? (secret ? '' : (fallback ?? '')))
  }
})
