/** A mail as `--preview` shows it. */
export type Previewed = { readonly subject: string; readonly to: string; readonly text: string }

/** The mails of a file that `--preview` has written: all end with the same line but the one that tells nothing. */
export function readPreview(content: string): Previewed[] {
  return content
    .split(/(?<=^Tested by KernelCI, https:\/\/kernelci\.org\n)\n/m)
    .filter((mail) => mail.trim() !== '')
    .map((mail) => {
      const end = mail.indexOf('\n\n')
      const head = mail.slice(0, end)
      return {
        subject: /^Subject: (.*)$/m.exec(head)?.[1] ?? '',
        to: /^To: (.*)$/m.exec(head)?.[1] ?? '',
        text: mail.slice(end + 2),
      }
    })
}

/** Between the preview and the mail a minute may have begun. */
const aroundNowMs = 10 * 60_000

/** A text without the minute at which it was made, and without empty lines at its end. */
export function withoutNow(text: string): string {
  return text.trimEnd().replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, (minute) => {
    const at = Date.parse(`${minute.slice(0, 10)}T${minute.slice(11, 16)}Z`)
    return Math.abs(Date.now() - at) < aroundNowMs ? 'now' : minute
  })
}
