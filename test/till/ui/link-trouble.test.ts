import test from 'ava';
import type {LinkView} from '../../../till/api/snapshot.ts';
import type {LinkTrouble} from '../../../till/domain/link.ts';
import {linkFace} from '../../../till/ui/parts/link-cell.tsx';
import {dictionaries} from '../../../till/ui/words/words.ts';

const since = '2026-11-23T08:00:00+01:00';
const link: LinkView = {state: 'own-work', since, waitingCount: 2, waitingReceiptCount: 2, refusedCount: 0};

function faceOf(trouble: LinkTrouble, parts: Partial<LinkView> = {}, language: 'pl' | 'en' = 'pl') {
	return linkFace({...link, ...parts, trouble}, Date.parse(since), dictionaries[language].link);
}

const ownWork = 'Praca samodzielna, 0\u00a0min';

test('what needs somebody stops the eye, and says what is the matter in place of the link’s state', t => {
	const stop = {tone: 'stop', icon: 'need'} as const;
	t.deepEqual(faceOf({code: 'disk-full'}), {...stop, title: 'Dysk kasy jest pełny', detail: 'wezwij serwis'});
	t.deepEqual(faceOf({code: 'disk-failed'}), {...stop, title: 'Kasa nie zapisuje danych', detail: 'wezwij serwis'});
	t.deepEqual(faceOf({code: 'month-missing', month: '2026-12'}), {
		...stop,
		title: 'Paragony 12.2026 czekają',
		detail: 'serwer nie ma na nie miejsca',
	});
	t.like(faceOf({code: 'clock-wrong', aheadMs: 600_000}), {...stop, title: 'Zegar kasy do ustawienia'});
});

test('a catalogue that is another one is calm: the till helps itself', t => {
	const calm = {tone: 'calm', icon: 'anchor', title: ownWork} as const;
	t.deepEqual(faceOf({code: 'catalogue-empty'}), {...calm, detail: 'serwer jest pusty, kasa ma towary'});
	t.deepEqual(faceOf({code: 'catalogue-anew'}), {...calm, detail: 'kasa wczytuje inny katalog'});
});

test('a trouble is told before what was refused only where it needs somebody', t => {
	const refusedCount = 1;
	t.regex(faceOf({code: 'month-missing', month: '2026-12'}, {refusedCount}).title, /^Paragony 12/);
	t.like(faceOf({code: 'catalogue-anew'}, {refusedCount}), {tone: 'stop', detail: 'odrzucone 1, do wysłania 2'});
});

test('a server that says no and one that does not know the till are red, and say whom to call', t => {
	const anew: LinkTrouble = {code: 'catalogue-anew'};
	const detail = 'wezwij serwis, 2 paragony czekają';
	t.deepEqual(faceOf(anew, {state: 'refused'}), {
		tone: 'stop',
		icon: 'need',
		title: 'Serwer odmawia tej kasie',
		detail,
	});
	t.like(faceOf(anew, {state: 'unauthorised'}), {tone: 'stop', title: 'Serwer nie zna tej kasy', detail});
	t.is(faceOf(anew, {state: 'refused', waitingReceiptCount: 0}).detail, 'wezwij serwis');
});

test('a clock that is wrong is fast or slow, by as much as it is', t => {
	const hours = 3 * 3_600_000;
	t.is(faceOf({code: 'clock-wrong', aheadMs: hours}).detail, 'spieszy się o 3\u00a0h 0\u00a0min');
	t.is(faceOf({code: 'clock-wrong', aheadMs: -hours}).detail, 'spóźnia się o 3\u00a0h 0\u00a0min');
	t.is(faceOf({code: 'clock-wrong', aheadMs: hours}, {}, 'en').detail, 'it is 3\u00a0h 0\u00a0min fast');
	t.is(faceOf({code: 'clock-wrong', aheadMs: -600_000}, {}, 'en').detail, 'it is 10\u00a0min slow');
});
