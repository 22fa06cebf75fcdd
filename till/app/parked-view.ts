/** From baskets that were put aside, here and at other tills, to what the screen is told of them. */
import type {OtherParkedView, ParkedElsewhere, ParkedView} from '../api/parked-view.ts';
import type {Basket} from '../domain/basket.ts';
import type {Route} from '../domain/catalogue.ts';
import {billOf} from '../domain/packages.ts';
import type {ListedBasket} from '../domain/shared-basket.ts';
import type {ParkedBasket} from './parked-baskets.ts';
import type {SharingDesk} from './sharing-desk.ts';

export interface ParkedMoment {
	readonly parked: readonly ParkedBasket[];
	/** Undefined before the till is open. */
	readonly sharing: Pick<SharingDesk, 'stateOf' | 'looked' | 'others'> | undefined;
	/** The printers the till has. */
	readonly printers: readonly Route[];
}

export function parkedViews({parked, sharing, printers}: ParkedMoment): readonly ParkedView[] {
	return parked.map(({sale: {basket, parkedAt}, seller}) => ({
		...basketView(basket, printers),
		parkedAt,
		cashier: seller.name,
		state: sharing?.stateOf(basket.saleId) ?? 'own',
	}));
}

export function parkedElsewhere({sharing, printers}: ParkedMoment): ParkedElsewhere {
	const looked = sharing?.looked ?? {state: 'own-only'};
	if (looked.state !== 'read') return looked;
	const {unreadableCount, hasMore} = looked;
	const baskets = (sharing?.others ?? []).map(listed => otherView(listed, printers));
	return {state: 'read', baskets, unreadableCount, hasMore};
}

function otherView({basket, parkedAt, seller, tillName}: ListedBasket, printers: readonly Route[]): OtherParkedView {
	return {...basketView(basket, printers), parkedAt, cashier: seller.name, tillName};
}

function basketView(basket: Basket, printers: readonly Route[]) {
	const {saleId, lines} = basket;
	return {sale: saleId, lineCount: lines.length, dueGrosze: billOf(basket, printers).dueGrosze};
}
