/**
 * A key: the only thing that can be touched.
 *
 * `hotkeys` are the physical keys that press it; `hardware-keys.ts` finds the key by them, so a finger and a
 * function key take the same way.
 */
import type {ComponentChildren} from 'preact';
import {useDesk} from '../desk-context.ts';

export interface KeyProps {
	readonly testId: string;
	readonly onPress: () => void;
	readonly kind?: string;
	readonly disabled?: boolean;
	/** Lit: chosen, or the state the screen is in. */
	readonly on?: boolean;
	/** Space-separated names of physical keys; the first is shown on the key. */
	readonly hotkeys?: string;
	/** For keys whose face is a sign. */
	readonly label?: string;
	readonly guarded?: boolean;
	/** Variables of the style sheet. */
	readonly style?: Readonly<Record<`--${string}`, string>>;
	readonly children: ComponentChildren;
}

const shortNames: Readonly<Record<string, string>> = {Escape: 'Esc'};

export function Key(props: KeyProps) {
	const desk = useDesk();
	const {testId, onPress, kind = '', disabled = false, on, hotkeys, label, guarded = true, style, children} = props;
	const shown = hotkeys?.split(' ').find(name => /^(F\d+|Escape)$/.test(name));
	return (
		<button
			type="button"
			class={`key ${kind} ${on ? 'on' : ''}`}
			data-testid={testId}
			data-hotkeys={hotkeys}
			disabled={disabled}
			aria-label={label}
			aria-pressed={on}
			style={style}
			onClick={() => desk.press(onPress, {guarded})}
		>
			{children}
			{shown !== undefined && <kbd>{shortNames[shown] ?? shown}</kbd>}
		</button>
	);
}

interface MainKeyProps {
	readonly face: ComponentChildren;
	readonly small?: ComponentChildren;
	readonly onPress: () => void;
	readonly disabled?: boolean;
	/** Whether Enter presses it too; never where it commits money. */
	readonly enter?: boolean;
}

/** The one main command. After it the guard goes up: what stands in its place next is not for the same touch. */
export function MainKey({face, small, onPress, disabled = false, enter = false}: MainKeyProps) {
	const desk = useDesk();
	const press = () => {
		onPress();
		desk.guard.raise();
	};
	return (
		<Key testId="main-key" kind="go" hotkeys={enter ? 'F1 Enter' : 'F1'} disabled={disabled} onPress={press}>
			<b class={typeof face === 'string' && face.length <= 6 ? '' : 'long'}>{face}</b>
			{small !== undefined && <small>{small}</small>}
		</Key>
	);
}
