/** The two registers of the office, each by itself, with what has to stand in them. */
import test from 'ava';
import {altered, Book} from '../book.ts';
import {compiled, rowsOf} from './compiled.ts';

const receipts = await compiled('receipts');
const book = new Book('till-01');
const receipt = book.receipt();
const former = book.returnOf(receipt);
const returned = altered(book.returnOf(receipt), {register: 'returns'});
const mistake = altered(book.returnOf(receipt), {register: 'mistakes', reason: 'Nie ta ilość'});

test('what came back and what was rung up by mistake are told apart; an entry without the field came back', t => {
	const all = [former, returned, mistake, receipt, book.event(), book.seal()];
	const refunded = Number(former['refundGrosze']);
	const counted = (count: number) => ({
		sum: count * refunded,
		count,
		min: refunded,
		max: refunded,
		sumsqr: count * refunded ** 2,
	});
	t.deepEqual(receipts.query('registers', all, {groupLevel: 1}), [
		{key: ['mistakes'], value: counted(1)},
		{key: ['returns'], value: counted(2)},
	]);
	const people = ['7', '9'];
	t.deepEqual(
		rowsOf(receipts, 'registers', mistake).map(({key}) => key),
		[['mistakes', mistake['businessDay'], 'till-01', ...people]],
	);
});

test('a register has its gross and its tax by letter, and no receipt is in it', t => {
	const letters = (former['vat'] as readonly {letter: string; grossGrosze: number; vatGrosze: number}[]).map(
		({letter, grossGrosze, vatGrosze}) => ({letter, sums: [grossGrosze, vatGrosze]}),
	);
	t.deepEqual(
		receipts.query('registers-by-vat', [mistake, receipt], {groupLevel: 2}),
		letters.map(({letter, sums}) => ({key: ['mistakes', letter], value: sums})),
	);
});
