import test from 'ava';
import {Goods} from '../../../till/domain/goods.ts';
import {labelPresets} from '../../../till/domain/label-presets.ts';
import {grosze} from '../../../till/domain/money.ts';
import {grams} from '../../../till/domain/quantity.ts';
import {compileMask, labelMasksOf} from '../../../till/domain/weight-label.ts';
import {settings, shop} from './shop.ts';

const shopWith = (...names: readonly string[]) =>
	new Goods([shop({...settings, weightBarcodes: [], labelPresets: names})]);

test('every preset is of masks that can be read', t => {
	for (const [name, masks] of Object.entries(labelPresets)) {
		for (const mask of masks) t.true(compileMask(mask).ok, `${name}: ${mask}`);
	}
});

test('a shop that names a preset reads its labels, each Polish prefix with its verifier', t => {
	const till = shopWith('pl-weight');
	t.like(till.interpret('2912341012346'), {kind: 'weight-label', item: '1234', weightGrams: grams(1234)});
	t.like(till.interpret('2700076005005'), {kind: 'weight-label', item: '0007', weightGrams: grams(500)});
	t.deepEqual(till.interpret('2700075005006'), {kind: 'bad-check-digit'});
});

test('a scale that prints any digit for a verifier, or a zero, has a preset of its own', t => {
	t.like(shopWith('pl-weight-unverified').interpret('2700075005006'), {weightGrams: grams(500)});
	const zero = shopWith('pl-weight-zero');
	t.like(zero.interpret('2912340012347'), {kind: 'weight-label', item: '1234', weightGrams: grams(1234)});
	t.like(zero.interpret('2912341012346'), {kind: 'gtin'});
});

test('five digits of item, a price on the label and values of four digits are presets as well', t => {
	t.like(shopWith('item-5-weight').interpret('2112345015002'), {
		item: '12345',
		baseKey: '2112345000008',
		weightGrams: grams(1500),
	});
	t.like(shopWith('item-5-price').interpret('2312345016034'), {totalGrosze: grosze(1603)});
	t.like(shopWith('value-4-price').interpret('2312345928757'), {item: '12345', totalGrosze: grosze(2875)});
});

test('the shop’s own masks come before those of presets, and one that is named twice is read once', t => {
	t.deepEqual(labelMasksOf({weightBarcodes: ['29AAAAVWWWWWK'], labelPresets: ['pl-weight', 'pl-weight']}), [
		'29AAAAVWWWWWK',
		'25AAAAVWWWWWK',
		'27AAAAVWWWWWK',
	]);
});

test('a preset this till does not know is told, and the others work', t => {
	const till = shopWith('pl-weight-2031', 'pl-weight');
	t.deepEqual(till.maskFaults, [{mask: 'pl-weight-2031', fault: 'letters'}]);
	t.like(till.interpret('2912341012346'), {kind: 'weight-label'});
});
