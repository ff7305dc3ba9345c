/**
 * The values that a metric has, of whatever labels, in the order in which they are shown.
 *
 * @param name of the metric, or with labels of one of its values
 */
export async function valueShown(metricsUrl: string, name: string): Promise<number[]> {
  const text = await (await fetch(metricsUrl)).text()
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
  return lines.map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)))
}
