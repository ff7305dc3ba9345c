import type { Decision } from '../../notify/run/run-action.ts'
import type { Answers } from './answers.ts'

/**
 * Asks what is to become of a mail that was shown.
 *
 * @param mayIgnore it can be left out for ever, which `--yes` does not answer
 * @throws CommandFailure when there is nobody to answer
 */
export async function askAboutMail(
  answers: Answers,
  { mayIgnore, asks }: { mayIgnore: boolean; asks: boolean },
): Promise<Decision> {
  if (mayIgnore && (await answers.isYes('ignore this issue for ever?'))) return 'ignore'
  if (!asks || (await answers.isYes('send this mail?'))) return 'tell'
  process.stdout.write('not sent\n')
  return 'leave'
}
