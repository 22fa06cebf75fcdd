/**
 * Which taxpayer's goods these are is the catalogue's word, whatever a line says of it: a till of an older version that had one
 * printer wrote `main` on all it sold, and its baskets are taken up at tills that have two.
 */
import type {BasketGoods} from './basket.ts';
import type {Route} from './catalogue.ts';
import type {Goods} from './goods.ts';
import type {Sale} from './sale.ts';

type Catalogue = Pick<Goods, 'product' | 'routeOf'>;

/** Goods that are no longer in the catalogue stay on the route they were scanned for. */
export function knownRouteOf({product, route}: Pick<BasketGoods, 'product' | 'route'>, catalogue: Catalogue): Route {
	return catalogue.routeOf(catalogue.product(product.code) ?? product) ?? route;
}

/** A sale that is found in the journal or taken up. One that is paid for stays on the printers it was paid for on. */
export function onKnownRoutes(sale: Sale, catalogue: Catalogue): Sale {
	if (!('basket' in sale) || 'jobs' in sale) return sale;
	const basket = {...sale.basket, lines: sale.basket.lines.map(line => routed(line, catalogue))};
	return sale.at === 'asking-age' ? {...sale, basket, goods: routed(sale.goods, catalogue)} : {...sale, basket};
}

function routed<G extends Pick<BasketGoods, 'product' | 'route'>>(goods: G, catalogue: Catalogue): G {
	const route = knownRouteOf(goods, catalogue);
	return route === goods.route ? goods : {...goods, route};
}
