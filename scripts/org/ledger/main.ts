/** `npm run ledger`: proves that the ledger of an org tells every clock; see docs/decisions/0007-ledger.md. */
import { runLedger } from './command.ts';

process.exitCode = await runLedger(process.argv.slice(2));
