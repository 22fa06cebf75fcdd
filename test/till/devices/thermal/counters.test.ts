import test from 'ava';
import type {RegisterState} from '../../../../till/devices/thermal/answers.ts';
import {isPrinted, isReported, isUnchanged} from '../../../../till/devices/thermal/counters.ts';
import {grosze} from '../../../../till/domain/money.ts';
import {milkAndBottles, shopVat} from '../slips.ts';

const before: RegisterState = {
	uniqueNumber: 'ABC1234567890',
	fiscal: true,
	inTransaction: false,
	lastCompleted: true,
	memoryClearCount: 0,
	recordDay: 20_261_122,
	vat: shopVat,
	receiptCount: 7,
	dayGrossByLetter: {A: grosze(500), C: grosze(100)},
};
const after = {...before, receiptCount: 8, dayGrossByLetter: {A: grosze(500), C: grosze(798)}};

test('one receipt more, completed, and the day grown by its sums: it was printed', t => {
	t.true(isPrinted(milkAndBottles, before, after));
});

const doubts: readonly (readonly [title: string, state: Partial<RegisterState>])[] = [
	['another printer', {uniqueNumber: 'OTH1234567890'}],
	['a memory that was cleared', {memoryClearCount: 1}],
	['a day that was reported', {recordDay: 20_261_123}],
	['a transaction that is still open', {inTransaction: true}],
	['a last transaction that did not come to its end', {lastCompleted: false}],
	['no receipt more', {receiptCount: 7}],
	['two receipts more', {receiptCount: 9}],
	['other sums', {dayGrossByLetter: {A: grosze(500), C: grosze(799)}}],
	['the same sum at another rate', {dayGrossByLetter: {A: grosze(1198), C: grosze(100)}}],
];

for (const [title, state] of doubts) {
	test(`not taken for printed: ${title}`, t => {
		t.false(isPrinted(milkAndBottles, before, {...after, ...state}));
	});
}

test('a refusal counts only where nothing has changed', t => {
	t.true(isUnchanged(before, {...before, inTransaction: true}));
	t.false(isUnchanged(before, after));
	t.false(isUnchanged(before, {...before, recordDay: 20_261_123}));
});

test('a report sets the counters back, and where there was nothing to set back only the answer tells', t => {
	const reported = {...before, receiptCount: 0, dayGrossByLetter: {}, recordDay: 20_261_123};
	const silent = {kind: 'silent', reason: 'no answer came'} as const;
	const answered = {kind: 'answered', frame: {parameters: [0], command: '#Z', text: '#r'}} as const;
	t.true(isReported(before, reported, silent));
	t.false(isReported({...before, receiptCount: 0}, reported, silent));
	t.true(isReported({...before, receiptCount: 0}, reported, answered));
	t.false(isReported(before, {...reported, uniqueNumber: 'OTH1234567890'}, answered));
	t.false(isReported(before, before, answered));
});
