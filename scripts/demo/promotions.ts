/**
 * Promotions of the demonstration shop, one of each kind. They hold without an end, so that whoever starts the shop
 * meets them; tobacco and alcohol are in none.
 */
import type {Product, Promotion} from '../../till/domain/catalogue.ts';
import {grosze} from '../../till/domain/money.ts';
import {codesOf} from './products.ts';

const validFrom = '2026-11-01T00:00:00+01:00';
const workdays = [1, 2, 3, 4, 5];

export function demoPromotions(products: readonly Product[]): readonly Promotion[] {
	const named = (...names: readonly string[]) => codesOf(products, names);
	const family = (begins: RegExp) => products.filter(({name}) => begins.test(name)).map(({code}) => code);
	return [
		{
			id: 'cieple-poranki',
			name: 'Ciepłe poranki',
			validFrom,
			hours: {days: workdays, fromHour: 6, toHour: 9},
			groups: ['pieczywo'],
			terms: {kind: 'percent', percentHundredths: 2000},
		},
		{
			id: 'kawa-tygodnia',
			name: 'Kawa tygodnia',
			validFrom,
			products: named('Kawa mielona 500 g'),
			terms: {kind: 'fixed-price', priceGrosze: grosze(25_99)},
			combinesWithCard: true,
		},
		{
			id: 'jogurt-4-za-3',
			name: 'Jogurt: 4 w cenie 3',
			validFrom,
			products: family(/^Jogurt owocowy /),
			terms: {kind: 'n-for-m', take: 4, pay: 3},
		},
		{
			id: 'druga-czekolada',
			name: 'Druga czekolada za pół',
			validFrom,
			products: family(/^Czekolada .*100 g$/),
			terms: {kind: 'second-cheaper', percentHundredths: 5000},
		},
		{
			id: 'zestaw-sniadaniowy',
			name: 'Zestaw śniadaniowy',
			validFrom,
			terms: {
				kind: 'bundle',
				parts: [
					{products: named('Chleb wiejski krojony 500 g'), pieces: 1},
					{products: named('Masło ekstra 82% 200 g'), pieces: 1},
					{products: named('Ser gouda, plastry 150 g', 'Ser gouda, plastry 300 g'), pieces: 1},
				],
				priceGrosze: grosze(16_99),
			},
		},
	];
}
