import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {type Content, canonicalDigest, contentOf} from '../../../couch/conflict-watcher/content.ts';
import {entryFaults} from '../../../couch/conflict-watcher/malformed.ts';
import type {EntryFault} from '../../../couch/conflict-watcher/sums.ts';
import {grosze} from '../../../till/domain/money.ts';
import {type VatLetter, vatInGross} from '../../../till/domain/vat.ts';
import {altered, Book, receiptMoney, sealed} from '../book.ts';

const book = new Book('till-01');
const receipt = contentOf(book.receipt());

function faultsOf(content: Content): readonly EntryFault[] {
	return entryFaults(content, canonicalDigest(content));
}

function fieldsAtFault(changes: object): readonly string[] {
	return faultsOf(contentOf(sealed({...receipt, ...changes}))).map(({field}) => field);
}

test('what a till seals has no fault', t => {
	t.deepEqual(faultsOf(receipt), []);
	t.deepEqual(faultsOf(contentOf(book.event())), []);
	t.deepEqual(faultsOf(contentOf(book.seal())), []);
});

test('a digest that is not the content’s is a fault, alone', t => {
	t.deepEqual(
		faultsOf({...receipt, cashier: {id: '8', name: 'Basia'}}).map(({field}) => field),
		['/digest'],
	);
});

test('fields of a later version are covered by the digest and are no fault', t => {
	t.deepEqual(faultsOf(contentOf(altered(book.receipt(), {points: 3}))), []);
});

test('each sum that does not add up is named', t => {
	t.deepEqual(fieldsAtFault({goodsGrosze: 1298}), ['/goodsGrosze', '/dueGrosze']);
	t.deepEqual(fieldsAtFault({changeGrosze: 5}), ['/changeGrosze']);
	t.deepEqual(fieldsAtFault({discountGrosze: 5}), ['/discountGrosze']);
	t.deepEqual(fieldsAtFault({vat: []}), ['/vat/A/grossGrosze', '/vat/A/vatGrosze']);
	const [line] = receipt['lines'] as readonly [object];
	t.deepEqual(fieldsAtFault({lines: [{...line, pieces: 2}]}), ['/lines/0/grossGrosze']);
	const [slip] = receipt['slips'] as readonly [object];
	t.deepEqual(fieldsAtFault({slips: [{...slip, route: 'alcohol'}]}).includes('/lines/0/route'), true);
	t.deepEqual(fieldsAtFault({slips: [{...slip, changeGrosze: 1}]}), ['/slips/0/changeGrosze']);
});

test('foreign cash that is not worth what is said is named, and cash that is worth it is not', t => {
	const euros = {currency: 'EUR', amountMinor: 302, rateTenThousandths: 43_000, amountGrosze: 1299};
	t.deepEqual(fieldsAtFault({foreignCash: [euros]}), []);
	t.deepEqual(fieldsAtFault({foreignCash: [euros, {...euros, amountGrosze: 1300}]}), ['/foreignCash/1/amountGrosze']);
	t.deepEqual(fieldsAtFault({foreignCash: [{...euros, currency: 'euro'}]}), ['/foreignCash/0/currency']);
});

test('a lost field, a newer schema and a fraction are faults, never a crash', t => {
	t.deepEqual(fieldsAtFault({cashier: ''}), ['/cashier']);
	t.deepEqual(fieldsAtFault({schema: 2}), ['/schema']);
	t.deepEqual(
		faultsOf({...receipt, dueGrosze: 12.5}).map(({field}) => field),
		['/digest', '/dueGrosze'],
	);
});

const change = fc.oneof(fc.jsonValue(), fc.maxSafeInteger(), fc.constant(Number.MAX_SAFE_INTEGER));
testProp(
	'whatever a content holds, its faults are told and nothing is thrown',
	[
		// The signature is of the digest and so not under it.
		fc.constantFrom(...Object.keys(receipt).filter(field => field !== 'signature')),
		fc.constantFrom(...Object.keys((receipt['lines'] as [object])[0])),
		change,
	],
	(t, field, lineField, value) => {
		const [line] = receipt['lines'] as readonly [object];
		for (const damaged of [
			{...receipt, [field]: value},
			{...receipt, lines: [{...line, [lineField]: value}]},
		]) {
			const same = JSON.stringify(damaged) === JSON.stringify(receipt);
			t.is(faultsOf(damaged).length === 0, same);
		}
	},
	{numRuns: 300},
);

const rates: Readonly<Record<string, number | 'exempt'>> = {A: 2300, B: 800, C: 500, E: 'exempt'};
const good = fc.record({
	vat: fc.constantFrom('A', 'B', 'C', 'E') as fc.Arbitrary<VatLetter>,
	route: fc.constantFrom('main', 'alcohol'),
	pieces: fc.integer({min: 1, max: 20}),
	priceGrosze: fc.integer({min: 1, max: 99_999}),
	deposit: fc.boolean(),
});

testProp(
	'two slips with deposits add up, and no longer once an amount is off by a grosz',
	[fc.array(good, {minLength: 1, maxLength: 8})],
	(t, goods) => {
		const lines = goods.map(({vat, route, pieces, priceGrosze}, index) => ({
			...(receiptMoney(1)['lines'] as [object])[0],
			line: index + 1,
			vat,
			route,
			pieces,
			priceGrosze,
			grossGrosze: pieces * priceGrosze,
			totalGrosze: pieces * priceGrosze,
		}));
		const deposits = goods.flatMap(({deposit, pieces, route}, index) =>
			deposit
				? [
						{
							line: index + 1,
							deposit: 'PET050',
							name: 'PET',
							packageNumber: 1,
							route,
							pieces,
							valueGrosze: 50,
							totalGrosze: pieces * 50,
						},
					]
				: [],
		);
		const total = (items: readonly {readonly totalGrosze: number}[]) =>
			items.reduce((sum, item) => sum + item.totalGrosze, 0);
		const slips = ['main', 'alcohol'].flatMap(route => {
			const ofRoute = lines.filter(line => line.route === route);
			if (ofRoute.length === 0) return [];
			const goodsGrosze = total(ofRoute);
			const depositsGrosze = total(deposits.filter(deposit => deposit.route === route));
			const vat = Object.entries(rates).flatMap(([letter, rate]) => {
				const grossGrosze = total(ofRoute.filter(line => line.vat === letter));
				return grossGrosze === 0 ? [] : [{letter, rate, grossGrosze, vatGrosze: vatInGross(grosze(grossGrosze), rate)}];
			});
			const tenders = [{kind: 'cash', amountGrosze: goodsGrosze + depositsGrosze + 100}];
			const [slip] = receipt['slips'] as readonly [object];
			return [{...slip, route, goodsGrosze, depositsGrosze, vat, tenders, changeGrosze: 100}];
		});
		const vat = Object.entries(rates).flatMap(([letter, rate]) => {
			const sums = slips.flatMap(slip => slip.vat).filter(sum => sum.letter === letter);
			const add = (amount: 'grossGrosze' | 'vatGrosze') => sums.reduce((sum, item) => sum + item[amount], 0);
			return sums.length === 0 ? [] : [{letter, rate, grossGrosze: add('grossGrosze'), vatGrosze: add('vatGrosze')}];
		});
		const dueGrosze = total(lines) + total(deposits);
		const content = {
			lines,
			deposits,
			vat,
			goodsGrosze: total(lines),
			depositsGrosze: total(deposits),
			dueGrosze,
			tenders: [{kind: 'cash', amountGrosze: dueGrosze + 100 * slips.length}],
			changeGrosze: 100 * slips.length,
			slips,
		};
		t.deepEqual(fieldsAtFault(content), []);
		t.true(fieldsAtFault({...content, dueGrosze: dueGrosze + 1}).length > 0);
		t.true(fieldsAtFault({...content, depositsGrosze: content.depositsGrosze - 1}).length > 0);
	},
);
