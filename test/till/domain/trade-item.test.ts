import test from 'ava';
import {grosze} from '../../../till/domain/money.ts';
import {grams, pieces} from '../../../till/domain/quantity.ts';
import {measuredBy, tradeItemOf} from '../../../till/domain/trade-item.ts';

const goods = ['01', '05901234123457'] as const;
const item = (...more: readonly (readonly [string, string])[]) => {
	const read = tradeItemOf(new Map([goods, ...more]));
	return read.ok ? read.value : read.fault;
};

test('the decimals of a weight and of a price are in their identifiers', t => {
	t.like(item(['3103', '001234']), {weightGrams: grams(1234)});
	t.like(item(['3100', '000012']), {weightGrams: grams(12_000)});
	t.like(item(['3105', '123450']), {weightGrams: grams(1235)});
	t.like(item(['3922', '1603']), {totalGrosze: grosze(1603)});
	t.like(item(['3920', '16']), {totalGrosze: grosze(1600)});
	t.like(item(['3923', '16030']), {totalGrosze: grosze(1603)});
	t.like(item(['3932', '9851603']), {totalGrosze: grosze(1603)});
});

test('what cannot be sold is refused by the field that says it', t => {
	t.deepEqual(item(['3103', '000000']), {code: 'weight', ai: '3103'});
	t.deepEqual(item(['3100', '001000']), {code: 'weight', ai: '3100'});
	t.deepEqual(item(['3922', '0']), {code: 'price', ai: '3922'});
	t.deepEqual(item(['3923', '16035']), {code: 'price', ai: '3923'});
	t.deepEqual(item(['3922', '160315261231']), {code: 'price', ai: '3922'});
	t.deepEqual(item(['3932', '9781603']), {code: 'currency', ai: '3932'});
	t.deepEqual(item(['30', '0']), {code: 'count', ai: '30'});
	t.deepEqual(item(['30', '1000']), {code: 'count', ai: '30'});
});

test('weights with packaging or in pounds are none that a sale is reckoned from', t => {
	for (const ai of ['3203', '3303']) t.false('weightGrams' in item([ai, '001234']), ai);
});

test('goods may be sold until the earliest of their dates', t => {
	t.like(item(['17', '261231'], ['15', '261130']), {sellUntil: '2026-11-30'});
	t.like(item(['7003', '2611301200']), {sellUntil: '2026-11-30'});
	t.false('sellUntil' in item(['11', '261130'], ['13', '261130']));
});

test('a box sells what is in it, a pallet or a place sells nothing', t => {
	const box = tradeItemOf(
		new Map([
			['02', '05901234123457'],
			['37', '12'],
		] as const),
	);
	t.like(box, {ok: true, value: {key: '5901234123457', pieces: pieces(12)}});
	for (const ai of ['00', '02', '414']) {
		t.deepEqual(tradeItemOf(new Map([[ai, '123']])), {ok: false, fault: {code: 'no-goods'}}, ai);
	}
});

test('packed goods that show a weight are sold by the piece where the shop sells them so', t => {
	const shelf = {key: '5901234123457', weightGrams: grams(500)};
	t.deepEqual(measuredBy(shelf, {unit: 'szt', priceGrosze: grosze(899)}), {
		quantity: {pieces: pieces(1)},
		priceGrosze: grosze(899),
		isByLabel: false,
	});
	t.is(measuredBy({key: shelf.key, pieces: pieces(2)}, {unit: 'kg', priceGrosze: grosze(899)}), undefined);
});
