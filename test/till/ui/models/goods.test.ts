import test from 'ava';
import {Goods} from '../../../../till/ui/models/goods.ts';
import {assortment} from '../fixtures/goods.ts';

const stocked = () => {
	const goods = new Goods();
	goods.apply(assortment);
	return goods;
};
const names = (found: readonly {readonly name: string}[]) => found.map(({name}) => name);

test('the search asks for no Polish marks and takes words in any order', t => {
	const goods = stocked();
	t.deepEqual(names(goods.search('lopian')), ['Łopian']);
	t.deepEqual(names(goods.search('sliw')), ['Śliwki węgierki']);
	t.deepEqual(names(goods.search('uht ml')), ['Mleko UHT 3,2% 1 l']);
	t.deepEqual(names(goods.search('  ')), []);
	t.deepEqual(names(goods.search('nie ma takiego')), []);
});

test('names that begin with what was typed come first', t => {
	t.deepEqual(names(stocked().search('w')).slice(0, 3), [
		'Wino czerwone wytrawne 0,75 l',
		'Winogrona jasne',
		'Woda mineralna gaz. 1,5 l',
	]);
});

test('a number finds a PLU', t => {
	t.deepEqual(names(stocked().search('1015')), ['Banany']);
	t.deepEqual(names(stocked().withPlu('7')), ['Bułka kajzerka']);
	t.deepEqual(names(stocked().withBarcode('5909999500018')), ['Chleb wiejski krojony 500 g']);
	t.deepEqual(stocked().withBarcode('1'), []);
});

test('a group without goods has no place on the screen', t => {
	t.false(names(stocked().groups.value).includes('Pusta grupa'));
});

test('an update changes what it names and leaves the rest', t => {
	const goods = stocked();
	const banana = goods.find('102');
	t.truthy(banana);
	if (banana === undefined) return;
	goods.apply({
		complete: false,
		groups: [],
		quickProducts: [],
		goods: [{...banana, name: 'Banany bio'}],
		removed: ['101'],
	});
	t.is(goods.find('102')?.name, 'Banany bio');
	t.is(goods.find('101'), undefined);
	t.is(goods.find('103')?.name, 'Jabłka szara reneta');
	t.deepEqual(names(goods.quick.value).includes('Pomidory malinowe'), false, 'a quick key of a gone good goes with it');
	t.is(goods.groups.value.length, 6);
});

test('one changed group keeps its place among the others', t => {
	const goods = stocked();
	goods.apply({
		complete: false,
		groups: [{code: '02', name: 'Piekarnia', colour: 'bread', route: 'main'}],
		quickProducts: [],
		goods: [],
		removed: [],
	});
	t.deepEqual(names(goods.groups.value).slice(0, 3), ['Owoce i warzywa', 'Piekarnia', 'Mięso i wędliny']);
});
