/** The program of a worker thread: files of the spool in, rows ready for COPY out. */
import { parentPort, workerData } from 'node:worker_threads'
import { threadGivesWay } from '../../platform/process/give-way.ts'
import { excerptRule } from '../excerpts/excerpt-rule.ts'
import { prepareFile } from './prepare-file.ts'
import type { PreparedDocument } from './prepared-document.ts'
import type { Preparation, WorkerRequest, WorkerSettings } from './worker-messages.ts'

if (parentPort === null) throw new Error('this program runs as a worker thread only')
const port = parentPort

let settings = workerData as WorkerSettings
if (settings.givesWay) threadGivesWay()
const excerpts = settings.excerpts && excerptRule(settings.excerpts)

port.on('message', (request: WorkerRequest) => {
  if (request.kind === 'tree-names') {
    settings = { ...settings, treeNames: request.treeNames }
    return
  }
  const preparation = prepareFile(request, settings, excerpts)
  port.postMessage(preparation, buffersOf(preparation))
})
port.postMessage({ kind: 'ready' })

/** The memory to transfer instead of copying it. */
function buffersOf(preparation: Preparation): ArrayBuffer[] {
  if (preparation.kind !== 'prepared') return []
  const tables: PreparedDocument['tables'] = preparation.document.tables
  return Object.values(tables).flatMap(({ text }) => text.map(({ buffer }) => buffer))
}
