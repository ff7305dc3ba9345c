import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * The place that PostgreSQL keeps in the answer to one statement, of which some rows are read at a time: within
 * a transaction, one at a time. The statement is prepared as any other, and its first rows come with its first answer. By
 * SQL (DECLARE, FETCH) it was planned each time, the rows of each FETCH were copied before the first was sent, and a list
 * took three statements in place of one.
 */
export class Portal {
  readonly rowsAtATime: number
  #isOpen = false

  constructor(rowsAtATime: number) {
    this.rowsAtATime = rowsAtATime
  }

  /** Whether the statement runs already: whatever is asked is for its next rows. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** The statement was sent; who asks next, wants what follows. */
  opened(): void {
    this.#isOpen = true
  }

  /**
   * What `ask` asks for the first time is the statement; each time after that, whatever it says, are its next rows: fewer than
   * asked for where it ends. A parameter would have to go through the query builder.
   */
  ask<Result>(ask: () => Promise<Result>): Promise<Result> {
    return asked.run(this, ask)
  }
}

const asked = new AsyncLocalStorage<Portal>()

/** Through which portal the rows are wanted of what is being asked; undefined when all are wanted at once. */
export function wantedPortal(): Portal | undefined {
  return asked.getStore()
}
