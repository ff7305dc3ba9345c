import { closeSync, openSync, writeFileSync } from 'node:fs'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { headerText } from '../../notify/mail/compose.ts'
import type { Mail } from '../../notify/mail/mail.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'

/** What would be sent, one after the other, as it is; a name that ends in `.html` gets the HTML parts. */
export class PreviewFile implements Disposable {
  readonly #file: number
  readonly #isHtml: boolean

  private constructor(file: number, isHtml: boolean) {
    this.#file = file
    this.#isHtml = isHtml
  }

  /** @throws CommandFailure when the file cannot be written */
  static of(path: string | null): PreviewFile | undefined {
    if (path === null) return undefined
    try {
      return new PreviewFile(openSync(path, 'w'), path.endsWith('.html'))
    } catch (error) {
      throw new CommandFailure(`--preview: ${errorMessage(error)}`, exitStatuses.usage)
    }
  }

  add(mail: Mail): void {
    if (!this.#isHtml) writeFileSync(this.#file, `${headerText(mail)}\n${mail.text}\n`)
    else if (mail.html !== null) writeFileSync(this.#file, `${mail.html}\n`)
  }

  [Symbol.dispose](): void {
    closeSync(this.#file)
  }
}
