import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../checks/free-port.ts'

const startMsMax = 60_000
const pollMs = 100

/** Where Debian puts it is not on everybody's PATH. */
const env = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` }

/** The version of the nginx of this machine; undefined without one. */
export function nginxVersion(): string | undefined {
  const { stderr } = spawnSync('nginx', ['-v'], { env, encoding: 'utf8' })
  return /nginx\/\S+/.exec(stderr ?? '')?.[0]
}

/** An nginx in front of a server; disposing ends it. */
export type RunningNginx = AsyncDisposable & { httpPort: number; httpsPort: number }

/** Runs nginx with docs/nginx.conf, whose ports, upstream and certificate become ones of this run. */
export async function runNginx(upstream: string, workspace: string): Promise<RunningNginx> {
  const folder = join(workspace, 'nginx')
  // As root, nginx works as another user, who keeps large answers in there.
  for (const entered of [workspace, folder]) {
    mkdirSync(entered, { recursive: true })
    chmodSync(entered, 0o755)
  }
  makeCertificate(folder)
  const [httpPort, httpsPort] = [await freePort(), await freePort()]
  const site = readFileSync('docs/nginx.conf', 'utf8')
    .replace('listen 80;', `listen 127.0.0.1:${httpPort};`)
    .replace('listen 443 ', `listen 127.0.0.1:${httpsPort} `)
    .replace('server 127.0.0.1:8000;', `server ${new URL(upstream).host};`)
    .replace(/(ssl_certificate) \S+;/, `$1 ${join(folder, 'certificate')};`)
    .replace(/(ssl_certificate_key) \S+;/, `$1 ${join(folder, 'key')};`)
  writeFileSync(join(folder, 'site.conf'), site)
  const configuration = join(folder, 'nginx.conf')
  writeFileSync(configuration, frame(folder))
  const child = spawn('nginx', ['-c', configuration, '-e', 'stderr', '-g', 'daemon off;'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  await waitUntilItAnswers(httpPort)
  return {
    httpPort,
    httpsPort,
    [Symbol.asyncDispose]: async () => {
      if (child.kill('SIGTERM')) await ended
    },
  }
}

/** What the distribution's nginx.conf has around a site, with every folder in ours. */
function frame(folder: string): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${join(folder, name)};`)
    .join('\n')
  return `worker_processes 1;
pid ${join(folder, 'pid')};
events { }
http {
  access_log off;
  error_log stderr crit;
${places}
  include ${join(folder, 'site.conf')};
}
`
}

function makeCertificate(folder: string): void {
  const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'certificate')]
  const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost']
  execFileSync('openssl', ['req', ...kind, ...files], { stdio: 'ignore' })
}

async function waitUntilItAnswers(port: number): Promise<void> {
  const deadline = Date.now() + startMsMax
  for (;;) {
    const answer = fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' })
    if (await answer.then(Boolean, () => false)) return
    if (Date.now() > deadline) throw new Error('nginx did not start')
    await sleep(pollMs)
  }
}
