import Sqlite from 'better-sqlite3'

/** A row of `notifications_issue`, or of `notifications_checkout`; what is not said is as usual. */
export type LedgerRows = {
  issues?: readonly { issue_id: string; version?: number; sent?: string | null }[]
  statuses?: readonly {
    checkout_id: string
    branch?: string
    url?: string
    origin?: string | null
    path?: string | null
    sent?: string
  }[]
}

/** Makes a file as the reference keeps it (notifications.md 3.1, 3.2). */
export function writeReferenceLedger(
  path: string,
  { issues = [], statuses = [] }: LedgerRows,
): void {
  const file = new Sqlite(path)
  file.exec(`
    create table notifications_checkout (
      id integer primary key autoincrement, notification_message_id text not null,
      notification_sent datetime not null, checkout_id text not null, origin text, path text,
      git_repository_branch text not null, git_repository_url text not null
    );
    create table notifications_issue (
      id integer primary key autoincrement, notification_message_id text, notification_sent datetime,
      issue_id text not null, issue_version integer not null, issue_type text
    );
    create unique index issue_version on notifications_issue (issue_id, issue_version);
  `)
  const issue = file.prepare(
    `insert into notifications_issue
       (issue_id, issue_version, notification_sent, notification_message_id, issue_type)
     values (?, ?, ?, ?, 'build')`,
  )
  const status = file.prepare(
    `insert into notifications_checkout
       (checkout_id, git_repository_branch, git_repository_url, origin, path, notification_sent, notification_message_id)
     values (?, ?, ?, ?, ?, ?, '<1.2.3@host>')`,
  )
  file.transaction(() => {
    for (const { issue_id, version = 1, sent = null } of issues) {
      issue.run(issue_id, version, sent, sent === null ? null : '<1.2.3@kernelci.org>')
    }
    for (const {
      checkout_id,
      branch = 'master',
      url = 'https://git/linux.git',
      ...more
    } of statuses) {
      const { origin = 'maestro', path: paths = '%', sent = '2026-02-01 02:30:07.123000' } = more
      status.run(checkout_id, branch, url, origin, paths, sent)
    }
  })()
  file.close()
}
