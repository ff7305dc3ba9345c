import { open, rename } from 'node:fs/promises'

/** Writes a file so that after a crash it has either the old content or all of the new one. */
export async function writeFileWhole(path: string, text: string, mode = 0o644): Promise<void> {
  const unfinished = `${path}.new`
  const file = await open(unfinished, 'w', mode)
  try {
    await file.chmod(mode)
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
}
