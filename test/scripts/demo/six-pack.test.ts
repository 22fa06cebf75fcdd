/** What a person who tries the shop meets: one barcode with six deposits, beside the bottle it is six of. */
import test from 'ava';
import {demoProducts} from '../../../scripts/demo/products.ts';
import {isGtin} from '../../../till/domain/gtin.ts';

test('the shop sells a six-pack with six deposits, for less than six of the bottle beside it', t => {
	const [bottle, pack] = ['1,5 l', '6 × 1,5 l'].map(size =>
		demoProducts().find(({name}) => name === `Woda mineralna niegazowana ${size}`),
	);
	if (bottle === undefined || pack === undefined) return t.fail('one of them is not sold');
	t.like(bottle, {deposit: 'PET050', depositPieces: undefined});
	t.like(pack, {deposit: 'PET050', depositPieces: 6, group: bottle.group, vat: bottle.vat});
	t.true(pack.priceGrosze > bottle.priceGrosze && pack.priceGrosze < 6 * bottle.priceGrosze);
	t.true(pack.barcodes.length === 1 && pack.barcodes.every(isGtin));
});
