import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)

/** Loading a script takes up to a second on a quiet machine. */
const timeout = 60_000

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
}

/** Scripts of package.json that run a program of ours: whatever stands behind `--` comes at its end. */
const named = Object.entries(scripts).flatMap(([name, command]) => {
  const program = /\bnode (?:--\S+ )*((?:bin|scripts)\/\S+\.[jt]s(?: \w+)*)$/.exec(command)?.[1]
  return program === undefined ? [] : [[name, program.split(' ')] as const]
})
const namedFiles = new Set(named.map(([, [file]]) => file))
const nameless = globSync('scripts/{*,source/*}.ts')
  .filter((file) => !namedFiles.has(file))
  .map((file) => [basename(file, '.ts'), [file]] as const)

describe('every script', () => {
  it('is one of those that are tried', () => {
    expect(nameless.map(([name]) => name)).toContain('check-imports')
    // the others are chains of programs of other people
    const names = new Set(named.map(([name]) => name))
    const others = Object.keys(scripts).filter((name) => !names.has(name))
    expect(others).toEqual(['test', 'verify', 'check', 'format'])
  })

  it.each([...named, ...nameless])(
    'answers --help: %s',
    async (name, program) => {
      const { stdout, stderr } = await run(process.execPath, [...program, '--help'])
      expect(stderr).toBe('')
      expect(stdout).toMatch(/^Usage: .+\n\n\S.{10,}\n/)
      expect(stdout).toMatch(/^ +-h, --help /m)
      // `start` is a command of `treeline`
      if (name !== 'start') expect(stdout).toContain(`Usage: ${name} `)
    },
    timeout,
  )

  const sources = globSync('scripts/**/*.ts', { exclude: ['**/*.test.ts', '**/*.it.ts'] })
  const thatSay = (pattern: RegExp) =>
    sources.filter((path) => pattern.test(readFileSync(path, 'utf8')))

  it('writes only where nothing is left of it after Ctrl-C', () => {
    expect(thatSay(/\bmkdtemp/)).toEqual(['scripts/checks/scratch-folder.ts'])
  })

  it('takes no number that is none', () => {
    expect(thatSay(/\.option\([^;]*, (?:Number|parseInt|parseFloat)\b/)).toEqual([])
  })

  it(
    'ends with exit status 2 when it is not understood, and says how to find out',
    async () => {
      const program = ['scripts/ci-summary.ts', '--no-such-option']
      await expect(run(process.execPath, program)).rejects.toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('--help'),
      })
    },
    timeout,
  )

  it.each([
    ['book', '--page', 'bakcup'],
    ['conformance', '--kit', '.', '--scribble', 'c'],
    ['overload', '--part', 'floood'],
    ['replicas', '--dataset', 'c'],
  ])(
    'does not pass for want of anything to do: %s %s %s',
    async (script, ...args) => {
      await expect(run(process.execPath, [`scripts/${script}.ts`, ...args])).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringContaining('is invalid'),
      })
    },
    timeout,
  )

  it('answers --help when it is the one for a whole CI run', async () => {
    const { stdout } = await run('.ci/run', ['--help'])
    expect(stdout).toMatch(/^Usage: \.ci\/run\n\n\S.{10,}\n/)
  })
})
