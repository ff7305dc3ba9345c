import { afterEach, beforeEach, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../testing/notices/mail-server.ts'
import { exampleMail } from '../testing/example-mail.ts'
import { openSmtp } from './smtp.ts'

let server: MailServer
beforeEach(async () => {
  server = await startMailServer()
})
afterEach(() => server[Symbol.asyncDispose]())

const mail = { ...exampleMail, cc: [{ name: 'B', address: 'b@example.org' }] }

async function attempt(timeoutMs = 20_000, to = ['a@example.org', 'b@example.org']) {
  await using smtp = openSmtp({ ...server.config, timeoutMs })
  const envelope = { from: 'bot@kernelci.org', to }
  return await smtp.send(mail, envelope, new AbortController().signal)
}

it('brings a mail to all of its recipients at once', async () => {
  const { accepted, refused, problem } = await attempt()
  expect(accepted).toEqual(['a@example.org', 'b@example.org'])
  expect(refused.size).toBe(0)
  expect(problem).toBeUndefined()
  expect(server.taken).toHaveLength(1)
  expect(server.taken[0]).toMatchObject({ to: accepted, messageId: mail.messageId })
})

it('tells who was refused, for now or for good, while the others have it', async () => {
  server.behaviour.recipient = (address) =>
    address.startsWith('b') ? '550 no such user' : undefined
  const once = await attempt()
  expect(once.accepted).toEqual(['a@example.org'])
  expect(once.refused.get('b@example.org')).toMatchObject({ isFinal: true })
  server.behaviour.recipient = (address) => (address.startsWith('b') ? '451 later' : undefined)
  const again = await attempt()
  expect(again.refused.get('b@example.org')).toEqual({ answer: '451 later', isFinal: false })
})

it('knows whom a server refused, in whatever letters the server was asked for them', async () => {
  const refused = ['b@Example.ORG', 'B@example.org', 'b@bücher.example', 'b..c@example.org']
  const asked: string[] = []
  server.behaviour.recipient = (address) => {
    asked.push(address)
    return address.startsWith('a') ? undefined : '451 later'
  }
  const some = await attempt(20_000, ['a@EXAMPLE.org', ...refused])
  expect(asked).not.toContain('b@Example.ORG')
  expect(some.accepted).toEqual(['a@EXAMPLE.org'])
  expect([...some.refused.keys()]).toEqual(refused)
  const all = await attempt(20_000, refused)
  expect(all.accepted).toEqual([])
  expect([...all.refused.keys()]).toEqual(refused)
})

it('tells that all were refused', async () => {
  server.behaviour.recipient = () => '550 no such user'
  const { accepted, refused, isAnswerLost } = await attempt()
  expect(accepted).toEqual([])
  expect([...refused.keys()]).toEqual(['a@example.org', 'b@example.org'])
  expect(isAnswerLost).toBeUndefined()
})

it('knows that a server has nothing which wants none of the recipients now, or goes before the message', async () => {
  server.behaviour.recipient = () => '450 greylisted'
  const { refused, isAnswerLost } = await attempt()
  expect(refused.get('a@example.org')).toEqual({ answer: '450 greylisted', isFinal: false })
  expect(isAnswerLost).toBeUndefined()
  server.behaviour.recipient = () => '421 too busy'
  expect((await attempt()).isAnswerLost).toBeUndefined()
})

it('takes what a server says of the message for its recipients, if it is for good', async () => {
  server.behaviour.message = () => '554 too long'
  expect((await attempt()).refused.get('a@example.org')).toEqual({
    answer: '554 too long',
    isFinal: true,
  })
  server.behaviour.message = () => '451 no room'
  expect(await attempt()).toEqual({ accepted: [], refused: new Map(), problem: '451 no room' })
})

it('knows that nobody knows, when the answer to a whole message is lost', async () => {
  server.behaviour.message = () => 'take and die'
  expect(await attempt()).toMatchObject({ accepted: [], isAnswerLost: true })
  server.behaviour.message = () => 'hang'
  expect(await attempt(1_500)).toMatchObject({ accepted: [], isAnswerLost: true })
})

it('tells of a server that is not there', async () => {
  await server[Symbol.asyncDispose]()
  const { problem, isAnswerLost } = await attempt()
  expect(problem).toContain('ECONNREFUSED')
  expect(isAnswerLost).toBeUndefined()
})
