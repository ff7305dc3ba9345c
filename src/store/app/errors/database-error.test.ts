import { expect, test } from 'vitest'
import { databaseErrorKind } from './database-error.ts'

const withCode = (code: string) => Object.assign(new Error('x'), { code })

test.each([
  ['22P05', 'data'],
  ['23502', 'data'],
  ['54000', 'data'],
  ['40001', 'transient'],
  ['40P01', 'transient'],
  ['53100', 'transient'],
  ['55P03', 'transient'],
  ['55000', 'unknown'],
  ['57P01', 'transient'],
  ['08006', 'transient'],
  ['25006', 'transient'],
  ['25P02', 'unknown'],
  ['25P03', 'transient'],
  ['57014', 'transient'],
  ['ENOENT', 'unknown'],
  ['ERR_INVALID_ARG_TYPE', 'unknown'],
  ['42P01', 'setup'],
  ['3D000', 'setup'],
  ['28P01', 'setup'],
  ['XX000', 'unknown'],
  ['ECONNREFUSED', 'transient'],
  ['EPIPE', 'transient'],
  ['migrations_missing', 'setup'],
  ['migrations_unknown', 'setup'],
])('%s is %s', (code, kind) => {
  expect(databaseErrorKind(withCode(code))).toBe(kind)
})

test('blames a document for the constraints of the KCIDB tables only', () => {
  const inTable = (table: string) => Object.assign(withCode('23505'), { table })
  expect(databaseErrorKind(inTable('tests'))).toBe('data')
  expect(databaseErrorKind(inTable('build_fact'))).toBe('unknown')
})

test('knows the words of the driver, which has no codes', () => {
  for (const words of [
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ]) {
    expect(databaseErrorKind(new Error(words))).toBe('transient')
  }
})

test('looks into the attempts on several addresses', () => {
  expect(databaseErrorKind(new AggregateError([withCode('ECONNREFUSED')]))).toBe('transient')
})

test('knows a socket that is not there from a file that is not there', () => {
  const error = Object.assign(withCode('ENOENT'), { syscall: 'connect' })
  expect(databaseErrorKind(error)).toBe('transient')
})

test('blames nobody for a mistake of the program', () => {
  expect(databaseErrorKind(new TypeError('x is not a function'))).toBe('unknown')
  expect(databaseErrorKind('text')).toBe('unknown')
})
