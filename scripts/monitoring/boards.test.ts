import { describe, expect, it } from 'vitest'
import { panelsOf, queriesOf, readBoards } from './boards.ts'
import { silences } from './silences.ts'

const boards = readBoards()

it('has boards of different names', () => {
  expect(boards.length).toBeGreaterThan(3)
  for (const key of ['uid', 'title'] as const) {
    expect(new Set(boards.map((board) => board[key])).size).toBe(boards.length)
  }
})

it('lets only panels be silent that there are', () => {
  const queries = boards.flatMap(queriesOf)
  for (const { board, panel } of silences) {
    expect(queries).toContainEqual(expect.objectContaining({ board, panel }))
  }
})

describe.each(boards.map((board) => [board.name, board] as const))('%s', (_, board) => {
  it('has panels with ids of their own, and targets too', () => {
    const ids = board.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { targets } of panelsOf(board)) {
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length)
    }
  })

  it('lays its panels out within the width, none over another', () => {
    const taken = new Map<string, string>()
    for (const { title, gridPos } of board.panels) {
      const { x, y, w, h } = gridPos
      expect(x + w, title).toBeLessThanOrEqual(24)
      for (let column = x; column < x + w; column += 1) {
        for (let line = y; line < y + h; line += 1) {
          expect(taken.get(`${column} ${line}`), title).toBeUndefined()
          taken.set(`${column} ${line}`, title)
        }
      }
    }
  })

  it('leaves no line of the page empty', () => {
    const lines = new Set(
      board.panels.flatMap(({ gridPos: { y, h } }) => Array.from({ length: h }, (__, i) => y + i)),
    )
    expect(lines.size).toBe(Math.max(...lines) + 1)
  })

  it('asks by variables that it has, and has none that nothing asks by', () => {
    const text = JSON.stringify([queriesOf(board), board.panels.map(({ title }) => title)])
    const used = [...text.matchAll(/\$(\w+)/g)].map(([, name = '']) => name)
    const known = board.templating.list.map(({ name }) => name)
    const foreign = used.filter((name) => !name.startsWith('__') && !known.includes(name))
    expect(foreign).toEqual([])
    expect(known.filter((name) => name !== 'datasource' && !used.includes(name))).toEqual([])
  })

  it('names in its legends and tables only labels that its queries keep', () => {
    for (const { title, targets } of panelsOf(board)) {
      for (const { legendFormat, expr } of targets) {
        for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
          const aggregated = /(?:sum|max|min|count) by \(([^)]*)\)/.exec(expr)?.[1]
          // what is not aggregated keeps all labels
          if (aggregated === undefined) continue
          expect(aggregated.split(', '), title).toContain(label)
        }
      }
    }
  })
})
