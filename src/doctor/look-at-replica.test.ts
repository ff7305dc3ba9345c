import { expect, it } from 'vitest'
import { judgeReplica } from './look-at-replica.ts'

const primary = { cluster: '1', timeline: 1, isReplica: false, commit: 100, feedback: 'on' }
const replicaAt = (commit: number) => ({ ...primary, isReplica: true, commit })

it.each([
  ['that is in step', 100, 100, 'fine', 'in step'],
  ['that has caught up meanwhile', 98, 100, 'fine', 'in step'],
  ['that is ahead of what was asked for', 98, 103, 'fine', 'in step'],
  ['that comes nearer', 90, 98, 'fine', '2 commits behind'],
  ['that comes nearer from afar', 10, 50, 'warning', '50 commits behind'],
  ['that stands still', 98, 98, 'warning', '2 commits behind, and comes no nearer'],
])('says of a replica %s what is the matter', (_, first, later, severity, says) => {
  const looks = { first: replicaAt(first), later: replicaAt(later) }
  expect(judgeReplica('replica a', looks, primary)).toMatchObject({ severity, says })
})
