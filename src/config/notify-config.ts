import { type ChannelConfigs, channelConfigs } from './channel-config.ts'
import type { Env } from './env.ts'
import { givenSecrets } from './given-secrets.ts'
import { type Instance, instanceInferred, instances, whyNobodyIsTold } from './instance.ts'
import { type MailConfig, mailConfig } from './mail-config.ts'
import { address } from './web-address.ts'
import { flag, integer, oneOf } from './variables.ts'

/** Telling people what was found. */
export type NotifyConfig = {
  instance: Instance
  /** Where links into the dashboard begin, without a slash at the end. */
  links: string
  /** How mail leaves, or that it does not. */
  mail: MailConfig
  /** Where else people and programs are told of what needs somebody. */
  channels: ChannelConfigs
  /** What must be in nothing that is told. */
  secrets: readonly string[]
  /** Regression mails wait for a person before they go anywhere (notifications.md O-46). */
  holdsRegressions: boolean
  /** Those beyond so many in an hour wait, too. */
  regressionsPerHour: number
  /** How long after a first attempt the second one comes; pauses double from there. */
  retrySeconds: number
  keep: {
    /** What failed can be tried again for so many days. */
    failedDays: number
    /** What waits in the queue waits at most so long. */
    waitingDays: number
    /** Texts of what was sent. */
    textDays: number
  }
}

/** @throws ConfigError */
export function notifyConfig(
  env: Env,
  known: { corsAllowedOrigins: readonly string[]; isDebugging: boolean },
): NotifyConfig {
  const days = { min: 1, max: 36_500 }
  const instance = oneOf(env, 'INSTANCE', instances, instanceInferred(known))
  const whyNot = whyNobodyIsTold(instance, flag(env, 'NOTIFICATIONS_ENABLED', false))
  const mail = mailConfig(env, whyNot)
  const channels = channelConfigs(env, whyNot)
  return {
    instance,
    links: address(env, 'DASHBOARD_URL', 'https://d.kernelci.org'),
    mail,
    channels,
    secrets: [...givenSecrets(env), ...secretsOf(mail, channels)],
    holdsRegressions: oneOf(env, 'REGRESSION_MAILS', ['send', 'hold'], 'send') === 'hold',
    regressionsPerHour: integer(env, 'REGRESSION_MAILS_PER_HOUR', 20, { min: 0, max: 100_000 }),
    retrySeconds: integer(env, 'EMAIL_RETRY_SECONDS', 60, { min: 1, max: 3_600 }),
    keep: {
      failedDays: integer(env, 'MAIL_FAILED_DAYS', 8, days),
      waitingDays: integer(env, 'MAIL_WAITING_DAYS', 365, days),
      textDays: integer(env, 'MAIL_TEXT_DAYS', 30, days),
    },
  }
}

/** Those that files may hold. */
function secretsOf({ way }: MailConfig, { discord, webhook }: ChannelConfigs): string[] {
  return [
    ...(way.kind === 'smtp' && way.login !== null ? [way.login.password] : []),
    ...(discord.kind === 'discord' ? [discord.url] : []),
    ...(webhook.kind === 'webhook' ? [webhook.url] : []),
  ]
}
