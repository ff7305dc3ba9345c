import { Worker } from 'node:worker_threads'
import type { Preparation, WorkerAnswer, WorkerRequest, WorkerSettings } from './worker-messages.ts'

export type PreparationThreadOptions = {
  settings: WorkerSettings
  onAnswer: (preparation: Preparation) => void
  /** The thread ended; `worked` is false when it never started. */
  onCrash: (error: Error, worked: boolean) => void
  program?: URL
}

const defaultProgram = new URL('./prepare-worker.ts', import.meta.url)

/**
 * Limits the garbage of parsed documents. For 500 real files (89 MB) the process peaked at 390 MB without this limit, and
 * in some rounds with 64 MB; not with 32 MB, in the same time, and not with 24 MB, at 15 % more processor time.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 32 }

/** A worker thread, and the messages to and from it. */
export class PreparationThread {
  readonly #worker: Worker
  #worked = false
  #failure: Error | undefined

  constructor({ settings, onAnswer, onCrash, program }: PreparationThreadOptions) {
    this.#worker = new Worker(program ?? defaultProgram, { workerData: settings, resourceLimits })
    this.#worker.on('message', (answer: WorkerAnswer) => {
      if (answer.kind === 'ready') this.#worked = true
      else onAnswer(answer)
    })
    this.#worker.on('error', (error) => {
      this.#failure = error instanceof Error ? error : new Error(String(error))
    })
    this.#worker.on('exit', (status) => {
      onCrash(this.#failure ?? new Error(`it ended with status ${status}`), this.#worked)
    })
  }

  send(request: WorkerRequest): void {
    this.#worker.postMessage(request)
  }

  /** Ends the thread, whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
