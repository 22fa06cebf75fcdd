/** A form that pays the whole amount: what it comes to, and what is done now. */
import {useDesk} from '../desk-context.ts';
import {zloty} from '../format.ts';
import type {WholeForm} from '../models/payment.ts';

interface WholeProps {
	readonly form: WholeForm;
	readonly dueGrosze: number;
	/** Where the form has a name of its own. */
	readonly title?: string | undefined;
}

export function Whole({form, dueGrosze, title}: WholeProps) {
	const words = useDesk().words.value.payment;
	return (
		<div class="panel advice" data-testid={`whole-${form}`}>
			<h2>{title ?? words.wholeTitle[form]}</h2>
			<p class="figure">{zloty(dueGrosze)}</p>
			<p>{words.wholeSteps[form]}</p>
		</div>
	);
}
