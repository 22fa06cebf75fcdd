/** The screen of the till, put together from the top down: this file knows every part of the browser it uses. */
import {effect, signal} from '@preact/signals';
import {render} from 'preact';
import {assert} from '../domain/assert.ts';
import {listenToKeys, pressHotkey} from './hardware-keys.ts';
import type {Timers} from './models/clock.ts';
import {Desk} from './models/desk.ts';
import {Wedge} from './models/wedge.ts';
import {Till} from './screens/till.tsx';
import {TillConnection} from './till-connection.ts';

const timers: Timers = {
	now: () => performance.now(),
	later: (delayMs, task) => {
		const timer = setTimeout(task, delayMs);
		return () => clearTimeout(timer);
	},
};

/** Product keys side by side, by the width of the panel: the same widths stand in `styles/frame.css`. */
const widerPanels = [
	{query: matchMedia('(min-width: 1800px)'), columns: 5},
	{query: matchMedia('(min-width: 1200px)'), columns: 4},
] as const;
const columnsNow = () => widerPanels.find(({query}) => query.matches)?.columns ?? 3;
const columns = signal<number>(columnsNow());
for (const {query} of widerPanels) {
	query.addEventListener('change', () => {
		columns.value = columnsNow();
	});
}

const token = document.querySelector<HTMLMetaElement>('meta[name="session-token"]')?.content ?? '';
const connection = new TillConnection(
	token,
	{
		fetch: (address, request) => fetch(address, request),
		openEvents: address => new EventSource(address),
		reload: () => location.reload(),
		timers,
	},
	{
		onSnapshot: snapshot => desk.show(snapshot),
		onGoods: update => desk.goods.apply(update),
		onTrouble: trouble => desk.notices.say(trouble, 'error'),
	},
);
const desk: Desk = new Desk({line: connection, timers, memory: localStorage, columns});

const gapMs = Number(document.querySelector<HTMLMetaElement>('meta[name="scanner-gap-ms"]')?.content ?? '60');
const wedge = new Wedge({
	timers,
	gapMsMax: gapMs,
	onScan: code => desk.scan(code),
	onTyped: key => pressHotkey(document, key),
});
// A touched key does not take the focus, so that no later space finds it there.
addEventListener('mousedown', event => event.preventDefault());
listenToKeys(window, stroke => wedge.stroke(stroke));
desk.clock.run();
effect(() => {
	document.documentElement.lang = desk.preferences.language.value;
});

const root = document.querySelector('#till');
assert(root !== null, 'the page has a place for the till');
render(<Till desk={desk} />, root);
connection.open();
