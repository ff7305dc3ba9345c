import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
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

it('is in the table of docs/operations/settings.md', () => {
  const table = readFileSync('docs/operations/settings.md', 'utf8')
  expect(names.filter((name) => !table.includes(`\`${name}\``))).toEqual([])
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
