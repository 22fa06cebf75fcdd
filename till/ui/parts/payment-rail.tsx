/** How the customer pays: the forms in the place of the groups; transfers and currencies where the shop takes any. */
import {useDesk} from '../desk-context.ts';
import {Icon} from './icon.tsx';

export function PaymentRail() {
	const desk = useDesk();
	const words = desk.words.value.payment;
	const chosen = desk.payment.form.value;
	return (
		<div class="rail tall" role="tablist" aria-label={words.formsLabel}>
			{desk.payment.forms.map(form => (
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
