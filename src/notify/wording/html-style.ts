/** How pages look: narrow, quiet, the same in light and dark clients; no font and no picture is fetched. */
export const styleOfPage = `
body { font: 15px/1.45 system-ui, sans-serif; color: #1f2328; background: #ffffff; max-width: 46em; margin: 1.5em auto; padding: 0 1em; }
h2 { font-size: 1.1em; margin: 1.6em 0 .4em; padding-bottom: .2em; border-bottom: 1px solid #d0d7de; }
p { margin: .6em 0; }
a { color: #0550ae; text-decoration: none; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .6em 0; }
th { font-weight: 600; text-align: left; vertical-align: top; }
th, td { padding: .15em 1.2em .15em 0; }
.facts th { font-weight: 400; color: #57606a; white-space: nowrap; }
.facts td { overflow-wrap: anywhere; }
.counters td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.counters .none { color: #8c959f; }
.data { font-variant-numeric: tabular-nums; }
.data .right { text-align: right; padding: .15em 0 .15em 1.6em; }
.data thead th { border-bottom: 1px solid #8c959f; font-size: .92em; }
.data tfoot td { border-top: 1px solid #8c959f; font-weight: 600; }
ul { list-style: none; margin: .3em 0; padding-left: 1.2em; border-left: 1px solid #eaeef2; }
body > ul { padding-left: 0; border-left: 0; }
body > ul > li { margin-bottom: .8em; font-weight: 600; }
li li, .fact { font-weight: 400; }
.fact { color: #57606a; font-size: .93em; margin-left: 1.2em; overflow-wrap: anywhere; }
.history { font-weight: 400; margin-left: 1.2em; }
pre { background: #f6f8fa; padding: .8em; font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere; }
.lines { color: #57606a; font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
`
