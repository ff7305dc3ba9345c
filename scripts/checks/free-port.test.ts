import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { freePort } from './free-port.ts'

it('gives ports on which one can listen, none twice, and none that others get by chance', async () => {
  const ports: number[] = []
  for (let asked = 0; asked < 50; asked += 1) ports.push(await freePort())
  expect(new Set(ports).size).toBe(50)
  expect(Math.max(...ports)).toBeLessThan(32_768)
  const server = createServer().listen(ports[0], '127.0.0.1')
  await once(server, 'listening')
  expect((server.address() as AddressInfo).port).toBe(ports[0])
  server.close()
})
