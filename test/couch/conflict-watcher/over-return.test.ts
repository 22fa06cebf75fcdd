/** Whether more came back of a line than was sold on it. */
import test from 'ava';
import {
	exceededBy,
	excessGrosze,
	type LineReturn,
	linesOf,
	returnedLines,
	strangeness,
} from '../../../couch/conflict-watcher/over-return.ts';
import type {Receipt, Return} from '../../../till/domain/entry.ts';
import {altered, Book, receiptMoney} from '../book.ts';

const book = new Book('till-01');
const receipt = book.receipt({totalGrosze: 1500, pieces: 3});
const returned = book.returnOf(receipt, {pieces: 2});

function lineOf(entry: object, line = 1): LineReturn {
	const found = linesOf(entry as unknown as Receipt | Return).get(line);
	if (found === undefined) throw new Error(`there is no line ${line}`);
	return found;
}

test('goods and deposits of a line belong together', t => {
	const deposit = {line: 1, deposit: 'PET050', name: 'PET', packageNumber: 1, route: 'main', pieces: 2};
	const withDeposit = altered(returned, {deposits: [{...deposit, valueGrosze: 50, totalGrosze: 100}]});
	const [sold, back] = [lineOf(receipt), lineOf(withDeposit)];
	t.deepEqual(back.amounts, {pieces: 2, weightGrams: 0, totalGrosze: 1000, depositsGrosze: 100});
	t.deepEqual(exceededBy(sold.amounts, back.amounts), ['depositsGrosze']);
	t.is(excessGrosze(sold.amounts, back.amounts), 100);
	const alone = {...withDeposit, lines: []};
	t.deepEqual(lineOf(alone).deposit, {product: 'PET050', name: 'PET'});
	t.deepEqual(strangeness(sold, lineOf(alone)), []);
});

test('money of other lines and what is left make up for nothing', t => {
	const sold = lineOf(receipt).amounts;
	t.deepEqual(exceededBy(sold, {...sold, pieces: 2, totalGrosze: 1501}), ['totalGrosze']);
	t.deepEqual(exceededBy(sold, {...sold, pieces: 4, totalGrosze: 0}), ['pieces']);
	t.deepEqual(exceededBy(sold, {...sold, pieces: 0, weightGrams: 1}), ['weightGrams']);
	t.deepEqual(exceededBy(sold, sold), []);
	t.is(excessGrosze(sold, {...sold, totalGrosze: 0, depositsGrosze: 7}), 7);
});

test('lines that the receipt does not have are one, however many a return names', t => {
	const [line] = returned['lines'] as readonly [object];
	const lines = Array.from({length: 100}, (_, place) => ({...line, line: place + 1}));
	const found = returnedLines({...returned, lines} as unknown as Return, number => number === 1);
	t.deepEqual([...found.keys()].sort(), [0, 1]);
	t.is(found.get(0)?.amounts.pieces, 198);
});

test('another good or another letter than was sold on the line is strange', t => {
	const sold = lineOf(receipt);
	const [line] = returned['lines'] as readonly [object];
	t.deepEqual(strangeness(sold, lineOf(returned)), []);
	t.deepEqual(strangeness(sold, lineOf(altered(returned, {lines: [{...line, product: '000999'}]}))), ['product']);
	t.deepEqual(strangeness(sold, lineOf(altered(returned, {lines: [{...line, vat: 'B'}]}))), ['vat']);
	t.deepEqual(strangeness(undefined, lineOf(returned)), ['product']);
	t.deepEqual(strangeness(lineOf({...receipt, ...receiptMoney(1)}), lineOf(returned)), []);
});
