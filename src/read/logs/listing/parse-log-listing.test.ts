import { describe, expect, it } from 'vitest'
import { LogListingUnreadable } from './log-listing-unreadable.ts'
import { parseLogListing } from './parse-log-listing.ts'

const page = new URL('https://files.kernelci.org/a/logs/')

const listing = (rows: string) => `<!doctype html><html><body><h1>Index</h1>
<table id="other"><tbody><tr><td>no</td></tr></tbody></table>
<table id="list"><thead><tr><th>File Name</th><th>Size</th><th>Date</th></tr></thead>
<tbody>${rows}</tbody></table>
<table id="list"><tbody><tr><td>later</td></tr></tbody></table></body></html>`

const row = (href: string, name = 'build.log') =>
  `<tr><td class="link"><a href="${href}">${name}</a></td><td>12.3 KiB</td><td> 2025-Jul-16 </td></tr>\n`

const parent = '<tr><td><a href="../">Parent directory/</a></td><td>-</td><td>-</td></tr>'

const problemOf = (html: string) => {
  try {
    return parseLogListing(html, page)
  } catch (error) {
    return error instanceof LogListingUnreadable ? error.code : error
  }
}

describe('parseLogListing', () => {
  it('reads the rows of the first body of the first table named list', () => {
    expect(
      parseLogListing(listing(parent + row('build.log') + row('b%20c.log', 'b &amp; c')), page),
    ).toEqual([
      {
        specific_log_url: 'build.log',
        file_name: 'build.log',
        file_size: '12.3 KiB',
        date: '2025-Jul-16',
      },
      {
        specific_log_url: 'b%20c.log',
        file_name: 'b & c',
        file_size: '12.3 KiB',
        date: '2025-Jul-16',
      },
    ])
  })

  it.each(['PARENT DIRECTORY', '  parent directory/', 'Parent Directory (up)'])(
    'leaves %j out',
    (name) => {
      expect(parseLogListing(listing(row('../', name)), page)).toEqual([])
    },
  )

  it('takes the first link of a cell, and cells and rows without their ends', () => {
    const rows =
      '<tr><td><a href=a.log>a</a> <a href=b.log>b</a><td>1<td>2<tr><td><a href=c>c</a><td>3<td>4'
    expect(parseLogListing(listing(rows), page)).toEqual([
      { specific_log_url: 'a.log', file_name: 'a b', file_size: '1', date: '2' },
      { specific_log_url: 'c', file_name: 'c', file_size: '3', date: '4' },
    ])
  })

  it.each([
    ['https://other.example/x', 'https://other.example/x'],
    ['/x', '/x'],
    ['//h/x', '//h/x'],
    ['javascript:alert(1)', null],
    [' JavaScript:alert(1)', null],
    ['java\tscript:alert(1)', null],
    ['java&#x09;script:alert(1)', null],
    ['data:text/html,x', null],
    ['vbscript:x', null],
    ['file:///etc/passwd', null],
    ['http://[', null],
  ])('of the link %j keeps %j', (href, kept) => {
    expect(parseLogListing(listing(row(href)), page)[0]?.specific_log_url).toBe(kept)
  })

  it.each([
    ['', 'log_listing_table'],
    ['<table><tbody><tr></tr></tbody></table>', 'log_listing_table'],
    ['{"not": "html"}', 'log_listing_table'],
    ['<table id="list"></table>', 'log_listing_body'],
    [
      '<table id="list"><tr><td>1</td></tr></table><table><tbody></tbody></table>',
      'log_listing_body',
    ],
    [listing('<tr><td>1</td><td>2</td></tr>'), 'log_listing_columns'],
    [listing('<tr><td>1<td>2<td>3<td>4'), 'log_listing_columns'],
    [listing('<tr></tr>'), 'log_listing_columns'],
    [listing('<tr><td>name</td><td>1</td><td>2</td></tr>'), 'log_listing_link'],
    [listing('<tr><td><a>name</a></td><td>1</td><td>2</td></tr>'), 'log_listing_link'],
    [listing(''), []],
  ])('of %j says %j', (html, result) => expect(problemOf(html)).toEqual(result))

  it.each([
    ['<b>'.repeat(1_000_000), 'log_listing_table'],
    [listing(`<tr><td>${'<i>'.repeat(1_000_000)}`), 'log_listing_table'],
    ['</b>'.repeat(1_000_000), 'log_listing_table'],
    [`<table id="list" ${'a="b" '.repeat(500_000)}>`, 'log_listing_body'],
    [listing('<tr>'.repeat(500_000)), 'log_listing_columns'],
    [listing(`<tr>${'<td>'.repeat(500_000)}`), 'log_listing_columns'],
    ['<!--'.repeat(1_000_000), 'log_listing_table'],
    ['&'.repeat(4_000_000), 'log_listing_table'],
  ])('is not stopped by a hostile page', (html, result) => expect(problemOf(html)).toBe(result))
})
