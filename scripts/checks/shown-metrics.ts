/** The values that a metric has, of whatever labels, in the order in which they are shown. */
export async function valueShown(metricsUrl: string, name: string): Promise<number[]> {
  const text = await (await fetch(metricsUrl)).text()
  const lines = text.split('\n').filter((line) => /^[\w:]+/u.exec(line)?.[0] === name)
  return lines.map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)))
}
