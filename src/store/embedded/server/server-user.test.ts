import { expect, test } from 'vitest'
import { findUser } from './server-user.ts'

const passwd = `root:x:0:0:root:/root:/bin/bash
# a comment, as on macOS
nobodyelse:x:7:7::/:/bin/false
broken:x:nine:9::/:/bin/false
nobody:*:-2:65534:Unprivileged User:/var/empty:/usr/bin/false
`

test('finds a user by its whole name', () => {
  expect(findUser(passwd, 'nobody')).toEqual({ uid: -2, gid: 65534 })
})

test('a user that is missing or has no number is not found', () => {
  expect(findUser(passwd, 'somebody')).toBeNull()
  expect(findUser(passwd, 'broken')).toBeNull()
  expect(findUser('', 'nobody')).toBeNull()
})
