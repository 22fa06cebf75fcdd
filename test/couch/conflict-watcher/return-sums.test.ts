/** Whether a return adds up. */
import test from 'ava';
import {type Content, canonicalDigest, contentOf} from '../../../couch/conflict-watcher/content.ts';
import {entryFaults} from '../../../couch/conflict-watcher/malformed.ts';
import {Book, sealed} from '../book.ts';

const book = new Book('till-01');
const receipt = book.receipt({totalGrosze: 1500, pieces: 3});
const returned = book.returnOf(receipt, {pieces: 2});

function faultsOf(content: Content): readonly string[] {
	return entryFaults(content, canonicalDigest(content)).map(({field}) => field);
}
function fieldsAtFault(changes: object): readonly string[] {
	return faultsOf(contentOf(sealed({...contentOf(returned), ...changes})));
}

test('what adds up has no fault', t => {
	t.deepEqual(faultsOf(contentOf(returned)), []);
});

test('each sum of a return that does not add up is named', t => {
	t.deepEqual(fieldsAtFault({goodsGrosze: 999}), ['/goodsGrosze', '/refundGrosze']);
	t.deepEqual(fieldsAtFault({depositsGrosze: 5}), ['/depositsGrosze', '/refundGrosze']);
	t.deepEqual(fieldsAtFault({refundGrosze: 999}), ['/refundGrosze', '/tenders']);
	t.deepEqual(fieldsAtFault({tenders: []}), ['/tenders']);
	t.deepEqual(fieldsAtFault({vat: []}), ['/vat/A/grossGrosze']);
	t.deepEqual(fieldsAtFault({vat: [{letter: 'A', rate: 2300, grossGrosze: 1000, vatGrosze: 0}]}), ['/vat/A/vatGrosze']);
	const [line] = returned['lines'] as readonly [object];
	t.deepEqual(fieldsAtFault({lines: [{...line, pieces: 3}]}), ['/lines/0/grossGrosze']);
	t.deepEqual(fieldsAtFault({lines: [{...line, route: 'alcohol'}]}), ['/lines/0/route']);
	t.true(fieldsAtFault({lines: [line, line]}).includes('/lines/1/line'));
});

test('a return that the cashier approved alone is a fault', t => {
	t.deepEqual(fieldsAtFault({approvedBy: {id: '7', name: 'Anna'}}), ['/approvedBy/id']);
});

test('a receipt of two slips that comes back whole has the tax of its slips again', t => {
	const [line] = returned['lines'] as readonly [Readonly<Record<string, unknown>>];
	const [slip] = (returned['original'] as {readonly slips: readonly [object]}).slips;
	const of = (number: number, route: string) => ({
		...line,
		line: number,
		route,
		pieces: 1,
		priceGrosze: 3,
		grossGrosze: 3,
		totalGrosze: 3,
	});
	const whole = {
		original: {...(returned['original'] as object), slips: [slip, {...slip, route: 'alcohol'}]},
		lines: [of(1, 'main'), of(2, 'alcohol')],
		goodsGrosze: 6,
		refundGrosze: 6,
		tenders: [{kind: 'cash', amountGrosze: 6}],
	};
	// Of six grosze together the tax would be one.
	for (const [vatGrosze, faults] of [
		[2, []],
		[1, ['/vat/A/vatGrosze']],
	] as const) {
		const vat = [{letter: 'A', rate: 2300, grossGrosze: 6, vatGrosze}];
		t.deepEqual(fieldsAtFault({...whole, vat}), [...faults]);
	}
});
