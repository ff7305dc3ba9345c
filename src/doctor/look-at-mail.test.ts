import { expect, it } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { readEnv } from '../config/env.ts'
import { askMailServer, lookAtMail } from './look-at-mail.ts'
import { troubles } from './testing/troubles.ts'

const outside = {
  NOTIFICATIONS_ENABLED: 'true',
  INSTANCE: 'production',
  EMAIL_HOST: 'mx.example.org',
  EMAIL_HOST_PASSWORD: 'p',
}
const mailOf = (env: Record<string, string>) => loadConfig(readEnv(env)).notify.mail
const look = (env: Record<string, string>) => lookAtMail(mailOf(env))

it('says where mail goes, and why not outside', () => {
  expect(troubles(look(outside))).toEqual([])
  expect(look(outside)[0]?.says).toMatch(/^goes to mx\.example\.org:587, from .*@/)
  expect(look({})[0]?.says).toBe('goes into DATA_DIR/outbox: NOTIFICATIONS_ENABLED is not true')
})

it('tells of what goes unencrypted, and of a login that lacks its password', () => {
  expect(troubles(look({ ...outside, EMAIL_USE_TLS: 'false' }))).toEqual([
    'warning mail: mx.example.org:587 is told everything unencrypted',
  ])
  expect(troubles(look({ ...outside, EMAIL_HOST_PASSWORD: '' }))).toEqual([
    'warning mail: mx.example.org:587 is told neither user nor password',
  ])
})

it('greets the server that is used, and no other', async () => {
  const greeted: string[] = []
  const greet = ({ host }: { host: string }) => {
    greeted.push(host)
    return Promise.resolve()
  }
  expect(troubles(await askMailServer(mailOf(outside), greet))).toEqual([])
  expect(await askMailServer(mailOf({}), greet)).toEqual([])
  expect(greeted).toEqual(['mx.example.org'])
})

it('tells of a server that does not take us', async () => {
  const greet = () => Promise.reject(new Error('535 Authentication failed'))
  expect(troubles(await askMailServer(mailOf(outside), greet))).toEqual([
    'error mail server: mx.example.org:587: 535 Authentication failed',
  ])
})
