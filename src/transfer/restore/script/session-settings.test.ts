import { describe, expect, test } from 'vitest'
import { changedSettings, freshSettings, type SessionSettings } from './session-settings.ts'
import { parseSettingChange } from './set-statement.ts'
import { SqlScanner } from './sql-scanner.ts'

/** The settings after a line of statements. */
function after(text: string): SessionSettings {
  let settings = freshSettings
  for (const part of new SqlScanner().scanLine(text, 1)) {
    const change = part.kind === 'statement' ? parseSettingChange(part.tokens) : undefined
    if (change !== undefined) settings = changedSettings(settings, change, part.line)
  }
  return settings
}

describe('client_encoding', () => {
  test.each([
    `SET client_encoding = 'LATIN1';`,
    `set CLIENT_ENCODING to LATIN1;`,
    `SET SESSION "client_encoding" = 'latin1';`,
    `SET NAMES 'LATIN1';`,
    `SELECT pg_catalog.set_config('client_encoding', 'LATIN1', false);`,
    `SELECT set_config('CLIENT_encoding', 'LATIN1', false);`,
    `SET client_encoding = 'UTF8'; SET client_encoding = 'LATIN1';`,
  ])('is changed by %s', (text) => {
    expect(after(text).encoding.toLowerCase()).toBe('latin1')
  })

  test.each([
    'RESET client_encoding;',
    'SET client_encoding TO DEFAULT;',
    'RESET ALL;',
    'DISCARD ALL;',
  ])('is as at the start after %s', (text) => {
    expect(after(`SET client_encoding = 'LATIN1'; ${text}`)).toEqual(freshSettings)
  })

  test.each([
    `SET LOCAL client_encoding = 'LATIN1';`,
    `SET client_encoding = E'LATIN1';`,
    `SET client_encoding = ;`,
    `SELECT set_config('client_encoding', 'LATIN1', true);`,
    `SELECT set_config('client_' || 'encoding', 'LATIN1', false);`,
    `SELECT 1, set_config('client_encoding', 'LATIN1', false);`,
  ])('cannot be followed through %s', (text) => {
    expect(() => after(text)).toThrow('line 1: this form of setting')
  })
})

describe('standard_conforming_strings', () => {
  test.each([
    ['off', true],
    ["'off'", true],
    ['0', true],
    ['on', false],
    ['TRUE', false],
    ['default', false],
  ])('%s', (value, backslashEscapes) => {
    expect(after(`SET standard_conforming_strings = ${value};`)).toEqual({
      ...freshSettings,
      backslashEscapes,
    })
  })

  test('cannot be followed to a value that is none', () => {
    expect(() => after('SET standard_conforming_strings = perhaps;')).toThrow('cannot be followed')
  })
})

test.each([
  [`SET search_path = public, pg_catalog;`, ['public']],
  [`SET search_path = "$user", public;`, ['public']],
  [`SET search_path TO 'Other', "More";`, ['Other', 'More']],
  [`SET SCHEMA 'other';`, ['other']],
  [`SELECT pg_catalog.set_config('search_path', '', false);`, []],
  [`SELECT pg_catalog.set_config('search_path', 'Other, "More"', false);`, ['other', 'More']],
  [`SET search_path = '';`, []],
])('after %s tables are looked for in %j', (text, path) => {
  expect(after(text).path).toEqual(path)
})

test('settings of values are handed on, each by its last value', () => {
  const text = `SET datestyle = SQL, 'DMY'; SET TIME ZONE 'UTC'; SET timezone = 'Europe/Berlin';
    SET array_nulls = off; RESET array_nulls;`.replaceAll('\n', ' ')
  expect(after(text).values).toEqual({ datestyle: 'sql, DMY', timezone: 'Europe/Berlin' })
})

test.each([
  'SET statement_timeout = 0;',
  "SET LOCAL lock_timeout = E'1';",
  "SET default_tablespace = '';",
  'SET SESSION AUTHORIZATION DEFAULT;',
  'SET ROLE admin;',
  'SET my.own = 1.5;',
  'RESET SESSION AUTHORIZATION;',
])('%s means nothing for rows', (text) => {
  expect(after(text)).toEqual(freshSettings)
})
