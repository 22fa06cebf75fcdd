import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {Wedge} from '../../../../till/ui/models/wedge.ts';
import {FakeTimers} from '../fixtures/desk.ts';

function wedgeAt(options: {readonly gapMsMax?: number} = {}) {
	const timers = new FakeTimers();
	const heard: string[] = [];
	const wedge = new Wedge({
		timers,
		...options,
		onScan: code => heard.push(`scan ${code}`),
		onTyped: key => heard.push(key),
	});
	const type = (text: string, gapMs: number) => {
		for (const character of text) {
			wedge.stroke({kind: 'character', character});
			timers.pass(gapMs);
		}
	};
	const press = (name: string) => wedge.stroke({kind: 'named', name});
	return {timers, heard, wedge, type, press};
}

test('a burst that ends with Enter is a scan, and nothing of it is typed', t => {
	const {heard, type, press} = wedgeAt();
	type('5909999500018', 10);
	press('Enter');
	t.deepEqual(heard, ['scan 5909999500018']);
});

test('a person types digit by digit, each a moment after the key', t => {
	const {heard, type, press} = wedgeAt();
	type('6', 200);
	t.deepEqual(heard, ['6']);
	type('12', 150);
	press('Enter');
	t.deepEqual(heard, ['6', '1', '2', 'Enter']);
});

test('three quick characters are no scan', t => {
	const {heard, type, press} = wedgeAt();
	type('123', 10);
	press('Enter');
	t.deepEqual(heard, ['1', '2', '3', 'Enter']);
});

test('an Enter that comes late ends no scan', t => {
	const {heard, timers, type, press} = wedgeAt();
	type('12345', 10);
	timers.pass(500);
	press('Enter');
	t.deepEqual(heard, ['1', '2', '3', '4', '5', 'Enter']);
});

test('a slow scanner needs a wider gap', t => {
	const slow = wedgeAt({gapMsMax: 120});
	slow.type('20012345', 90);
	slow.press('Enter');
	t.deepEqual(slow.heard, ['scan 20012345']);
});

test('a function key lets go of what is held, in order', t => {
	const {heard, type, press} = wedgeAt();
	type('6', 0);
	press('F2');
	t.deepEqual(heard, ['6', 'F2']);
});

test('a digit typed just before a scan stays a digit', t => {
	const {heard, timers, type, press} = wedgeAt();
	type('3', 100);
	type('20012345', 5);
	press('Enter');
	timers.pass(1000);
	t.deepEqual(heard, ['3', 'scan 20012345']);
});

testProp(
	'whatever the rhythm, every character is heard once and in order',
	[fc.array(fc.record({character: fc.constantFrom(...'0123456789ab'), gapMs: fc.integer({min: 0, max: 150})}))],
	(t, strokes) => {
		const {timers, heard, wedge, press} = wedgeAt();
		for (const {character, gapMs} of strokes) {
			wedge.stroke({kind: 'character', character});
			timers.pass(gapMs);
		}
		press('Enter');
		timers.pass(1000);
		const said = heard.map(word => word.replace(/^scan |^Enter$/, '')).join('');
		t.is(said, strokes.map(({character}) => character).join(''));
	},
);
