/**
 * Money that leaves the drawer without a sale gets a slip of its own. The slip is asked for once and never again, whether the
 * printer refused it or fell silent: a second one would take the money out of the printer's drawer twice.
 */
import type {FiscalPrinter} from '../devices/fiscal-printer.ts';
import type {Grosze} from '../domain/money.ts';

export interface PayOutParts {
	readonly printer: Pick<FiscalPrinter, 'moveCash'>;
	/** The money may go, but the customer has no paper of it. */
	readonly onNoSlip: () => void;
	readonly log: (sentence: string) => void;
}

export async function payOut(amountGrosze: Grosze, {printer, onNoSlip, log}: PayOutParts): Promise<void> {
	const slip = await printer.moveCash({direction: 'out', amountGrosze});
	if (slip.outcome === 'confirmed') return;
	log(`The slip of a pay-out was not printed: ${JSON.stringify(slip)}`);
	onNoSlip();
}
