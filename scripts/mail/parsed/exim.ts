import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../checks/free-port.ts'
import type { ReceivingServer } from './receiving-server.ts'

const program = '/usr/sbin/exim4'
/** Whom Debian has it run as. */
const user = 'Debian-exim'

const startMsMax = 60_000
const pollMs = 50

/** Exim works as root alone: it becomes another user for each delivery. */
export function hasExim(): boolean {
  return process.getuid?.() === 0 && spawnSync(program, ['-bV']).status === 0
}

/** The Exim of this machine, as strict as it can be, which puts each mail into a file. */
export async function startExim(workspace: string): Promise<ReceivingServer> {
  const folder = join(workspace, 'exim')
  for (const name of ['spool', 'log', 'mails']) mkdirSync(join(folder, name), { recursive: true })
  chmodSync(workspace, 0o711)
  execFileSync('chown', ['-R', user, folder])
  const configuration = join(folder, 'configuration')
  writeFileSync(configuration, strictConfiguration(folder), { mode: 0o644 })
  const port = await freePort()
  const child = spawn(program, ['-C', configuration, '-bdf', '-oX', `127.0.0.1.${port}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  await waitUntilItListens(port)
  return {
    name: 'Exim',
    port,
    keepsLineEnds: false,
    taken: () => {
      const mails = join(folder, 'mails/new')
      const files = readdirSyncOrNone(mails).map((name) => readFileSync(join(mails, name)))
      return files.map((raw) => ({ raw, envelope: envelopeOf(raw) }))
    },
    [Symbol.asyncDispose]: async () => {
      if (child.kill('SIGTERM')) await ended
    },
  }
}

function readdirSyncOrNone(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}

/** It writes them down in a header that it adds. */
function envelopeOf(raw: Buffer): string[] {
  const [, list = ''] = /^Envelope-to: ((?:.*,\n )*.*)$/m.exec(raw.toString('latin1')) ?? []
  return list.split(',').map((address) => address.trim())
}

function strictConfiguration(folder: string): string {
  return `exim_path = ${program}
spool_directory = ${join(folder, 'spool')}
log_file_path = ${join(folder, 'log')}/%slog
pid_file_path = ${join(folder, 'pid')}
primary_hostname = mail.example.org
local_interfaces = 127.0.0.1
acl_smtp_mail = mail
acl_smtp_rcpt = accept
acl_smtp_data = data
host_lookup =
tls_advertise_hosts =
chunking_advertise_hosts =
accept_8bitmime = false
keep_environment =
deliver_drop_privilege = true
begin acl
mail:
  require message = say HELO first
    condition = \${if def:sender_helo_name}
  accept
data:
  require message = a line is longer than 998 octets
    condition = \${if <{$max_received_linelength}{999}}
  require verify = header_syntax
  require verify = header_names_ascii
  require message = there is no From, Date or Message-ID
    condition = \${if and {{def:h_From:}{def:h_Date:}{def:h_Message-ID:}}}
  require message = octets beyond ASCII
    condition = \${if !match{$message_headers_raw$message_body}{\\N[^\\x00-\\x7f]\\N}}
  accept
begin routers
everybody:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  directory = ${join(folder, 'mails')}
  maildir_format
  batch_max = 100
  envelope_to_add
`
}

async function waitUntilItListens(port: number): Promise<void> {
  for (const until = Date.now() + startMsMax; Date.now() < until; await sleep(pollMs)) {
    const socket = connect(port, '127.0.0.1')
    const connected = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (connected) return
  }
  throw new Error('Exim did not start')
}
