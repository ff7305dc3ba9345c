/**
 * What is being sent when the program is asked to end has so long to arrive, in milliseconds: what is broken off may
 * have arrived, and would come twice. Less than the queue waits for it.
 */
export const attemptEndMs = 4_000
