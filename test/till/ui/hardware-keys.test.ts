import test from 'ava';
import {hotkeyOf, pressHotkey, strokeOf} from '../../../till/ui/hardware-keys.ts';

const key = (parts: Partial<Parameters<typeof strokeOf>[0]>) =>
	strokeOf({key: '', code: '', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...parts});

test('a digit is read by its place, whatever the layout makes of it', t => {
	t.deepEqual(key({key: 'é', code: 'Digit2'}), {kind: 'character', character: '2'});
	t.deepEqual(key({key: '7', code: 'Numpad7'}), {kind: 'character', character: '7'});
	t.deepEqual(key({key: 'End', code: 'Numpad1'}), {kind: 'character', character: '1'}, 'with Num Lock off as well');
});

test('a sign above a digit stays the sign', t => {
	t.deepEqual(key({key: '%', code: 'Digit5', shiftKey: true}), {kind: 'character', character: '%'});
});

test('function keys have their names, modifiers alone have none', t => {
	t.deepEqual(key({key: 'F1', code: 'F1'}), {kind: 'named', name: 'F1'});
	t.deepEqual(key({key: 'Enter', code: 'NumpadEnter'}), {kind: 'named', name: 'Enter'});
	t.is(key({key: 'Shift', code: 'ShiftLeft'}), undefined);
	t.is(key({key: 'Tab', code: 'Tab'}), undefined);
});

test('what the browser is asked with Ctrl stays the browser’s, a Polish letter does not', t => {
	t.is(key({key: 'p', code: 'KeyP', ctrlKey: true}), undefined);
	t.is(key({key: '}', code: 'BracketRight', ctrlKey: true, altKey: true})?.kind, 'character');
	t.deepEqual(key({key: 'ł', code: 'KeyL', ctrlKey: true, altKey: true}), {kind: 'character', character: 'ł'});
});

test('the separator of a GS1 code comes from a scanner that plays keyboard as Ctrl and ]', t => {
	t.deepEqual(key({key: ']', code: 'BracketRight', ctrlKey: true}), {kind: 'character', character: '\u001d'});
	t.deepEqual(key({key: ']', code: 'BracketRight'}), {kind: 'character', character: ']'});
});

test('a Polish letter presses the key of its plain one', t => {
	t.is(hotkeyOf('Ł'), 'l');
	t.is(hotkeyOf(' '), 'Space');
	t.is(hotkeyOf('F10'), 'F10');
});

test('the key that wears the name and can be used is pressed, with any quote in the name made harmless', t => {
	const asked: string[] = [];
	let clickCount = 0;
	const root = {
		querySelector: (selector: string) => {
			asked.push(selector);
			return {click: () => (clickCount += 1)};
		},
	};
	pressHotkey(root as unknown as ParentNode, 'F1');
	pressHotkey(root as unknown as ParentNode, '"');
	t.deepEqual(asked, ['button[data-hotkeys~="F1"]:not(:disabled)', 'button[data-hotkeys~="\\""]:not(:disabled)']);
	t.is(clickCount, 2);
});
