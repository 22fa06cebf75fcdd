import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import type {Currency} from '../../../till/domain/catalogue.ts';
import {amountFor, checkForeign, slipLineOf, worthOf} from '../../../till/domain/currency.ts';
import type {Tender} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';

const euro: Currency = {code: 'EUR', rateTenThousandths: 42_750, amountMinorMax: 20_000};
const koruna: Currency = {code: 'CZK', rateTenThousandths: 1650};

function cashIn({code, rateTenThousandths}: Currency, amountMinor: number): Tender {
	const foreign = {currency: code, amountMinor, rateTenThousandths};
	return {kind: 'cash', amountGrosze: worthOf(foreign), foreign};
}

test('twenty euros at 4.2750 are 85.50 złotych, and half a grosz counts as a whole one', t => {
	t.is(worthOf({amountMinor: 2000, rateTenThousandths: 42_750}), grosze(8550));
	t.is(worthOf({amountMinor: 2, rateTenThousandths: 42_500}), grosze(9), '8.5 grosze');
	t.is(worthOf({amountMinor: 1, rateTenThousandths: 44_999}), grosze(4), '4.4999 grosze');
	t.is(worthOf({amountMinor: 100_000, rateTenThousandths: 1650}), grosze(16_500), 'a thousand koruny');
});

test('what is due is asked for in whole cents, and a cent less would not pay it', t => {
	t.is(amountFor(grosze(13_322), 42_750), 3117);
	t.is(worthOf({amountMinor: 3117, rateTenThousandths: 42_750}), grosze(13_325));
	t.is(worthOf({amountMinor: 3116, rateTenThousandths: 42_750}), grosze(13_321));
	t.is(amountFor(grosze(99), 43_000), 23, '98.9 grosze are 99');
	t.is(amountFor(grosze(0), 43_000), 0);
	t.is(amountFor(grosze(-450), 43_000), 0, 'money goes out');
});

test('a slip says how much came in what and at which rate, in no more than forty characters', t => {
	t.is(slipLineOf({currency: 'EUR', amountMinor: 2000, rateTenThousandths: 42_750}), 'Gotówka: 20,00 EUR po 4,2750 zł');
	t.is(slipLineOf({currency: 'CZK', amountMinor: 5, rateTenThousandths: 65}), 'Gotówka: 0,05 CZK po 0,0065 zł');
	const most = slipLineOf({currency: 'EUR', amountMinor: 99_999_999, rateTenThousandths: 9_999_999});
	t.is(most, 'Gotówka: 999999,99 EUR po 999,9999 zł');
	t.true(most.length <= 40);
});

test('a shop takes its own currencies, at the rate of now, and no more of one than it wants', t => {
	const taken = (tenders: readonly Tender[], currencies: readonly Currency[] = [euro, koruna]) => {
		const checked = checkForeign(tenders, currencies);
		return checked.ok ? checked.value : checked.fault;
	};
	const both = [cashIn(euro, 1000), cashIn(koruna, 50_000), {kind: 'card', amountGrosze: grosze(1)} as const];
	t.is(taken(both), both);
	t.deepEqual(taken(both, [euro]), {code: 'currency-not-taken', currency: 'CZK'});
	t.deepEqual(taken(both, []), {code: 'currency-not-taken', currency: 'EUR'});
	const cheaper = {...euro, rateTenThousandths: 42_000};
	t.deepEqual(taken([cashIn(euro, 1000)], [cheaper]), {code: 'rate-changed', currency: 'EUR'});
	const tooDear = {...cashIn(euro, 1000), amountGrosze: grosze(4276)};
	t.deepEqual(taken([tooDear]), {code: 'rate-changed', currency: 'EUR'}, 'never at a worth of its own');
	t.is((taken([cashIn(euro, 10_000), cashIn(euro, 10_000)]) as readonly Tender[]).length, 2);
	t.deepEqual(taken([cashIn(euro, 10_000), cashIn(euro, 10_001)]), {
		code: 'foreign-too-much',
		currency: 'EUR',
		amountMinorMax: 20_000,
	});
});

const rate = fc.integer({min: 1, max: 10_000_000});

testProp('a worth is within half a grosz of the exact one', [fc.nat(100_000_000), rate], (t, amountMinor, each) => {
	const exact = BigInt(amountMinor) * BigInt(each);
	const twiceOff = 2n * (BigInt(worthOf({amountMinor, rateTenThousandths: each})) * 10_000n - exact);
	t.true(twiceOff > -10_000n && twiceOff <= 10_000n);
});

testProp(
	'the amount that is asked for pays, and no smaller one does',
	[fc.integer({min: 1, max: 10_000_000}), rate],
	(t, due, each) => {
		const amountMinor = amountFor(grosze(due), each);
		t.true(worthOf({amountMinor, rateTenThousandths: each}) >= due);
		t.true(worthOf({amountMinor: amountMinor - 1, rateTenThousandths: each}) < due);
	},
);
