/**
 * Physical keys: a scanner's burst becomes a scan, anything else presses the key on the screen that wears its name.
 *
 * Digits are read by their place on the keyboard, so that a layout or Caps Lock changes nothing. Every key taken here
 * is kept from the browser, whose own F5 would load the page again in the middle of a sale; and Enter, which ends a
 * scan, never presses what happens to have the focus.
 */
import {gs1Separator} from '../domain/gs1.ts';
import {fold} from './fold.ts';
import type {Stroke} from './models/wedge.ts';

type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

const named = /^(F([1-9]|1[0-2])|Enter|Escape|Backspace|Delete|PageUp|PageDown)$/;

/** What a key event is to the till; undefined for what the browser may keep. */
export function strokeOf(event: KeyEvent): Stroke | undefined {
	if (named.test(event.key)) return {kind: 'named', name: event.key};
	const isAltGraph = event.ctrlKey && event.altKey;
	// A scanner that plays keyboard spells the separator of GS1 codes as the control character it is.
	if (event.ctrlKey && !event.altKey && event.code === 'BracketRight')
		return {kind: 'character', character: gs1Separator};
	if (event.metaKey || (event.ctrlKey && !isAltGraph)) return undefined;
	const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
	const isSymbol = event.shiftKey && /^[^\p{L}\p{N}]$/u.test(event.key);
	if (digit !== undefined && !isSymbol && !isAltGraph) return {kind: 'character', character: digit};
	if (/^.$/u.test(event.key)) return {kind: 'character', character: event.key};
	return undefined;
}

/** The name by which a typed character or key is found on the screen. */
export function hotkeyOf(typed: string): string {
	if (typed === ' ') return 'Space';
	return typed.length === 1 ? fold(typed) : typed;
}

/** Presses the first key on the screen that wears the name and can be used. */
export function pressHotkey(root: ParentNode, typed: string): void {
	const name = hotkeyOf(typed).replaceAll(/["\\]/g, '\\$&');
	root.querySelector<HTMLButtonElement>(`button[data-hotkeys~="${name}"]:not(:disabled)`)?.click();
}

/** Listens until the answer is called. */
export function listenToKeys(page: Window, onStroke: (stroke: Stroke) => void): () => void {
	const listener = (event: KeyboardEvent) => {
		const stroke = strokeOf(event);
		if (stroke === undefined) return;
		// Space may press a key that was reached with Tab; everything else is ours alone.
		const isSpaceOnKey = event.code === 'Space' && page.document.activeElement instanceof HTMLButtonElement;
		if (isSpaceOnKey) return;
		event.preventDefault();
		if (stroke.kind === 'named' && event.repeat) return;
		onStroke(stroke);
	};
	page.addEventListener('keydown', listener, {capture: true});
	return () => page.removeEventListener('keydown', listener, {capture: true});
}
