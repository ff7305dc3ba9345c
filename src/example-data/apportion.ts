/**
 * Divides a whole number among weights, so that the shares are whole, proportional and add up to
 * exactly `total`: each share is the difference of two rounded running sums.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0)
  let running = 0
  let given = 0
  return weights.map((weight) => {
    running += weight
    const due = Math.round((total * running) / sum)
    const share = due - given
    given = due
    return share
  })
}
