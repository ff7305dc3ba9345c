import { expect, it } from 'vitest'
import { parseSubscriptionFile } from './parse-subscription-file.ts'
import { regressionRecipients, type RegressionSubject } from './regression-recipients.ts'
import { treeFile } from './schema/tree-file.ts'
import { noSubscriptions } from './subscriptions.ts'

const yaml = `
net:
  url: https://git/net.git
  default_recipients: [all@x]
  regressions:
    - recipients: [builds@x]
      severity: build
    - recipients: [boots@x]
      severity: boot
      platform: rk3588-*
    - recipients: [sockets@x, ALL@x]
      path: kselftest.net%
      branch: for-*
    - recipients: [mine@x]
      tree: net
      origin: vendorx
`
const { content } = parseSubscriptionFile('net.yaml', Buffer.from(yaml), treeFile)
const { default_recipients: defaultRecipients, ...net } = content!.net!
const subscriptions = { ...noSubscriptions, trees: [{ ...net, label: 'net', defaultRecipients }] }

const build: RegressionSubject = {
  gitUrl: 'https://git/net.git',
  tree: 'net',
  branch: 'main',
  origin: 'maestro',
  severity: 'build',
  places: [{ path: null, platform: null }],
}
const at = (path: string | null, platform: string | null) => ({ places: [{ path, platform }] })

it.each<[string, Partial<RegressionSubject>, string[]]>([
  ['a build', {}, ['all', 'builds']],
  ['another repository', { gitUrl: 'https://git/net' }, []],
  ['no repository', { gitUrl: null }, []],
  ['a boot', { severity: 'boot', ...at('boot', 'rk3588-rock') }, ['all', 'boots']],
  ['a test there', { severity: 'test', ...at('ltp.x', 'rk3588-rock') }, ['all']],
  [
    'a test',
    { severity: 'test', branch: 'for-next', ...at('kselftest.net.x', 'y') },
    ['all', 'sockets'],
  ],
  ['on another branch', { severity: 'test', ...at('kselftest.net.x', 'y') }, ['all']],
  ['of another origin', { origin: 'vendorx' }, ['all', 'builds', 'mine']],
  ['of a tree without name', { origin: 'vendorx', tree: null }, ['all', 'builds']],
])('of %s', (_what, more, expected) => {
  const found = regressionRecipients(subscriptions, { ...build, ...more })
  expect(found.map(({ address }) => address)).toEqual(expected.map((name) => `${name}@x`))
})
