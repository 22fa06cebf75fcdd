/**
 * The keypad: digits where every screen has them, two operations at the right, C, and the main key.
 *
 *   7 8 9  ×     first
 *   4 5 6  C     second
 *   1 2 3  ┌──────────┐
 *   0 00 , └── main ──┘
 */
import type {ComponentChildren} from 'preact';
import {useDesk} from '../desk-context.ts';
import type {EntryLine} from '../models/entry-line.ts';
import {Key} from './key.tsx';

export interface KeypadProps {
	/** Where digits go; without one they stand still. */
	readonly entry?: EntryLine | undefined;
	readonly comma?: boolean;
	readonly doubleZero?: boolean;
	readonly onQuantity?: (() => void) | undefined;
	readonly onClear?: (() => void) | undefined;
	readonly first?: ComponentChildren;
	readonly second?: ComponentChildren;
	readonly main: ComponentChildren;
}

export function Keypad(props: KeypadProps) {
	const desk = useDesk();
	const words = desk.words.value;
	const {entry, comma = false, doubleZero = true, onQuantity, onClear, first, second, main} = props;
	const press = (characters: string) => {
		desk.notices.dismiss();
		entry?.press(characters);
	};
	const digit = (characters: string) => (
		<Key
			key={characters}
			testId={`digit-${characters}`}
			kind="digit"
			hotkeys={characters}
			guarded={false}
			disabled={entry === undefined || (characters === '00' && !doubleZero)}
			onPress={() => press(characters)}
		>
			{characters}
		</Key>
	);
	return (
		<div class="keypad">
			{['7', '8', '9'].map(digit)}
			<Key
				testId="quantity"
				kind="op"
				hotkeys="F2 *"
				disabled={onQuantity === undefined}
				onPress={onQuantity ?? (() => {})}
			>
				<span class="sign">×</span>
				<small>{words.sale.quantity}</small>
			</Key>
			{first ?? <span />}
			{['4', '5', '6'].map(digit)}
			<Key
				testId="clear"
				kind="op"
				hotkeys="Escape Backspace Delete"
				guarded={false}
				disabled={onClear === undefined}
				onPress={() => {
					desk.notices.dismiss();
					onClear?.();
				}}
			>
				<span class="sign">{words.clearKey}</span>
				<small>{words.clear}</small>
			</Key>
			{second ?? <span />}
			{['1', '2', '3'].map(digit)}
			{main}
			{['0', '00'].map(digit)}
			<Key
				testId="digit-comma"
				kind="digit"
				hotkeys=", ."
				guarded={false}
				disabled={entry === undefined || !comma}
				onPress={() => press(',')}
			>
				,
			</Key>
		</div>
	);
}
