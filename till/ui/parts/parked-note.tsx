/** What is put aside and not paid when a shift or a day ends: nobody else says so once the customer has gone. */
import {useDesk} from '../desk-context.ts';
import {Icon} from './icon.tsx';

export function ParkedNote() {
	const desk = useDesk();
	const parked = desk.snapshot.value?.parked ?? [];
	if (parked.length === 0) return null;
	const amountGrosze = parked.reduce((sum, {dueGrosze}) => sum + dueGrosze, 0);
	return (
		<p class="not-found" role="status" data-testid="parked-note" data-count={parked.length}>
			<Icon name="anchor" />
			<span>{desk.words.value.parked.unpaid(parked.length, amountGrosze)}</span>
		</p>
	);
}
