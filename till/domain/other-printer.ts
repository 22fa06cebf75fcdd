/** Where a slip may be printed instead, when its own printer cannot print it. */
import type {Route, ShopSettings} from './catalogue.ts';
import {type PrintJob, printerOfJob} from './print-job.ts';

/**
 * Another printer of the till, where the shop allows it: printers belong to taxpayers, so goods printed elsewhere are
 * somebody else's takings unless both are the same shop's.
 */
export function otherPrinterFor(
	job: PrintJob,
	printers: readonly Route[],
	settings: ShopSettings | undefined,
): Route | undefined {
	if (settings?.slipsMayMove !== true) return undefined;
	return printers.find(printer => printer !== printerOfJob(job));
}
