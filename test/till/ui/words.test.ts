import test from 'ava';
import {messageCodes} from '../../../till/api/messages.ts';
import {ownCodes} from '../../../till/ui/models/notices.ts';
import {stoppedCodes} from '../../../till/ui/words/printing-kinds.ts';
import {dictionaries} from '../../../till/ui/words/words.ts';

/** Every word of a dictionary by its place; functions are asked with plausible things. */
function sentences(words: unknown, place = ''): readonly (readonly [string, string])[] {
	if (typeof words === 'string') return [[place, words]];
	if (typeof words === 'function')
		return sentences(answer(place, words as (...things: readonly unknown[]) => unknown), place);
	if (typeof words !== 'object' || words === null) return [];
	return Object.entries(words).flatMap(([name, value]) => sentences(value, `${place}.${name}`));
}

const report = {checked: 3, identical: 1, fresh: 1, different: 1, refused: 0};

function answer(place: string, words: (...things: readonly unknown[]) => unknown): unknown {
	if (place.endsWith('resendDone')) return words(report);
	if (place.includes('.messages.')) return words('1234');
	return words(2, 3);
}

const polish = sentences(dictionaries.pl);
const english = sentences(dictionaries.en);

test('both languages have a word in every place', t => {
	t.deepEqual(
		english.map(([place]) => place),
		polish.map(([place]) => place),
	);
	for (const [place, word] of [...polish, ...english]) t.not(word.trim(), '', place);
});

test('every message, refusal and code of a printer has its sentence', t => {
	for (const {messages, printing} of Object.values(dictionaries)) {
		for (const code of [...messageCodes, ...ownCodes]) t.true(messages[code](undefined).length > 3, code);
		for (const code of stoppedCodes) t.true(printing.stopped[code].steps(1).length > 0, code);
	}
});

test('an English sentence is not a Polish one left behind', t => {
	const polishLetters = /[ąćęłńóśźż]/iu;
	for (const [place, word] of english) t.false(polishLetters.test(word.replaceAll('zł', '')), `${place}: ${word}`);
});

test('no word is of another trade: never online, never offline, no exclamation mark', t => {
	for (const [place, word] of [...polish, ...english]) t.false(/online|offline|!/i.test(word), `${place}: ${word}`);
});

test('Polish counts one, two to four, and five', t => {
	const {positions, receipts, link} = dictionaries.pl;
	t.is(positions(1), '1 pozycja');
	t.is(positions(3), '3 pozycje');
	t.is(positions(5), '5 pozycji');
	t.is(positions(12), '12 pozycji');
	t.is(positions(22), '22 pozycje');
	t.is(receipts(5), '5 paragonów');
	t.is(link.waitForServer(1), '1 paragon czeka na serwer');
	t.is(link.waitForServer(2), '2 paragony czekają na serwer');
	t.is(link.waitForServer(37), '37 paragonów czeka na serwer');
	t.is(dictionaries.pl.service.outboxUnit(22), 'wpisy');
});

test('English counts one and many', t => {
	const {positions} = dictionaries.en;
	t.is(positions(1), '1 line');
	t.is(positions(2), '2 lines');
	t.is(dictionaries.en.service.outboxUnit(1), 'entry');
});

test('a printer that is not ready is called by its number', t => {
	t.is(dictionaries.pl.messages['printer-not-ready']('alcohol'), 'Drukarka 2 (alkohol) nie jest gotowa');
	t.is(dictionaries.en.messages['vat-differs']('main'), "VAT rates in printer 1 differ from the shop's");
});
