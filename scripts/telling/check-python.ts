import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { TellingWorld } from './telling-world.ts'

/** Has the Python program of the documentation look at requests that came; the one in JavaScript has a test. */
export function checkSignatureInPython({ webhook, tally }: TellingWorld): void {
  if (spawnSync('python3', ['--version']).status !== 0) {
    return console.log('      the program in Python: not tried, python3 is not installed')
  }
  const page = readFileSync('docs/operations/webhook.md', 'utf8')
  const [, program = ''] = /```python\n(.*?)```/s.exec(page) ?? []
  // the last one: it is not five minutes old
  const { headers, body } = webhook.taken.at(-1) ?? { headers: {}, body: '' }
  const judge = `${program}
import json, sys
given = json.load(sys.stdin)
print(json.dumps([is_genuine(given["secret"], h, b.encode()) for h, b in given["all"]]))`
  const old = String(Number(headers['webhook-timestamp']) - 3_600)
  const all = [
    [headers, body],
    [headers, `${body} `],
    [{ ...headers, 'webhook-timestamp': old }, body],
    [{ ...headers, 'webhook-signature': 'v1,AAAA' }, body],
    [{ ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }, body],
    // what a stranger may send is no reason to fail
    [{ ...headers, 'webhook-signature': 'v1,é' }, body],
    [{ ...headers, 'webhook-timestamp': '²' }, body],
  ]
  const { stdout, stderr } = spawnSync('python3', ['-c', judge], {
    input: JSON.stringify({ secret: webhook.secret, all }),
    encoding: 'utf8',
  })
  tally.check(
    'the program in Python believes what we signed, and nothing else',
    stdout.trim() === '[true, false, false, false, true, false, false]',
    stdout + stderr,
  )
}
