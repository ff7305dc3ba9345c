import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { outliveReader } from './closed-output.ts'

const failing = (code: string) => Object.assign(new Error(code), { code })

it.each(['EPIPE', 'EIO'])('goes on after %s', (code) => {
  const output = new EventEmitter()
  outliveReader(output)
  expect(output.emit('error', failing(code))).toBe(true)
})

it.each(['ENOSPC', 'EDQUOT', 'EFBIG'])(
  'goes on after %s, and says that something is missing',
  (code) => {
    const output = new EventEmitter()
    const onFull = vi.fn<() => void>()
    outliveReader(output, onFull)
    expect(output.emit('error', failing(code))).toBe(true)
    expect(onFull).toHaveBeenCalledOnce()
  },
)

describe.runIf(existsSync('/dev/full'))('a process of which an output is on a full disk', () => {
  const withFull = (fd: 1 | 2, command: string[]) => {
    const full = openSync('/dev/full', 'w')
    try {
      const stdio: ('pipe' | number)[] = ['pipe', 'pipe', 'pipe']
      stdio[fd] = full
      return spawnSync(process.execPath, command, {
        stdio,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] ?? '', ENV_FILES: 'false' },
      })
    } finally {
      closeSync(full)
    }
  }

  it('goes on when that is its log', { timeout: 30_000 }, () => {
    const script = `
      import { outliveReader } from '${import.meta.dirname}/closed-output.ts'
      import { createLog } from '${import.meta.dirname}/../log/log.ts'
      outliveReader(process.stderr)
      createLog('info').info('lost')
      setTimeout(() => process.stdout.write('goes on'), 100)`
    const { status, stdout } = withFull(2, ['--input-type=module', '-e', script])
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'goes on' })
  })

  it('says so at its end when that is its answer', { timeout: 30_000 }, () => {
    const program = join(import.meta.dirname, '../../../bin/treeline.js')
    const { status, stderr } = withFull(1, [program, 'env'])
    expect(stderr).toBe(
      'treeline: the disk is full on which standard output is kept: not all of it was written\n',
    )
    expect(status).toBe(3)
  })
})

it('says so of an answer of which the beginning found room', { timeout: 30_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-output-'))
  const program = join(import.meta.dirname, '../../../bin/treeline.js')
  // a file of a block at most: of the first write the system takes that, and calls it a success
  const command = `ulimit -f 1; exec '${process.execPath}' '${program}' env > '${folder}/answer'`
  const { status, stderr } = spawnSync('/bin/sh', ['-c', command], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ENV_FILES: 'false' },
  })
  const { size } = statSync(join(folder, 'answer'))
  rmSync(folder, { recursive: true })
  expect(size).toBeGreaterThan(0)
  expect(stderr).toContain('not all of it was written')
  expect(status).toBe(3)
})

it('hides no other failure', () => {
  const output = new EventEmitter()
  outliveReader(output)
  expect(() => output.emit('error', failing('EBADF'))).toThrow('EBADF')
})
