/** Three six-packs, one of them voided and a discount by hand on the rest: printers are told twelve packages at their full value. */
import test from 'ava';
import {receiptOf} from '../../../till/devices/noviapi/commands.ts';
import {handlePackage as elementOf} from '../../../till/devices/novitus-xml/commands.ts';
import {handlePackage as posnetPackage} from '../../../till/devices/posnet/commands.ts';
import {handlePackage as thermalPackage} from '../../../till/devices/thermal/commands.ts';
import {discountByHand, voidGoods} from '../../../till/domain/basket.ts';
import {grosze} from '../../../till/domain/money.ts';
import {pieces} from '../../../till/domain/quantity.ts';
import {leftOf, returnedGoods} from '../../../till/domain/return.ts';
import {basketOf, counted, paid, soldReceipt} from '../domain/sales.ts';
import {water} from '../domain/shop.ts';

const threePacks = basketOf(counted({...water, code: 'woda-6', priceGrosze: grosze(1399), depositPieces: 6}, 3));
const twoPacks = voidGoods(threePacks, {line: 1, count: 1});
const cheaper = discountByHand(twoPacks, {lines: [1], manual: {percentHundredths: 1000}});
const [slip] = paid(cheaper).slips;
const [deposit] = slip?.deposits ?? [];

test('the slip has two packs made cheaper, and twelve packages that are not', t => {
	t.like(slip, {goodsGrosze: grosze(2518), depositsGrosze: grosze(600), dueGrosze: grosze(3118)});
	t.is(slip?.lines[0]?.discountGrosze, grosze(280));
	t.deepEqual(
		slip?.deposits.map(({pieces: count, totalGrosze}) => [count, totalGrosze as number]),
		[[12, 600]],
	);
});

test('each printer is told the packages, not the packs, at the value of one or of all as it wants it', t => {
	if (slip === undefined || deposit === undefined) return t.fail('no deposit');
	const fields = posnetPackage(deposit, 'windows-1250').fields.map(({name, value}) => `${name}${value}`);
	t.deepEqual(fields.slice(2, 5), ['pr50', 'il12', 'wa600']);
	t.like(elementOf(deposit).attributes, {type: 'out', price: '0.50', quantity: '12'});
	t.regex(
		thermalPackage(deposit, {maker: 'posnet', closing: '$x', decimalSeparator: '.'}).text,
		/^1\r12\D*\rP\/0\.50\/6\.00\//,
	);
	t.regex(JSON.stringify(receiptOf(slip, 'goods')), /"container":\{[^}]*"quantity":"12","value":"6\.00"/);
});

test('a pack that comes back brings its six deposits in full, and what was paid for the water', t => {
	const receipt = soldReceipt(cheaper);
	const back = returnedGoods(receipt, leftOf(receipt, []), [{line: 1, quantity: {pieces: pieces(1)}}]);
	t.like(back, {
		ok: true,
		value: {
			goodsGrosze: grosze(1259),
			depositsGrosze: grosze(300),
			refundGrosze: grosze(1559),
			deposits: [{pieces: 6, totalGrosze: grosze(300)}],
		},
	});
});
