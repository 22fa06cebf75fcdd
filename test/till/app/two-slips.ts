/** A sale of two slips that is at its printers, and what the screen says is wrong with it. */
import {barcodeOf, beer, milk} from './goods.ts';
import type {Shop} from './shop-till.ts';

type Trouble = NonNullable<Extract<ReturnType<Shop['snapshot']>['screen'], {at: 'printing'}>['problem']>;

export function problemOf(shop: Shop): Trouble | undefined {
	const {screen} = shop.snapshot();
	return screen.at === 'printing' ? screen.problem : undefined;
}

export const problem = (shop: Shop, kind: Trouble['kind']) =>
	shop.until(`the problem ${kind}`, () => problemOf(shop)?.kind === kind);

/** Milk and beer, paid: two slips are about to be printed. */
export async function milkAndBeer(shop: Shop): Promise<void> {
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
}
