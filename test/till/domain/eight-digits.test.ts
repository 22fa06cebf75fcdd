/** Eight digits may be an EAN-8 and a UPC-E; a scanner may say which it saw, and the shop may have one of the two goods. */
import test from 'ava';
import type {Product} from '../../../till/domain/catalogue.ts';
import {Goods} from '../../../till/domain/goods.ts';
import {type Circumstances, offerCode} from '../../../till/domain/offer.ts';
import {milk, product, shopItems} from './shop.ts';

const noon: Circumstances = {instantMs: Date.parse('2026-11-23T12:00:00+01:00'), pieceCount: 1};
/** Right as an EAN-8 and, written out as the other one, as a UPC-E. */
const [code, writtenOut] = ['00120029', '001200002009'];
const candy: Product = {...milk, code: 'cukierki', name: 'Cukierki', barcodes: [code]};
const gum: Product = {...milk, code: 'guma', name: 'Guma', barcodes: [writtenOut]};
const catalogue = (...products: readonly Product[]) => new Goods([...shopItems, ...products.map(product)]);

test('a scanner that says it saw a UPC-E sells nothing by an EAN-8, and the reverse', t => {
	const goods = catalogue(candy, gum);
	t.like(offerCode(goods, `]E0${code}`, noon), {kind: 'goods', goods: {product: gum}});
	t.like(offerCode(goods, `]E00${writtenOut}`, noon), {kind: 'goods', goods: {product: gum}});
	t.like(offerCode(goods, `]E4${code}`, noon), {kind: 'goods', goods: {product: candy}});
	t.like(offerCode(catalogue(candy), `]E0${code}`, noon), {kind: 'refused', code: 'unknown-code'});
	t.like(offerCode(catalogue(gum), `]E4${code}`, noon), {kind: 'refused', code: 'unknown-code'});
	t.like(offerCode(goods, ']E095012346', noon), {kind: 'refused', code: 'bad-check-digit'});
});

test('eight digits of which nobody says what they are sell the goods that the shop has, and the EAN-8 where it has both', t => {
	t.like(offerCode(catalogue(gum), code, noon), {kind: 'goods', goods: {product: gum}});
	t.like(offerCode(catalogue(candy), code, noon), {kind: 'goods', goods: {product: candy}});
	t.like(offerCode(catalogue(candy, gum), code, noon), {kind: 'goods', goods: {product: candy}});
	t.like(offerCode(catalogue(), code, noon), {kind: 'refused', code: 'unknown-code', about: code});
	const cookies = {...milk, code: 'ciastka', barcodes: ['012345000058']};
	t.like(offerCode(catalogue(cookies), '01234558', noon), {kind: 'goods', goods: {product: cookies}});
});
