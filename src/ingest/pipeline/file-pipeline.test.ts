import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { SpoolFile } from '../spool/spool-file.ts'
import { FilePipeline, type FileSource, type PipelineStages } from './file-pipeline.ts'
import type { PipelineLimits } from './pipeline-limits.ts'
import { madeUpFile } from '../testing/made-up-file.ts'

const limits: PipelineLimits = {
  worthWriting: 1,
  batchFiles: 3,
  batchRows: 100,
  batchBytes: 1000,
  bytesInFlight: 2000,
}

function filesOf(...sizes: number[]): FileSource {
  const files: Iterator<SpoolFile, undefined> = sizes
    .values()
    .map((size, index) => ({ name: `${index}.json`, size, modifiedMs: index }))
  return { next: async () => files.next().value }
}

function recording(stages: Partial<PipelineStages> = {}) {
  const batches: string[][] = []
  const movedAway: string[][] = []
  const setAside: string[] = []
  const all: PipelineStages = {
    prepare: async (file) => ({ asked: file, ...madeUpFile(file, { rows: 1 }) }),
    store: async (files) => {
      const names = files.map(({ file }) => file.name)
      batches.push(names)
      return async () => void movedAway.push(names)
    },
    sendAhead: () => {},
    waitedMs: () => 0,
    setAside: async ({ asked }) => void setAside.push(asked.name),
    ...stages,
  }
  return { batches, movedAway, setAside, stages: all }
}

const never = new AbortController().signal

test('keeps the order of the files whatever takes longest to prepare', async () => {
  const { batches, stages } = recording({
    prepare: async (file) => {
      await sleep(file.name === '0.json' ? 30 : 1)
      return { asked: file, ...madeUpFile(file, { rows: 1 }) }
    },
  })
  await new FilePipeline(stages, limits, never).run(filesOf(1, 1, 1, 1, 1, 1, 1))
  expect(batches).toEqual([
    ['0.json', '1.json', '2.json'],
    ['3.json', '4.json', '5.json'],
    ['6.json'],
  ])
})

test('closes a batch by its rows and by its bytes', async () => {
  const { batches, stages } = recording({
    prepare: async (file) => ({
      asked: file,
      ...madeUpFile(file, { rows: file.name === '0.json' ? 100 : 1 }),
    }),
  })
  await new FilePipeline(stages, limits, never).run(filesOf(1, 600, 600, 1))
  expect(batches).toEqual([['0.json'], ['1.json', '2.json'], ['3.json']])
})

test('takes the next batch once one is written that had to wait behind other writers', async () => {
  const events: string[] = []
  const { stages } = recording({
    prepare: async (file) => {
      events.push(`take ${file.name}`)
      return { asked: file, ...madeUpFile(file, { rows: 1 }) }
    },
    store: async () => {
      await sleep(1)
      events.push('written')
      return async () => {}
    },
    waitedMs: () => 60_000,
  })
  await new FilePipeline(stages, { ...limits, batchFiles: 2 }, never).run(filesOf(1, 1, 1, 1))
  expect(events).toEqual([
    'take 0.json',
    'take 1.json',
    'written',
    'take 2.json',
    'take 3.json',
    'written',
  ])
})

test('prepares the next batch while one is written, and never writes two at a time', async () => {
  let writing = 0
  let preparedMeanwhile = 0
  const { batches, stages } = recording()
  const prepare = stages.prepare
  const store = stages.store
  stages.prepare = (file) => {
    preparedMeanwhile += writing
    return prepare(file)
  }
  stages.store = async (files) => {
    expect((writing += 1)).toBe(1)
    await sleep(10)
    const moveAway = await store(files)
    writing -= 1
    return moveAway
  }
  await new FilePipeline(stages, limits, never).run(filesOf(...Array<number>(12).fill(100)))
  expect(batches).toHaveLength(4)
  expect(preparedMeanwhile).toBeGreaterThan(0)
})

test('bounds the bytes in flight, and lets a file above the bound through alone', async () => {
  let inFlight = 0
  let most = 0
  const { batches, stages } = recording()
  const prepare = stages.prepare
  const store = stages.store
  stages.prepare = (file) => {
    inFlight += file.size
    if (file.size <= limits.bytesInFlight) most = Math.max(most, inFlight)
    else expect(inFlight).toBe(file.size)
    return prepare(file)
  }
  stages.store = async (files) => {
    const moveAway = await store(files)
    for (const { file } of files) inFlight -= file.size
    return moveAway
  }
  await new FilePipeline(stages, limits, never).run(filesOf(900, 900, 900, 5000, 900, 10, 900, 900))
  expect(batches.flat()).toHaveLength(8)
  expect(most).toBeLessThanOrEqual(limits.bytesInFlight)
})

test('sets files without rows aside', async () => {
  const { batches, setAside, stages } = recording({
    prepare: async (file) =>
      file.name === '1.json'
        ? { kind: 'gone', asked: file }
        : { asked: file, ...madeUpFile(file, { rows: 0 }) },
  })
  await new FilePipeline(stages, limits, never).run(filesOf(1, 1, 1))
  expect(batches).toEqual([['0.json', '2.json']])
  expect(setAside).toEqual(['1.json'])
})

test.each([0, 10])(
  'told to stop after %i ms, finishes the batch in flight and begins no other',
  async (ms) => {
    const controller = new AbortController()
    const { batches, movedAway, stages } = recording()
    const store = stages.store
    stages.store = async (files) => {
      await sleep(ms) // after a while the next batch is full and waits
      controller.abort()
      await sleep(5)
      return store(files)
    }
    await new FilePipeline(stages, limits, controller.signal).run(filesOf(1, 1, 1, 1, 1, 1))
    expect(batches).toEqual([['0.json', '1.json', '2.json']])
    expect(movedAway).toEqual(batches)
  },
)

test('ends with the error of a write', async () => {
  const { stages } = recording({
    store: async () => {
      throw new Error('disk on fire')
    },
  })
  const run = new FilePipeline(stages, limits, never).run(filesOf(1, 1, 1, 1, 1, 1, 1))
  await expect(run).rejects.toThrow('disk on fire')
})

test('writes the next batch while the files of the last one are moved away, and no more than one', async () => {
  const { batches, stages } = recording()
  const store = stages.store
  let moving = 0
  let writtenMeanwhile = 0
  stages.store = async (files) => {
    writtenMeanwhile += moving
    const moveAway = await store(files)
    return async () => {
      expect((moving += 1)).toBe(1)
      await sleep(10)
      await moveAway()
      moving -= 1
    }
  }
  await new FilePipeline(stages, limits, never).run(filesOf(...Array<number>(12).fill(1)))
  expect(batches).toHaveLength(4)
  expect(writtenMeanwhile).toBeGreaterThan(0)
  expect(moving).toBe(0)
})

test('ends with the error of moving away', async () => {
  const { stages } = recording({
    store: async () => async () => {
      throw new Error('a mistake')
    },
  })
  await expect(new FilePipeline(stages, limits, never).run(filesOf(1))).rejects.toThrow('a mistake')
})

test('begins with a small batch, and makes the next ones full while that is written', async () => {
  const { batches, stages } = recording()
  const store = stages.store
  stages.store = async (files) => {
    await sleep(10)
    return store(files)
  }
  const eager = { ...limits, worthWriting: 0.5 }
  await new FilePipeline(stages, eager, never).run(filesOf(...Array<number>(8).fill(1)))
  expect(batches.map(({ length }) => length)).toEqual([2, 3, 3])
})

test('holds no more files than a batch has beside the one that is written', async () => {
  let [most, held] = [0, 0]
  const { stages } = recording()
  const { prepare, store } = stages
  stages.prepare = async (file) => {
    most = Math.max(most, (held += 1))
    return prepare(file)
  }
  stages.store = async (files) => {
    held -= files.length
    await sleep(5)
    return store(files)
  }
  await new FilePipeline(stages, limits, never).run(filesOf(...Array<number>(20).fill(1)))
  expect([most, held]).toEqual([limits.batchFiles, 0])
})
