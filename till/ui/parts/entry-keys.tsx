/** Keys that several screens share: the way back, always at the end of the entry line, the search, PLU and repeat. */
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

/** What was typed is a PLU, or a barcode. */
export function PluKey({disabled = false}: {readonly disabled?: boolean}) {
	const desk = useDesk();
	return (
		<Key testId="plu" kind="op" hotkeys="F10 Enter" disabled={disabled} onPress={() => desk.sale.plu()}>
			{desk.words.value.sale.plu}
		</Key>
	);
}

/** Repeat stands dashed where a state has no use for it. */
export function DashedRepeat() {
	const words = useDesk().words.value.sale;
	return (
		<Key testId="repeat" kind="op" disabled onPress={() => {}}>
			{words.repeat}
		</Key>
	);
}
