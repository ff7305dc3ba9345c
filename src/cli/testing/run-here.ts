import { vi } from 'vitest'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { exitStatus } from '../command/failure.ts'
import { buildProgram } from '../program.ts'

/** How a command ended, and what it said to whoever started it. */
export type Ran = {
  status: number
  /** On standard output. */
  said: string
  /** On standard error, and why it failed. */
  complained: string
}

/** Runs `treeline ARGS` in this process, with these settings beside those of the environment. */
export async function runHere(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  const ran: Ran = { status: 0, said: '', complained: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((ran.said += text), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((ran.complained += text), true))
  try {
    const program = await buildProgram(args[0])
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    ran.status = exitStatus(error)
    ran.complained += errorMessage(error)
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  }
  return ran
}
