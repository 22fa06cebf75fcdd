/** Before there is anything to sell with: the mark, and what the till is doing. */
import {useDesk} from '../desk-context.ts';
import {DamageNote} from '../parts/damage-note.tsx';
import {Mark} from '../parts/mark.tsx';

export function StartingScreen({step}: {readonly step: 'catalogue' | 'printers' | 'recovery'}) {
	const words = useDesk().words.value.starting;
	return (
		<main class="starting" data-testid="starting" data-step={step}>
			<Mark />
			<h1>{words.title}</h1>
			<p>{words.steps[step]}</p>
			<DamageNote />
		</main>
	);
}

/** Before the first word from the till. */
export function WaitingForTill() {
	const words = useDesk().words.value.connection;
	return (
		<main class="starting" data-testid="connecting">
			<Mark />
			<h1>{words.connecting}</h1>
		</main>
	);
}
