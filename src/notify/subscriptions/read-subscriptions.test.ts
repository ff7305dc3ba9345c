import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSubscriptions } from './read-subscriptions.ts'
import { faultText } from './subscription-fault.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-subscriptions-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text)
const faultsOf = async () => (await readSubscriptions(folder)).faults.map(faultText)

it('reads the files that the documents show', async () => {
  const examples = join(import.meta.dirname, '../../../docs/examples/subscriptions')
  const { trees, hardware, faults } = await readSubscriptions(examples)
  expect(faults).toEqual([])
  expect(trees).toHaveLength(1)
  expect(trees[0]).toMatchObject({
    label: 'acme-net',
    url: 'https://git.example.org/acme/net.git',
    defaultRecipients: [
      { name: 'Net Results', address: 'net-results@example.org' },
      { name: 'Doe, Jane', address: 'jane@example.org' },
    ],
    reports: [
      { label: 'everything', branch: 'main', origin: 'maestro', always: true, paths: [] },
      { label: 'vendor-ci', origin: 'vendorx', days: new Set([1, 2, 3, 4, 5]) },
      { paths: ['kselftest.net%', 'ltp.net\\_stress%'], ignoresDefaultRecipients: true },
      { platforms: ['acme-board-%'], severity: 'boot', always: false },
    ],
    regressions: [{ branches: ['main', 'stable-%'], severity: 'build' }, { severity: 'test' }],
  })
  const days = new Set([0, 1, 2, 3, 4, 5, 6])
  expect(hardware).toMatchObject([
    { id: 'acme-board-7', origin: 'maestro', days, paths: [] },
    { id: 'acme-board-8', days: new Set([1]), paths: ['boot%'] },
  ])
  expect([...hardware[0]!.labs]).toEqual([
    ['lab-alpha', 'https://lava.lab-alpha.example.org'],
    ['lab-that-fetches-its-jobs', null],
  ])
})

it('reads what the reference reads, in the words of YAML 1.1 as well', async () => {
  write(
    'a.yml',
    'a:\n  url: u\n  default_recipients:\n  reports:\n    - branch: "6.10"\n      always: Yes\n      path: ["x%"]\n',
  )
  const { trees, faults } = await readSubscriptions(folder)
  expect(faults).toEqual([])
  expect(trees[0]?.reports).toMatchObject([
    { label: null, branch: '6.10', always: true, paths: ['x%'] },
  ])
})

it.each([
  ['1', true],
  ['0', false],
  ['"no"', false],
  ['', false],
])('takes a truth value that is written as %j for %s', async (written, always) => {
  write('a.yaml', `a:\n  url: u\n  reports:\n    - branch: main\n      always: ${written}\n`)
  const { trees, faults } = await readSubscriptions(folder)
  expect(faults).toEqual([])
  expect(trees[0]?.reports).toMatchObject([{ always }])
})

it.each(['2', '[1]', 'perhaps'])('takes %s for no truth value', async (written) => {
  write('a.yaml', `a:\n  url: u\n  reports:\n    - branch: main\n      always: ${written}\n`)
  expect((await readSubscriptions(folder)).faults).toMatchObject([
    { line: 5, severity: 'error', reason: 'a.reports.0.always: expected true or false' },
  ])
})

it('joins settings that are written once, as YAML 1.1 does', async () => {
  write(
    'a.yaml',
    [
      'a:',
      '  url: u',
      '  reports:',
      '    - &narrow {branch: main, path: ["x%"], options: [ignore_default_recipients]}',
      '    - {<<: *narrow, branch: next, recipients: [b@x.org]}',
      '    - {<<: [*narrow, {severity: boot}], origin: o}',
    ].join('\n'),
  )
  const { trees, faults } = await readSubscriptions(folder)
  expect(faults).toEqual([])
  const narrow = { paths: ['x%'], ignoresDefaultRecipients: true }
  expect(trees[0]?.reports).toMatchObject([
    { ...narrow, branch: 'main' },
    { ...narrow, branch: 'next', recipients: [{ address: 'b@x.org' }] },
    { ...narrow, branch: 'main', origin: 'o', severity: 'boot' },
  ])
})

describe('says where and what is wrong', () => {
  it.each([
    ['a:\n  url: [\n', /^f\.yaml:3:1: error: not valid YAML: /],
    ['', /^f\.yaml:1:1: error: it is empty$/],
    ['- a\n', /^f\.yaml:1:1: error: : expected a mapping from labels of trees/],
    ['a:\n  reports: []\n', /^f\.yaml:1:1: error: a\.url: expected a text/],
    ['a:\n  url: u\n  url: v\n', /^f\.yaml:3:3: error: not valid YAML: Map keys must be unique/],
    ['a:\n  url: u\n  reports:\n    - all:\n', /^f\.yaml:4:7: error: a\.reports\.0\.branch: /],
    ['a:\n  url: u\n  reports:\n    - branch: 6.10\n', /^f\.yaml:4:7: error: .*put it in quotes/],
    [
      'a:\n  url: u\n  default_recipients:\n    - Doe at x\n',
      /^f\.yaml:4:7: error: .*no mail address/,
    ],
    ['a:\n  url: u\n  default_recipients: ["a@x, b@x"]\n', /^f\.yaml:3:24: error: .*one address/],
    ['a:\n  url: u\n  reports:\n    - x:\n        branch: b\n', /^f\.yaml:4:7: /],
    ['a:\n  url: u\n  <<: all\n', /^f\.yaml:1:1: error: not valid YAML: Merge sources/],
    [
      'a:\n  url: u\n  default_recipients:\n    - a@x.org\n      b@x.org\n',
      /^f\.yaml:4:7: error: .*"a@x\.org b@x\.org" is no mail address/,
    ],
    [
      'a: &a\n  url: u\n  default_recipients: *b\n',
      /^f\.yaml:1:1: error: not valid YAML: .*alias/i,
    ],
    [
      'a:\n  url: u\n  regressions: [{branch: x}]\n',
      /^f\.yaml:3:17: error: .*at least one address/,
    ],
  ])('%j', async (text, expected) => {
    write('f.yaml', text)
    write('good.yaml', 'a:\n  url: u\n')
    expect((await faultsOf())[0]).toMatch(expected)
    expect((await readSubscriptions(folder)).trees.map(({ url }) => url)).toEqual(['u'])
  })

  it('of boards', async () => {
    write('f_hardware.yml', 'a:\n  labs: {}\nb: {}\nc:\n  labs: {x: ftp://y}\n')
    expect(await faultsOf()).toEqual([
      'f_hardware.yml:2:3: error: a.labs: expected at least one lab',
      'f_hardware.yml:3:1: error: b.labs: expected a mapping from names of labs to their addresses',
      'f_hardware.yml:5:10: error: c.labs.x: expected an address with http or https, or nothing',
    ])
  })

  it('of files that are no text', async () => {
    write('f.yaml', Buffer.from([0xff, 0xfe]))
    write('g.yaml', Buffer.alloc(1024 * 1024 + 1, ' '))
    mkdirSync(join(folder, 'h.yaml'))
    symlinkSync('/dev/null', join(folder, 'i.yaml'))
    write('j.yaml', 'x\u001b[31m: 1\n')
    expect(await faultsOf()).toMatchObject([
      'f.yaml:1:1: error: it is not UTF-8',
      'g.yaml: error: larger than 1048576 bytes',
      'h.yaml: error: it is no file',
      'i.yaml: error: it is no file',
      expect.stringMatching(/^j\.yaml:1:1: error: x\\u001b\[31m: expected a mapping/),
    ])
  })
})

it('warns of keys that mean nothing, and reads the rest', async () => {
  write(
    'f.yaml',
    'a:\n  url: u\n  recipents: [x@y]\n  reports:\n    - branch: b\n      paths: [x]\n',
  )
  const { trees, faults } = await readSubscriptions(folder)
  expect(faults.map(faultText)).toEqual([
    'f.yaml:6:7: warning: paths means nothing here',
    'f.yaml:3:3: warning: recipents means nothing here',
  ])
  expect(trees[0]?.reports).toMatchObject([{ branch: 'b', paths: [] }])
})

it('joins what several files say of one repository, in the order of their names', async () => {
  write('b.yaml', 'b:\n  url: u\n  default_recipients: [J@x, k@x]\n  reports: [{branch: m}]\n')
  write('a.yaml', 'a:\n  url: u\n  default_recipients: [j@x]\n  reports: [{m: , branch: m}]\n')
  const { trees, faults } = await readSubscriptions(folder)
  expect(trees).toMatchObject([
    { label: 'a', defaultRecipients: [{ address: 'j@x' }, { address: 'k@x' }] },
  ])
  expect(trees[0]?.reports).toHaveLength(1)
  expect(faults.map(faultText)).toEqual([
    'b.yaml: warning: b: report m of u is the same as one in a.yaml; it counts once',
  ])
})

it('counts a board once', async () => {
  write('a_hardware.yaml', 'x:\n  labs: {l: }\ny:\n  labs: {l: }\n')
  write('b_hardware.yaml', 'x:\n  labs: {k: }\n')
  const { hardware, faults } = await readSubscriptions(folder)
  expect(hardware.map(({ id, labs }) => [id, ...labs.keys()])).toEqual([
    ['x', 'l'],
    ['y', 'l'],
  ])
  expect(faults.map(faultText)).toEqual([
    'b_hardware.yaml: error: x of maestro is in a_hardware.yaml already; this one does not count',
  ])
})

it('needs a folder, unless nobody made one', async () => {
  const missing = join(folder, 'none')
  await expect(readSubscriptions(missing)).rejects.toMatchObject({
    code: 'subscriptions_unreadable',
  })
  expect((await readSubscriptions(missing, { mayBeMissing: true })).trees).toEqual([])
})
