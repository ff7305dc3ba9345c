import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MadeUpRequest } from '../openapi/arbitrary-request.ts'

const folder = fileURLToPath(new URL('../../../requests/', import.meta.url))

/** Stands in for HTTPie: says what it was asked for. */
const httpie = `#!/bin/sh\nprintf '%s\\0' "$@"\nprintf '\\n\\0'\n`

/** A script of requests/, and what it asks for when it is run without arguments. */
export type Sample = { name: string; requests: MadeUpRequest[] }

/** Runs every sample, HTTPie aside: needs nothing but a shell. */
export function readSamples(): Sample[] {
  const bin = mkdtempSync(join(tmpdir(), 'treeline-samples-'))
  try {
    writeFileSync(join(bin, 'http'), httpie)
    chmodSync(join(bin, 'http'), 0o755)
    const names = readdirSync(folder).filter((name) => name.endsWith('.sh'))
    return names.map((name) => ({ name, requests: requestsOf(name, bin) }))
  } finally {
    rmSync(bin, { recursive: true })
  }
}

function requestsOf(name: string, bin: string): MadeUpRequest[] {
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` }
  const ran = spawnSync('bash', [join(folder, name)], { env, encoding: 'utf8', timeout: 10_000 })
  if (ran.status !== 0) throw new Error(`${name}: ${ran.stderr}`)
  const calls = ran.stdout.split('\n\0').slice(0, -1)
  return calls.map((call) => requestOf(call.split('\0').slice(0, -1)))
}

/** What HTTPie would send for these arguments, as far as samples use it. */
function requestOf(args: readonly string[]): MadeUpRequest {
  const [method, url, ...items] = args.filter((argument) => argument !== '--ignore-stdin')
  if (method === undefined || url === undefined) throw new Error(`no request: ${args.join(' ')}`)
  const query = new URLSearchParams()
  const members: Record<string, unknown> = {}
  for (const item of items) {
    const [, name = '', separator, value = ''] = /^([^:=]+)(==|:=|=)(.*)$/s.exec(item) ?? []
    if (separator === undefined) throw new Error(`not understood: ${item}`)
    if (separator === '==') query.append(name, value)
    else members[name] = separator === ':=' ? JSON.parse(value) : value
  }
  const { pathname, search } = new URL(url)
  const target = pathname + search + (query.size === 0 ? '' : `?${query}`)
  const headers = { Accept: 'application/json, */*;q=0.5', 'Content-Type': 'application/json' }
  return { method, target, headers, body: method === 'GET' ? null : JSON.stringify(members) }
}
