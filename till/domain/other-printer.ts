/** Where a slip may be printed instead, when its own printer cannot print it. */
import type {Route, ShopSettings} from './catalogue.ts';
import {type PrintJob, printerOfJob} from './print-job.ts';
import {fail, ok, type Result} from './result.ts';

/**
 * Another printer of the till, where the shop allows it: printers belong to taxpayers, so goods printed elsewhere are
 * somebody else's takings unless both are the same shop's. A printer that a slip of a suspended sale waits for takes no
 * other one: `awaited` says which stands in the way.
 */
export function otherPrinterFor(
	job: PrintJob,
	{
		printers,
		settings,
		isAwaited,
	}: {
		readonly printers: readonly Route[];
		readonly settings: ShopSettings | undefined;
		readonly isAwaited: (printer: Route) => boolean;
	},
): Result<Route, 'not-permitted' | {readonly awaited: Route}> {
	const other = printers.find(printer => printer !== printerOfJob(job));
	if (settings?.slipsMayMove !== true || other === undefined) return fail('not-permitted');
	return isAwaited(other) ? fail({awaited: other}) : ok(other);
}
