/** What happened to the till's own files, in one calm sentence; it stays until somebody at the service screen has seen it. */
import type {DamageNotice} from '../../domain/damage.ts';
import {useDesk} from '../desk-context.ts';
import type {Words} from '../words/kinds.ts';
import {Icon} from './icon.tsx';

export function damageNoteOf({part, lostCount, unsentCount}: DamageNotice, words: Words['damage']): string {
	switch (part) {
		case 'receipts':
			if (lostCount === 0) return words.receiptsSafe;
			return unsentCount === 0 ? words.receiptsOnServer(lostCount) : words.receiptsLost(lostCount);
		case 'catalogue':
			return words.catalogue;
		case 'key':
			return words.key;
		case 'state':
			return words.state;
	}
}

export function DamageNote() {
	const desk = useDesk();
	const damage = desk.snapshot.value?.damage;
	if (damage === undefined) return null;
	return (
		<p class="calm-note" role="status" data-testid="damage-note" data-part={damage.part}>
			<Icon name="need" />
			<span>{damageNoteOf(damage, desk.words.value.damage)}</span>
		</p>
	);
}
