/** The keys at the end of the entry line: the way back is always there, above the main key. */
import {useDesk} from '../desk-context.ts';
import {Key} from './key.tsx';

export function BackKey({onPress}: {readonly onPress: () => void}) {
	const words = useDesk().words.value;
	return (
		<Key testId="back" kind="op" hotkeys="Escape" onPress={onPress}>
			{words.back}
		</Key>
	);
}

export function SearchKey() {
	const desk = useDesk();
	return (
		<Key testId="search" kind="op" hotkeys="F3" onPress={() => desk.sale.toggle('search')}>
			{desk.words.value.sale.search}
		</Key>
	);
}
