/** What finishes a sale that a crash left at the printers. */
import type {Command} from '../api/commands.ts';
import type {Sale} from '../domain/sale.ts';

const finishing: ReadonlySet<Command['do']> = new Set([
	'print-on',
	'answer-printed',
	'abandon-slip',
	'print-elsewhere',
	'suspend-sale',
	'back',
	'next-customer',
]);

/** A sale that a crash left at the printers is finished whoever stands there; nothing else is done by nobody. */
export function finishes(command: Command, {at}: Sale): boolean {
	return (at === 'printing' || at === 'closed') && finishing.has(command.do);
}
