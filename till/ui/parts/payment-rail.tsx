/** How the customer pays: four forms in the place of the groups. */
import {useDesk} from '../desk-context.ts';
import {paymentForms} from '../models/payment.ts';
import {Icon} from './icon.tsx';

export function PaymentRail() {
	const desk = useDesk();
	const words = desk.words.value.payment;
	const chosen = desk.payment.form.value;
	return (
		<div class="rail tall" role="tablist" aria-label={words.formsLabel}>
			{paymentForms.map(form => (
				<button
					key={form}
					type="button"
					role="tab"
					aria-selected={form === chosen}
					class={form === chosen ? 'on' : ''}
					data-testid={`form-${form}`}
					onClick={() => desk.press(() => desk.payment.choose(form))}
				>
					<Icon name={form} />
					<span>{words.forms[form]}</span>
				</button>
			))}
		</div>
	);
}
