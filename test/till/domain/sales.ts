/** Sales of the small test shop, in every state they can be in. */
import {paymentOf} from '../../../till/app/payment.ts';
import {addGoods, type Basket, type BasketGoods, emptyBasket, sumsOf} from '../../../till/domain/basket.ts';
import type {Product, Route} from '../../../till/domain/catalogue.ts';
import type {Receipt, Sealed} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {AppliedCard} from '../../../till/domain/pricing.ts';
import type {PrintJob, PrintState} from '../../../till/domain/print-job.ts';
import {grams, pieces} from '../../../till/domain/quantity.ts';
import {receiptOf} from '../../../till/domain/receipt.ts';
import type {FreshSale, GoodsToWeigh, Payment, Sale, SaleDate} from '../../../till/domain/sale.ts';
import {apples, milk, settings, vatTable, vodka, water} from './shop.ts';
import {quiet} from './slips.ts';

export const fresh: FreshSale = {saleId: 'sale-1', openedAt: '2026-11-23T15:04:05+01:00'};
export const date: SaleDate = {businessDay: '2026-11-23', month: '2026-11'};

export const halina: AppliedCard = {
	number: '9812345000016',
	name: 'Pani Halina',
	percentHundredths: 1000,
	excludedGroups: [],
	source: 'card:9812345000016',
};

export function routeOf(product: Product): Route {
	return product.group === 'wodka' ? 'alcohol' : 'main';
}

export function counted(product: Product, count = 1): BasketGoods {
	const {priceGrosze} = product;
	const [pet] = settings.deposits;
	return {
		product,
		route: routeOf(product),
		quantity: {pieces: pieces(count)},
		priceGrosze,
		priceSource: 'product',
		...(product.deposit === undefined || pet === undefined ? {} : {deposit: pet}),
	};
}

export const applesToWeigh: GoodsToWeigh = {
	product: apples,
	route: 'main',
	priceGrosze: apples.priceGrosze,
	priceSource: 'product',
};

export function weighedApples(weightGrams: number): BasketGoods {
	return {...applesToWeigh, quantity: {weightGrams: grams(weightGrams)}};
}

export function basketOf(...goods: readonly BasketGoods[]): Basket {
	return goods.reduce(addGoods, emptyBasket(fresh));
}

/** Paid in cash, with ten złote more than is due. */
export function paid(basket: Basket, printers: readonly Route[] = ['main', 'alcohol']): Payment {
	const changeGrosze = grosze(1000);
	const amountGrosze = grosze(sumsOf(basket.lines).dueGrosze + changeGrosze);
	return paymentOf({
		basket,
		tenders: [{kind: 'cash', amountGrosze}],
		changeGrosze,
		vatTable,
		printers,
		vouchers: 'anything',
		cashierName: 'Żaneta',
		tillNumber: 3,
	});
}

export const mixedBasket = basketOf(counted(milk), counted(water, 2), counted(vodka));

/** The mixed basket at the printers: its two slips in these states. */
export function printingAt(...states: readonly PrintState[]): Extract<Sale, {at: 'printing'}> {
	const payment = paid(mixedBasket);
	const jobs = payment.slips.map(
		(slip, index): PrintJob => ({slip, before: quiet, state: states[index] ?? {at: 'planned'}}),
	);
	return {at: 'printing', basket: mixedBasket, payment, date, jobs};
}

export const printedAs = (fiscalNumber: number): PrintState => ({
	at: 'printed',
	fiscalNumber,
	proof: 'answer',
	printedAt: '2026-11-23T15:05:00+01:00',
});

/** The receipt of a basket, the seventh entry of a till's book, as it lies there. */
export function soldReceipt(basket: Basket = mixedBasket): Sealed<Receipt> {
	const jobs = paid(basket).slips.map((slip, index) => ({
		slip,
		before: {...quiet, uniqueNumber: slip.route},
		state: printedAs(100 + index),
	}));
	const writtenAt = '2026-11-23T15:05:01+01:00';
	const content = receiptOf({basket, jobs, cashier: {id: '2', name: 'Żaneta'}, ...date, writtenAt});
	const place = {schema: 1, till: 'anna', entry: 7, previous: '0'.repeat(64)} as const;
	return {...content, ...place, _id: 'receipt:anna:00000007:0123abcd', digest: '1'.repeat(64), signature: ''};
}
