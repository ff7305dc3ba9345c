import { createHook } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { keepShapeOfTicks } from './shape-of-ticks.ts'

it('keeps a call of process.nextTick that garbage collection would take', async () => {
  const { made, stop } = watchTicks()
  await keepShapeOfTicks()
  await new Promise((resolve) => process.nextTick(resolve))
  stop()
  const [kept, other] = [made[0], made[1]]
  await collectGarbage()
  expect(kept?.deref()).toBeInstanceOf(Object)
  expect(other?.deref()).toBeUndefined()
})

/** Sees what node makes of each call. */
function watchTicks() {
  const made: WeakRef<object>[] = []
  const hook = createHook({
    init: (_id, type, _trigger, resource: object) => {
      if (type === 'TickObject') made.push(new WeakRef(resource))
    },
  }).enable()
  return { made, stop: () => hook.disable() }
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  // what a weak reference showed lives until the end of its turn
  await sleep(1)
  collect()
}
