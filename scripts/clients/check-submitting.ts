import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { smallDocument } from '../../src/ingest/testing/small-documents.ts'
import { treelineOutput } from '../checks/treeline-process.ts'
import { run, type ClientCheck } from './client-check.ts'

/** How each sample is run that docs/submitting.md shows: the language of its block, a file, a program. */
const samples = [
  ['sh', 'submit.sh', 'bash'],
  ['python', 'submit.py', 'python3'],
  ['js', 'submit.mjs', process.execPath],
] as const

/** Every sample of docs/submitting.md, as it stands there, submits a document and sees it merged. */
export function checkSubmitting({ receiver, dataDir, workspace, tally }: ClientCheck): void {
  const page = readFileSync('docs/submitting.md', 'utf8')
  const [, text = ''] = page.split('## Samples')
  const env = {
    RECEIVER: receiver,
    TOKEN: treelineOutput(['token', 'create', '--origin', 'o', '--bound'], {
      DATA_DIR: dataDir,
    }).trim(),
  }
  const folder = join(workspace, 'submitting')
  mkdirSync(folder)
  for (const [language, file, program] of samples) {
    const [, sample = ''] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(text) ?? []
    writeFileSync(join(folder, file), sample)
    writeFileSync(join(folder, 'results.json'), JSON.stringify(smallDocument(language)))
    const { ok, output } = run(program, [file], env, folder)
    tally.check(
      `docs/submitting.md: the sample in ${language} submits, and sees that it is merged`,
      ok && output.includes('merged'),
      output,
    )
  }
}
