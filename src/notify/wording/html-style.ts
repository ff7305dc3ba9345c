/**
 * How pages look: narrow, quiet, the same in light and dark clients; no font and no picture is fetched. Selectors name
 * elements and classes alone, because some clients put `body` aside; where there is no room for a table it scrolls, and
 * the page does not.
 */
export const styleOfPage = `
body { font: 15px/1.45 system-ui, sans-serif; color: #1f2328; background: #ffffff; max-width: 46em; margin: 1.5em auto; padding: 0 1em; overflow-wrap: break-word; }
h2 { font-size: 1.1em; margin: 1.6em 0 .4em; padding-bottom: .2em; border-bottom: 1px solid #d0d7de; }
p { margin: .6em 0; }
a { color: #0550ae; text-decoration: none; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .6em 0; }
th { font-weight: 600; text-align: left; vertical-align: top; }
th, td { padding: .15em 1.2em .15em 0; }
.facts th { font-weight: 400; color: #57606a; white-space: nowrap; }
.facts td { padding-right: 0; overflow-wrap: anywhere; }
.counters td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.counters .none { color: #8c959f; }
.wide { overflow-x: auto; }
.data { font-variant-numeric: tabular-nums; }
.data td { white-space: nowrap; }
.data .right { text-align: right; padding: .15em 0 .15em 1.6em; }
.data .left { padding-right: 0; }
.data thead th { border-bottom: 1px solid #8c959f; font-size: .92em; vertical-align: bottom; }
.data tfoot td { border-top: 1px solid #8c959f; font-weight: 600; }
ul { list-style: none; margin: .3em 0; padding-left: 1.2em; border-left: 1px solid #eaeef2; }
li { overflow-wrap: anywhere; }
.outline { padding-left: 0; border-left: 0; }
.outline li { margin-bottom: .8em; font-weight: 600; }
.outline li li { margin-bottom: .5em; font-weight: 400; }
.fact { color: #57606a; font-weight: 400; font-size: .93em; margin-left: 1.2em; overflow-wrap: anywhere; }
.history { font-weight: 400; margin-left: 1.2em; }
pre { background: #f6f8fa; padding: .8em; font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere; }
.lines { color: #57606a; font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.below { color: #57606a; font-size: .87em; margin-top: 2em; padding-top: .2em; border-top: 1px solid #d0d7de; }
@media (max-width: 480px) {
  ul { padding-left: .8em; }
  .counters th, .counters td { padding-right: .6em; }
  .data { font-size: 12px; }
  .data .right { padding-left: .8em; }
}
`
