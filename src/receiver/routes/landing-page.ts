import type { Handler } from 'hono'
import { pagePolicyHead } from '../../http/answer/security-head.ts'
import { version } from '../../platform/process/version.ts'
import type { ReceiverEnv } from '../receiver-env.ts'

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Treeline receiver</title>
<h1>Treeline ${version}: receiver of submissions</h1>
<p>Send a KCIDB document with a token: <code>POST /submit</code>, <code>Authorization: Bearer &lt;JWT&gt;</code>.
<p>Ask what became of it: <code>GET /status?id=…</code>. Try a token: <code>GET /authtest</code>.
</html>
`

/** `GET /`: tells a person who opens the address in a browser where this is. */
export const landingPage: Handler<ReceiverEnv> = (c) =>
  c.html(page, 200, Object.fromEntries([pagePolicyHead]))
