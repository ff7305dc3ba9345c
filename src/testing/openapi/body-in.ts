/** What was answered, parsed; as it is where it is not one JSON text. */
export function bodyIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
