import { Command } from 'commander'
import { ledgerImportCommand } from './ledger-import.ts'

/** `treeline ledger`: what people were told. */
export function ledgerCommand(): Command {
  return new Command('ledger')
    .description('what people were told, so that they are told once')
    .addCommand(ledgerImportCommand())
}
