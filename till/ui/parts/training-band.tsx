/** Over everything a training till shows: whoever looks at it, from wherever, knows that it sells nothing. */
import {useDesk} from '../desk-context.ts';

export function TrainingBand() {
	const words = useDesk().words.value.training;
	return (
		<div class="training-band" role="note" data-testid="training">
			<b>{words.title}</b>
			<span>{words.means}</span>
		</div>
	);
}
