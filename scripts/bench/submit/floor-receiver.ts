/**
 * The least that an acknowledged submission can cost: a bare server that writes the body to a file, has it on the
 * disk, renames it and has its name on the disk. It asks nobody who they are and does not look at what it gets.
 * Argument: the folder. Says where it listens.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, open, rename } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const [, , folder] = process.argv
if (folder === undefined) throw new Error('usage: floor-receiver.ts FOLDER')
const incoming = join(folder, 'incoming')
await mkdir(incoming, { recursive: true })

async function keep(request: IncomingMessage, spool: string): Promise<string> {
  const body = Buffer.concat(await Array.fromAsync(request))
  const id = randomUUID()
  const path = join(incoming, id)
  {
    await using file = await open(path, 'wx')
    await file.write(body)
    await file.sync()
  }
  await rename(path, join(spool, `${id}.json`))
  await using names = await open(spool)
  await names.sync()
  return id
}

const server = createServer((request, response) => {
  void keep(request, folder).then((id) => response.end(JSON.stringify({ id })))
}).listen(0, '127.0.0.1')
await once(server, 'listening')
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
