/** The drawer is opened without a sale: by who may, and remembered, also where nobody can say whether it opened. */
import type {FiscalPrinter} from '../devices/fiscal-printer.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {Answerable} from './approval-desk.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {Say} from './state.ts';

export interface NoSaleParts {
	readonly printer: Pick<FiscalPrinter, 'openDrawer'>;
	readonly answerable: Answerable;
	readonly events: Pick<EventRecorder, 'record'>;
	readonly say: Say;
}

const wish = {command: {do: 'open-drawer'}, operation: {of: 'open-drawer'}} as const;

export async function openDrawer(cashier: Cashier | undefined, parts: NoSaleParts): Promise<void> {
	const {printer, answerable, events, say} = parts;
	if (cashier === undefined || answerable(wish, cashier) === undefined) return;
	const {outcome} = await printer.openDrawer();
	switch (outcome) {
		case 'confirmed':
			return events.record('drawer-opened', cashier);
		case 'unknown':
			events.record('drawer-opened', cashier, {outcome});
			return say('drawer-unknown', 'warning');
		case 'refused':
			return say('drawer-failed', 'error');
	}
}
