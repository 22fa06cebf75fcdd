/** Goods with promotions on them, by a code and a price. */
import {type Basket, type BasketGoods, sumsOf} from '../../../till/domain/basket.ts';
import type {Product, Promotion, PromotionTerms} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {counted} from './sales.ts';
import {milk} from './shop.ts';

export const product = (code: string, price: number, parts: Partial<Product> = {}): Product => ({
	...milk,
	code,
	name: `Towar ${code}`,
	priceGrosze: grosze(price),
	...parts,
});

export const promotion = (id: string, terms: PromotionTerms, parts: Partial<Promotion> = {}): Promotion => ({
	id,
	name: `Promocja ${id}`,
	validFrom: '2026-11-01T00:00:00+01:00',
	terms,
	...parts,
});

export const bought = (of: Product, count: number, ...promotions: readonly Promotion[]): BasketGoods => ({
	...counted(of, count),
	promotions,
});

export const dueOf = ({lines}: Basket): number => sumsOf(lines).dueGrosze;

/** What is taken off each line. */
export const off = ({lines}: Basket): readonly number[] => lines.map(({discountGrosze}) => discountGrosze);
