import type { VariableGroup } from './variable.ts'

export const notifyVariables = {
  title: 'telling people (docs/operations/notifications.md)',
  variables: [
    {
      name: 'NOTIFICATIONS_ENABLED',
      fallback: 'false',
      meaning:
        'mail leaves this machine, otherwise it becomes files of DATA_DIR/outbox; Discord and the webhook are told',
    },
    {
      name: 'INSTANCE',
      meaning: 'production, staging, dev or demo; staging and demo never send anything outside',
    },
    {
      name: 'DASHBOARD_URL',
      fallback: 'https://d.kernelci.org',
      meaning: 'where links in mails begin',
    },
    {
      name: 'EMAIL_BACKEND',
      fallback: 'smtp',
      meaning: 'smtp or outbox, also in the words of Django',
    },
    { name: 'EMAIL_HOST', fallback: 'smtp.gmail.com', meaning: 'the mail server' },
    {
      name: 'EMAIL_PORT',
      fallback: '587',
      meaning: 'its port; 465 is encrypted from the first byte',
    },
    { name: 'EMAIL_USE_TLS', fallback: 'true', meaning: 'STARTTLS, and nothing without it' },
    { name: 'EMAIL_USE_SSL', fallback: 'false', meaning: 'encryption from the first byte' },
    {
      name: 'EMAIL_HOST_USER',
      fallback: 'bot@kernelci.org',
      meaning: 'who logs in, where there is a password',
    },
    { name: 'EMAIL_HOST_PASSWORD', meaning: 'what with', secret: true },
    { name: 'EMAIL_HOST_PASSWORD_FILE', meaning: 'a file that holds it' },
    {
      name: 'EMAIL_FROM',
      fallback: 'KernelCI bot <bot@kernelci.org>',
      meaning: 'who sends the mails',
    },
    {
      name: 'EMAIL_TIMEOUT',
      fallback: '30',
      meaning: 'seconds that the mail server may be silent',
    },
    {
      name: 'EMAIL_RETRY_SECONDS',
      fallback: '60',
      meaning: 'seconds to the second attempt; pauses double from there',
    },
    { name: 'EMAIL_CONNECTIONS', fallback: '2', meaning: 'connections to it at a time' },
    { name: 'EMAIL_PER_MINUTE', fallback: '60', meaning: 'mails that a process sends at most' },
    {
      name: 'REGRESSION_MAILS',
      fallback: 'send',
      meaning: 'send, or hold: they wait for jobs retry',
    },
    {
      name: 'REGRESSION_MAILS_PER_HOUR',
      fallback: '20',
      meaning: 'more than that are held as well',
    },
    {
      name: 'MAIL_FAILED_DAYS',
      fallback: '8',
      meaning: 'how long mails that failed can be tried again',
    },
    {
      name: 'MAIL_WAITING_DAYS',
      fallback: '365',
      meaning: 'how long a mail may wait in the queue',
    },
    { name: 'MAIL_TEXT_DAYS', fallback: '30', meaning: 'how long texts of sent mails are kept' },
    {
      name: 'DISCORD_WEBHOOK_URL',
      meaning: 'where people are told of errors, failed jobs and mails that wait for somebody',
      secret: true,
    },
    { name: 'DISCORD_WEBHOOK_URL_FILE', meaning: 'a file that holds it' },
    {
      name: 'DISCORD_REPORTS',
      fallback: '[]',
      meaning: 'JSON list of reports that are posted there, such as ["new_issues","metrics"]',
    },
    { name: 'WEBHOOK_URL', meaning: 'where a program is told of the same', secret: true },
    { name: 'WEBHOOK_URL_FILE', meaning: 'a file that holds it' },
    {
      name: 'WEBHOOK_SECRET',
      meaning: 'whsec_ and base64: signs what is sent there',
      secret: true,
    },
    { name: 'WEBHOOK_SECRET_FILE', meaning: 'a file that holds it' },
    { name: 'WEBHOOK_EVENTS', meaning: 'JSON list of what it is told of; all when not given' },
  ],
} as const satisfies VariableGroup
